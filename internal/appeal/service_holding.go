package appeal

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
)

// Held is a part of a case that somebody works on.
type Held struct{ Part, Case, Number, Department string }

// HandOver gives parts that a person holds to another one, in the transaction of
// ctx: the other one answers for the case from then on.
func (s *Service) HandOver(ctx context.Context, from, to string, parts []string) error {
	for _, id := range parts {
		if err := s.moveHolding(ctx, id, from, to); err != nil {
			return err
		}
	}
	return s.Audit.Record(ctx, audit.Entry{Action: "appeal.handed_over", ObjectKind: "account_staff", Object: from, Detail: map[string]any{"to": to, "parts": parts}})
}

// Refresh brings the end of a case's term up to date after its clocks were moved
// from outside, by an amended calendar.
func (s *Service) Refresh(ctx context.Context, id string) error {
	clocks, err := s.ClocksOf(ctx, id)
	if err != nil {
		return err
	}
	var c Case
	c.term(clocks)
	return s.setTerm(ctx, id, c.DueAt, c.RiskAt)
}
