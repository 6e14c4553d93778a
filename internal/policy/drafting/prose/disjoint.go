package prose

import (
	"cmp"
	"slices"
)

// Disjoint returns those of the spans that do not overlap, in order of the text:
// the longer wins, of equally long ones the one given first.
func Disjoint[T any](all []T, at func(T) Span) []T {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := at(all[a]), at(all[b])
		return cmp.Compare(y.To-y.From, x.To-x.From)
	})
	var kept []T
	for _, i := range order {
		s := at(all[i])
		j, _ := slices.BinarySearchFunc(kept, s, func(k T, s Span) int { return cmp.Compare(at(k).From, s.From) })
		if s.Empty() || j > 0 && at(kept[j-1]).Overlaps(s) || j < len(kept) && at(kept[j]).Overlaps(s) {
			continue
		}
		kept = slices.Insert(kept, j, all[i])
	}
	return kept
}
