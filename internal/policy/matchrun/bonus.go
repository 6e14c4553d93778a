package matchrun

import (
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Bonus is what one bonus of a measure came to for one enterprise.
type Bonus struct {
	// Value is true, false, unknown or human, as for a clause.
	Value string
	// Amount is what it adds, in fen; HasAmount is false where that is not known.
	Amount    int64
	HasAmount bool
}

// Bonuses decides each bonus as if it were a measure of its own, in the order of
// the rule.
func Bonuses(m *eligibility.Measure, e *eligibility.Enterprise, day civil.Date) []Bonus {
	values := map[eligibility.Verdict]string{
		eligibility.Eligible: "true", eligibility.Ineligible: "false", eligibility.NeedFacts: "unknown", eligibility.NeedsReview: "human",
	}
	out := make([]Bonus, 0, len(m.Bonuses))
	for _, b := range m.Bonuses {
		f := eligibility.Evaluate(&eligibility.Measure{When: b.When, Benefit: b.Benefit}, e, day)
		out = append(out, Bonus{Value: values[f.Verdict], Amount: f.Amount, HasAmount: f.HasAmount})
	}
	return out
}
