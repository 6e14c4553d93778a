package reader

import (
	"reflect"
	"slices"
)

// Draft is what a text was read as.
type Draft struct {
	// Clauses are those of When and of the bonuses, in the order of the text.
	Clauses []Clause
	// When joins the clauses that decide; nil where none was read.
	When *Node
	// Benefit is the amount, nil where none was read.
	Benefit      *Amount
	BenefitQuote Quote
	// BenefitNote says what the amount rests on that the text does not say; empty
	// where it says all.
	BenefitNote string
	Bonuses     []Bonus
	// Window is the time in which one can apply or in which the rule holds; either
	// end is empty where the text does not say, YYYY-MM-DD otherwise.
	Window      Window
	WindowQuote Quote
	// Delivery is proactive or express where the text says so, else empty.
	Delivery      string
	DeliveryQuote Quote
	// Unread is what may matter and was not understood, in the order of the text.
	Unread []Quote
}

// Quote is a stretch of the source, From inclusive and To exclusive, counted in
// characters (Unicode code points).
type Quote struct {
	Text     string
	From, To int
}

// Window is a stretch of days, both included.
type Window struct{ From, To string }

// Clause is one leaf of the tree with what a person needs to confirm it.
type Clause struct {
	// ID is the clause's id in the tree.
	ID string
	// Node is the clause as the tree has it: itself, or a `not` around it.
	Node *Node
	// Group names the combination that the clause stands in, empty for the topmost;
	// clauses of one combination share it. Those of a bonus have bonus-1, bonus-2 …
	Group string
	Kind  Kind
	Quote Quote
	// Sure is false where the clause rests on a guess, which Note names in Chinese.
	Sure bool
	Note string
}

// Bonus is an extra amount with its condition.
type Bonus struct {
	When   *Node
	Amount *Amount
	Quote  Quote
}

// Kind says what a clause is about.
type Kind string

// The kinds of clauses.
const (
	KindRegion        Kind = "region"
	KindIndustry      Kind = "industry"
	KindSize          Kind = "size"
	KindAge           Kind = "age"
	KindQualification Kind = "qualification"
	KindRevenue       Kind = "revenue"
	KindResearch      Kind = "rd_expense"
	KindShare         Kind = "share"
	KindStaff         Kind = "staff"
	KindGrowth        Kind = "growth"
	KindAssets        Kind = "assets"
	KindTax           Kind = "tax"
	KindExport        Kind = "export"
	KindPatents       Kind = "patents"
	KindGraduates     Kind = "graduates"
	KindInsured       Kind = "insured"
	KindCapital       Kind = "capital"
	KindListed        Kind = "listed"
	KindStanding      Kind = "standing"
	KindDiscretion    Kind = "discretion"
	KindOther         Kind = "other"
)

// NodeKind says how a node combines what is below it.
type NodeKind uint8

// The kinds of nodes.
const (
	Leaf NodeKind = iota
	All
	Any
	Not     // exactly one below
	AtLeast // K of those below
)

// Node is one node of a condition tree.
type Node struct {
	Kind NodeKind
	K    int
	Of   []*Node
	Test *Test
}

// Test is a leaf: a fact or an expression compared with a value, or a judgement
// that a person makes.
type Test struct {
	ID string
	// Discretion is a judgement; then all below but Quote is empty.
	Discretion bool
	Term       Term
	Op         string
	Value      Value
	Quote      string
}

// Term is a fact, a number or an operation over terms.
type Term struct {
	// Op is add, sub, mul or div; empty for a fact or a number.
	Op           string
	Args         []Term
	Fact, Period string
	Number       float64
}

// ValueKind says what a value is.
type ValueKind uint8

// The kinds of values.
const (
	NumberValue ValueKind = iota
	TextValue
	BoolValue
	ListValue
)

// Value is the operand of a test.
type Value struct {
	Kind   ValueKind
	Number float64
	Text   string
	Bool   bool
	Items  []Value
}

// AmountKind says how an amount is found.
type AmountKind uint8

// The kinds of amounts.
const (
	FixedAmount AmountKind = iota
	RateAmount
	PerAmount
	TiersAmount
	MaxAmount
	SumAmount
)

// Amount is a formula. Money is in fen.
type Amount struct {
	Kind   AmountKind
	Fixed  int64 // also the amount for each of PerAmount
	Rate   float64
	Of     Term
	Cap    int64
	Capped bool
	Steps  []Step
	Parts  []*Amount
}

// Step is one step of a tiered amount.
type Step struct {
	From  float64
	Fixed int64
}

func leaf(fact, period, op string, v Value) *Node {
	return &Node{Test: &Test{Term: Term{Fact: fact, Period: period}, Op: op, Value: v}}
}

func number(f float64) Value   { return Value{Kind: NumberValue, Number: f} }
func text(s string) Value      { return Value{Kind: TextValue, Text: s} }
func truth() Value             { return Value{Kind: BoolValue, Bool: true} }
func list(items []Value) Value { return Value{Kind: ListValue, Items: items} }

// texts is one text as it is, several as a list.
func texts(s []string) Value {
	if len(s) == 1 {
		return text(s[0])
	}
	items := make([]Value, len(s))
	for i := range s {
		items[i] = text(s[i])
	}
	return list(items)
}

func not(n *Node) *Node { return &Node{Kind: Not, Of: []*Node{n}} }

// join combines nodes; one alone is itself, none is nil, and what combines in
// the same way is taken up. It never changes what it is given.
func join(kind NodeKind, nodes ...*Node) *Node {
	var of []*Node
	add := func(n *Node) {
		if !slices.ContainsFunc(of, n.equals) {
			of = append(of, n)
		}
	}
	for _, n := range nodes {
		switch {
		case n == nil:
		case n.Kind == kind && (kind == All || kind == Any):
			for _, c := range n.Of {
				add(c)
			}
		default:
			add(n)
		}
	}
	switch len(of) {
	case 0:
		return nil
	case 1:
		return of[0]
	}
	return &Node{Kind: kind, Of: of}
}

// equals reports whether two clauses, or their opposites, ask the same; what is
// left to judgement never does.
func (n *Node) equals(o *Node) bool {
	switch {
	case n.Kind != o.Kind:
		return false
	case n.Kind == Not:
		return n.Of[0].equals(o.Of[0])
	case n.Kind != Leaf || n.Test.Discretion:
		return false
	}
	a, b := n.Test, o.Test
	return a.Op == b.Op && reflect.DeepEqual(a.Term, b.Term) && reflect.DeepEqual(a.Value, b.Value)
}

// leaves calls fn for every leaf below n and what holds it: the leaf itself or
// the `not` right above.
func leaves(n *Node, fn func(test *Test, holder *Node)) {
	switch {
	case n == nil:
	case n.Kind == Leaf:
		fn(n.Test, n)
	case n.Kind == Not && n.Of[0].Kind == Leaf:
		fn(n.Of[0].Test, n)
	default:
		for _, c := range n.Of {
			leaves(c, fn)
		}
	}
}
