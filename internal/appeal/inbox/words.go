package inbox

import (
	"encoding/binary"
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

// posting is the rows that hold one pair: rows only ever come behind those before,
// so each is written as its distance from the one before, in as few bytes as it takes.
// Most pairs are rare, and sets that could change would take ten times the memory.
type posting struct {
	steps []byte
	last  uint32
}

func (p *posting) add(i uint32) {
	p.steps = binary.AppendUvarint(p.steps, uint64(i-p.last))
	p.last = i
}

// rows yields the rows in order.
func (p *posting) rows(yield func(uint32) bool) {
	at := uint32(0)
	for rest := p.steps; len(rest) > 0; {
		step, n := binary.Uvarint(rest)
		rest = rest[n:]
		if at += uint32(step); !yield(at) {
			return
		}
	}
}

// putText notes the pairs of a new row's text, which never changes.
func (r *Roll) putText(i uint32, text string) {
	for _, p := range pairs(text) {
		n, known := r.pairs[p]
		if !known {
			n = uint32(len(r.holders))
			r.pairs[p], r.holders = n, append(r.holders, posting{})
		}
		r.holders[n].add(i)
	}
}

// holdingAll returns the rows that hold every one of some pairs.
func (r *Roll) holdingAll(asked []pair) *roaring.Bitmap {
	lists := make([]*posting, 0, len(asked))
	for _, p := range asked {
		n, known := r.pairs[p]
		if !known {
			return roaring.New()
		}
		lists = append(lists, &r.holders[n])
	}
	slices.SortFunc(lists, func(a, b *posting) int { return len(a.steps) - len(b.steps) })
	found := slices.Collect(lists[0].rows)
	for _, more := range lists[1:] {
		kept, at := found[:0], 0
		for i := range more.rows {
			for at < len(found) && found[at] < i {
				at++
			}
			if at == len(found) {
				break
			}
			if found[at] == i {
				kept = append(kept, i)
				at++
			}
		}
		found = kept
	}
	return roaring.BitmapOf(found...)
}

// holding returns the rows that hold every pair of every word, or are named by it.
// A word of a single character holds no pair and finds only what it names.
func (r *Roll) holding(rows *roaring.Bitmap, f Filter) *roaring.Bitmap {
	for _, w := range f.Words {
		found := roaring.New()
		if asked := pairs(w.Text); len(asked) > 0 {
			found = r.holdingAll(asked)
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
