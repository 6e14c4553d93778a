package record

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// Capital is registered capital (注册资本) as it was written and as it was
// understood.
type Capital struct {
	// Text is what the register says, empty when it says nothing.
	Text string
	// Minor is the amount in Hundredths of Currency's unit, fen for the yuan; it
	// means something only when Known.
	Minor int64
	// Currency is an ISO 4217 code.
	Currency string
	Known    bool
}

// Yuan returns the capital in yuan; false when it is not known or stated in
// another currency, which is never converted.
func (c Capital) Yuan() (float64, bool) {
	return float64(c.Minor) / 100, c.Known && c.Currency == "CNY"
}

// Located is an industry or a division with how it is known.
type Located struct {
	Code string
	// Tier is T0 when the register states it, T3 when it was inferred.
	Tier Tier
	// How says in Chinese what it was found by.
	How string
}

// Entity is one entry of the registry.
type Entity struct {
	// Ordinal is dense, from 1, and never changes: bitmaps are indexed by it.
	Ordinal uint32
	// USCC is the 统一社会信用代码, 18 characters.
	USCC string
	Name string
	// Registered is the day of registration, zero when not stated.
	Registered civil.Date
	// Type is the form of enterprise in the register's words.
	Type    string
	Capital Capital
	Scope   string
	// Province, City, District and Address are the place in the register's words.
	Province, City, District, Address string
	// Status is one of the Statuses, or the register's own word.
	Status string
	// IndustryText is what the register's industry column says.
	IndustryText string
	// Industry and Division are what the register says or what was inferred.
	Industry, Division Located
	// IndustryNow, DivisionNow and SizeClass are the strongest statements of
	// register and facts together.
	IndustryNow, DivisionNow string
	SizeClass                string
	// SizeBasis says what the size class rests on: the source of a statement or
	// the regulation; SizeYear the year of the figures it was derived from.
	SizeBasis, SizeYear string
	Version             int64
}

// Statuses are the states of an enterprise that the program tells apart.
const (
	StatusActive    = "存续"
	StatusRevoked   = "吊销"
	StatusCancelled = "注销"
	StatusMoved     = "迁出"
	StatusSuspended = "歇业"
	StatusLiquidate = "清算"
	StatusClosed    = "撤销"
)

// statusWords maps what registers write to a status, the more particular first:
// 吊销未注销 is 吊销, 吊销已注销 is 注销.
var statusWords = []struct{ word, status string }{
	{"已注销", StatusCancelled}, {"吊销", StatusRevoked}, {"注销", StatusCancelled}, {"迁出", StatusMoved},
	{"撤销", StatusClosed}, {"清算", StatusLiquidate}, {"歇业", StatusSuspended}, {"停业", StatusSuspended},
	{"存续", StatusActive}, {"在营", StatusActive}, {"开业", StatusActive}, {"在业", StatusActive}, {"在册", StatusActive},
	{"正常", StatusActive}, {"迁入", StatusActive},
}

// ParseStatus returns the status that a register's word stands for; false, and
// the word itself without space, when it is none that is known. Nothing stated
// is known and empty.
func ParseStatus(word string) (status string, known bool) {
	word = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, word)
	if word == "" || NotStated(word) {
		return "", true
	}
	for _, w := range statusWords {
		if strings.Contains(word, w.word) {
			return w.status, true
		}
	}
	return word, false
}

// NotStated reports whether a cell stands for nothing.
func NotStated(cell string) bool {
	if len(cell) > 16 {
		return false
	}
	switch strings.ToUpper(strings.TrimSpace(cell)) {
	case "", "N/A", "NA", "NULL", "NONE", "NIL", "-", "--", "—", "——", "/", "\\N", "无", "暂无", "未知", "不详", "空", "#N/A", "NAN":
		return true
	}
	return false
}

// Yields reports whether what the register is known to say gives way to a new
// reading: never to nothing, nor an explicit one to an inferred one.
func (l Located) Yields(to Located) bool {
	return to.Code != "" && l != to && (l.Code == "" || to.Tier <= l.Tier)
}

// RegistryFacts returns what the register says as facts: T0 where it states
// something, T3 where it was inferred; without a day, so that a dated statement
// of a department counts before it.
func (e *Entity) RegistryFacts() []Fact {
	const source = "登记信息"
	facts := make([]Fact, 0, 6)
	stated := func(key, value string) {
		if value != "" {
			facts = append(facts, Fact{Key: key, Value: value, Tier: T0, Source: source})
		}
	}
	located := func(key string, l Located) {
		if l.Code != "" {
			facts = append(facts, Fact{Key: key, Value: l.Code, Tier: l.Tier, Source: source, Evidence: l.How})
		}
	}
	located("division", e.Division)
	located("industry", e.Industry)
	stated("registered", e.Registered.String())
	if yuan, ok := e.Capital.Yuan(); ok {
		stated("capital", strconv.FormatFloat(yuan, 'f', -1, 64))
	}
	stated("status", e.Status)
	stated("type", e.Type)
	return facts
}

// SettledKeys returns the keys whose facts decide what Settle sets.
func SettledKeys() []string {
	return []string{"division", "industry", "size_class", "staff", "revenue", "assets"}
}

// Settle sets industry, division and size class from the register and the facts
// together, by the thresholds in force on a day, and reports whether any of them
// changed.
func (e *Entity) Settle(facts []Fact, today civil.Date) (changed bool) {
	before := *e
	all := append(e.RegistryFacts(), facts...)
	e.IndustryNow, e.DivisionNow = "", ""
	if f := Strongest(all, "industry", ""); f != nil {
		e.IndustryNow = f.Value
	}
	if f := Strongest(all, "division", ""); f != nil {
		e.DivisionNow = f.Value
	}
	e.SizeClass, e.SizeBasis, e.SizeYear = "", "", ""
	if f := Strongest(facts, "size_class", ""); f != nil {
		e.SizeClass, e.SizeBasis = f.Value, f.Source
	} else {
		e.deriveSize(facts, today)
	}
	return *e != before
}

// deriveSize takes the figures of the latest year of which all that the industry
// is measured by are known.
func (e *Entity) deriveSize(facts []Fact, today civil.Date) {
	years := map[string]bool{}
	for _, f := range facts {
		if f.Period != "" && !f.Replaced && (f.Key == "staff" || f.Key == "revenue" || f.Key == "assets") {
			years[f.Period] = true
		}
	}
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(years))) {
		figure := func(key string) sizeclass.Figure {
			if f := Strongest(facts, key, year); f != nil {
				if n, ok := f.Number(); ok {
					return sizeclass.Of(n)
				}
			}
			return sizeclass.Figure{}
		}
		derived := sizeclass.Derive(e.IndustryNow, sizeclass.Indicators{Staff: figure("staff"), Revenue: figure("revenue"), Assets: figure("assets")}, today)
		if derived.Class != "" {
			e.SizeClass, e.SizeBasis, e.SizeYear = string(derived.Class), derived.Source, year
			return
		}
	}
}
