package figure

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
)

// NumberInput says which number of a row a list stands for.
type NumberInput struct {
	Key  string `query:"key" maxLength:"36" doc:"哪一行"`
	Rate string `query:"rate" enum:"response,resolution,satisfaction" default:"response"`
	Part string `query:"part" enum:"cases,base,hit,missed,excluded" default:"cases" doc:"计入的、分母、分子、分母中没有达到的，还是剔除的"`
}

func (in NumberInput) number(q Question) Number {
	return Number{Question: q, Key: in.Key, Rate: Rate(in.Rate), Part: Part(in.Part)}
}

type behindInput struct {
	web.PageInput
	QuestionInput
	NumberInput
	Whole bool `query:"whole" doc:"合计的数字，不是一行的"`
}

// CountedBody is a case behind a number.
type CountedBody struct {
	ID           string     `json:"id"`
	Number       string     `json:"number"`
	Title        string     `json:"title"`
	KindLabel    string     `json:"kind_label"`
	StateLabel   string     `json:"state_label"`
	ClosingLabel string     `json:"closing_label,omitempty"`
	Confirmed    bool       `json:"confirmed" doc:"反映人确认过"`
	LeadName     string     `json:"lead_name,omitempty"`
	ReceivedAt   time.Time  `json:"received_at"`
	ClosedAt     *time.Time `json:"closed_at,omitempty"`
	// Exclusion says why the case is left out.
	Exclusion *exclusion.ExclusionBody `json:"exclusion,omitempty" doc:"剔除的原因、申请人和审核人"`
}

type behindOutput struct {
	Body kernel.Rows[CountedBody]
}

func (s *Service) listBehind(ctx context.Context, in *behindInput) (*behindOutput, error) {
	n := in.number(in.question())
	n.Whole = in.Whole
	return s.behind(ctx, n, in.Page())
}

// behind writes a page of the cases behind a number.
func (s *Service) behind(ctx context.Context, n Number, page kernel.Page) (*behindOutput, error) {
	found, err := s.Behind(ctx, n, page)
	if err != nil {
		return nil, err
	}
	rows, err := s.CountedBodies(ctx, found)
	return &behindOutput{Body: rows}, err
}

// CountedBodies writes cases behind a number.
func (s *Service) CountedBodies(ctx context.Context, found kernel.Rows[*appeal.Case]) (out kernel.Rows[CountedBody], err error) {
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return out, err
	}
	left, names, err := s.Exclusions.Holding(ctx, found.Items)
	if err != nil {
		return out, err
	}
	out = kernel.Rows[CountedBody]{Items: make([]CountedBody, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, c := range found.Items {
		b := CountedBody{
			ID: c.ID, Number: c.Number, Title: c.Title(), KindLabel: c.Kind.Label(), StateLabel: c.State.Label(), ClosingLabel: c.Closing.Label(),
			Confirmed: c.Confirmation == appeal.Confirmed, LeadName: departments[c.Lead].Name, ReceivedAt: c.ReceivedAt,
		}
		if !c.ClosedAt.IsZero() {
			b.ClosedAt = &c.ClosedAt
		}
		if e := left[c.ID]; e != nil {
			body := names.Body(e)
			b.Exclusion = &body
		}
		out.Items[i] = b
	}
	return out, nil
}
