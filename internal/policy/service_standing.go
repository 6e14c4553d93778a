package policy

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
)

// Standing is what one published measure says of one enterprise.
type Standing struct {
	Measure, Title string
	Verdict        eligibility.Verdict
}

// Standings returns what every published measure says of an enterprise as its
// facts stand, inside the transaction of the context if there is one. It is for
// other modules and asks for no permission: whoever shows it has asked.
func (s *Service) Standings(ctx context.Context, uscc string) ([]Standing, error) {
	e, err := s.Enterprises.Enterprise(ctx, kernel.Everything(), uscc)
	if err != nil {
		return nil, err
	}
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return nil, err
	}
	var list []Standing
	for i, finding := range c.program.One(&e.Enterprise) {
		if r := c.matched[i]; r.State == definition.Published {
			list = append(list, Standing{Measure: r.ID, Title: r.Rule.Title, Verdict: finding.Verdict})
		}
	}
	return list, nil
}

// Published returns the measures that are in force today, by title. It asks for no
// permission: they are public.
func (s *Service) Published(ctx context.Context) ([]*definition.Record, error) {
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return nil, err
	}
	var list []*definition.Record
	for _, r := range c.matched {
		if r.State == definition.Published {
			list = append(list, r)
		}
	}
	return list, nil
}
