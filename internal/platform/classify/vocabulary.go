package classify

import (
	"math"
	"slices"
)

// vocabulary is the runs of characters that a model knows. They are ordered by
// length, then key, so that the runs of some lengths are one range.
type vocabulary struct {
	keys []uint32
	// within counts the training texts that hold the run; texts is all of them.
	within []uint32
	texts  int
	// ends[n] is the number of runs of at most n characters.
	ends [longest + 1]int

	slots []int32 // open addressing: place + 1, 0 where empty
	shift uint
	idf   []float32
}

// prepare builds what is not stored: the table to look keys up and the rarity of
// each run.
func (v *vocabulary) prepare() {
	bits := uint(4)
	for 1<<bits < 2*len(v.keys)+1 {
		bits++
	}
	v.shift = 32 - bits
	v.slots = make([]int32, 1<<bits)
	for i, key := range v.keys {
		slot := spread(key) >> v.shift
		for v.slots[slot] != 0 {
			slot = (slot + 1) & uint32(len(v.slots)-1)
		}
		v.slots[slot] = int32(i + 1)
	}
	v.idf = make([]float32, len(v.keys))
	for i, n := range v.within {
		v.idf[i] = float32(math.Log(float64(1+v.texts)/float64(1+n)) + 1)
	}
}

// spread keeps sorted keys from falling side by side.
func spread(key uint32) uint32 { return key * 0x9e3779b1 }

// find returns the place of a key, -1 where the vocabulary has none.
func (v *vocabulary) find(key uint32) int32 {
	for slot := spread(key) >> v.shift; ; slot = (slot + 1) & uint32(len(v.slots)-1) {
		place := v.slots[slot] - 1
		if place < 0 || v.keys[place] == key {
			return place
		}
	}
}

// vector is one text: the places of its runs in order and their weights, of length
// one over all. The second machine sees the first short places, each with the
// weight flat.
type vector struct {
	places  []int32
	weights []float32
	short   int
	flat    float32
}

// reader turns texts into vectors; it may be used again but not shared.
type reader struct {
	tape    tape
	found   []int32
	places  []int32
	weights []float32
}

// read returns a vector that the next call overwrites.
func (r *reader) read(text string, v *vocabulary, s shape) vector {
	r.tape.wind(text)
	r.found = r.found[:0]
	r.tape.each(s.long, s.edge, func(key uint32, _, _ int) {
		if place := v.find(key); place >= 0 {
			r.found = append(r.found, place)
		}
	})
	slices.Sort(r.found)
	out := vector{places: r.places[:0], weights: r.weights[:0]}
	sum := 0.0
	for i := 0; i < len(r.found); {
		next := i + 1
		for next < len(r.found) && r.found[next] == r.found[i] {
			next++
		}
		weight := float32(1+math.Log(float64(next-i))) * v.idf[r.found[i]]
		sum += float64(weight) * float64(weight)
		out.places, out.weights = append(out.places, r.found[i]), append(out.weights, weight)
		i = next
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(sum))
		for i := range out.weights {
			out.weights[i] *= scale
		}
	}
	r.places, r.weights = out.places, out.weights
	out.short, _ = slices.BinarySearch(out.places, int32(v.ends[s.flat]))
	if out.short > 0 {
		out.flat = float32(1 / math.Sqrt(float64(out.short)))
	}
	return out
}

// shape says which runs count: of how many characters at most, of how many at most
// for the second machine, up to how many once more at the edges of a text (0: none),
// and in how many texts a run has to be.
type shape struct{ long, flat, edge, least int }

// collect gathers the runs that at least s.least of the texts hold, at most limit
// of them, those of most texts first.
func collect(texts []string, s shape, limit int) *vocabulary {
	type run struct{ within, last, length uint32 }
	seen := newSketch(s.least)
	runs := map[uint32]*run{}
	var t tape
	// The first pass counts roughly in fixed memory, so that the many runs of a
	// single text never reach the exact count.
	if s.least > 1 {
		for i, text := range texts {
			t.wind(text)
			t.each(s.long, s.edge, func(key uint32, _, _ int) { seen.add(key, uint32(i+1)) })
		}
	}
	for i, text := range texts {
		t.wind(text)
		t.each(s.long, s.edge, func(key uint32, _, length int) {
			if !seen.enough(key) {
				return
			}
			known := runs[key]
			if known == nil {
				known = &run{length: uint32(length)}
				runs[key] = known
			}
			if known.last != uint32(i+1) {
				known.last = uint32(i + 1)
				known.within++
			}
		})
	}
	keys := make([]uint32, 0, len(runs))
	for key, r := range runs {
		if int(r.within) >= s.least {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b uint32) int {
		if d := int(runs[b].within) - int(runs[a].within); d != 0 {
			return d
		}
		return compare(a, b)
	})
	keys = keys[:min(len(keys), limit)]
	slices.SortFunc(keys, func(a, b uint32) int {
		if d := int(runs[a].length) - int(runs[b].length); d != 0 {
			return d
		}
		return compare(a, b)
	})
	v := &vocabulary{keys: keys, texts: len(texts)}
	for _, key := range keys {
		v.within = append(v.within, runs[key].within)
		for n := int(runs[key].length); n <= longest; n++ {
			v.ends[n]++
		}
	}
	v.prepare()
	return v
}

func compare(a, b uint32) int {
	if a < b {
		return -1
	}
	return 1
}

// sketch counts texts per key in fixed memory. It may count too many, never too
// few.
type sketch struct {
	counts []uint8
	last   []uint32
	least  uint8
}

const sketchBits = 22

func newSketch(least int) *sketch {
	return &sketch{counts: make([]uint8, 1<<sketchBits), last: make([]uint32, 1<<sketchBits), least: uint8(min(least, 255))}
}

func (s *sketch) add(key, text uint32) {
	slot := key >> (32 - sketchBits)
	if s.last[slot] != text && s.counts[slot] < s.least {
		s.last[slot] = text
		s.counts[slot]++
	}
}

func (s *sketch) enough(key uint32) bool {
	return s.least <= 1 || s.counts[key>>(32-sketchBits)] >= s.least
}
