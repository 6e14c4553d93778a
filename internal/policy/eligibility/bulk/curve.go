package bulk

import (
	"context"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/budget"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/cut"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Operand is what a clause compares with: a number or a date, or the span of
// older_than and younger_than.
type Operand struct {
	Value eligibility.Value
	Span  civil.Period
}

// Point is what a measure comes to with one operand. Amount is as in Simulation.
type Point struct {
	Eligible int
	Amount   int64
}

// HasThreshold reports whether a clause compares with one number, date or span,
// so that Curve can move it.
func HasThreshold(c *eligibility.Clause) bool {
	if c.Role == eligibility.Discretion || c.Domain != eligibility.OfNumber && c.Domain != eligibility.OfDate {
		return false
	}
	switch c.Op {
	case eligibility.Less, eligibility.LessEqual, eligibility.Greater, eligibility.GreaterEqual, eligibility.OlderThan, eligibility.YoungerThan:
		return true
	}
	return false
}

// Curve returns what the measure would come to with each operand in place of that
// of one of its clauses, which must have a threshold. All are found in one pass:
// the deciding value of each enterprise falls between two operands, and only
// whom the clause decides depends on where. Errors are those of Program.Run.
func Curve(ctx context.Context, m *eligibility.Measure, clause *eligibility.Clause, operands []Operand, day civil.Date, c *Columns, within *roaring.Bitmap, workers int) ([]Point, error) {
	c.Hold()
	defer c.Release()
	k := newCurve(m, clause, operands, day, c)
	sources, err := k.program.bind(c)
	if err != nil {
		return nil, err
	}
	if within != nil {
		k.within = facts.NewPlane(within.ToDense())
	}
	bound := &sources[k.source]
	k.found = make([]curveBin, bound.bins)
	var mu sync.Mutex
	err = inParallel(ctx, workers, c.ChunkCount(), func() func(int) {
		w := k.worker(sources)
		return func(chunk int) {
			part := w.chunk(chunk)
			mu.Lock()
			defer mu.Unlock()
			for i := range part {
				for side := range part[i] {
					k.found[i][side].add(part[i][side])
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return k.points(bound), nil
}

// The sides of a clause: it favours the enterprise, or it does not.
const (
	favours = iota
	hinders
	sides
)

// curveBin is what the enterprises whose value lies in one bin come to on either
// side.
type curveBin [sides]Point

func (p *Point) add(o Point) {
	p.Eligible += o.Eligible
	p.Amount = budget.Add(p.Amount, o.Amount)
}

// curve is one clause moved over a registry.
type curve struct {
	columns *Columns
	program *Program
	// source is that of the clause, probes its predicate for each operand.
	source  int
	probes  []int
	negated bool
	within  *facts.Plane
	found   []curveBin
}

func newCurve(m *eligibility.Measure, clause *eligibility.Clause, operands []Operand, day civil.Date, c *Columns) *curve {
	k := &curve{columns: c}
	for c, negated := range m.Clauses {
		if c == clause {
			k.negated = negated
		}
	}
	moved := make([]*eligibility.Clause, len(operands))
	for i, o := range operands {
		probe := *clause
		probe.Values, probe.Span = []eligibility.Value{o.Value}, o.Span
		moved[i] = &probe
	}
	// A clause that favours is one that always holds, or under a not never does.
	measures := []*eligibility.Measure{settled(m, clause, !k.negated), settled(m, clause, k.negated), all(moved)}
	k.program = Compile(measures, day)
	for _, probe := range moved {
		id := k.program.predicateOf[probe]
		k.probes = append(k.probes, id)
		k.source = k.program.predicates[id].source
	}
	k.program.sources[k.source].binned = true
	return k
}

// settled returns the measure with one clause settled.
func settled(m *eligibility.Measure, clause *eligibility.Clause, holds bool) *eligibility.Measure {
	out := *m
	out.When = settledNode(m.When, clause, holds)
	out.Bonuses = slices.Clone(m.Bonuses)
	for i := range out.Bonuses {
		out.Bonuses[i].When = settledNode(out.Bonuses[i].When, clause, holds)
	}
	return &out
}

func settledNode(n *eligibility.Node, clause *eligibility.Clause, holds bool) *eligibility.Node {
	if n.Kind == eligibility.LeafNode {
		switch {
		case n.Clause != clause:
			return n
		case holds:
			return &eligibility.Node{Kind: eligibility.AllNode} // of none: true
		}
		return &eligibility.Node{Kind: eligibility.AnyNode} // of none: false
	}
	out := *n
	out.Children = make([]*eligibility.Node, len(n.Children))
	for i, child := range n.Children {
		out.Children[i] = settledNode(child, clause, holds)
	}
	return &out
}

// curver works through chunks.
type curver struct {
	*worker
	*curve
	source *bound
	payers [sides]*payer
}

func (k *curve) worker(sources []bound) *curver {
	out := &curver{worker: newWorker(k.program, sources), curve: k, source: &sources[k.source]}
	for side := range sides {
		out.payers[side] = newPayer(k.program, side, k.columns)
	}
	return out
}

func (k *curver) chunk(chunk int) []curveBin {
	out := make([]curveBin, len(k.found))
	for b := range facts.BlocksPerChunk {
		at := facts.Position{Chunk: chunk, Block: b}
		live := k.columns.Live.Block(at)
		if live == nil {
			continue
		}
		seen := *live
		if k.within != nil {
			within := k.within.Block(at)
			if within == nil {
				continue
			}
			seen.And(within)
		}
		if seen.Any() {
			k.evaluate(at)
			// Other sources have used the space of the bins since.
			k.bin(k.source, at)
			k.block(at, &seen, out)
		}
	}
	return out
}

func (k *curver) block(at facts.Position, live *network.Block, out []curveBin) {
	for side := range sides {
		var eligible network.Block
		k.Resolve(k.curve.program.outputs[side].Worst, &eligible)
		if eligible.And(live) == 0 {
			continue
		}
		payer := k.payers[side]
		payer.load(k.worker, at)
		for row := range eligible.Rows {
			p := Point{Eligible: 1}
			if fen, ok := payer.amount(row); ok {
				p.Amount = fen
			}
			out[k.bins[row]][side].add(p)
		}
	}
}

// points adds the bins up for each operand: in those where the clause favours,
// one side counts, in the others the other.
func (k *curve) points(b *bound) []Point {
	out := make([]Point, len(k.probes))
	for i, id := range k.probes {
		ranges := b.ranges[slices.Index(b.predicates, id)]
		for bin := range k.found {
			holds := slices.ContainsFunc(ranges, func(r cut.Span) bool { return r.From <= bin && bin < r.To })
			side := hinders
			if bin != unknownBin && holds != k.negated {
				side = favours
			}
			out[i].add(k.found[bin][side])
		}
	}
	return out
}
