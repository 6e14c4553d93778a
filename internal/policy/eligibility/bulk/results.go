package bulk

import (
	"context"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/pack"
)

// Results are the verdicts of a program over a registry. They follow single
// enterprises by Refresh and may be read and refreshed from several goroutines.
type Results struct {
	mu      sync.Mutex
	program *Program
	live    *roaring.Bitmap
	kept    [][keptVerdicts]*roaring.Bitmap
}

func newResults(ctx context.Context, p *Program, c *Columns, chunks []*pack.Log, workers int) (*Results, error) {
	r := &Results{program: p, live: roaring.FromDense(c.Live.Dense(), true), kept: make([][keptVerdicts]*roaring.Bitmap, len(p.measures))}
	buffers := make([][]byte, keptVerdicts*len(p.measures))
	places := make([][]uint32, len(chunks))
	for i := range places {
		places[i] = make([]uint32, len(buffers))
	}
	for b := range buffers {
		buffers[b] = pack.Layout(chunks, b, func(chunk int, at uint32) { places[chunk][b] = at })
	}
	err := inParallel(ctx, workers, len(chunks), func() func(int) {
		return func(i int) {
			chunks[i].Spread(buffers, places[i])
			chunks[i] = nil
		}
	})
	if err != nil {
		return nil, err
	}
	for b, buf := range buffers {
		if r.kept[b/keptVerdicts][b%keptVerdicts], err = pack.Bitmap(buf); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// Program returns the program that the results are of.
func (r *Results) Program() *Program { return r.program }

// Bitmap returns the ordinals with that verdict of the measure at that index of
// Program.Measures. The bitmap is the caller's own.
func (r *Results) Bitmap(measure int, v eligibility.Verdict) *roaring.Bitmap {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v != eligibility.Ineligible {
		return r.kept[measure][keptOf[v]].Clone()
	}
	out := r.live.Clone()
	for _, b := range r.kept[measure] {
		out.AndNot(b)
	}
	return out
}

// Count returns how many enterprises have that verdict of that measure.
func (r *Results) Count(measure int, v eligibility.Verdict) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v != eligibility.Ineligible {
		return int(r.kept[measure][keptOf[v]].GetCardinality())
	}
	n := int(r.live.GetCardinality())
	for _, b := range r.kept[measure] {
		n -= int(b.GetCardinality())
	}
	return n
}

// Verdict returns the verdict of one enterprise; false for an ordinal that no
// enterprise has.
func (r *Results) Verdict(measure int, ordinal uint32) (eligibility.Verdict, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.verdict(measure, ordinal)
}

func (r *Results) verdict(measure int, ordinal uint32) (eligibility.Verdict, bool) {
	for v, k := range keptOf {
		if r.kept[measure][k].Contains(ordinal) {
			return v, true
		}
	}
	return eligibility.Ineligible, r.live.Contains(ordinal)
}

// Change is one verdict that a changed fact turned.
type Change struct {
	// Measure is an index of Program.Measures.
	Measure int
	// Known is false where the enterprise had no verdict before.
	Known         bool
	Before, After eligibility.Verdict
}

// Refresh brings the verdicts of one enterprise up to date after Columns.Update
// said which keys changed, and returns those that turned, by measure. Only
// measures that read one of the keys are decided again.
func (r *Results) Refresh(ordinal uint32, e *eligibility.Enterprise, changed []string) []Change {
	r.mu.Lock()
	defer r.mu.Unlock()
	affected := r.program.reading(changed)
	known := r.live.CheckedAdd(ordinal)
	if known {
		// New: every measure has to be decided.
		affected = make([]int, len(r.program.measures))
		for i := range affected {
			affected[i] = i
		}
	}
	var out []Change
	memo := r.program.memo(e)
	for _, m := range affected {
		before, _ := r.verdict(m, ordinal)
		after := memo.verdict(m)
		if before == after && !known {
			continue
		}
		if k, ok := keptOf[before]; ok {
			r.kept[m][k].Remove(ordinal)
		}
		if k, ok := keptOf[after]; ok {
			r.kept[m][k].Add(ordinal)
		}
		out = append(out, Change{Measure: m, Known: !known, Before: before, After: after})
	}
	return out
}

// Remove takes an enterprise out of every verdict.
func (r *Results) Remove(ordinal uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.live.Remove(ordinal)
	for m := range r.kept {
		for _, b := range r.kept[m] {
			b.Remove(ordinal)
		}
	}
}

// Totals counts the pairs of each verdict over all measures.
func (r *Results) Totals() map[eligibility.Verdict]int {
	out := map[eligibility.Verdict]int{}
	for m := range r.kept {
		for _, v := range eligibility.Verdicts() {
			out[v] += r.Count(m, v)
		}
	}
	return out
}

// Index returns where a measure stands in Program.Measures; false for none.
func (p *Program) Index(id string) (int, bool) {
	i := slices.IndexFunc(p.measures, func(m *eligibility.Measure) bool { return m.ID == id })
	return max(i, 0), i >= 0
}
