package figure

import (
	"context"

	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/platform/web"
)

type courseInput struct {
	Until string `query:"until" pattern:"^([0-9]{4}-[0-9]{2})?$" doc:"最后一个月，不填为本月"`
}

// RateMonthBody is what the rates of one month come to. Each number opens its list.
type RateMonthBody struct {
	Month string     `json:"month"`
	Rates []RateBody `json:"rates" doc:"三项总是一起给出"`
}

type courseOutput struct {
	Body struct {
		Months []RateMonthBody `json:"months" doc:"十二个月，最早的在前"`
	}
}

func (s *Service) getCourse(ctx context.Context, in *courseInput) (*courseOutput, error) {
	months, err := s.Course(ctx, in.Until)
	if err != nil {
		return nil, err
	}
	out := &courseOutput{}
	for _, m := range months {
		out.Body.Months = append(out.Body.Months, RateMonthBody{Month: m.Month.String(), Rates: rateBodies(m.Rates)})
	}
	return out, nil
}

type exportRatesInput struct {
	QuestionInput
	Format string `query:"format" enum:"xlsx,csv" default:"xlsx"`
}

func (s *Service) exportRates(ctx context.Context, in *exportRatesInput) (web.File, error) {
	p, err := s.Export(ctx, ExportQuery{Format: sheet.Format(in.Format), Month: in.Month, Until: in.Until, By: Group(in.By), Side: Side(in.Side)})
	if err != nil {
		return web.File{}, err
	}
	return web.Exported(ctx, s.Exports, p)
}
