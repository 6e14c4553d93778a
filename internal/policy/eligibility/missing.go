package eligibility

import (
	"math/bits"
	"slices"
)

// maxMissingSteps bounds the search for a smallest set, in nodes looked at. It is
// a guess that no condition written by people comes near: a set is searched for
// only among combinations that share facts, the rest is settled by their
// structure. Beyond it the set that is named is still enough and none of it
// superfluous, but it may not be the smallest.
const maxMissingSteps = 1_000_000

// need says what has to come out in the enterprise's favour: a formula without
// negation over sets of missing facts.
type need struct {
	kind  needKind
	facts factSet // of an atom: all of these
	k     int     // of someOf: that many parts
	parts []*need
}

type needKind uint8

const (
	surely needKind = iota // nothing is needed
	never                  // cannot come out
	atom
	someOf
)

// smallestMissing returns a smallest set of missing facts such that the best
// case becomes true when every unknown clause that rests on nothing missing but
// these comes out in the enterprise's favour; of several, the first when their
// sorted lists are compared. The best case must be unknown.
func smallestMissing(condition found) []FactKey {
	s := &search{}
	s.collect(&condition)
	slices.SortFunc(s.universe, FactKey.Compare)
	s.universe = slices.Compact(s.universe)
	whole := s.formula(&condition, true)
	s.steps = 0
	set := s.solve(whole)
	if s.steps > maxMissingSteps {
		set = s.reduce(whole)
	}
	out := make([]FactKey, 0, 4)
	for i := range s.universe {
		if set.has(i) {
			out = append(out, s.universe[i])
		}
	}
	return out
}

type search struct {
	universe []FactKey
	steps    int
}

func (s *search) collect(f *found) {
	if f.clause != nil && f.clause.Reading != nil && f.clause.Reading.Value == Unknown {
		s.universe = append(s.universe, f.clause.Reading.Missing...)
	}
	for i := range f.parts {
		s.collect(&f.parts[i])
	}
}

// formula turns "this node comes out as wanted" into a need. A not turns what is
// wanted round, so that each clause is asked for what favours the enterprise.
func (s *search) formula(f *found, wanted bool) *need {
	if f.Kind == LeafNode {
		return s.leaf(f.clause, wanted)
	}
	if f.Kind == NotNode {
		return s.formula(&f.parts[0], !wanted)
	}
	n := &need{kind: someOf}
	for i := range f.parts {
		n.parts = append(n.parts, s.formula(&f.parts[i], wanted))
	}
	k := f.K
	switch f.Kind {
	case AllNode:
		k = len(n.parts)
	case AnyNode:
		k = 1
	}
	if !wanted {
		// At least k is false when all but k-1 of the parts are false.
		k = len(n.parts) - k + 1
	}
	n.k = k
	return s.given(n, nil, nil)
}

func (s *search) leaf(c *ClauseFinding, wanted bool) *need {
	switch {
	case c.Reading == nil, c.Reading.Value == truth(wanted):
		return &need{kind: surely}
	case c.Reading.Value != Unknown:
		return &need{kind: never}
	}
	n := &need{kind: atom, facts: newFactSet(len(s.universe))}
	for _, key := range c.Reading.Missing {
		i, _ := slices.BinarySearchFunc(s.universe, key, FactKey.Compare)
		n.facts.add(i)
	}
	return n
}

// given returns what is still needed when the facts in have are supplied and
// those in barred cannot be.
func (s *search) given(n *need, have, barred factSet) *need {
	s.steps++
	switch n.kind {
	case atom:
		if n.facts.meets(barred) {
			return &need{kind: never}
		}
		if left := n.facts.without(have); left.size() == 0 {
			return &need{kind: surely}
		} else if have != nil {
			return &need{kind: atom, facts: left}
		}
		return n
	case someOf:
		out := &need{kind: someOf, k: n.k}
		for _, p := range n.parts {
			switch q := s.given(p, have, barred); q.kind {
			case surely:
				out.k--
			case never:
			default:
				out.parts = append(out.parts, q)
			}
		}
		switch {
		case out.k <= 0:
			return &need{kind: surely}
		case out.k > len(out.parts):
			return &need{kind: never}
		case len(out.parts) == 1:
			return out.parts[0]
		}
		return out
	default:
		return n
	}
}

// solve returns the cheapest set for a need that can be met. Cost is additive:
// first the number of facts, then, among sets of one size, the set with the
// first fact in which they differ is cheaper. Hence parts that share no fact can
// be solved one by one.
func (s *search) solve(n *need) factSet {
	if s.steps++; s.steps > maxMissingSteps {
		return newFactSet(len(s.universe))
	}
	switch {
	case n.kind != someOf:
		return n.facts.copy(len(s.universe))
	case n.k == 1:
		return s.cheapest(n.parts, 1)
	case n.k == len(n.parts):
		return s.solveAll(n)
	}
	if shared := mostShared(n.parts, len(s.universe)); shared >= 0 {
		return s.branch(n, shared)
	}
	return s.cheapest(n.parts, n.k)
}

// cheapest joins the k cheapest of parts that share nothing, or returns the one
// cheapest of any parts.
func (s *search) cheapest(parts []*need, k int) factSet {
	sets := make([]factSet, len(parts))
	for i, p := range parts {
		sets[i] = s.solve(p)
	}
	slices.SortFunc(sets, factSet.compare)
	out := sets[0]
	for _, set := range sets[1:k] {
		out.join(set)
	}
	return out
}

// solveAll meets every part: what atoms ask for first, then groups of parts that
// share facts, each by itself.
func (s *search) solveAll(n *need) factSet {
	forced := newFactSet(len(s.universe))
	for _, p := range n.parts {
		if p.kind == atom {
			forced.join(p.facts)
		}
	}
	if forced.size() > 0 {
		if rest := s.given(n, forced, nil); rest.kind != surely {
			forced.join(s.solve(rest))
		}
		return forced
	}
	out := newFactSet(len(s.universe))
	for _, group := range groups(n.parts, len(s.universe)) {
		if len(group) == 1 {
			out.join(s.solve(group[0]))
			continue
		}
		whole := &need{kind: someOf, k: len(group), parts: group}
		out.join(s.branch(whole, mostShared(group, len(s.universe))))
	}
	return out
}

// branch decides about one fact that several parts ask for: take it, or do
// without it.
func (s *search) branch(n *need, fact int) factSet {
	one := newFactSet(len(s.universe))
	one.add(fact)
	with := one.copy(len(s.universe))
	if rest := s.given(n, one, nil); rest.kind != surely {
		with.join(s.solve(rest))
	}
	rest := s.given(n, nil, one)
	if rest.kind == never || rest.atLeast() > with.size() {
		return with
	}
	if without := s.solve(rest); without.compare(with) < 0 {
		return without
	}
	return with
}

// atLeast is a lower bound of how many facts the need asks for.
func (n *need) atLeast() int {
	if n.kind != someOf {
		return n.facts.size()
	}
	bounds := make([]int, len(n.parts))
	for i, p := range n.parts {
		bounds[i] = p.atLeast()
	}
	slices.Sort(bounds)
	return bounds[n.k-1]
}

// reduce names a set that is enough and has nothing superfluous: all facts, less
// each one that can be spared, from the last to the first.
func (s *search) reduce(n *need) factSet {
	all := newFactSet(len(s.universe))
	for i := range s.universe {
		all.add(i)
	}
	for i := len(s.universe) - 1; i >= 0; i-- {
		all.remove(i)
		if s.given(n, all, nil).kind != surely {
			all.add(i)
		}
	}
	return all
}

// facts returns every fact that the need mentions.
func (n *need) all(into factSet) {
	into.join(n.facts)
	for _, p := range n.parts {
		p.all(into)
	}
}

// mostShared returns the fact that most parts mention, -1 when no two parts
// mention one in common.
func mostShared(parts []*need, universe int) int {
	count := make([]int, universe)
	for _, p := range parts {
		set := newFactSet(universe)
		p.all(set)
		for i := range count {
			if set.has(i) {
				count[i]++
			}
		}
	}
	best := -1
	for i, c := range count {
		if c > 1 && (best < 0 || c > count[best]) {
			best = i
		}
	}
	return best
}

// groups splits parts so that no two groups mention a fact in common.
func groups(parts []*need, universe int) [][]*need {
	type group struct {
		parts []*need
		facts factSet
	}
	var out []group
	for _, p := range parts {
		joined := group{parts: []*need{p}, facts: newFactSet(universe)}
		p.all(joined.facts)
		kept := out[:0]
		for _, g := range out {
			if g.facts.meets(joined.facts) {
				joined.parts = append(g.parts, joined.parts...)
				joined.facts.join(g.facts)
			} else {
				kept = append(kept, g)
			}
		}
		out = append(kept, joined)
	}
	split := make([][]*need, len(out))
	for i := range out {
		split[i] = out[i].parts
	}
	return split
}

// factSet is a set of positions in the sorted universe of missing facts. The
// bits of a word run from the highest down, so that the set with the first
// differing fact has the greater words.
type factSet []uint64

func newFactSet(universe int) factSet { return make(factSet, (universe+63)/64) }

func (f factSet) copy(universe int) factSet {
	out := newFactSet(universe)
	copy(out, f)
	return out
}

func (f factSet) add(i int)      { f[i/64] |= 1 << (63 - i%64) }
func (f factSet) remove(i int)   { f[i/64] &^= 1 << (63 - i%64) }
func (f factSet) has(i int) bool { return f[i/64]>>(63-i%64)&1 == 1 }

func (f factSet) join(o factSet) {
	for i, w := range o {
		f[i] |= w
	}
}

func (f factSet) without(o factSet) factSet {
	if o == nil {
		return f
	}
	out := slices.Clone(f)
	for i, w := range o {
		out[i] &^= w
	}
	return out
}

func (f factSet) meets(o factSet) bool {
	for i, w := range o {
		if f[i]&w != 0 {
			return true
		}
	}
	return false
}

func (f factSet) size() int {
	n := 0
	for _, w := range f {
		n += bits.OnesCount64(w)
	}
	return n
}

// compare orders by size, then by which set has the first fact they differ in.
func (f factSet) compare(o factSet) int {
	if d := f.size() - o.size(); d != 0 {
		return d
	}
	return slices.Compare(o, f)
}
