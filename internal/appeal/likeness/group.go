package likeness

import (
	"cmp"
	"slices"

	"github.com/yikou/yikou/internal/platform/textsearch"
)

// GroupFrom is from which share of their weight on texts stand in one group. A guess,
// tried on real messages (docs/benchmarks.md).
const GroupFrom = 0.34

// Bounds of the search for texts that are alike. Guesses, tried on real messages.
const (
	// marks is how many of the rarest pairs of a text others are looked up by, shared
	// how many of them two texts need in common to be compared at all.
	marks  = 24
	shared = 2
	// held is how many texts may hold a pair that others are looked up by: what more of
	// them hold says nothing. It bounds the work for each text.
	held = 400
	// compared is how many texts one is compared with, those with the most marks in
	// common.
	compared = 12
	// ofFounder is which part of the threshold a text has to share with the first of
	// its group, so that no group drifts from one matter to the next.
	ofFounder = 0.75
)

// Groups puts texts that are alike together: each group holds the places of at least
// two texts, in order, and the group whose first text comes first stands first. A
// text joins the group of the earlier text whose weight it shares most of, where that
// is at least least and it is not far from the text that the group began with. The
// same texts in the same order always give the same groups.
//
// Texts are looked up by their rarest pairs, so that the work grows with the number
// of texts and not with its square.
func Groups(texts []string, least float64) [][]int {
	g := newGrouper(texts)
	founder := make([]int, len(texts))
	members := map[int][]int{}
	for i := range g.texts {
		founder[i] = i
		best, most := -1, least
		for _, j := range g.near(i) {
			s := g.share(i, j)
			if s >= most && (founder[j] == j || g.share(i, founder[j]) >= least*ofFounder) {
				best, most = j, s
			}
		}
		if best >= 0 {
			founder[i] = founder[best]
		}
		members[founder[i]] = append(members[founder[i]], i)
		g.keep(i)
	}
	var out [][]int
	for _, list := range members {
		if len(list) > 1 {
			out = append(out, list)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// grouper holds texts as sorted numbers of their pairs.
type grouper struct {
	texts   [][]int32
	weights []float64
	sums    []float64
	count   []int32
	// holders are the texts looked at so far that hold a pair.
	holders [][]int32
}

func newGrouper(texts []string) *grouper {
	g := &grouper{texts: make([][]int32, len(texts)), sums: make([]float64, len(texts))}
	numbers := map[uint64]int32{}
	for i, text := range texts {
		runes := []rune(textsearch.Fold(text))
		list := make([]int32, 0, len(runes))
		for k := 0; k+1 < len(runes); k++ {
			if runes[k] == '\n' || runes[k+1] == '\n' {
				continue
			}
			pair := uint64(runes[k])<<32 | uint64(runes[k+1])
			n, known := numbers[pair]
			if !known {
				n = int32(len(g.count))
				numbers[pair] = n
				g.count = append(g.count, 0)
			}
			list = append(list, n)
		}
		slices.Sort(list)
		g.texts[i] = slices.Compact(list)
		for _, n := range g.texts[i] {
			g.count[n]++
		}
	}
	g.weights, g.holders = make([]float64, len(g.count)), make([][]int32, len(g.count))
	for n, with := range g.count {
		g.weights[n] = weight(int(with), len(texts))
	}
	for i, t := range g.texts {
		for _, n := range t {
			g.sums[i] += g.weights[n]
		}
	}
	return g
}

// marksOf are the rarest pairs of a text that another one holds too.
func (g *grouper) marksOf(i int) []int32 {
	list := slices.DeleteFunc(slices.Clone(g.texts[i]), func(n int32) bool { return g.count[n] < 2 || g.count[n] > held })
	slices.SortFunc(list, func(a, b int32) int { return cmp.Or(cmp.Compare(g.count[a], g.count[b]), cmp.Compare(a, b)) })
	return list[:min(len(list), marks)]
}

// keep lets later texts find this one by each of its pairs.
func (g *grouper) keep(i int) {
	for _, n := range g.texts[i] {
		if c := g.count[n]; c >= 2 && c <= held {
			g.holders[n] = append(g.holders[n], int32(i))
		}
	}
}

// near are the earlier texts worth comparing, those with the most marks in common
// first.
func (g *grouper) near(i int) []int {
	if len(g.texts[i]) < fewestPairs {
		return nil
	}
	common := map[int32]int{}
	for _, n := range g.marksOf(i) {
		for _, j := range g.holders[n] {
			common[j]++
		}
	}
	list := make([]int, 0, len(common))
	for j, n := range common {
		if n >= shared && len(g.texts[j]) >= fewestPairs {
			list = append(list, int(j))
		}
	}
	slices.SortFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(common[int32(b)], common[int32(a)]), cmp.Compare(a, b))
	})
	return list[:min(len(list), compared)]
}

// share is which part of the weight of the lighter text the other one has.
func (g *grouper) share(i, j int) float64 {
	a, b := g.texts[i], g.texts[j]
	both := 0.0
	for x, y := 0, 0; x < len(a) && y < len(b); {
		switch {
		case a[x] == b[y]:
			both += g.weights[a[x]]
			x++
			y++
		case a[x] < b[y]:
			x++
		default:
			y++
		}
	}
	return both / min(g.sums[i], g.sums[j])
}
