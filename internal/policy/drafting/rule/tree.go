package rule

import (
	"reflect"
	"slices"
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

// Compare is a clause that compares a fact with a value.
func Compare(fact, period, op string, v Value) *Node {
	return &Node{Test: &Test{Term: Term{Fact: fact, Period: period}, Op: op, Value: v}}
}

// Number is a number as a value.
func Number(f float64) Value { return Value{Kind: NumberValue, Number: f} }

// Text is a text as a value.
func Text(s string) Value { return Value{Kind: TextValue, Text: s} }

// True is the value of what holds.
func True() Value { return Value{Kind: BoolValue, Bool: true} }

// List is several values as one.
func List(items []Value) Value { return Value{Kind: ListValue, Items: items} }

// Texts is one text as it is, several as a list.
func Texts(s []string) Value {
	if len(s) == 1 {
		return Text(s[0])
	}
	items := make([]Value, len(s))
	for i := range s {
		items[i] = Text(s[i])
	}
	return List(items)
}

// Opposite is a not around a node.
func Opposite(n *Node) *Node { return &Node{Kind: Not, Of: []*Node{n}} }

// Join combines nodes; one alone is itself, none is nil, and what combines in
// the same way is taken up. It never changes what it is given.
func Join(kind NodeKind, nodes ...*Node) *Node {
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

// Leaves calls fn for every leaf below n and what holds it: the leaf itself or
// the `not` right above.
func Leaves(n *Node, fn func(test *Test, holder *Node)) {
	switch {
	case n == nil:
	case n.Kind == Leaf:
		fn(n.Test, n)
	case n.Kind == Not && n.Of[0].Kind == Leaf:
		fn(n.Of[0].Test, n)
	default:
		for _, c := range n.Of {
			Leaves(c, fn)
		}
	}
}

// Cloned returns a copy of a tree with tests of its own.
func Cloned(n *Node) *Node {
	if n == nil {
		return nil
	}
	c := *n
	if n.Test != nil {
		t := *n.Test
		c.Test = &t
	}
	c.Of = make([]*Node, len(n.Of))
	for i := range n.Of {
		c.Of[i] = Cloned(n.Of[i])
	}
	return &c
}
