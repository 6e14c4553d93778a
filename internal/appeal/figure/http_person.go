package figure

import (
	"context"

	"github.com/yikou/yikou/internal/platform/web"
)

// PeopleInput says of which department's people the rates are asked for.
type PeopleInput struct {
	PeriodInput
	Department string `query:"department" required:"true" minLength:"1" maxLength:"36" doc:"哪个部门"`
}

func (in PeopleInput) question() Question {
	return Question{Month: in.Month, Until: in.Until, By: ByPerson, Side: Side(in.Side), Department: in.Department}
}

type peopleOutput struct {
	Body struct {
		Rows []RateRowBody `json:"rows" doc:"按姓名排列，不排名次"`
	}
}

func (s *Service) getPeople(ctx context.Context, in *PeopleInput) (*peopleOutput, error) {
	t, err := s.Rates(ctx, in.question())
	if err != nil {
		return nil, err
	}
	out := &peopleOutput{}
	out.Body.Rows = rowBodies(t.Rows)
	return out, nil
}

type behindPersonInput struct {
	web.PageInput
	PeopleInput
	NumberInput
}

func (s *Service) listBehindPerson(ctx context.Context, in *behindPersonInput) (*behindOutput, error) {
	return s.behind(ctx, in.number(in.question()), in.Page())
}
