package intake

import (
	"slices"

	"github.com/yikou/yikou/internal/platform/textsearch"
)

// bigrams returns the pairs of neighbouring characters of a text, each once, however
// wide and large it is written.
func bigrams(text string) map[string]bool {
	out := map[string]bool{}
	runes := []rune(textsearch.Fold(text))
	for i := 0; i+1 < len(runes); i++ {
		if runes[i] != ' ' && runes[i+1] != ' ' {
			out[string(runes[i:i+2])] = true
		}
	}
	return out
}

// Bounds of what counts as similar. Guesses: with fewer pairs everything is alike,
// and of two reports of one thing about half of the shorter one's pairs are shared.
const (
	fewestPairs  = 6
	alike        = 0.5
	mostSimilar  = 3
	mostCompared = 200
)

// likeness is which share of the pairs of the shorter text the other one has.
func likeness(a, b map[string]bool) float64 {
	if len(b) < len(a) {
		a, b = b, a
	}
	if len(a) < fewestPairs {
		return 0
	}
	shared := 0
	for pair := range a {
		if b[pair] {
			shared++
		}
	}
	return float64(shared) / float64(len(a))
}

// closest returns the positions of the texts that are most like another one, the
// nearest first.
func closest(text string, others []string) []int {
	pairs := bigrams(text)
	type near struct {
		at    int
		share float64
	}
	var found []near
	for i, other := range others {
		if share := likeness(pairs, bigrams(other)); share >= alike {
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
