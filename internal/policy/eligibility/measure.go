package eligibility

import (
	"strconv"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Measure is one thing an enterprise can get out of a policy, as far as
// deciding it needs.
type Measure struct {
	ID, Title string
	// Delivery is proactive, express or claim; empty when not stated.
	Delivery string
	When     *Node
	// Benefit is nil for a measure that gives no money.
	Benefit        *Benefit
	Bonuses        []Bonus
	ExclusionGroup string
	// Source is the JSON text the measure was read from; nil when it was built.
	Source []byte
}

// Bonus is added to the benefit where its condition holds.
type Bonus struct {
	When    *Node
	Benefit *Benefit
}

// NodeKind says how a node combines its children.
type NodeKind uint8

// The kinds of nodes.
const (
	LeafNode NodeKind = iota
	AllNode
	AnyNode
	NotNode     // exactly one child
	AtLeastNode // K of its children
)

// Node is one node of a condition tree: a clause, or a combination.
type Node struct {
	Kind     NodeKind
	K        int
	Children []*Node
	Clause   *Clause
}

// Role says what a clause decides.
type Role uint8

// The roles. A discretion clause is decided by a person and carries no test.
const (
	Gate Role = iota
	BonusRole
	Discretion
)

// Clause is one testable statement with the sentence it was taken from.
type Clause struct {
	ID   string
	Role Role
	// Term is what is tested: a fact, or an expression over facts.
	Term Term
	Op   Op
	// Domain is what the operator compares; decoding settles it.
	Domain Domain
	// Values are the operands: one, two for between, any number for in and under.
	Values []Value
	// Span is the operand of older_than and younger_than.
	Span civil.Period
	// MinTier is the weakest evidence that counts; TierUnstated accepts any.
	MinTier Tier
	Quote   string
	// List remembers that Values was written as a list, for the trace.
	List bool
}

// Op is a clause's operator.
type Op uint8

// The operators, in the order of the file contract.
const (
	Equal Op = iota
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
	Between
	In
	Under
	Has
	OlderThan
	YoungerThan
	Exists
	opCount
)

var opNames = [opCount]string{"=", "!=", "<", "<=", ">", ">=", "between", "in", "under", "has", "older_than", "younger_than", "exists"}

// String returns the operator as files write it.
func (o Op) String() string { return opNames[o] }

// Domain is the kind of thing a clause compares.
type Domain uint8

// The domains. Industry, DivisionCode and Branch are the trees of `under`.
const (
	OfNumber Domain = iota
	OfText
	OfDate
	OfBool
	OfQualification
	OfPresence
	OfIndustry
	OfDivision
	// OfBranch is a code tree of a key this package knows nothing about: by prefix.
	OfBranch
)

// TermKind says what a term is.
type TermKind uint8

// The kinds of terms.
const (
	FactTerm TermKind = iota
	NumberTerm
	AddTerm
	SubTerm
	MulTerm
	DivTerm
)

// Term is a fact, a number, or an operation over two or more terms taken from
// left to right.
type Term struct {
	Kind   TermKind
	Key    string
	Period Period
	Number float64
	Args   []Term
}

// Period is the period a measure asks for: none, a year, or a year counted back
// from the as-of date's. The zero Period is none.
type Period struct {
	kind periodKind
	n    int
}

type periodKind uint8

const (
	noPeriod periodKind = iota
	absoluteYear
	yearsBack
)

// YearsBack returns the period `Y-n`; 0 is the year of the as-of date.
func YearsBack(n int) Period { return Period{yearsBack, n} }

// Year returns the period of that calendar year.
func Year(y int) Period { return Period{absoluteYear, y} }

// At returns the absolute period on that day: four digits, or empty for none.
func (p Period) At(day civil.Date) string {
	switch p.kind {
	case absoluteYear:
		return yearText(p.n)
	case yearsBack:
		return yearText(day.Year() - p.n)
	default:
		return ""
	}
}

// recentYears holds the years that measures ask for, four digits each, so that no
// text is made for them again and again.
const recentYears = "" +
	"19901991199219931994199519961997199819992000200120022003200420052006200720082009" +
	"20102011201220132014201520162017201820192020202120222023202420252026202720282029" +
	"20302031203220332034203520362037203820392040204120422043204420452046204720482049" +
	"20502051205220532054205520562057205820592060206120622063206420652066206720682069"

const firstRecentYear = 1990

func yearText(y int) string {
	if i := 4 * (y - firstRecentYear); i >= 0 && i < len(recentYears) {
		return recentYears[i : i+4]
	}
	s := strconv.Itoa(max(y, 0))
	return "0000"[min(len(s), 4):] + s
}

// maxYearsBack bounds `Y-n`. It is a guess.
const maxYearsBack = 99

// ParsePeriod reads "2025", "Y" or "Y-1" … "Y-99"; the empty text is none.
func ParsePeriod(s string) (Period, bool) {
	switch {
	case s == "":
		return Period{}, true
	case s == "Y":
		return YearsBack(0), true
	case len(s) > 2 && s[:2] == "Y-":
		n, err := strconv.Atoi(s[2:])
		return YearsBack(n), err == nil && n >= 1 && n <= maxYearsBack && s[2] != '+' && s[2] != '0'
	default:
		y, ok := absolute(s)
		return Year(y), ok
	}
}

// absolute reads a year of four digits.
func absolute(s string) (int, bool) {
	if len(s) != 4 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// BenefitKind says how an amount is found.
type BenefitKind uint8

// The kinds of benefits.
const (
	FixedBenefit BenefitKind = iota
	RateBenefit
	PerBenefit
	TiersBenefit
	SumBenefit
	MaxBenefit
)

// Benefit is an amount formula. Amounts are in fen.
type Benefit struct {
	Kind BenefitKind
	// Fixed is the amount of FixedBenefit and the amount of each of PerBenefit.
	Fixed int64
	// Rate is a share, 0.1 for ten per cent; not negative.
	Rate float64
	Of   Term
	// Cap bounds rate and per from above when Capped.
	Cap    int64
	Capped bool
	// Steps are sorted by From, ascending.
	Steps []Step
	// Parts are those of sum and max.
	Parts []*Benefit
}

// Step is one step of a tiered benefit: the amount from that value upward.
type Step struct {
	From   float64
	Amount int64
}
