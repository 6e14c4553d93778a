package bulk

import (
	"context"
	"math"
	"sync"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Simulation is what a draft would do over a registry.
type Simulation struct {
	// Counts is how many enterprises have each verdict.
	Counts map[eligibility.Verdict]int
	// EligibleAmount is the sum in fen over the eligible whose amount is known, at
	// most math.MaxInt64; AmountUnknown is how many eligible have none.
	EligibleAmount int64
	AmountUnknown  int
	// NearCount is how many enterprises miss the measure by exactly one clause:
	// were it to come out in their favour, best would be true. NearByClause counts
	// them by that clause, in document order; one enterprise may miss by either of
	// two.
	NearCount    int
	NearByClause []NearClause
	// Near lists the nearest of them, nearest first, one entry each.
	Near []NearMiss
}

// NearClause counts the enterprises that one clause keeps out.
type NearClause struct {
	Clause *eligibility.Clause
	// Thresholds miss a number or a date, Facts miss the fact itself, Others have
	// a fact that no step turns into the right one.
	Thresholds, Facts, Others int
}

// NearKind says what keeps an enterprise out.
type NearKind uint8

// The kinds, in the order in which near misses are listed.
const (
	NearThreshold NearKind = iota
	NearFact
	NearOther
)

// String returns threshold, fact or other.
func (k NearKind) String() string { return [...]string{"threshold", "fact", "other"}[k] }

// NearMiss is one enterprise that one clause keeps out.
type NearMiss struct {
	Ordinal uint32
	Clause  *eligibility.Clause
	Kind    NearKind
	// Gap is the distance to the threshold in the unit of the number or in days,
	// for NearThreshold. Relative is that distance as a share of value and
	// distance together, or of a year.
	Gap, Relative float64
}

// SimulateOptions says what to list.
type SimulateOptions struct {
	// Near is how many near misses to list; 0 lists none.
	Near int
	// Workers is how many chunks are worked on at once; 0 is one for each core.
	Workers int
}

// Simulate decides one measure over every row, sums up what the eligible would
// get and finds who misses it by one clause. Errors are those of Program.Run.
func Simulate(ctx context.Context, m *eligibility.Measure, day civil.Date, c *Columns, opts SimulateOptions) (*Simulation, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	p := Compile([]*eligibility.Measure{m}, day)
	sources, err := p.bind(c)
	if err != nil {
		return nil, err
	}
	tree := newNearTree(p)
	out := &Simulation{Counts: map[eligibility.Verdict]int{}, NearByClause: make([]NearClause, len(tree.leaves))}
	for i, leaf := range tree.leaves {
		out.NearByClause[i].Clause = tree.nodes[leaf].clause
	}
	var mu sync.Mutex
	var list nearList
	err = inParallel(ctx, opts.Workers, c.chunkCount(), func() func(int) {
		s := newSimulator(p, c, sources, tree, opts)
		return func(chunk int) {
			part := s.chunk(chunk)
			mu.Lock()
			defer mu.Unlock()
			out.add(&part.Simulation)
			list.all = append(list.all, part.list.all...)
		}
	})
	if err != nil {
		return nil, err
	}
	list.limit = opts.Near
	out.Near = list.nearest()
	return out, nil
}

func (s *Simulation) add(o *Simulation) {
	for v, n := range o.Counts {
		s.Counts[v] += n
	}
	s.EligibleAmount = addFen(s.EligibleAmount, o.EligibleAmount)
	s.AmountUnknown += o.AmountUnknown
	s.NearCount += o.NearCount
	for i, n := range o.NearByClause {
		s.NearByClause[i].Thresholds += n.Thresholds
		s.NearByClause[i].Facts += n.Facts
		s.NearByClause[i].Others += n.Others
	}
}

// addFen adds without running over.
func addFen(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// simulator works through chunks for one draft.
type simulator struct {
	*worker
	columns *Columns
	opts    SimulateOptions
	benefit *boundBenefit
	bonuses []*boundBenefit
	near    *nearFinder
}

type simulatedChunk struct {
	Simulation
	list nearList
}

func newSimulator(p *Program, c *Columns, sources []bound, tree *nearTree, opts SimulateOptions) *simulator {
	s := &simulator{worker: newWorker(p, sources), columns: c, opts: opts}
	m := p.measures[0]
	s.benefit = bindBenefit(m.Benefit, c, p.day)
	for i := range m.Bonuses {
		s.bonuses = append(s.bonuses, bindBenefit(m.Bonuses[i].Benefit, c, p.day))
	}
	s.near = newNearFinder(s.worker, tree)
	return s
}

func (s *simulator) chunk(chunk int) *simulatedChunk {
	out := &simulatedChunk{Simulation: Simulation{Counts: map[eligibility.Verdict]int{}}}
	out.NearByClause = make([]NearClause, len(s.near.tree.leaves))
	out.list.limit = s.opts.Near
	o := &s.program.outputs[0]
	var best, possible, worst network.Block
	for b := range blocksPerChunk {
		at := position{chunk, b}
		live := s.columns.live.block(at)
		if live == nil || !live.Any() {
			continue
		}
		s.evaluate(at)
		s.Resolve(o.Possible, &possible)
		s.Resolve(o.Best, &best)
		s.Resolve(o.Worst, &worst)
		possible.And(live)
		best.And(live)
		worst.And(live)
		all, open, sure, eligible := live.Count(), possible.Count(), best.Count(), worst.Count()
		out.Counts[eligibility.Ineligible] += all - open
		out.Counts[eligibility.NeedFacts] += open - sure
		out.Counts[eligibility.NeedsReview] += sure - eligible
		out.Counts[eligibility.Eligible] += eligible
		if eligible > 0 {
			s.amounts(at, &worst, &out.Simulation)
		}
		if all > sure {
			network.Difference(&possible, live, &best)
			s.near.find(at, &possible, out)
		}
	}
	return out
}

// amounts adds up what the eligible rows of a block would get.
func (s *simulator) amounts(at position, eligible *network.Block, out *Simulation) {
	m := s.program.measures[0]
	if m.Benefit == nil && len(m.Bonuses) == 0 {
		out.AmountUnknown += eligible.Count()
		return
	}
	holds := make([]network.Block, len(m.Bonuses))
	for i, o := range s.program.bonuses[0] {
		s.Resolve(o.Worst, &holds[i])
		s.bonuses[i].load(at)
	}
	s.benefit.load(at)
	for row := range eligible.Rows {
		fen, ok := s.benefit.amount(row)
		for i := range holds {
			if holds[i].Has(row) {
				extra, known := s.bonuses[i].amount(row)
				fen, ok = min(fen+extra, eligibility.MaxAmount), ok && known
			}
		}
		if ok {
			out.EligibleAmount = addFen(out.EligibleAmount, fen)
		} else {
			out.AmountUnknown++
		}
	}
}

// boundBenefit is a benefit tied to its columns, with the values of its term for
// the block that was loaded last.
type boundBenefit struct {
	*eligibility.Benefit
	term    *boundTerm
	stack   []numbers
	missing network.Block
	parts   []*boundBenefit
}

func bindBenefit(b *eligibility.Benefit, c *Columns, day civil.Date) *boundBenefit {
	if b == nil {
		return nil
	}
	out := &boundBenefit{Benefit: b}
	switch b.Kind {
	case eligibility.RateBenefit, eligibility.PerBenefit, eligibility.TiersBenefit:
		out.term = bindTerm(&b.Of, c, day)
		out.stack = make([]numbers, out.term.depth+1)
	}
	for _, part := range b.Parts {
		out.parts = append(out.parts, bindBenefit(part, c, day))
	}
	return out
}

func (b *boundBenefit) load(at position) {
	if b == nil {
		return
	}
	if b.term != nil {
		b.missing = network.Block{}
		b.term.compute(at, eligibility.TierUnstated, b.stack, &b.missing)
	}
	for _, part := range b.parts {
		part.load(at)
	}
}

// amount returns what one row of the loaded block would get; no benefit is
// nought.
func (b *boundBenefit) amount(row int) (int64, bool) {
	switch {
	case b == nil:
		return 0, true
	case b.Kind == eligibility.FixedBenefit:
		return b.Fixed, true
	case b.term != nil:
		v := b.stack[0][row]
		if v != v || b.missing.Has(row) {
			return 0, false
		}
		return b.FromValue(v), true
	}
	total := int64(0)
	for _, part := range b.parts {
		fen, ok := part.amount(row)
		if !ok {
			return 0, false
		}
		if b.Kind == eligibility.SumBenefit {
			total = min(total+fen, eligibility.MaxAmount)
		} else {
			total = max(total, fen)
		}
	}
	return total, true
}
