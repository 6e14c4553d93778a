package bulk

import (
	"math"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
)

// boundTerm is a term tied to its columns.
type boundTerm struct {
	*eligibility.Term
	column *facts.Column
	args   []*boundTerm
	depth  int // of the stack of numbers that computing needs
}

func bindTerm(t *eligibility.Term, c *Columns, day civil.Date) *boundTerm {
	b := &boundTerm{Term: t, depth: 1}
	if t.Kind == eligibility.FactTerm {
		b.column = c.Column(eligibility.FactKey{Key: t.Key, Period: t.Period.At(day)})
	}
	for i := range t.Args {
		arg := bindTerm(&t.Args[i], c, day)
		b.args = append(b.args, arg)
		b.depth = max(b.depth, arg.depth+min(i, 1))
	}
	return b
}

// numbers is one number for each row of a block.
type numbers [network.BlockRows]float64

// compute puts the term's value for each row of the block on the first of the
// stack, NaN where it has none, and adds the rows over a missing fact to missing.
func (t *boundTerm) compute(at facts.Position, min eligibility.Tier, stack []numbers, missing *network.Block) {
	out := &stack[0]
	switch t.Kind {
	case eligibility.NumberTerm:
		for i := range out {
			out[i] = t.Number
		}
	case eligibility.FactTerm:
		loadNumbers(t.column, at, min, out)
		for i, v := range out {
			if v != v {
				missing.Set(i)
			}
		}
	default:
		t.args[0].compute(at, min, stack, missing)
		for _, arg := range t.args[1:] {
			arg.compute(at, min, stack[1:], missing)
			apply(t.Kind, out, &stack[1])
		}
	}
}

// apply is eligibility.Apply over a block.
func apply(kind eligibility.TermKind, x, y *numbers) {
	switch kind {
	case eligibility.AddTerm:
		for i := range x {
			x[i] = finite(x[i] + y[i])
		}
	case eligibility.SubTerm:
		for i := range x {
			x[i] = finite(x[i] - y[i])
		}
	case eligibility.MulTerm:
		for i := range x {
			x[i] = finite(x[i] * y[i])
		}
	default:
		// A division by zero is infinite or no number at all: no value either way.
		for i := range x {
			x[i] = finite(x[i] / y[i])
		}
	}
}

// finite returns v, or NaN when it is infinite.
func finite(v float64) float64 {
	if v-v != 0 {
		return math.NaN()
	}
	return v
}

// loadNumbers puts a column's numbers of at least tier min into out, NaN where
// there is none.
func loadNumbers(c *facts.Column, at facts.Position, min eligibility.Tier, out *numbers) {
	nums := c.BlockNums(at)
	if nums == nil {
		for i := range out {
			out[i] = math.NaN()
		}
		return
	}
	*out = *(*numbers)(nums)
	if min == eligibility.TierUnstated {
		return
	}
	for i, t := range c.BlockTags(at) {
		if !t.Counts(min) {
			out[i] = math.NaN()
		}
	}
}
