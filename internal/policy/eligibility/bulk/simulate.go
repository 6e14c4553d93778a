package bulk

import (
	"context"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/budget"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
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
	// Amounts is how the known amounts are spread.
	Amounts budget.Distribution
	// NearCount is how many enterprises miss the measure by exactly one clause:
	// were it to come out in their favour, best would be true. NearByClause counts
	// them by that clause, in document order; one enterprise may miss by either of
	// two. NearSteps leaves out those whom no step helps, like another industry:
	// NearOther in all their clauses.
	NearCount, NearSteps int
	NearByClause         []NearClause
	// Near lists the nearest of them, nearest first, one entry each.
	Near []NearMiss
	// Steps holds who NearSteps counts, where it was asked for.
	Steps *roaring.Bitmap
	// Groups has the groups of each grouping that hold somebody who is not
	// ineligible or misses by a step, sorted by name.
	Groups [][]GroupCount
	// Change is nil without a measure to compare with.
	Change *Comparison
}

// SimulateOptions says what to look at and what to list.
type SimulateOptions struct {
	// Within is who is looked at; nil is everybody.
	Within *roaring.Bitmap
	// Near is how many near misses to list; 0 lists none.
	Near int
	// Steps asks for the set of that name.
	Steps  bool
	Groups []Grouping
	// Against is a measure to compare with, nil for none; Changed is how many
	// gainers and losers to list.
	Against *eligibility.Measure
	Changed int
	// Keep keeps what the clauses came to for the next simulation with one of them.
	Keep bool
	// Workers is how many chunks are worked on at once; 0 is one for each core.
	Workers int
}

// Simulate decides one measure over the rows, sums up what the eligible would
// get and finds who misses it by one clause. Errors are those of Program.Run.
func Simulate(ctx context.Context, m *eligibility.Measure, day civil.Date, c *Columns, opts SimulateOptions) (*Simulation, error) {
	c.Hold()
	defer c.Release()
	s, err := newSimulated(m, day, c, opts)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	err = inParallel(ctx, opts.Workers, c.ChunkCount(), func() func(int) {
		w := s.simulator()
		return func(chunk int) {
			part := w.chunk(chunk)
			mu.Lock()
			defer mu.Unlock()
			s.add(part)
		}
	})
	if err != nil {
		return nil, err
	}
	return s.finish(), nil
}

// simulated is one simulation with what its workers share.
type simulated struct {
	opts    SimulateOptions
	columns *Columns
	program *Program
	sources []bound
	leaves  []*facts.Leaf
	tree    *nearTree
	within  *facts.Plane
	groups  []boundGrouping
	steps   []uint64
	draft   *payer

	out     Simulation
	near    nearList
	amounts [][]int64
	counts  [][][groupSets]int
}

func newSimulated(m *eligibility.Measure, day civil.Date, c *Columns, opts SimulateOptions) (*simulated, error) {
	measures := []*eligibility.Measure{m}
	if opts.Against != nil {
		measures = append(measures, opts.Against)
	}
	for i := range opts.Groups {
		measures = append(measures, all(opts.Groups[i].Clauses))
	}
	s := &simulated{opts: opts, columns: c, program: Compile(measures, day)}
	var err error
	if s.sources, err = s.program.bind(c); err != nil {
		return nil, err
	}
	s.tree, s.draft = newNearTree(s.program), newPayer(s.program, 0, c)
	s.out = Simulation{Counts: map[eligibility.Verdict]int{}, NearByClause: make([]NearClause, len(s.tree.leaves))}
	for i, leaf := range s.tree.leaves {
		s.out.NearByClause[i].Clause = s.tree.nodes[leaf].clause
	}
	if opts.Keep {
		s.leaves = c.Leaves(s.program.keysOf())
	}
	if opts.Within != nil {
		s.within = facts.NewPlane(opts.Within.ToDense())
	}
	if opts.Steps {
		s.steps = make([]uint64, c.ChunkCount()*facts.ChunkWords)
	}
	if opts.Against != nil {
		s.out.Change = &Comparison{}
	}
	for i := range opts.Groups {
		s.groups = append(s.groups, s.program.bindGrouping(&opts.Groups[i], c))
		s.counts = append(s.counts, make([][groupSets]int, len(s.groups[i].groups)))
	}
	return s, nil
}

func (s *simulated) add(part *simulatedChunk) {
	out := &s.out
	for v, n := range part.counts {
		out.Counts[eligibility.Verdict(v)] += n
	}
	out.EligibleAmount = budget.Add(out.EligibleAmount, part.amount)
	out.AmountUnknown += part.unknown
	out.NearCount += part.near
	out.NearSteps += part.steps
	for i, n := range part.byClause {
		out.NearByClause[i].Thresholds += n.Thresholds
		out.NearByClause[i].Facts += n.Facts
		out.NearByClause[i].Others += n.Others
	}
	if out.Change != nil {
		out.Change.add(&part.change)
	}
	for i := range part.groups {
		for k, n := range part.groups[i] {
			for set := range n {
				s.counts[i][k][set] += n[set]
			}
		}
	}
	s.near.all = append(s.near.all, part.list.all...)
	if len(part.amounts) > 0 {
		s.amounts = append(s.amounts, part.amounts)
	}
}

func (s *simulated) finish() *Simulation {
	out := &s.out
	s.near.limit = s.opts.Near
	out.Near = s.near.nearest()
	if s.draft.isFlat {
		out.Amounts = budget.Same(s.draft.flat, out.Counts[eligibility.Eligible])
	} else {
		out.Amounts = budget.Of(s.amounts)
	}
	for i := range s.groups {
		out.Groups = append(out.Groups, s.groups[i].result(s.counts[i]))
	}
	if s.steps != nil {
		out.Steps = roaring.FromDense(s.steps, true)
	}
	if c := out.Change; c != nil {
		// Chunks come in any order.
		for _, list := range [...]*[]uint32{&c.Gainers, &c.Losers} {
			slices.Sort(*list)
			*list = (*list)[:min(len(*list), s.opts.Changed)]
		}
	}
	return out
}

// simulator works through chunks for one simulation.
type simulator struct {
	*keeper
	*simulated
	near     *nearFinder
	draft    *payer
	comparer *comparer
	counter  groupCounter
}

// simulatedChunk is what one chunk came to.
type simulatedChunk struct {
	counts      [eligibility.Eligible + 1]int // by verdict
	amount      int64
	unknown     int
	amounts     []int64
	near, steps int
	byClause    []NearClause
	list        nearList
	groups      [][][groupSets]int
	change      Comparison
}

func (s *simulated) simulator() *simulator {
	w := newWorker(s.program, s.sources)
	out := &simulator{keeper: newKeeper(w, s.leaves), simulated: s, near: newNearFinder(w, s.tree), draft: newPayer(s.program, 0, s.columns)}
	out.counter = groupCounter{worker: w, bound: s.groups}
	if s.opts.Against != nil {
		out.comparer = &comparer{worker: w, other: s.program.outputs[1], payer: newPayer(s.program, 1, s.columns), listed: s.opts.Changed}
	}
	return out
}

func (s *simulator) chunk(chunk int) *simulatedChunk {
	out := &simulatedChunk{byClause: make([]NearClause, len(s.tree.leaves))}
	out.list.limit = s.opts.Near
	s.counter.begin()
	s.begin(chunk)
	for b := range facts.BlocksPerChunk {
		at := facts.Position{Chunk: chunk, Block: b}
		live := s.columns.Live.Block(at)
		if live == nil || !live.Any() {
			continue
		}
		seen := *live
		if s.opts.Within != nil {
			within := s.within.Block(at)
			if within == nil || seen.And(within) == 0 {
				continue
			}
		}
		s.evaluate(at)
		s.block(at, &seen, out)
	}
	// Within a limit some blocks were left out.
	s.end(chunk, s.opts.Within == nil)
	out.groups = s.counter.counts
	return out
}

// block adds what the evaluated block came to for the rows that are looked at.
func (s *simulator) block(at facts.Position, live *network.Block, out *simulatedChunk) {
	o := &s.simulated.program.outputs[0]
	var best, possible, worst, rest network.Block
	s.Resolve(o.Possible, &possible)
	s.Resolve(o.Best, &best)
	s.Resolve(o.Worst, &worst)
	possible.And(live)
	best.And(live)
	worst.And(live)
	network.Difference(&rest, live, &best)
	missing, review := possible, best
	missing.AndNot(&best)
	review.AndNot(&worst)
	eligible := worst.Count()
	out.counts[eligibility.Eligible] += eligible
	out.counts[eligibility.NeedsReview] += review.Count()
	out.counts[eligibility.NeedFacts] += missing.Count()
	out.counts[eligibility.Ineligible] += live.Count() - possible.Count()
	for set, rows := range [...]*network.Block{&worst, &review, &missing} {
		s.counter.add(at, set, rows)
	}
	if eligible > 0 {
		s.pay(at, &worst, eligible, out)
	}
	if s.comparer != nil {
		s.comparer.compare(at, live, &worst, s.draft, &out.change)
	}
	if rest.Any() {
		steps := s.near.find(at, &rest, out)
		s.counter.add(at, groupSets-1, steps)
		if s.steps != nil {
			copy(s.steps[at.Chunk*facts.ChunkWords+at.Block*network.BlockWords:], steps[:])
		}
	}
}

// pay adds up what the eligible rows of a block would get.
func (s *simulator) pay(at facts.Position, eligible *network.Block, n int, out *simulatedChunk) {
	switch {
	case !s.draft.pays:
		out.unknown += n
		return
	case s.draft.isFlat:
		out.amount = budget.Add(out.amount, budget.Times(s.draft.flat, n))
		return
	}
	s.draft.load(s.keeper.worker, at)
	for row := range eligible.Rows {
		if fen, ok := s.draft.amount(row); ok {
			out.amount = budget.Add(out.amount, fen)
			out.amounts = append(out.amounts, fen)
		} else {
			out.unknown++
		}
	}
}
