package reading

import (
	"context"
	"slices"
	"strconv"

	"github.com/yikou/yikou/internal/platform/audit"
)

// Current returns the thresholds that hold now.
func (s *Service) Current(ctx context.Context) (Edition, error) {
	all, err := s.Editions(ctx)
	if err != nil {
		return Edition{}, err
	}
	return InForce(all, s.Clock.Now()), nil
}

// Editions returns every edition, the latest first, down to what comes with the
// program; the first ones may hold from a later day on only. Thresholds are no
// secret to staff: no permission is asked for.
func (s *Service) Editions(ctx context.Context) ([]Edition, error) {
	stored, err := s.loadEditions(ctx)
	if err != nil {
		return nil, err
	}
	slices.Reverse(stored)
	return append(stored, shipped()), nil
}

// Adopt keeps an edition, whose Version is one above the latest. Who may have it so,
// and what must have been measured before, is for the caller to ask (package
// threshold). It fails with ErrStale when another edition has come meanwhile. Call
// it inside a transaction.
func (s *Service) Adopt(ctx context.Context, e Edition) error {
	if err := e.Validate(); err != nil {
		return err
	}
	if err := s.insertEdition(ctx, e); err != nil {
		return err
	}
	if err := s.Audit.Record(ctx, audit.Entry{Action: EventEditionAdded, ObjectKind: "appeal_reading", Object: strconv.FormatInt(e.Version, 10), Detail: e.said()}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, EventEditionAdded, editionEvent{Version: e.Version})
}
