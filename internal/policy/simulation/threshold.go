package simulation

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Threshold is one place that the threshold of a clause can be moved to. Text is
// how CurveRequest writes it.
type Threshold struct {
	Text    string
	operand bulk.Operand
}

func (t Threshold) present(c *eligibility.Clause) bool {
	if c.Op == eligibility.OlderThan || c.Op == eligibility.YoungerThan {
		return t.operand.Span == c.Span
	}
	return t.operand.Value == c.Values[0]
}

// Label says the threshold in words: “500 万元”.
func (t Threshold) Label(w *wording.Words, c *eligibility.Clause) string {
	moved := *c
	moved.Values, moved.Span = []eligibility.Value{t.operand.Value}, t.operand.Span
	return w.Operand(&moved)
}

// scale turns thresholds of one clause into numbers and back.
type scale struct {
	// present is the threshold now; least and most bound what can be told apart.
	present, least, most float64
	whole                bool
	// around is how far below and above the present one is worth a look.
	below, above float64
	read         func(text string) (float64, bool)
	write        func(n float64) Threshold
}

// scaleOf returns the scale of a clause with a threshold.
func scaleOf(c *eligibility.Clause) scale {
	switch {
	case c.Op == eligibility.OlderThan || c.Op == eligibility.YoungerThan:
		return spans(c.Span)
	case c.Domain == eligibility.OfDate:
		return days(c.Values[0].Text)
	}
	n := c.Values[0].Num
	s := scale{
		present: n, least: -1e15, most: 1e15, below: math.Abs(n), above: math.Abs(n),
		read: func(text string) (float64, bool) {
			n, err := strconv.ParseFloat(text, 64)
			return n, err == nil && !math.IsNaN(n)
		},
		write: func(n float64) Threshold {
			n += 0 // no negative nought
			return Threshold{strconv.FormatFloat(n, 'f', -1, 64), bulk.Operand{Value: eligibility.NumberValue(n)}}
		},
	}
	switch {
	case n == 0:
		s.below, s.above = 0, 10
	case c.Term.Kind == eligibility.DivTerm && n >= 0.8 && n <= 2:
		// Growth: 1.2 is 20 per cent more.
		s.below, s.above = 0.2, 0.2
	}
	s.whole = c.Term.Kind == eligibility.FactTerm && n == math.Trunc(n) && math.Abs(n) >= 1
	return s
}

const daysAround = 3 * 365

func days(text string) scale {
	day, _ := civil.Parse(text) // a decoded clause holds a day
	return scale{
		present: float64(day.Days()), least: -700_000, most: 2_900_000, whole: true, below: daysAround, above: daysAround,
		read: func(text string) (float64, bool) {
			day, err := civil.Parse(text)
			return float64(day.Days()), err == nil
		},
		write: func(n float64) Threshold {
			text := civil.OfDays(int(n)).String()
			return Threshold{text, bulk.Operand{Value: eligibility.TextValue(text)}}
		},
	}
}

// spans counts in the smallest unit that the span is written in. Months and days
// together cannot be counted: the threshold moves in days then and starts at the
// usual length.
func spans(p civil.Period) scale {
	unit := func(n int) civil.Period { return civil.Period{Years: n} }
	n := p.Years
	switch {
	case p.Days != 0:
		unit = func(n int) civil.Period { return civil.Period{Days: n} }
		n = p.Days + p.Months*30 + p.Years*365
	case p.Months != 0:
		unit = func(n int) civil.Period { return civil.Period{Years: n / 12, Months: n % 12} }
		n = p.Months + 12*p.Years
	}
	return scale{
		present: float64(n), least: 0, most: 36_500, whole: true, below: float64(n), above: float64(max(n, 3)),
		read: func(text string) (float64, bool) {
			n, err := strconv.Atoi(text)
			return float64(n), err == nil
		},
		write: func(n float64) Threshold { return Threshold{strconv.Itoa(int(n)), bulk.Operand{Span: unit(int(n))}} },
	}
}

// bounds returns the range to look at, ErrRange where what was asked is none.
func (s *scale) bounds(from, to string) (low, high float64, err error) {
	low, high = max(s.present-s.below, s.least), min(s.present+s.above, s.most)
	for _, end := range [...]struct {
		text string
		out  *float64
	}{{from, &low}, {to, &high}} {
		if end.text == "" {
			continue
		}
		n, ok := s.read(end.text)
		if !ok || n < s.least || n > s.most {
			return 0, 0, ErrRange
		}
		*end.out = n
	}
	if low >= high {
		return 0, 0, ErrRange
	}
	return low, high, nil
}

// thresholdsOf returns at most n thresholds of a clause, ascending, in round steps
// over the range, with the present one in the place of the nearest to it.
func thresholdsOf(c *eligibility.Clause, from, to string, n int) ([]Threshold, error) {
	s := scaleOf(c)
	low, high, err := s.bounds(from, to)
	if err != nil {
		return nil, err
	}
	step := roundStep((high - low) / float64(n-1))
	if s.whole {
		step = max(math.Round(step), 1)
	}
	var places []float64
	for i := 0; len(places) < n-1 && low+float64(i)*step < high; i++ {
		places = append(places, short(low+float64(i)*step))
	}
	places = append(places, high)
	if s.present >= low && s.present <= high {
		nearest := slices.MinFunc(places, func(a, b float64) int { return cmp.Compare(math.Abs(a-s.present), math.Abs(b-s.present)) })
		places[slices.Index(places, nearest)] = s.present
	}
	out := make([]Threshold, len(places))
	for i, place := range places {
		out[i] = s.write(place)
		if place == s.present && (c.Op == eligibility.OlderThan || c.Op == eligibility.YoungerThan) {
			// Written as the clause has it, so that it is the same span.
			out[i].operand.Span = c.Span
		}
	}
	return out, nil
}

// roundStep is the least of 1, 2, 2.5, 5 and 10 times a power of ten that is not
// less than least.
func roundStep(least float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(least)))
	for _, n := range [...]float64{1, 2, 2.5, 5} {
		if n*unit >= least*(1-1e-9) {
			return n * unit
		}
	}
	return 10 * unit
}

// short drops the digits that are noise of adding steps.
func short(n float64) float64 {
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 12, 64), 64) // it was written by the line itself
	return n
}

// Movable is a clause whose threshold can be moved, with the range that Curve
// takes when it is not told another.
type Movable struct {
	Clause            *eligibility.Clause
	Present, From, To Threshold
}

// MovableOf lists the clauses with a threshold, in document order.
func MovableOf(m *eligibility.Measure) []Movable {
	var out []Movable
	for c := range m.Clauses {
		if !bulk.HasThreshold(c) {
			continue
		}
		s := scaleOf(c)
		if s.present < s.least || s.present > s.most {
			continue
		}
		if low, high, err := s.bounds("", ""); err == nil {
			out = append(out, Movable{c, s.write(s.present), s.write(low), s.write(high)})
		}
	}
	return out
}
