package cover

import (
	"math/bits"
	"slices"
)

// Limit bounds a search, in nodes looked at. It is a guess that no condition
// written by people comes near: a set is searched for only among combinations
// that share items, the rest is settled by their structure.
const Limit = 1_000_000

// Need is a formula without negation over sets of items.
type Need struct {
	kind  needKind
	items Set // of an atom: all of these
	k     int // of someOf: that many parts
	parts []*Need
}

type needKind uint8

const (
	surely needKind = iota // nothing is needed
	never                  // cannot be met
	atom
	someOf
)

// Met returns the need of nothing.
func Met() *Need { return &Need{kind: surely} }

// Unmeetable returns the need that no set meets.
func Unmeetable() *Need { return &Need{kind: never} }

// AllOf returns the need of every item of the set, which must not be empty.
func AllOf(items Set) *Need { return &Need{kind: atom, items: items} }

// AtLeast returns the need that at least k of the parts are met.
func AtLeast(k int, parts []*Need) *Need {
	return (&search{}).given(&Need{kind: someOf, k: k, parts: parts}, nil, nil)
}

// Smallest returns a smallest set of items, numbered below universe, that meets
// the need; of several, the one whose sorted list comes first. The need must be
// one that all items meet. Beyond Limit the set that is returned is still enough
// and nothing in it superfluous, but it may not be the smallest.
func Smallest(n *Need, universe int) Set {
	s := &search{universe: universe}
	if n.kind == surely {
		return NewSet(universe)
	}
	set := s.solve(n)
	if s.steps > Limit {
		return s.reduce(n)
	}
	return set
}

type search struct {
	universe, steps int
}

// given returns what is still needed when the items in have are supplied and
// those in barred cannot be.
func (s *search) given(n *Need, have, barred Set) *Need {
	s.steps++
	switch n.kind {
	case atom:
		if n.items.meets(barred) {
			return &Need{kind: never}
		}
		if left := n.items.without(have); left.size() == 0 {
			return &Need{kind: surely}
		} else if have != nil {
			return &Need{kind: atom, items: left}
		}
		return n
	case someOf:
		out := &Need{kind: someOf, k: n.k}
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
			return &Need{kind: surely}
		case out.k > len(out.parts):
			return &Need{kind: never}
		case len(out.parts) == 1:
			return out.parts[0]
		}
		return out
	default:
		return n
	}
}

// solve returns the cheapest set for a need that can be met. Cost is additive:
// first the number of items, then, among sets of one size, the set with the
// first item in which they differ is cheaper. Hence parts that share no item can
// be solved one by one.
func (s *search) solve(n *Need) Set {
	if s.steps++; s.steps > Limit {
		return NewSet(s.universe)
	}
	switch {
	case n.kind != someOf:
		return n.items.copy(s.universe)
	case n.k == 1:
		return s.cheapest(n.parts, 1)
	case n.k == len(n.parts):
		return s.solveAll(n)
	}
	if shared := mostShared(n.parts, s.universe); shared >= 0 {
		return s.branch(n, shared)
	}
	return s.cheapest(n.parts, n.k)
}

// cheapest joins the k cheapest of parts that share nothing, or returns the one
// cheapest of any parts.
func (s *search) cheapest(parts []*Need, k int) Set {
	sets := make([]Set, len(parts))
	for i, p := range parts {
		sets[i] = s.solve(p)
	}
	slices.SortFunc(sets, Set.compare)
	out := sets[0]
	for _, set := range sets[1:k] {
		out.join(set)
	}
	return out
}

// solveAll meets every part: what atoms ask for first, then groups of parts that
// share items, each by itself.
func (s *search) solveAll(n *Need) Set {
	forced := NewSet(s.universe)
	for _, p := range n.parts {
		if p.kind == atom {
			forced.join(p.items)
		}
	}
	if forced.size() > 0 {
		if rest := s.given(n, forced, nil); rest.kind != surely {
			forced.join(s.solve(rest))
		}
		return forced
	}
	out := NewSet(s.universe)
	for _, group := range groups(n.parts, s.universe) {
		if len(group) == 1 {
			out.join(s.solve(group[0]))
			continue
		}
		whole := &Need{kind: someOf, k: len(group), parts: group}
		out.join(s.branch(whole, mostShared(group, s.universe)))
	}
	return out
}

// branch decides about one item that several parts ask for: take it, or do
// without it.
func (s *search) branch(n *Need, item int) Set {
	one := NewSet(s.universe)
	one.Add(item)
	with := one.copy(s.universe)
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

// atLeast is a lower bound of how many items the need asks for.
func (n *Need) atLeast() int {
	if n.kind != someOf {
		return n.items.size()
	}
	bounds := make([]int, len(n.parts))
	for i, p := range n.parts {
		bounds[i] = p.atLeast()
	}
	slices.Sort(bounds)
	return bounds[n.k-1]
}

// reduce names a set that is enough and has nothing superfluous: all items, less
// each one that can be spared, from the last to the first.
func (s *search) reduce(n *Need) Set {
	all := NewSet(s.universe)
	for i := range s.universe {
		all.Add(i)
	}
	for i := s.universe - 1; i >= 0; i-- {
		all.remove(i)
		if s.given(n, all, nil).kind != surely {
			all.Add(i)
		}
	}
	return all
}

// all adds every item that the need mentions.
func (n *Need) all(into Set) {
	into.join(n.items)
	for _, p := range n.parts {
		p.all(into)
	}
}

// mostShared returns the item that most parts mention, -1 when no two parts
// mention one in common.
func mostShared(parts []*Need, universe int) int {
	count := make([]int, universe)
	for _, p := range parts {
		set := NewSet(universe)
		p.all(set)
		for i := range count {
			if set.Has(i) {
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

// groups splits parts so that no two groups mention an item in common.
func groups(parts []*Need, universe int) [][]*Need {
	type group struct {
		parts []*Need
		items Set
	}
	var out []group
	for _, p := range parts {
		joined := group{parts: []*Need{p}, items: NewSet(universe)}
		p.all(joined.items)
		kept := out[:0]
		for _, g := range out {
			if g.items.meets(joined.items) {
				joined.parts = append(g.parts, joined.parts...)
				joined.items.join(g.items)
			} else {
				kept = append(kept, g)
			}
		}
		out = append(kept, joined)
	}
	split := make([][]*Need, len(out))
	for i := range out {
		split[i] = out[i].parts
	}
	return split
}

// Set is a set of items. The bits of a word run from the highest down, so that
// the set with the first differing item has the greater words.
type Set []uint64

// NewSet returns an empty set of items below universe.
func NewSet(universe int) Set { return make(Set, (universe+63)/64) }

func (f Set) copy(universe int) Set {
	out := NewSet(universe)
	copy(out, f)
	return out
}

// Add puts i into the set.
func (f Set) Add(i int) { f[i/64] |= 1 << (63 - i%64) }

func (f Set) remove(i int) { f[i/64] &^= 1 << (63 - i%64) }

// Has reports whether i is in the set.
func (f Set) Has(i int) bool { return f[i/64]>>(63-i%64)&1 == 1 }

func (f Set) join(o Set) {
	for i, w := range o {
		f[i] |= w
	}
}

func (f Set) without(o Set) Set {
	if o == nil {
		return f
	}
	out := slices.Clone(f)
	for i, w := range o {
		out[i] &^= w
	}
	return out
}

func (f Set) meets(o Set) bool {
	for i, w := range o {
		if f[i]&w != 0 {
			return true
		}
	}
	return false
}

func (f Set) size() int {
	n := 0
	for _, w := range f {
		n += bits.OnesCount64(w)
	}
	return n
}

// compare orders by size, then by which set has the first item they differ in.
func (f Set) compare(o Set) int {
	if d := f.size() - o.size(); d != 0 {
		return d
	}
	return slices.Compare(o, f)
}
