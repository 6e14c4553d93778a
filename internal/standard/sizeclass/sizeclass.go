package sizeclass

import (
	"math"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Class is the size class of an enterprise; the empty Class is "not derived".
type Class string

// The four classes, largest first.
const (
	Large  Class = "large"
	Medium Class = "medium"
	Small  Class = "small"
	Micro  Class = "micro"
)

// Name returns the class in Chinese, "" for a text that is no class.
func (c Class) Name() string {
	switch c {
	case Large:
		return "大型"
	case Medium:
		return "中型"
	case Small:
		return "小型"
	case Micro:
		return "微型"
	}
	return ""
}

// Indicator is a figure that a class is derived from. Its text is the key of the
// fact that carries it.
type Indicator string

// The three indicators of the standard.
const (
	Staff   Indicator = "staff"   // 从业人员, persons
	Revenue Indicator = "revenue" // 营业收入, of a year
	Assets  Indicator = "assets"  // 资产总额, at the end of a year
)

// Name returns the indicator in Chinese.
func (i Indicator) Name() string {
	switch i {
	case Staff:
		return "从业人员"
	case Revenue:
		return "营业收入"
	case Assets:
		return "资产总额"
	}
	return ""
}

// Figure is a number that may be missing. The zero Figure is missing.
type Figure struct {
	Value float64
	Known bool
}

// Of returns a known figure; a value that is no number is missing.
func Of(v float64) Figure { return Figure{Value: v, Known: !math.IsNaN(v)} }

// Indicators are the figures of one enterprise for one year: persons, yuan,
// yuan.
type Indicators struct {
	Staff, Revenue, Assets Figure
}

func (in Indicators) of(i Indicator) Figure {
	switch i {
	case Staff:
		return in.Staff
	case Revenue:
		return in.Revenue
	default:
		return in.Assets
	}
}

// Reason says why no class was derived.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	NoStandard      Reason = "no_standard"      // none was in force on that day
	UnknownIndustry Reason = "unknown_industry" // the code has not the form of one
	CoarseIndustry  Reason = "coarse_industry"  // the code covers several industry groups: G59 is both transport and storage
	NotCovered      Reason = "not_covered"      // the standard leaves the industry out: railways, finance, education, health …
	MissingFigures  Reason = "missing_figures"  // an indicator of the pair is not known
)

// Result is a derivation with what it rests on.
type Result struct {
	Class   Class       // "" when not derived
	Reason  Reason      // "" when derived
	Source  string      // the regulation; "" when none was in force
	Group   string      // the industry group of the regulation, in Chinese; "" when not found
	Needs   []Indicator // what the group is measured by, one or two
	Missing []Indicator // of these, what is not known
}

// Derive returns the size class by the regulation in force on that day. The
// industry code may be of any level and spelling. The class is derived only when
// every indicator that the industry needs is known, even where one figure alone
// would settle it (an enterprise with 3 persons is micro whatever it sells): a
// size class that rests on half of the figures cannot be explained to the firm.
func Derive(industry string, in Indicators, on civil.Date) Result {
	return Standards().Derive(industry, in, on)
}
