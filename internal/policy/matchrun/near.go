package matchrun

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/standard/civil"
)

// NearOf returns the clause that alone keeps the enterprise of a finding from
// the measure, because its threshold is not reached or its fact is missing: were
// it to come out well, every gate would hold, though a person may still have to
// decide. A threshold goes before a missing fact, and what stands first before
// what follows. nil for who gets the measure anyway, who is further away, and
// who fails by something that no step changes. It agrees with bulk.Simulate.
func NearOf(m *eligibility.Measure, f *eligibility.Finding) *eligibility.ClauseFinding {
	if f.Verdict != eligibility.NeedFacts && f.Verdict != eligibility.Ineligible || twoShort(m, f) {
		return nil
	}
	var missing *eligibility.ClauseFinding
	for i := range f.Clauses {
		c := &f.Clauses[i]
		switch {
		case c.Clause.Role == eligibility.BonusRole || c.Reading == nil || c.Favourable():
		case c.Reading.Value == eligibility.Unknown:
			if missing == nil && holdsBut(m, f.Clauses, c) {
				missing = c
			}
		case c.Reading.HasGap && holdsBut(m, f.Clauses, c):
			return c
		}
	}
	return missing
}

// twoShort reports whether two clauses that must both hold do not: the common
// case, told without trying each.
func twoShort(m *eligibility.Measure, f *eligibility.Finding) bool {
	if m.When.Kind != eligibility.AllNode {
		return false
	}
	short, next := 0, 0
	for _, child := range m.When.Children {
		if child.Kind != eligibility.LeafNode {
			continue
		}
		for f.Clauses[next].Clause != child.Clause {
			next++
		}
		if c := &f.Clauses[next]; c.Reading != nil && !c.Favourable() {
			short++
		}
	}
	return short > 1
}

// holdsBut reports whether every gate would hold if that clause alone came out
// in the enterprise's favour.
func holdsBut(m *eligibility.Measure, findings []eligibility.ClauseFinding, turned *eligibility.ClauseFinding) bool {
	v := eligibility.Judge(m, supposed{findings, turned})
	return v == eligibility.Eligible || v == eligibility.NeedsReview
}

// supposed is the evidence of a finding with one clause turned in the enterprise's favour.
type supposed struct {
	findings []eligibility.ClauseFinding
	turned   *eligibility.ClauseFinding
}

// Read returns what the finding says of the clause, or what is supposed of it.
func (s supposed) Read(c *eligibility.Clause) *eligibility.Reading {
	for i := range s.findings {
		f := &s.findings[i]
		if f.Clause != c {
			continue
		}
		if f == s.turned {
			if f.Negated {
				return &eligibility.Reading{Value: eligibility.False}
			}
			return &eligibility.Reading{Value: eligibility.True}
		}
		return f.Reading
	}
	return &eligibility.Reading{Value: eligibility.Unknown}
}

// Term is never asked: a verdict does not depend on amounts.
func (s supposed) Term(*eligibility.Term) eligibility.TermValue { return eligibility.TermValue{} }

// NearBy returns who misses a measure by one fact or one threshold. Who fails
// by something that no step changes, like the industry, is not near.
func NearBy(ctx context.Context, m *eligibility.Measure, day civil.Date, columns *bulk.Columns) (*roaring.Bitmap, *bulk.Simulation, error) {
	sim, err := bulk.Simulate(ctx, m, day, columns, bulk.SimulateOptions{Steps: true})
	if err != nil {
		return nil, nil, fmt.Errorf("find near misses of %s: %w", m.ID, err)
	}
	return sim.Steps, sim, nil
}
