package cut

import (
	"math"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// Thresholds finds how many of its sorted cuts a number has reached.
type Thresholds struct {
	cuts []float64
	// start counts, for each possible beginning of a number's bits between the
	// least and the greatest cut's, the cuts that begin with less.
	base, last uint64
	start      []uint16
}

// cutBits is how many leading bits of an ordered float64 the table tells apart:
// sign, exponent and four bits of the fraction.
const cutBits = 16

// maxTable bounds the table; cuts spread wider are searched instead.
const maxTable = 4096

// NewThresholds returns those of cuts, which must be sorted and distinct.
func NewThresholds(cuts []float64) Thresholds {
	t := Thresholds{cuts: cuts}
	if len(cuts) == 0 {
		return t
	}
	t.base, t.last = ordered(cuts[0])>>(64-cutBits), ordered(cuts[len(cuts)-1])>>(64-cutBits)
	if t.last-t.base >= maxTable {
		return t
	}
	t.start = make([]uint16, t.last-t.base+1)
	n := 0
	for i := range t.start {
		for n < len(cuts) && ordered(cuts[n])>>(64-cutBits) < t.base+uint64(i) {
			n++
		}
		t.start[i] = uint16(n)
	}
	return t
}

// ordered maps floats to integers in the same order.
func ordered(f float64) uint64 {
	u := math.Float64bits(f)
	if u>>63 == 1 {
		return ^u
	}
	return u | 1<<63
}

// Reached returns how many cuts are at most f, which must be a number.
func (t *Thresholds) Reached(f float64) int {
	if t.start == nil {
		n, found := slices.BinarySearch(t.cuts, f)
		if found {
			n++
		}
		return n
	}
	head := ordered(f) >> (64 - cutBits)
	if head < t.base {
		return 0
	}
	if head > t.last {
		return len(t.cuts)
	}
	n := int(t.start[head-t.base])
	for n < len(t.cuts) && t.cuts[n] <= f {
		n++
	}
	return n
}

// Bins gives each number its bin; NaN is unknown.
func (t *Thresholds) Bins(nums *[network.BlockRows]float64, out *[network.BlockRows]uint16) {
	if t.start == nil {
		for i, v := range nums {
			out[i] = Unknown
			if v == v {
				out[i] = uint16(First + t.Reached(v))
			}
		}
		return
	}
	// The same as Reached, in one loop: this is where a run spends its time on
	// columns.
	cuts, start, base := t.cuts, t.start, t.base
	for i, v := range nums {
		if v != v {
			out[i] = Unknown
			continue
		}
		head := ordered(v)>>(64-cutBits) - base
		n := len(cuts)
		if head < uint64(len(start)) {
			for n = int(start[head]); n < len(cuts) && cuts[n] <= v; n++ {
			}
		} else if int64(head) < 0 {
			n = 0
		}
		out[i] = uint16(First + n)
	}
}

// Interval is a range of numbers from From up to but without To.
type Interval struct {
	From, To float64
}

var everything = Interval{math.Inf(-1), math.Inf(1)}

// above returns the least float64 greater than f.
func above(f float64) float64 { return math.Nextafter(f, math.Inf(1)) }

// Intervals returns where a number satisfies the clause, as ranges that do not
// overlap.
func Intervals(c *eligibility.Clause) []Interval {
	var out []Interval
	first := c.Values[0].Num
	switch c.Op {
	case eligibility.Less:
		return []Interval{{everything.From, first}}
	case eligibility.LessEqual:
		return []Interval{{everything.From, above(first)}}
	case eligibility.Greater:
		return []Interval{{above(first), everything.To}}
	case eligibility.GreaterEqual:
		return []Interval{{first, everything.To}}
	case eligibility.NotEqual:
		return []Interval{{everything.From, first}, {above(first), everything.To}}
	case eligibility.Between:
		if c.Values[1].Num < first {
			return nil
		}
		return []Interval{{first, above(c.Values[1].Num)}}
	}
	// = and in. Sorted and joined, so that equal values count once.
	values := make([]float64, len(c.Values))
	for i, v := range c.Values {
		values[i] = v.Num
	}
	slices.Sort(values)
	for _, v := range slices.Compact(values) {
		out = append(out, Interval{v, above(v)})
	}
	return out
}
