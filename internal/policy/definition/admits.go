package definition

import (
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Admits reports whether the measure's conditions leave room for an enterprise
// of that industry, size class and division, each of them empty for any. An
// industry or division fits when it or a branch of it that the conditions name is
// not ruled out.
func (m *Measure) Admits(code, size, place string) bool {
	if code == "" && size == "" && place == "" {
		return true
	}
	codes, places := m.branches("industry", code, industry.Under), m.branches("division", place, division.Under)
	return slices.ContainsFunc(codes, func(code string) bool {
		return slices.ContainsFunc(places, func(place string) bool {
			e := &eligibility.Enterprise{}
			for key, value := range map[string]string{"industry": code, "size_class": size, "division": place} {
				if value != "" {
					e.Facts = append(e.Facts, eligibility.Fact{Key: key, Value: eligibility.TextValue(value), Tier: eligibility.T0})
				}
			}
			return !ruledOut(&m.Rule, e)
		})
	})
}

// branches returns a code and those under it that the conditions name.
func (m *Measure) branches(key, code string, under func(code, branch string) bool) []string {
	codes := []string{code}
	for c := range m.Rule.When.Clauses {
		if code == "" || c.Term.Key != key {
			continue
		}
		for _, v := range c.Values {
			if v.Kind == eligibility.Text && under(v.Text, code) {
				codes = append(codes, v.Text)
			}
		}
	}
	return codes
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
