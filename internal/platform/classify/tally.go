package classify

import "math"

// tally counts what was meant and what was said.
type tally struct {
	right, said, meant []int
	rows               int
}

func newTally(labels int) tally {
	return tally{right: make([]int, labels), said: make([]int, labels), meant: make([]int, labels)}
}

func (t *tally) add(meant, said int) {
	t.rows++
	t.meant[meant]++
	t.said[said]++
	if meant == said {
		t.right[meant]++
	}
}

func (t *tally) accuracy() float64 {
	sum := 0
	for _, n := range t.right {
		sum += n
	}
	return share(sum, t.rows)
}

// f1 is the harmonic mean of precision and recall: 2·right / (said + meant).
func (t *tally) f1(label int) float64 { return share(2*t.right[label], t.said[label]+t.meant[label]) }

// macroF1 is the mean over the labels that were meant or said at all.
func (t *tally) macroF1() float64 {
	sum, labels := 0.0, 0
	for c := range t.meant {
		if t.meant[c]+t.said[c] > 0 {
			sum += t.f1(c)
			labels++
		}
	}
	return sum / float64(max(1, labels))
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func thousandths(v float64) float64 { return math.Round(v*1000) / 1000 }
