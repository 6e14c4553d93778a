package threshold

import (
	"fmt"
	"math"

	"github.com/yikou/yikou/internal/appeal/reading"
)

// Tally is how many proposals people looked at and with how many they agreed.
type Tally struct{ Decided, Equal int64 }

// Add returns the sum of two tallies.
func (t Tally) Add(o Tally) Tally { return Tally{t.Decided + o.Decided, t.Equal + o.Equal} }

// Wrong is with how many people did not agree.
func (t Tally) Wrong() int64 { return t.Decided - t.Equal }

// Rate is the share that people agreed with, 0 for none.
func (t Tally) Rate() float64 {
	if t.Decided == 0 {
		return 0
	}
	return float64(t.Equal) / float64(t.Decided)
}

// z is the quantile of the normal distribution for intervals of 95 %.
const z = 1.959964

// Bounds are the ends of the 95 % confidence interval of the rate, from 0 to 1 for
// none at all. E. B. Wilson, "Probable Inference, the Law of Succession, and
// Statistical Inference", J. Am. Stat. Assoc. 22 (1927): unlike the usual interval it
// holds for few cases and for rates near 1, where all of this happens.
func (t Tally) Bounds() (lower, upper float64) {
	if t.Decided == 0 {
		return 0, 1
	}
	n, p := float64(t.Decided), t.Rate()
	middle := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (middle-half)/(1+z*z/n)), min(1, (middle+half)/(1+z*z/n))
}

// words says a tally as people read it.
func (t Tally) words() string {
	return fmt.Sprintf("核对 %d 件、一致 %d 件（%.1f%%）", t.Decided, t.Equal, 100*t.Rate())
}

// Evidence is what people made of the proposals of one field, by how sure the
// program was. Only those count that somebody had to look at: all that were left to
// people, and of what took effect what was drawn. What somebody happened to find
// wrong beside that would make the rest look worse than it is.
type Evidence struct {
	// At holds the tallies by confidence in thousandths.
	At map[int64]Tally
}

// From returns the tally of all proposals of at least a confidence, in thousandths.
func (e Evidence) From(confidence int64) (sum Tally) {
	for at, t := range e.At {
		if at >= confidence {
			sum = sum.Add(t)
		}
	}
	return sum
}

// Between returns the tally of the proposals of at least from and below to.
func (e Evidence) Between(from, to int64) (sum Tally) {
	for at, t := range e.At {
		if at >= from && at < to {
			sum = sum.Add(t)
		}
	}
	return sum
}

// steps are the confidences, in thousandths, at which the curve is drawn.
var steps = []int64{0, 500, 600, 700, 800, 850, 900, 950, 970, 980, 990}

// Point is one step of the curve: what was measured from a confidence on.
type Point struct {
	From int64
	Tally
}

// Curve returns what was measured from each step on.
func (e Evidence) Curve() []Point {
	out := make([]Point, len(steps))
	for i, from := range steps {
		out[i] = Point{From: from, Tally: e.From(from)}
	}
	return out
}

// Read is how many cases of a while were read with a confidence, and what people
// made of those that they looked at.
type Read struct {
	Cases int64
	Tally
}

// Band is what becomes of some cases under a limit.
type Band struct {
	Cases int64
	// Checks is how many of them a person would look at.
	Checks int64
	Tally
}

// Trial is what would have become of the cases of a while under a limit.
type Trial struct{ Automatic, Sampled, Manual Band }

// Try returns what a limit would have made of cases, by confidence in thousandths.
func Try(cases map[int64]Read, l reading.Limit) Trial {
	var out Trial
	for confidence, r := range cases {
		band := &out.Manual
		switch l.ClassOf(float64(confidence) / 1000) {
		case reading.Automatic:
			band = &out.Automatic
		case reading.Sampled:
			band = &out.Sampled
		}
		band.Cases += r.Cases
		band.Tally = band.Add(r.Tally)
	}
	out.Automatic.Checks = drawn(out.Automatic.Cases, l.AutomaticShare)
	out.Sampled.Checks = drawn(out.Sampled.Cases, l.Share)
	out.Manual.Checks = out.Manual.Cases
	return out
}

// drawn is a share of cases, rounded.
func drawn(cases, share int64) int64 { return (cases*share + 50) / 100 }
