package eligibility

import (
	"math"

	"github.com/yikou/yikou/internal/standard/civil"
)

// TermValue is what a term came to over one enterprise.
type TermValue struct {
	// Value is set when HasValue; without missing facts a term has no value only
	// where it divides by zero or leaves float64.
	Value    float64
	HasValue bool
	Used     []*Fact
	// Missing are the facts that would have to be known, in the order of the term.
	Missing []FactKey
}

// Evaluate computes the term from facts of at least tier min on that day.
func (t *Term) Evaluate(e *Enterprise, day civil.Date, min Tier) TermValue {
	var v TermValue
	v.Value, v.HasValue = t.compute(e, day, min, &v)
	if len(v.Missing) > 0 {
		// A missing fact outweighs a division by zero elsewhere in the term.
		v.Value, v.HasValue = 0, false
	}
	return v
}

func (t *Term) compute(e *Enterprise, day civil.Date, min Tier, v *TermValue) (float64, bool) {
	switch t.Kind {
	case NumberTerm:
		return t.Number, true
	case FactTerm:
		period := t.Period.At(day)
		fact := e.Strongest(t.Key, period, min)
		if fact == nil || fact.Value.Kind != Number {
			v.Missing = append(v.Missing, FactKey{t.Key, period})
			return 0, false
		}
		v.Used = append(v.Used, fact)
		return fact.Value.Num, true
	}
	result, ok := t.Args[0].compute(e, day, min, v)
	for i := 1; i < len(t.Args); i++ {
		x, known := t.Args[i].compute(e, day, min, v)
		result, ok = Apply(t.Kind, result, x), ok && known
		if math.IsNaN(result) {
			ok = false
		}
	}
	return result, ok
}

// Apply computes one operation; NaN says that there is no value: a division by
// zero, a result outside float64, or an operand that has none.
func Apply(kind TermKind, x, y float64) float64 {
	switch kind {
	case AddTerm:
		x += y
	case SubTerm:
		x -= y
	case MulTerm:
		x *= y
	default:
		if y == 0 {
			return math.NaN()
		}
		x /= y
	}
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}
