package eligibility

import (
	"math"

	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Truth is one of the three values of Kleene logic. They are ordered False <
// Unknown < True, so that all is the least and any the greatest of its children.
type Truth uint8

// The three values.
const (
	False Truth = iota
	Unknown
	True
)

// Not returns the negation; unknown stays unknown.
func (t Truth) Not() Truth { return True - t }

func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Reading is what a clause came to over one enterprise: its value and what that
// rests on.
type Reading struct {
	Value Truth
	// Used are the facts that were read, in the order of the term.
	Used []*Fact
	// Derived is set when the value is that of a derived size class.
	Derived *Derivation
	// Result is an expression's number; HasResult is false where a fact is
	// missing or the expression has no value.
	Result    float64
	HasResult bool
	// Missing are the facts whose absence makes the value unknown.
	Missing []FactKey
	// Gap is how far the fact is from making the clause true where it is false,
	// or false where it is true: yuan, persons, or days for dates. HasGap is
	// false where distance means nothing.
	Gap    float64
	HasGap bool
}

// Read evaluates one gate or bonus clause over one enterprise on that day.
func Read(c *Clause, e *Enterprise, day civil.Date) Reading {
	switch {
	case c.Op == Exists:
		return readExists(c, e, day)
	case c.Op == Has:
		return readHas(c, e, day)
	case c.Term.Kind != FactTerm:
		return readExpression(c, e, day)
	default:
		return readFact(c, e, day)
	}
}

// readFact compares one fact with the operand.
func readFact(c *Clause, e *Enterprise, day civil.Date) Reading {
	period := c.Term.Period.At(day)
	fact := e.Strongest(c.Term.Key, period, c.MinTier)
	var r Reading
	value := Value{}
	switch {
	case fact != nil:
		r.Used, value = []*Fact{fact}, fact.Value
	case c.Term.Key == sizeClassKey && period == "" && c.Domain != OfBool:
		if r.Derived = derive(e, day, c.MinTier); r.Derived != nil {
			r.Used, value = r.Derived.From, TextValue(r.Derived.Class)
		}
	case c.Domain == OfBool && e.closed(c.Term.Key):
		// The source is complete and does not list the enterprise: that is a no.
		value = BoolValue(false)
	}
	if !usable(c.Domain, value) {
		r.Value, r.Missing = Unknown, []FactKey{{c.Term.Key, period}}
		return r
	}
	r.Value = truth(holds(c, value, day))
	r.Gap, r.HasGap = c.Distance(value, day, r.Value == True)
	return r
}

// usable reports whether a value is of the kind that a clause of that domain
// compares. One that is not says nothing about the clause.
func usable(d Domain, v Value) bool {
	switch d {
	case OfNumber:
		return v.Kind == Number
	case OfBool:
		return v.Kind == Bool
	default:
		return v.Kind == Text && codeOf(d, v.Text)
	}
}

// holds reports whether the operator holds of a usable value.
func holds(c *Clause, v Value, day civil.Date) bool {
	switch c.Op {
	case Equal:
		return v == c.Values[0]
	case NotEqual:
		return v != c.Values[0]
	case Less:
		return compare(v, c.Values[0]) < 0
	case LessEqual:
		return compare(v, c.Values[0]) <= 0
	case Greater:
		return compare(v, c.Values[0]) > 0
	case GreaterEqual:
		return compare(v, c.Values[0]) >= 0
	case Between:
		return compare(c.Values[0], v) <= 0 && compare(v, c.Values[1]) <= 0
	case In:
		return anyOf(c.Values, func(o Value) bool { return v == o })
	case Under:
		return anyOf(c.Values, func(o Value) bool { return inBranch(c.Domain, v.Text, o.Text) })
	case OlderThan:
		return !day.Before(dateOf(v).Add(c.Span))
	case YoungerThan:
		return day.Before(dateOf(v).Add(c.Span))
	}
	return false
}

// compare orders two values of the same kind. Dates as YYYY-MM-DD order like
// their texts.
func compare(a, b Value) int {
	switch {
	case a.Num < b.Num || a.Text < b.Text:
		return -1
	case a == b:
		return 0
	}
	return 1
}

func anyOf(values []Value, is func(Value) bool) bool {
	for _, v := range values {
		if is(v) {
			return true
		}
	}
	return false
}

func inBranch(tree Domain, code, branch string) bool {
	switch tree {
	case OfDivision:
		return division.Under(code, branch)
	case OfIndustry:
		return industry.Under(code, branch)
	default:
		return len(code) >= len(branch) && code[:len(branch)] == branch
	}
}

func dateOf(v Value) civil.Date {
	d, _ := civil.Parse(v.Text)
	return d
}

// readExists asks only whether the fact is there. It is never unknown.
func readExists(c *Clause, e *Enterprise, day civil.Date) Reading {
	period := c.Term.Period.At(day)
	if f := e.Strongest(c.Term.Key, period, c.MinTier); f != nil {
		return Reading{Value: True, Used: []*Fact{f}}
	}
	if c.Term.Key == sizeClassKey && period == "" {
		if d := derive(e, day, c.MinTier); d != nil {
			return Reading{Value: True, Used: d.From, Derived: d}
		}
	}
	return Reading{Value: False}
}

// readHas looks for a qualification that is valid on the day. One that is there
// but not valid is not had; none at all is unknown unless the source is closed.
func readHas(c *Clause, e *Enterprise, day civil.Date) Reading {
	period := c.Term.Period.At(day)
	var invalid *Fact
	for i := range e.Facts {
		f := &e.Facts[i]
		if f.Key != c.Term.Key || f.Period != period || f.Value != c.Values[0] || !f.Tier.Reaches(c.MinTier) {
			continue
		}
		if f.ValidOn(day) {
			return Reading{Value: True, Used: []*Fact{f}}
		}
		invalid = f
	}
	switch {
	case invalid != nil:
		return Reading{Value: False, Used: []*Fact{invalid}}
	case e.closed(c.Term.Key):
		return Reading{Value: False}
	}
	return Reading{Value: Unknown, Missing: []FactKey{{c.Term.Key, period}}}
}

// ValidOn reports whether the fact's validity covers that day; an open end is
// open.
func (f *Fact) ValidOn(day civil.Date) bool {
	return (f.From.IsZero() || !day.Before(f.From)) && (f.To.IsZero() || !day.After(f.To))
}

// readExpression compares an expression's number with the operand. Without a
// number, because something divides by zero, the clause is false.
func readExpression(c *Clause, e *Enterprise, day civil.Date) Reading {
	v := c.Term.Evaluate(e, day, c.MinTier)
	r := Reading{Used: v.Used, Missing: v.Missing}
	switch {
	case len(v.Missing) > 0:
		r.Value = Unknown
	case !v.HasValue:
		r.Value = False
	default:
		value := NumberValue(v.Value)
		r.Result, r.HasResult = value.Num, true
		r.Value = truth(holds(c, value, day))
		r.Gap, r.HasGap = c.Distance(value, day, r.Value == True)
	}
	return r
}

// Distance returns how far a usable value is from where the clause would turn:
// in the unit of the number, or in days; false where distance means nothing.
func (c *Clause) Distance(v Value, day civil.Date, holding bool) (float64, bool) {
	if c.Domain != OfNumber && c.Domain != OfDate {
		return 0, false
	}
	toward := func(o Value) float64 {
		if c.Domain == OfNumber {
			return math.Abs(v.Num - o.Num)
		}
		return math.Abs(float64(dateOf(v).DaysSince(dateOf(o))))
	}
	switch c.Op {
	case Equal:
		if holding {
			return 0, false
		}
		return toward(c.Values[0]), true
	case NotEqual:
		return toward(c.Values[0]), holding
	case OlderThan, YoungerThan:
		return math.Abs(float64(dateOf(v).Add(c.Span).DaysSince(day))), true
	case In:
		if holding {
			return 0, false
		}
	}
	nearest := math.Inf(1)
	for _, o := range c.Values {
		nearest = min(nearest, toward(o))
	}
	return nearest, true
}
