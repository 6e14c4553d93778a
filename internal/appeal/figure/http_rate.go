package figure

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// QuestionInput says which rates are asked for.
type QuestionInput struct {
	Month string `query:"month" pattern:"^([0-9]{4}-[0-9]{2})?$" doc:"第一个月，如 2026-03，不填为本月"`
	Until string `query:"until" pattern:"^([0-9]{4}-[0-9]{2})?$" doc:"最后一个月，不填为只看第一个月"`
	By    string `query:"by" enum:"department,division,channel,kind" default:"department" doc:"按什么分组"`
	Side  string `query:"side" enum:"lead,co_handler" default:"lead" doc:"按部门分组时看哪一方：承办的，还是被叫来协办的"`
}

func (in QuestionInput) question() Question {
	return Question{Month: in.Month, Until: in.Until, By: Group(in.By), Side: Side(in.Side)}
}

// RateBody is one rate of a row: how many count, and how many of them are hits. Each
// number opens its list.
type RateBody struct {
	Rate  string `json:"rate" enum:"response,resolution,satisfaction"`
	Label string `json:"label"`
	Hit   int    `json:"hit" doc:"分子"`
	Base  int    `json:"base" doc:"分母"`
}

// RateRowBody is one row of the table.
type RateRowBody struct {
	Key      string     `json:"key"`
	Name     string     `json:"name"`
	Cases    int        `json:"cases" doc:"至少计入一项的诉求"`
	Excluded int        `json:"excluded" doc:"经审核剔除、不再计入的诉求"`
	Rates    []RateBody `json:"rates" doc:"三项总是一起给出"`
}

// RuleBody is what one rate counts.
type RuleBody struct {
	Rate       string   `json:"rate" enum:"response,resolution,satisfaction"`
	Label      string   `json:"label"`
	By         string   `json:"by" enum:"received,closed" doc:"按登记还是办结的日期归月"`
	Kinds      []string `json:"kinds" doc:"只计这些类型，空为全部"`
	Without    []string `json:"without" doc:"不计这些办结类型"`
	LeastGrade int      `json:"least_grade,omitempty" doc:"从这个等级起算满意"`
	Weight     int      `json:"weight" doc:"权重，百分比"`
}

// DefinitionBody is what the rates mean from a day on.
type DefinitionBody struct {
	Version int        `json:"version"`
	InForce string     `json:"in_force"`
	Source  string     `json:"source"`
	Rules   []RuleBody `json:"rules"`
	// ExcludedFor are the reasons for which single cases may be left out.
	ExcludedFor  []string `json:"excluded_for" nullable:"false" doc:"可以申请剔除个案的原因"`
	ExcludedDays int      `json:"excluded_days" doc:"月度结束后多少天内可以申请剔除"`
}

type ratesOutput struct {
	Body struct {
		Month       string           `json:"month" doc:"第一个月"`
		Until       string           `json:"until" doc:"最后一个月"`
		Definitions []DefinitionBody `json:"definitions" doc:"这段时间适用的口径，最新的在前"`
		Whole       RateRowBody      `json:"whole"`
		Rows        []RateRowBody    `json:"rows"`
	}
}

func (s *Service) getRates(ctx context.Context, in *QuestionInput) (*ratesOutput, error) {
	t, err := s.Rates(ctx, in.question())
	if err != nil {
		return nil, err
	}
	out := &ratesOutput{}
	out.Body.Month, out.Body.Until, out.Body.Whole = t.Period.From.String(), t.Period.Until.String(), rowBody(t.Whole)
	for _, d := range t.Definitions {
		out.Body.Definitions = append(out.Body.Definitions, definitionBody(d))
	}
	out.Body.Rows = make([]RateRowBody, len(t.Rows))
	for i, r := range t.Rows {
		out.Body.Rows[i] = rowBody(r)
	}
	return out, nil
}

func rowBody(r Row) RateRowBody {
	b := RateRowBody{Key: r.Key, Name: r.Name, Cases: r.Cases, Excluded: r.Excluded}
	for _, rate := range Rates {
		t := r.Of(rate)
		b.Rates = append(b.Rates, RateBody{Rate: string(rate), Label: rate.Label(), Hit: t.Hit, Base: t.Base})
	}
	return b
}

func definitionBody(d Definition) DefinitionBody {
	b := DefinitionBody{Version: d.Version, InForce: d.InForce.String(), Source: d.Source, ExcludedFor: []string{}, ExcludedDays: d.Exclusions.Days}
	for _, r := range d.Exclusions.Reasons {
		b.ExcludedFor = append(b.ExcludedFor, r.Label)
	}
	for _, rate := range Rates {
		r := d.Rules[rate]
		one := RuleBody{Rate: string(rate), Label: rate.Label(), By: string(r.By), Kinds: []string{}, Without: []string{}, LeastGrade: r.LeastGrade, Weight: r.Weight}
		for _, k := range r.Kinds {
			one.Kinds = append(one.Kinds, k.Label())
		}
		for _, c := range r.Without {
			one.Without = append(one.Without, c.Label())
		}
		b.Rules = append(b.Rules, one)
	}
	return b
}

type definitionsOutput struct {
	Body struct {
		Items []DefinitionBody `json:"items"`
	}
}

func (s *Service) listDefinitions(ctx context.Context, _ *struct{}) (*definitionsOutput, error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	all, err := s.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	out := &definitionsOutput{}
	for _, d := range all {
		out.Body.Items = append(out.Body.Items, definitionBody(d))
	}
	return out, nil
}

type behindInput struct {
	web.PageInput
	QuestionInput
	Whole bool   `query:"whole" doc:"合计的数字，不是一行的"`
	Key   string `query:"key" maxLength:"36" doc:"哪一行"`
	Rate  string `query:"rate" enum:"response,resolution,satisfaction" default:"response"`
	Part  string `query:"part" enum:"cases,base,hit,missed,excluded" default:"cases" doc:"计入的、分母、分子、分母中没有达到的，还是剔除的"`
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
	found, err := s.Behind(ctx, Number{Question: in.question(), Whole: in.Whole, Key: in.Key, Rate: Rate(in.Rate), Part: Part(in.Part)}, in.Page())
	if err != nil {
		return nil, err
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	left, names, err := s.Exclusions.Holding(ctx, found.Items)
	if err != nil {
		return nil, err
	}
	out := &behindOutput{Body: kernel.Rows[CountedBody]{Items: make([]CountedBody, len(found.Items)), Total: found.Total, Next: found.Next}}
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
		out.Body.Items[i] = b
	}
	return out, nil
}
