package definition

import (
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Admits reports whether the measure's conditions leave room for an enterprise
// of that industry and size class, each of them empty for any. An industry fits
// when it or a branch of it that the conditions name is not ruled out.
func (m *Measure) Admits(code, size string) bool {
	if code == "" && size == "" {
		return true
	}
	codes := []string{code}
	for c := range m.Rule.When.Clauses {
		if c.Term.Key != "industry" {
			continue
		}
		for _, v := range c.Values {
			if code != "" && v.Kind == eligibility.Text && industry.Under(v.Text, code) {
				codes = append(codes, v.Text)
			}
		}
	}
	return slices.ContainsFunc(codes, func(code string) bool {
		e := &eligibility.Enterprise{}
		for _, f := range [...]eligibility.Fact{
			{Key: "industry", Value: eligibility.TextValue(code), Tier: eligibility.T0}, {Key: "size_class", Value: eligibility.TextValue(size), Tier: eligibility.T0},
		} {
			if f.Value.Text != "" {
				e.Facts = append(e.Facts, f)
			}
		}
		return !ruledOut(&m.Rule, e)
	})
}

// ruledOut reports whether those facts alone make a gate surely false.
func ruledOut(m *eligibility.Measure, e *eligibility.Enterprise) bool {
	return eligibility.Judge(m, onlyKnown{e}) == eligibility.Ineligible
}

// onlyKnown is the evidence of an enterprise of which nothing is known but what
// the facts say: whatever else a clause asks about is open, also whether there
// is a fact at all.
type onlyKnown struct{ enterprise *eligibility.Enterprise }

// Read leaves every clause open that asks about another fact.
func (o onlyKnown) Read(c *eligibility.Clause) *eligibility.Reading {
	r := eligibility.Reading{Value: eligibility.Unknown}
	for i := range o.enterprise.Facts {
		if c.Term.Kind == eligibility.FactTerm && c.Term.Key == o.enterprise.Facts[i].Key {
			r = eligibility.Read(c, o.enterprise, civil.Date{})
		}
	}
	return &r
}

// Term is never asked: a verdict does not depend on amounts.
func (o onlyKnown) Term(*eligibility.Term) eligibility.TermValue { return eligibility.TermValue{} }
