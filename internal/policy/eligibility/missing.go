package eligibility

import (
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility/cover"
)

// smallestMissing returns a smallest set of missing facts such that the best
// case becomes true when every unknown clause that rests on nothing missing but
// these comes out in the enterprise's favour; of several, the first when their
// sorted lists are compared. The best case must be unknown. In a condition far
// beyond what people write (cover.Limit) the set is enough, with nothing to
// spare, but may not be the smallest.
func smallestMissing(condition *Node, findings []ClauseFinding) []FactKey {
	m := &missing{}
	for i := range findings {
		if r := findings[i].Reading; r != nil && r.Value == Unknown {
			m.universe = append(m.universe, r.Missing...)
		}
	}
	slices.SortFunc(m.universe, FactKey.Compare)
	m.universe = slices.Compact(m.universe)
	set := cover.Smallest(m.need(condition, &findings, true), len(m.universe))
	out := make([]FactKey, 0, 4)
	for i := range m.universe {
		if set.Has(i) {
			out = append(out, m.universe[i])
		}
	}
	return out
}

// missing numbers the facts that unknown clauses rest on.
type missing struct {
	universe []FactKey
}

// need turns "this node comes out as wanted" into a need of facts. A not turns
// what is wanted round, so that each clause is asked for what favours the
// enterprise.
func (m *missing) need(n *Node, findings *[]ClauseFinding, wanted bool) *cover.Need {
	switch n.Kind {
	case LeafNode:
		return m.leaf(take(findings), wanted)
	case NotNode:
		return m.need(n.Children[0], findings, !wanted)
	}
	parts := make([]*cover.Need, len(n.Children))
	for i, child := range n.Children {
		parts[i] = m.need(child, findings, wanted)
	}
	k := n.K
	switch n.Kind {
	case AllNode:
		k = len(parts)
	case AnyNode:
		k = 1
	}
	if !wanted {
		// At least k is false when all but k-1 of the parts are false.
		k = len(parts) - k + 1
	}
	return cover.AtLeast(k, parts)
}

func (m *missing) leaf(c *ClauseFinding, wanted bool) *cover.Need {
	switch {
	case c.Reading == nil, c.Reading.Value == truth(wanted):
		return cover.Met()
	case c.Reading.Value != Unknown:
		return cover.Unmeetable()
	}
	facts := cover.NewSet(len(m.universe))
	for _, key := range c.Reading.Missing {
		i, _ := slices.BinarySearchFunc(m.universe, key, FactKey.Compare)
		facts.Add(i)
	}
	return cover.AllOf(facts)
}
