package benchmatch

import (
	"context"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// draft times a simulation of one measure that was not looked at before: counts
// by verdict, district, industry and size, the distribution of amounts, and who
// misses it by which clause.
func (b *bench) draft(ctx context.Context) error {
	r := newRandom(b.Seed, 4, 0)
	var failed error
	b.report.DraftMS = b.sample(b.samples(100), func() func() error {
		return b.simulation(ctx, pick(&r, b.program.Measures()))
	}, &failed)
	return failed
}

// change times the same after one threshold of a draft that was just tried has
// been moved, as it is while somebody types.
func (b *bench) change(ctx context.Context) error {
	r := newRandom(b.Seed, 6, 0)
	var failed error
	b.report.ChangeMS = b.sample(b.samples(100), func() func() error {
		m := b.movable(&r)
		if err := b.simulation(ctx, m)(); err != nil {
			return func() error { return err }
		}
		return b.simulation(ctx, moved(m, r.float()))
	}, &failed)
	return failed
}

// curvePoints is how many thresholds a curve has at the desk.
const curvePoints = 40

// curve times a whole curve of one threshold.
func (b *bench) curve(ctx context.Context) error {
	r := newRandom(b.Seed, 7, 0)
	var failed error
	b.report.CurveMS = b.sample(b.samples(100), func() func() error {
		m := b.movable(&r)
		clause := threshold(m)
		operands := make([]bulk.Operand, curvePoints)
		for i := range operands {
			operands[i].Value = eligibility.NumberValue(clause.Values[0].Num * 2 * float64(i) / (curvePoints - 1))
		}
		return func() error {
			_, err := bulk.Curve(ctx, m, clause, operands, AsOf(), b.columns, nil, b.Workers)
			return err
		}
	}, &failed)
	return failed
}

// simulation keeps what clauses come to, as the desk does; those of other drafts
// help a new one little but for the size classes.
func (b *bench) simulation(ctx context.Context, m *eligibility.Measure) func() error {
	return func() error {
		_, err := bulk.Simulate(ctx, m, AsOf(), b.columns, bulk.SimulateOptions{Groups: breakdowns(), Keep: true, Workers: b.Workers})
		return err
	}
}

// movable draws a measure with a clause that compares a number.
func (b *bench) movable(r *random) *eligibility.Measure {
	for {
		if m := pick(r, b.program.Measures()); threshold(m) != nil {
			return m
		}
	}
}

func threshold(m *eligibility.Measure) *eligibility.Clause {
	for c := range m.When.Clauses {
		if bulk.HasThreshold(c) && c.Domain == eligibility.OfNumber {
			return c
		}
	}
	return nil
}

// moved returns the measure with its first threshold at up to twice its value.
func moved(m *eligibility.Measure, by float64) *eligibility.Measure {
	out, clause := *m, *threshold(m)
	clause.Values = []eligibility.Value{eligibility.NumberValue(clause.Values[0].Num * 2 * by)}
	out.When = replaced(m.When, threshold(m), &clause)
	return &out
}

func replaced(n *eligibility.Node, old, by *eligibility.Clause) *eligibility.Node {
	out := *n
	if n.Clause == old && n.Kind == eligibility.LeafNode {
		out.Clause = by
	}
	out.Children = nil
	for _, child := range n.Children {
		out.Children = append(out.Children, replaced(child, old, by))
	}
	return &out
}

// breakdowns are those of the desk.
func breakdowns() []bulk.Grouping {
	first := func(n int) func(string) string { return func(code string) string { return code[:min(n, len(code))] } }
	var sizes []*eligibility.Clause
	for _, class := range [...]sizeclass.Class{sizeclass.Large, sizeclass.Medium, sizeclass.Small, sizeclass.Micro} {
		sizes = append(sizes, &eligibility.Clause{
			ID: string(class), Term: eligibility.Term{Kind: eligibility.FactTerm, Key: "size_class"}, Op: eligibility.Equal,
			Domain: eligibility.OfText, Values: []eligibility.Value{eligibility.TextValue(string(class))},
		})
	}
	return []bulk.Grouping{{Key: "division", Of: first(6)}, {Key: "division", Of: first(9)}, {Key: "industry", Of: first(1)}, {Clauses: sizes}}
}
