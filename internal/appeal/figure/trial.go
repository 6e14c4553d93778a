package figure

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Under counts a month as if a definition had been in force, over all cases that the
// caller sees: for whoever weighs a new one.
func (s *Service) Under(ctx context.Context, m Month, d Definition) (Row, error) {
	a, err := s.under(ctx, m, d)
	if err != nil {
		return Row{}, err
	}
	cases, err := s.scores(ctx, a.sight, a.period)
	if err != nil {
		return Row{}, err
	}
	whole, _ := a.count.table(cases)
	return whole, nil
}

// BehindUnder returns one page of the cases behind a number of Under, the newest first.
func (s *Service) BehindUnder(ctx context.Context, m Month, d Definition, rate Rate, part Part, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
	a, err := s.under(ctx, m, d)
	if err != nil {
		return out, err
	}
	return s.counted(ctx, a, Number{Whole: true, Rate: rate, Part: part}, page)
}

func (s *Service) under(ctx context.Context, m Month, d Definition) (a answer, err error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return a, err
	}
	if a.sight, err = s.Sight(ctx, appeal.PermRead); err != nil {
		return a, err
	}
	a.period = Period{m, m}
	a.count = count{group: ByKind, side: Lead.of(), now: s.Clock.Now().UnixMicro()}
	a.count.by([]Span{{From: m.begins(), Until: m.Add(1).begins(), Definition: d}})
	return a, nil
}
