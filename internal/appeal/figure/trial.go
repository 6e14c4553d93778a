package figure

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Under counts a month as if a definition had been in force, over all cases that the
// caller sees: for whoever weighs a new one.
func (s *Service) Under(ctx context.Context, m Month, d Definition) (Row, error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return Row{}, err
	}
	sight, err := s.Sight(ctx, appeal.PermRead)
	if err != nil {
		return Row{}, err
	}
	cases, err := s.scores(ctx, sight, Period{m, m})
	if err != nil {
		return Row{}, err
	}
	c := count{group: ByKind, side: Lead.of(), now: s.Clock.Now().UnixMicro()}
	c.by([]Span{{From: m.begins(), Until: m.Add(1).begins(), Definition: d}})
	whole, _ := c.table(cases)
	return whole, nil
}
