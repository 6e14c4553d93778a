package bulk

import (
	"cmp"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// Grouping divides the enterprises into groups: by the text of a key without
// period, or by clauses of which at most one is surely true of an enterprise.
type Grouping struct {
	Key string
	// Of returns the group of a text. Who has no text is in the group "", with
	// those whose text has none.
	Of func(text string) string
	// Clauses, where there are any, take the place of Key and Of: each is a group
	// that bears its id, and who satisfies none is in "". They may be shared by
	// simulations at a time but not changed.
	Clauses []*eligibility.Clause
}

// GroupCount is how many of a group have each verdict but ineligible, and how
// many of the group miss the measure by one step; see Simulation.NearSteps.
type GroupCount struct {
	Group                            string
	Eligible, NeedsReview, NeedFacts int
	NearSteps                        int
}

// The sets that groups are counted of, in the order of the fields of GroupCount.
const groupSets = 4

// boundGrouping is a grouping tied to its column or its predicates.
type boundGrouping struct {
	column *facts.Column
	groups []string // the first is ""
	// of gives the group of each text of the column.
	of         []uint16
	predicates []int
}

func (p *Program) bindGrouping(g *Grouping, c *Columns) boundGrouping {
	b := boundGrouping{groups: []string{""}}
	for _, clause := range g.Clauses {
		b.groups, b.predicates = append(b.groups, clause.ID), append(b.predicates, p.predicateOf[clause])
	}
	if len(g.Clauses) > 0 {
		return b
	}
	if b.column = c.Column(eligibility.FactKey{Key: g.Key}); b.column == nil {
		return b
	}
	texts := b.column.Words.Texts()
	b.of = make([]uint16, len(texts))
	ids := map[string]uint16{"": 0}
	for code, text := range texts[1:] {
		name := g.Of(text)
		id, ok := ids[name]
		if !ok {
			id = uint16(len(b.groups))
			ids[name] = id
			b.groups = append(b.groups, name)
		}
		b.of[code+1] = id
	}
	return b
}

// groupCounter counts the groups of the blocks of one chunk.
type groupCounter struct {
	*worker
	bound  []boundGrouping
	counts [][][groupSets]int
}

func (c *groupCounter) begin() {
	c.counts = make([][][groupSets]int, len(c.bound))
	for i := range c.bound {
		c.counts[i] = make([][groupSets]int, len(c.bound[i].groups))
	}
}

// add counts the rows of one set in the evaluated block.
func (c *groupCounter) add(at facts.Position, set int, rows *network.Block) {
	if len(c.bound) == 0 || !rows.Any() {
		return
	}
	for i := range c.bound {
		b, counts := &c.bound[i], c.counts[i]
		if b.predicates != nil {
			rest := *rows
			for k, id := range b.predicates {
				in := *rows
				in.And(&c.Slots[2*id])
				rest.AndNot(&in)
				counts[k+1][set] += in.Count()
			}
			counts[0][set] += rest.Count()
			continue
		}
		texts := b.column.BlockTexts(at)
		if texts == nil {
			counts[0][set] += rows.Count()
			continue
		}
		of := b.of
		for row := range rows.Rows {
			counts[of[texts[row]]][set]++
		}
	}
}

// result returns the groups that hold somebody, sorted by name.
func (b *boundGrouping) result(counts [][groupSets]int) []GroupCount {
	out := []GroupCount{}
	for i, n := range counts {
		if n != [groupSets]int{} {
			out = append(out, GroupCount{Group: b.groups[i], Eligible: n[0], NeedsReview: n[1], NeedFacts: n[2], NearSteps: n[3]})
		}
	}
	slices.SortFunc(out, func(a, b GroupCount) int { return cmp.Compare(a.Group, b.Group) })
	return out
}
