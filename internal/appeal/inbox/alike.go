package inbox

import (
	"bytes"
	"cmp"
	"math"
	"slices"
)

// mostRead bounds how many entries of the index are read for what is alike: some
// milliseconds. The rarest pairs are read first, so what is left out is what nearly
// every text has. A guess.
const mostRead = 400_000

// Alike returns the ids of at most limit rows of a sight whose texts share the most
// with a text, the most alike first: by its pairs of characters, of which rare ones
// say more (the weight of BM25: Robertson and Zaragoza, 2009, (3.3)).
func (r *Roll) Alike(s Sight, text string, limit int) (ids []string) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var held []*posting
	for _, p := range pairs(text) {
		if n, known := r.pairs[p]; known {
			held = append(held, &r.holders[n])
		}
	}
	slices.SortFunc(held, func(a, b *posting) int { return cmp.Compare(len(a.steps), len(b.steps)) })
	points, found, read := make([]float64, len(r.id)), []uint32{}, 0
	for _, p := range held {
		if read > mostRead {
			break
		}
		rows := slices.Collect(p.rows)
		read += len(rows)
		weight := math.Log(1 + (float64(len(r.id)-len(rows))+0.5)/(float64(len(rows))+0.5))
		for _, i := range rows {
			if points[i] == 0 {
				found = append(found, i)
			}
			points[i] += weight
		}
	}
	seen := r.sight(s)
	found = slices.DeleteFunc(found, func(i uint32) bool { return !seen.Contains(i) })
	slices.SortFunc(found, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(points[b], points[a]), bytes.Compare(r.id[b][:], r.id[a][:]))
	})
	for _, i := range found[:min(len(found), limit)] {
		ids = append(ids, r.id[i].String())
	}
	return ids
}
