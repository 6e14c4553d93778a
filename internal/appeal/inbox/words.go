package inbox

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/platform/textsearch"
)

// Word is one word of a search.
type Word struct {
	Text string
	// Numbered are the cases whose number it is, Reported those of whose reporter it
	// is the phone.
	Numbered, Reported []string
}

// pair is two neighbouring characters, however wide or large they were written.
type pair uint64

// pairs returns the pairs of a text, each once.
func pairs(text string) []pair {
	runes := []rune(textsearch.Fold(text))
	out := make([]pair, 0, len(runes))
	for i := 0; i+1 < len(runes); i++ {
		if runes[i] != ' ' && runes[i+1] != ' ' {
			out = append(out, pair(runes[i])<<32|pair(runes[i+1]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// putText notes the pairs of a new row's text, which never changes.
func (r *Roll) putText(i uint32, text string) {
	for _, p := range pairs(text) {
		if r.pairs[p] == nil {
			r.pairs[p] = roaring.New()
		}
		r.pairs[p].Add(i)
	}
}

// holding returns the rows that hold every pair of every word, or are named by it.
// A word of a single character holds no pair and finds only what it names.
func (r *Roll) holding(rows *roaring.Bitmap, f Filter) *roaring.Bitmap {
	for _, w := range f.Words {
		found := roaring.New()
		if asked := pairs(w.Text); len(asked) > 0 {
			found = rows.Clone()
			for _, p := range asked {
				if r.pairs[p] == nil {
					found = roaring.New()
					break
				}
				found.And(r.pairs[p])
			}
		}
		found.Or(r.these(w.Numbered))
		if f.Reveals != nil {
			found.Or(roaring.And(r.these(w.Reported), r.sight(*f.Reveals)))
		}
		rows = roaring.And(rows, found)
	}
	return rows
}

// these returns the rows of some ids.
func (r *Roll) these(ids []string) *roaring.Bitmap {
	rows := roaring.New()
	for _, text := range ids {
		if id, ok := ParseID(text); ok {
			if i, known := r.at[id]; known {
				rows.Add(i)
			}
		}
	}
	return rows
}
