package intake

import (
	"slices"

	"github.com/yikou/yikou/internal/appeal/likeness"
)

// Bounds of what counts as similar. Guesses: of two reports of one thing about half
// of the shorter one's pairs are shared.
const (
	alike        = 0.5
	mostSimilar  = 3
	mostCompared = 200
)

// closest returns the positions of the texts that are most like another one, the
// nearest first.
func closest(text string, others []string) []int {
	wanted := likeness.Of(text)
	type near struct {
		at    int
		share float64
	}
	var found []near
	for i, other := range others {
		if share := likeness.Share(wanted, likeness.Of(other)); share >= alike {
			found = append(found, near{i, share})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int {
		switch {
		case a.share > b.share:
			return -1
		case a.share < b.share:
			return 1
		}
		return 0
	})
	out := []int{}
	for _, n := range found[:min(len(found), mostSimilar)] {
		out = append(out, n.at)
	}
	return out
}
