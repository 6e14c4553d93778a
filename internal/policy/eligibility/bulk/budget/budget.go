// Package budget sums up what enterprises would get: quantiles and a histogram
// with round limits, exact to the fen.
package budget

import (
	"math"
	"math/bits"
	"slices"
)

// Distribution is how amounts in fen are spread. Sums are at most math.MaxInt64.
type Distribution struct {
	Count int
	Sum   int64
	// Min to Max are 0 without an amount. A quantile is the least amount that so
	// many per cent of all do not exceed.
	Min, P25, P50, P75, P90, Max int64
	// Bars are next to each other and hold every amount.
	Bars []Bar
}

// Bar counts and sums the amounts from From up to but without To, in fen.
type Bar struct {
	From, To int64
	Count    int
	Sum      int64
}

// Add adds two sums of amounts without running over.
func Add(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// Times is n equal amounts without running over.
func Times(fen int64, n int) int64 {
	if fen > 0 && int64(n) > math.MaxInt64/fen {
		return math.MaxInt64
	}
	return fen * int64(n)
}

// Same returns the distribution of n equal amounts.
func Same(fen int64, n int) Distribution {
	if n == 0 {
		return Distribution{}
	}
	sum := Times(fen, n)
	limits := limitsOf(fen, fen)
	return Distribution{
		Count: n, Sum: sum, Min: fen, P25: fen, P50: fen, P75: fen, P90: fen, Max: fen,
		Bars: []Bar{{From: limits[0], To: limits[1], Count: n, Sum: sum}},
	}
}

// Of returns the distribution of the amounts, none of them negative, given in
// parts.
func Of(parts [][]int64) Distribution {
	s := &spread{parts: parts}
	s.count()
	d := Distribution{Count: s.total, Sum: s.sum, Min: s.least, Max: s.greatest}
	if s.total == 0 {
		return Distribution{}
	}
	limits := limitsOf(s.least, s.greatest)
	s.gather(limits)
	for _, q := range [...]struct {
		percent int
		out     *int64
	}{{25, &d.P25}, {50, &d.P50}, {75, &d.P75}, {90, &d.P90}} {
		*q.out = s.at(rank(q.percent, s.total))
	}
	d.Bars = s.bars(limits)
	return d
}

// rank is the place of a quantile in the sorted amounts, from 0.
func rank(percent, n int) int { return (percent*n+99)/100 - 1 }

// fine is how many leading bits below the first one tell classes apart: amounts
// of one class differ by less than two per cent.
const fine = 6

const classes = (64 - fine) << fine

// class numbers the amounts in ascending order.
func class(fen int64) int {
	if fen < 1<<fine {
		return int(fen)
	}
	shift := bits.Len64(uint64(fen)) - 1 - fine
	return shift<<fine + int(fen>>shift)
}

// spread is amounts counted by class, and the classes that must be looked into:
// those of quantiles and those that a limit of the histogram divides.
type spread struct {
	parts           [][]int64
	total           int
	sum             int64
	least, greatest int64
	counts          [classes]int
	sums            [classes]int64
	inside          map[int][]int64
}

func (s *spread) count() {
	s.least = math.MaxInt64
	for _, part := range s.parts {
		for _, fen := range part {
			c := class(fen)
			s.counts[c]++
			s.sums[c] = Add(s.sums[c], fen)
			s.least, s.greatest = min(s.least, fen), max(s.greatest, fen)
		}
		s.total += len(part)
	}
	for _, sum := range s.sums {
		s.sum = Add(s.sum, sum)
	}
}

// gather sorts the amounts of the classes that must be looked into.
func (s *spread) gather(limits []int64) {
	var wanted [classes]bool
	for _, percent := range [...]int{25, 50, 75, 90} {
		c, _ := s.classAt(rank(percent, s.total))
		wanted[c] = true
	}
	for _, limit := range limits {
		if c := class(limit); c < classes {
			wanted[c] = true
		}
	}
	s.inside = map[int][]int64{}
	var lists [classes][]int64
	for _, part := range s.parts {
		for _, fen := range part {
			if c := class(fen); wanted[c] {
				lists[c] = append(lists[c], fen)
			}
		}
	}
	for c := range lists {
		if len(lists[c]) > 0 {
			slices.Sort(lists[c])
			s.inside[c] = lists[c]
		}
	}
}

// classAt returns the class of a place and how many come before the class.
func (s *spread) classAt(place int) (c, before int) {
	for before+s.counts[c] <= place {
		before += s.counts[c]
		c++
	}
	return c, before
}

func (s *spread) at(place int) int64 {
	c, before := s.classAt(place)
	return s.inside[c][place-before]
}

func (s *spread) bars(limits []int64) []Bar {
	out := make([]Bar, len(limits)-1)
	for i := range out {
		out[i].From, out[i].To = limits[i], limits[i+1]
	}
	bar := 0
	put := func(fen int64, n int, sum int64) {
		for fen >= out[bar].To {
			bar++
		}
		out[bar].Count += n
		out[bar].Sum = Add(out[bar].Sum, sum)
	}
	for c, n := range s.counts {
		if n == 0 {
			continue
		}
		list, looked := s.inside[c]
		if !looked {
			put(lowest(c), n, s.sums[c])
		}
		for _, fen := range list {
			put(fen, 1, fen)
		}
	}
	return out
}

// lowest is the least amount of a class.
func lowest(c int) int64 {
	if c < 2<<fine {
		return int64(c)
	}
	shift := c>>fine - 1
	return int64(c-shift<<fine) << shift
}

// The shape of a histogram. Guesses at what a person reads at once.
const (
	maxBars = 10
	// wide is from which ratio of the greatest to the least amount on limits rise
	// by ratios and not by steps.
	wide = 20
	yuan = 100
)

// limitsOf returns round limits in yuan, ascending, the first at most the least
// amount and the last above the greatest.
func limitsOf(least, greatest int64) []int64 {
	if least > 0 && greatest/least < wide || greatest < maxBars*yuan {
		return even(least, greatest)
	}
	// 1, 2, 5, 10 … downward from above the greatest.
	limits := []int64{above(greatest)}
	for last := limits[0]; len(limits) < maxBars && last > least && last > yuan; {
		last = below(last)
		limits = append(limits, last)
	}
	if limits[len(limits)-1] > least {
		limits = append(limits, 0)
	}
	slices.Reverse(limits)
	return limits
}

func even(least, greatest int64) []int64 {
	step := int64(yuan)
	for (greatest/step - least/step + 1) > maxBars {
		step = above(step)
	}
	var limits []int64
	for limit := least / step * step; ; limit += step {
		limits = append(limits, limit)
		if limit > greatest {
			return limits
		}
	}
}

// above is the next of 1, 2, 5, 10, 20, 50 … yuan that is greater than fen.
func above(fen int64) int64 {
	for unit := int64(yuan); ; unit *= 10 {
		for _, n := range [...]int64{1, 2, 5} {
			if n*unit > fen {
				return n * unit
			}
		}
	}
}

// below is the one before a round limit above one yuan.
func below(limit int64) int64 {
	unit := int64(yuan)
	for unit*10 < limit {
		unit *= 10
	}
	for _, n := range [...]int64{5, 2} {
		if n*unit < limit {
			return n * unit
		}
	}
	return unit
}
