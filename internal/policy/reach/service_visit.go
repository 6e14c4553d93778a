package reach

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy"
)

// Visit marks that somebody called on an enterprise about a measure, with a note,
// beside earlier calls. It fails with ErrNotListed for what is not on the caller's
// list.
func (s *Service) Visit(ctx context.Context, measure, uscc, note string) (Row, error) {
	var row Row
	err := s.change(ctx, measure, uscc, func(ctx context.Context, place spot, c *calls) error {
		by := authz.From(ctx)
		v := Visit{Note: strings.TrimSpace(note), By: by.Name, ByID: by.ID, At: s.Clock.Now()}
		if err := s.store.addVisit(ctx, measure, uscc, place.ordinal, v); err != nil {
			return err
		}
		if err := s.store.put(ctx, markVisited, measure, true, place.ordinal); err != nil {
			return err
		}
		if err := s.note(ctx, "policy.visited", measure, uscc); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventVisited, visitedEvent{Measure: measure, USCC: uscc})
	}, &row)
	return row, err
}

// Unvisit takes back the caller's last call, which was marked by mistake, if there is
// one. It fails with ErrNotListed for what is not on the caller's list, and with
// ErrNotYours where only others have called.
func (s *Service) Unvisit(ctx context.Context, measure, uscc string) (Row, error) {
	var row Row
	err := s.change(ctx, measure, uscc, func(ctx context.Context, place spot, _ *calls) error {
		removed, err := s.store.removeVisit(ctx, measure, uscc, authz.From(ctx).ID, s.Clock.Now())
		if err != nil {
			return err
		}
		// The mark goes first: it keeps others from adding a call that is not counted.
		if err := s.store.put(ctx, markVisited, measure, false, place.ordinal); err != nil {
			return err
		}
		left, err := s.store.visits(ctx, measure, uscc)
		if err != nil {
			return err
		}
		if left > 0 {
			if err := s.store.put(ctx, markVisited, measure, true, place.ordinal); err != nil {
				return err
			}
		}
		switch {
		case !removed && left > 0:
			return ErrNotYours
		case !removed:
			return nil
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
			c := &calls{run: run, any: true, since: run, measures: []listed{m}}
			c.fresh, err = s.store.freshIn(ctx, run.ID)
			return c, err
		}
	}
	return nil, ErrNotListed
}

func (s *Service) note(ctx context.Context, action, measure, uscc string) error {
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "enterprise", Object: uscc, Detail: map[string]string{"measure": measure}})
}
