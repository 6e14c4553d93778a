package policy

import (
	"cmp"
	"context"
	"slices"

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
	c, err := s.catalogue(ctx, s.today())
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

// VerdictChange is one verdict that turned.
type VerdictChange struct {
	Measure, Title string
	From, To       eligibility.Verdict
}

// VerdictChanges returns which verdicts of published measures over an enterprise
// turn because of what record does, the best news first: they are decided before
// and after it. The permission is record's own matter. Errors of record are
// returned as they are.
func (s *Service) VerdictChanges(ctx context.Context, uscc string, record func(ctx context.Context) error) ([]VerdictChange, error) {
	before, err := s.Standings(ctx, uscc)
	if err != nil {
		return nil, err
	}
	if err := record(ctx); err != nil {
		return nil, err
	}
	after, err := s.Standings(ctx, uscc)
	if err != nil {
		return nil, err
	}
	was := make(map[string]eligibility.Verdict, len(before))
	for _, b := range before {
		was[b.Measure] = b.Verdict
	}
	var out []VerdictChange
	for _, now := range after {
		if from, known := was[now.Measure]; known && from != now.Verdict {
			out = append(out, VerdictChange{Measure: now.Measure, Title: now.Title, From: from, To: now.Verdict})
		}
	}
	slices.SortFunc(out, func(a, b VerdictChange) int {
		return cmp.Or(-cmp.Compare(a.To, b.To), cmp.Compare(a.Title, b.Title))
	})
	return out, nil
}
