package appeal

import (
	"context"
	"errors"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/deadline"
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

// Refresh brings up to date what a case says of its clocks after an amended calendar
// moved them: its term, the time to return it and the window to open it again. What
// its reader saw is no longer so, hence a new version.
func (s *Service) Refresh(ctx context.Context, id string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.ByID(ctx, id)
		if err != nil {
			return err
		}
		clocks, err := s.ClocksOf(ctx, id)
		if err != nil {
			return err
		}
		was, changed := *c, false
		for _, k := range clocks {
			switch {
			case k.State == deadline.Stopped: // a verdict stands
			case k.Name == ClockReopen:
				c.ReopenUntil = k.Due
			case k.Name == ClockObject && err == nil:
				err = s.moveObjection(ctx, k.Holder, k.Due, &changed)
			}
		}
		c.term(clocks)
		changed = changed || !c.DueAt.Equal(was.DueAt) || !c.RiskAt.Equal(was.RiskAt) || !c.ReopenUntil.Equal(was.ReopenUntil)
		if err != nil || !changed {
			return errors.Join(err, s.inbox.Touch(ctx, id)) // the rates also look at who helps
		}
		return s.updateCase(ctx, c)
	})
}
