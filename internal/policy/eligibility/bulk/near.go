package bulk

import (
	"cmp"
	"math"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
)

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

// nearTree is a measure's condition without nots: each node asks for at least k
// of its children, each leaf for a clause to favour the enterprise.
type nearTree struct {
	nodes []nearNode
	// leaves are the nodes of gates, in document order.
	leaves []int
}

type nearNode struct {
	clause   *eligibility.Clause
	wanted   bool        // which value of the clause favours the enterprise
	surely   network.Ref // that it does; of inner nodes unused
	k        int
	children []int
	inputs   []network.Ref // the children as slots
}

func newNearTree(p *Program) *nearTree {
	t := &nearTree{}
	c := &compiler{Program: p}
	t.add(c, p.measures[0].When, true)
	return t
}

func (t *nearTree) add(c *compiler, n *eligibility.Node, wanted bool) int {
	if n.Kind == eligibility.NotNode {
		return t.add(c, n.Children[0], !wanted)
	}
	id := len(t.nodes)
	t.nodes = append(t.nodes, nearNode{})
	if n.Kind == eligibility.LeafNode {
		t.nodes[id] = nearNode{clause: n.Clause, wanted: wanted, surely: c.leaf(n.Clause, wanted, surely, true)}
		if n.Clause.Role != eligibility.Discretion {
			t.leaves = append(t.leaves, id)
		}
		return id
	}
	var children []int
	var inputs []network.Ref
	for _, child := range n.Children {
		id := t.add(c, child, wanted)
		children, inputs = append(children, id), append(inputs, network.Slot(id))
	}
	k := n.K
	switch n.Kind {
	case eligibility.AllNode:
		k = len(children)
	case eligibility.AnyNode:
		k = 1
	}
	if !wanted {
		k = len(children) - k + 1
	}
	t.nodes[id] = nearNode{k: k, children: children, inputs: inputs}
	return id
}

// nearFinder finds the rows that one clause keeps out, block by block.
type nearFinder struct {
	*worker
	tree *nearTree
	// holds is where each node surely favours; opens where it alone stands between
	// the row and best being true.
	holds, opens []network.Block
	gaps         []gapReader
	// near is where a clause alone stands in the way, steps where a step would do.
	near, steps network.Block
}

func newNearFinder(w *worker, t *nearTree) *nearFinder {
	f := &nearFinder{worker: w, tree: t, holds: make([]network.Block, len(t.nodes)), opens: make([]network.Block, len(t.nodes))}
	for _, leaf := range t.leaves {
		n := &t.nodes[leaf]
		id := w.program.predicateOf[n.clause]
		f.gaps = append(f.gaps, gapReader{node: n, bound: &w.bound[w.program.predicates[id].source], day: w.program.day})
	}
	return f
}

// find looks among the rows of the evaluated block for which best is not true,
// and returns those whom a step would help.
func (f *nearFinder) find(at facts.Position, rest *network.Block, out *simulatedChunk) *network.Block {
	// Children have greater numbers than their parents: up, then down.
	for i := len(f.tree.nodes) - 1; i >= 0; i-- {
		f.up(i)
	}
	f.opens[0] = *rest
	for i := range f.tree.nodes {
		f.down(i)
	}
	f.near, f.steps = network.Block{}, network.Block{}
	for i, leaf := range f.tree.leaves {
		if f.opens[leaf].AndNot(&f.holds[leaf]) != 0 {
			f.near.Or(&f.opens[leaf])
			f.count(at, i, leaf, &out.byClause[i])
		}
	}
	out.near += f.near.Count()
	out.steps += f.steps.Count()
	if out.list.limit > 0 && f.near.Any() {
		f.listRows(at, &f.near, &out.list)
	}
	return &f.steps
}

func (f *nearFinder) up(i int) {
	n := &f.tree.nodes[i]
	if n.clause != nil {
		f.Resolve(n.surely, &f.holds[i])
		return
	}
	network.AtLeast(n.k, n.inputs, f.holds, &f.holds[i])
}

// down passes on where a child alone would make its parent true: where just one
// is short and this one does not hold.
func (f *nearFinder) down(i int) {
	n := &f.tree.nodes[i]
	if n.clause != nil {
		return
	}
	var short network.Block
	network.AtLeast(n.k-1, n.inputs, f.holds, &short)
	short.And(&f.opens[i])
	for _, child := range n.children {
		network.Difference(&f.opens[child], &short, &f.holds[child])
	}
}

func (f *nearFinder) count(at facts.Position, i, leaf int, out *NearClause) {
	n, opens := &f.tree.nodes[leaf], &f.opens[leaf]
	known := f.known(n)
	known.And(opens)
	facts, sure := *opens, known.Count()
	facts.AndNot(&known)
	out.Facts += facts.Count()
	f.steps.Or(&facts)
	if sure > 0 && f.gaps[i].measurable() {
		f.gaps[i].keepMeasured(f.worker, at, &known)
		measured := known.Count()
		out.Thresholds += measured
		sure -= measured
		f.steps.Or(&known)
	}
	out.Others += sure
}

// known returns where the clause is surely against the enterprise.
func (f *nearFinder) known(n *nearNode) network.Block {
	id := f.program.predicateOf[n.clause]
	var out network.Block
	if n.wanted {
		out.Not(&f.Slots[2*id+1])
	} else {
		out = f.Slots[2*id]
	}
	return out
}

// listRows offers each near row to the list, with the nearest of its clauses.
func (f *nearFinder) listRows(at facts.Position, near *network.Block, list *nearList) {
	known := make([]network.Block, len(f.tree.leaves))
	for i, leaf := range f.tree.leaves {
		if f.opens[leaf].Any() {
			known[i] = f.known(&f.tree.nodes[leaf])
			f.gaps[i].load(f.worker, at)
		}
	}
	for row := range near.Rows {
		var best NearMiss
		found := false
		for i, leaf := range f.tree.leaves {
			if !f.opens[leaf].Has(row) {
				continue
			}
			miss := NearMiss{Ordinal: uint32(at.Chunk*facts.ChunkRows + at.First() + row), Clause: f.tree.nodes[leaf].clause, Kind: NearFact}
			if known[i].Has(row) {
				miss.Kind = NearOther
				if gap, relative, ok := f.gaps[i].gap(row); ok {
					miss.Kind, miss.Gap, miss.Relative = NearThreshold, gap, relative
				}
			}
			if !found || miss.compare(&best) < 0 {
				best, found = miss, true
			}
		}
		list.offer(&best)
	}
}

// gapReader gives the distance of rows from a clause's threshold.
type gapReader struct {
	node   *nearNode
	bound  *bound
	day    civil.Date
	values numbers
	texts  *[network.BlockRows]uint32
	// apart remembers the distance of each text, NaN where it was not asked for
	// yet: dates repeat.
	apart []float64
}

// measurable reports whether the clause has a distance wherever it is against
// the enterprise and its fact has a value; see eligibility.Clause.Distance.
func (g *gapReader) measurable() bool {
	c, holding := g.node.clause, !g.node.wanted
	switch {
	case c.Domain != eligibility.OfNumber && c.Domain != eligibility.OfDate:
		return false
	case c.Op == eligibility.Equal || c.Op == eligibility.In:
		return !holding
	case c.Op == eligibility.NotEqual:
		return holding
	}
	return true
}

// keepMeasured drops the rows without a value, from a division by zero.
func (g *gapReader) keepMeasured(w *worker, at facts.Position, rows *network.Block) {
	if g.bound.kind != termSource {
		return
	}
	g.load(w, at)
	var out network.Block
	for row := range rows.Rows {
		if v := g.values[row]; v == v {
			out.Set(row)
		}
	}
	*rows = out
}

func (g *gapReader) load(w *worker, at facts.Position) {
	switch g.bound.kind {
	case numberSource:
		loadNumbers(g.bound.column, at, g.bound.tier, &g.values)
	case termSource:
		var missing network.Block
		g.bound.term.compute(at, g.bound.tier, w.stack, &missing)
		g.values = w.stack[0]
	case textSource:
		g.texts = g.bound.column.BlockTexts(at)
	}
}

// gap returns the distance of a row for which the clause is against the
// enterprise.
func (g *gapReader) gap(row int) (gap, relative float64, ok bool) {
	if !g.measurable() {
		return 0, 0, false
	}
	holding := !g.node.wanted
	if g.bound.kind == textSource {
		if g.texts == nil {
			return 0, 0, false
		}
		gap, ok = g.textGap(g.texts[row], holding)
		return gap, gap / 365, ok
	}
	v := g.values[row]
	if v != v {
		return 0, 0, false
	}
	gap, ok = g.node.clause.Distance(eligibility.NumberValue(v), g.day, holding)
	return gap, gap / max(max(v, -v)+gap, 1), ok
}

func (g *gapReader) textGap(code uint32, holding bool) (gap float64, ok bool) {
	words := g.bound.column.Words
	if g.apart == nil {
		g.apart = make([]float64, len(words.Texts()))
		for i := range g.apart {
			g.apart[i] = math.NaN()
		}
	}
	if g.apart[code] != g.apart[code] {
		g.apart[code] = -1
		if gap, ok := g.node.clause.Distance(eligibility.TextValue(words.Text(code)), g.day, holding); ok {
			g.apart[code] = gap
		}
	}
	return g.apart[code], g.apart[code] >= 0
}

func (m *NearMiss) compare(o *NearMiss) int {
	return cmp.Or(cmp.Compare(m.Kind, o.Kind), cmp.Compare(m.Relative, o.Relative), cmp.Compare(m.Ordinal, o.Ordinal))
}

// nearList keeps the nearest of what it is offered.
type nearList struct {
	limit int
	all   []NearMiss
	// worst is the last that can still be among the nearest, once bounded.
	worst   NearMiss
	bounded bool
}

func (l *nearList) offer(m *NearMiss) {
	if l.bounded && m.compare(&l.worst) >= 0 {
		return
	}
	l.all = append(l.all, *m)
	if len(l.all) >= 4*l.limit+64 {
		l.all = l.nearest()
		l.worst, l.bounded = l.all[len(l.all)-1], true
	}
}

// nearest returns the nearest, in order, at most limit.
func (l *nearList) nearest() []NearMiss {
	slices.SortFunc(l.all, func(a, b NearMiss) int { return a.compare(&b) })
	return l.all[:min(l.limit, len(l.all))]
}
