package reach

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy"
)

// Visit marks that somebody called on an enterprise about a measure, with a note;
// a second call takes the place of the first. It fails with ErrNotListed for what
// is not on the caller's list.
func (s *Service) Visit(ctx context.Context, measure, uscc, note string) (Row, error) {
	var row Row
	err := s.change(ctx, measure, uscc, func(ctx context.Context, place spot, c *calls) error {
		by := authz.From(ctx)
		v := Visit{Note: strings.TrimSpace(note), By: by.Name, At: s.Clock.Now()}
		if err := s.store.saveVisit(ctx, measure, uscc, place.ordinal, v, by.ID); err != nil {
			return err
		}
		if err := s.note(ctx, "policy.visited", measure, uscc); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventVisited, visitedEvent{Measure: measure, USCC: uscc})
	}, &row)
	return row, err
}

// Unvisit removes a mark that was made by mistake, if there is one. It fails with
// ErrNotListed for what is not on the caller's list.
func (s *Service) Unvisit(ctx context.Context, measure, uscc string) (Row, error) {
	var row Row
	err := s.change(ctx, measure, uscc, func(ctx context.Context, _ spot, _ *calls) error {
		removed, err := s.store.removeVisit(ctx, measure, uscc)
		if err != nil || !removed {
			return err
		}
		return s.note(ctx, "policy.visit_removed", measure, uscc)
	}, &row)
	return row, err
}

// change does something to one line of the list within the caller's scope and
// returns the line as it is then.
func (s *Service) change(ctx context.Context, measure, uscc string, do func(context.Context, spot, *calls) error, row *Row) error {
	scope, err := authz.Require(ctx, PermReach)
	if err != nil {
		return err
	}
	ordinals, err := s.Registry.Ordinals(ctx, []string{uscc})
	if err != nil {
		return err
	}
	ordinal, known := ordinals[uscc]
	if !known {
		return ErrNotListed
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.line(ctx, scope, measure, uscc, ordinal)
		if err != nil {
			return err
		}
		if err := do(ctx, spot{ordinal: ordinal}, c); err != nil {
			return err
		}
		rows, err := s.rows(ctx, c, []spot{{ordinal: ordinal}})
		if err != nil || len(rows) == 0 {
			return err
		}
		*row = rows[0]
		return nil
	})
}

// line finds one line of the list, or fails with ErrNotListed.
func (s *Service) line(ctx context.Context, scope kernel.Scope, measure, uscc string, ordinal uint32) (*calls, error) {
	run, list, any, err := s.current(ctx)
	if err != nil {
		return nil, err
	}
	within, err := s.within(ctx, scope, policy.EnterpriseFilter{Text: uscc})
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		if any && m.ID == measure && m.eligible.Contains(ordinal) && (within == nil || within.Contains(ordinal)) {
			c := &calls{run: run, any: true, measures: []listed{m}}
			c.fresh, err = s.store.freshIn(ctx, run.ID)
			return c, err
		}
	}
	return nil, ErrNotListed
}

func (s *Service) note(ctx context.Context, action, measure, uscc string) error {
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "enterprise", Object: uscc, Detail: map[string]string{"measure": measure}})
}
