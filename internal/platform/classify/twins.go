package classify

import (
	"cmp"
	"slices"
)

// twins finds for each of the texts which of the others it repeats, wholly or in
// most parts, whatever was cut out of it: two texts are twins where half of the
// pairs of characters of the shorter are in the other. Candidates share one of
// the rarest pairs, so it stays quick on tens of thousands of texts.
func twins(texts, others []Example) [][]int {
	out := make([][]int, len(texts))
	if len(texts) == 0 || len(others) == 0 {
		return out
	}
	a, b := pairsOf(texts), pairsOf(others)
	within := map[uint32]int{}
	for _, pairs := range b {
		for _, p := range pairs {
			within[p]++
		}
	}
	const hooks = 15
	index := map[uint32][]int{}
	for i, pairs := range b {
		for _, p := range rarest(pairs, within, hooks) {
			index[p] = append(index[p], i)
		}
	}
	for k, pairs := range a {
		candidates := map[int]int{}
		for _, p := range pairs {
			for _, i := range index[p] {
				candidates[i]++
			}
		}
		for i, shared := range candidates {
			if (shared >= 2 || len(b[i]) < hooks) && alike(pairs, b[i]) {
				out[k] = append(out[k], i)
			}
		}
		slices.Sort(out[k])
	}
	return out
}

func rarest(pairs []uint32, within map[uint32]int, count int) []uint32 {
	sorted := slices.Clone(pairs)
	slices.SortFunc(sorted, func(x, y uint32) int { return cmp.Or(cmp.Compare(within[x], within[y]), cmp.Compare(x, y)) })
	return sorted[:min(count, len(sorted))]
}

// alike counts the pairs that two sorted lists share.
func alike(a, b []uint32) bool {
	shared, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	return 2*shared >= min(len(a), len(b))
}

func pairsOf(list []Example) [][]uint32 {
	var t tape
	out := make([][]uint32, len(list))
	for i, e := range list {
		t.wind(e.Text)
		t.each(2, 0, func(key uint32, _, length int) {
			if length == 2 {
				out[i] = append(out[i], key)
			}
		})
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}
