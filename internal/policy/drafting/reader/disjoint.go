package reader

import (
	"cmp"
	"slices"
)

// disjoint returns those of the spans that do not overlap, in order of the text:
// the longer wins, of equally long ones the one given first.
func disjoint[T any](all []T, at func(T) span) []T {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := at(all[a]), at(all[b])
		return cmp.Compare(y.to-y.from, x.to-x.from)
	})
	var kept []T
	for _, i := range order {
		s := at(all[i])
		j, _ := slices.BinarySearchFunc(kept, s, func(k T, s span) int { return cmp.Compare(at(k).from, s.from) })
		if s.empty() || j > 0 && at(kept[j-1]).overlaps(s) || j < len(kept) && at(kept[j]).overlaps(s) {
			continue
		}
		kept = slices.Insert(kept, j, all[i])
	}
	return kept
}
