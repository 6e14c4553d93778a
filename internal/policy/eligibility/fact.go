package eligibility

import "github.com/yikou/yikou/internal/standard/civil"

// ValueKind says which type a fact's value or an operand has.
type ValueKind uint8

// The kinds of values. NoValue is JSON null.
const (
	NoValue ValueKind = iota
	Number
	Text
	Bool
)

// Value is one value of a fact or of a clause's operand. Dates and codes are
// Text. Values compare with ==.
type Value struct {
	Kind ValueKind
	Num  float64
	Text string
	Bool bool
}

// NumberValue returns a number; f must be finite.
func NumberValue(f float64) Value { return Value{Kind: Number, Num: f + 0} }

// TextValue returns a text, a code or a date as YYYY-MM-DD.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// BoolValue returns true or false.
func BoolValue(b bool) Value { return Value{Kind: Bool, Bool: b} }

// Tier is how strong evidence is; the zero Tier means none was given.
type Tier uint8

// The tiers, strongest first.
const (
	TierUnstated Tier = iota
	T0                // department data
	T1                // verified by staff
	T2                // declared by the firm
	T3                // inferred
)

// Effective returns the tier that counts: none given is T2.
func (t Tier) Effective() Tier {
	if t == TierUnstated {
		return T2
	}
	return t
}

// Reaches reports whether evidence of tier t is enough where min is asked; no
// min asks for nothing.
func (t Tier) Reaches(min Tier) bool {
	return min == TierUnstated || t.Effective() <= min
}

// String returns T0 … T3, empty when none was given.
func (t Tier) String() string { return [...]string{"", "T0", "T1", "T2", "T3"}[t] }

// ParseTier reads T0 … T3.
func ParseTier(s string) (Tier, bool) {
	for t := T0; t <= T3; t++ {
		if t.String() == s {
			return t, true
		}
	}
	return TierUnstated, false
}

// Fact is one statement about an enterprise with where it came from.
type Fact struct {
	// Key names what is stated, like revenue.
	Key string
	// Period is the year as four digits, empty for a fact without one.
	Period string
	// Value is in yuan where the key is money.
	Value Value
	Tier  Tier
	// Source names who supplied it, for the trace; may be empty.
	Source string
	// AsOf is the day the source speaks of; the zero Date is earlier than any.
	AsOf civil.Date
	// From and To bound a qualification's validity, both inclusive; the zero
	// Date is an open end.
	From, To civil.Date
}

// Enterprise is everything the engine knows of one enterprise. The order of
// Facts matters where tier and as-of tie: the last one counts.
type Enterprise struct {
	USCC, Name string
	Facts      []Fact
	// Closed lists the keys whose source is complete: absent there means no.
	Closed []string
}

// FactKey names one fact that is missing: the key and the absolute period,
// empty for a fact without one.
type FactKey struct {
	Key, Period string
}

// Compare orders by key, then period.
func (k FactKey) Compare(o FactKey) int {
	switch {
	case k.Key < o.Key, k.Key == o.Key && k.Period < o.Period:
		return -1
	case k == o:
		return 0
	}
	return 1
}

func (e *Enterprise) closed(key string) bool {
	for _, c := range e.Closed {
		if c == key {
			return true
		}
	}
	return false
}

// Strongest returns the fact of that key and period that counts among those of
// at least tier min: the strongest tier, then the latest as-of, then the last.
// Facts without a value are not there. nil when there is none.
func (e *Enterprise) Strongest(key, period string, min Tier) *Fact {
	var best *Fact
	for i := range e.Facts {
		f := &e.Facts[i]
		if f.Key != key || f.Period != period || f.Value.Kind == NoValue || !f.Tier.Reaches(min) {
			continue
		}
		if best == nil || !best.Outranks(f) {
			best = f
		}
	}
	return best
}

// Outranks reports whether f stays the one that counts when later, of the same
// key and period, comes after it in the file.
func (f *Fact) Outranks(later *Fact) bool {
	if f.Tier.Effective() != later.Tier.Effective() {
		return f.Tier.Effective() < later.Tier.Effective()
	}
	return later.AsOf.Before(f.AsOf)
}
