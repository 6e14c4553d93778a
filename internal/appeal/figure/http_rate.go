package figure

import (
	"context"

	"github.com/yikou/yikou/internal/platform/authz"
)

// PeriodInput says of which months and which side rates are asked for.
type PeriodInput struct {
	Month string `query:"month" pattern:"^([0-9]{4}-[0-9]{2})?$" doc:"第一个月，如 2026-03，不填为本月"`
	Until string `query:"until" pattern:"^([0-9]{4}-[0-9]{2})?$" doc:"最后一个月，不填为只看第一个月"`
	Side  string `query:"side" enum:"lead,co_handler" default:"lead" doc:"按部门分组时看哪一方：承办的，还是被叫来协办的"`
}

// QuestionInput says which rates are asked for.
type QuestionInput struct {
	PeriodInput
	By string `query:"by" enum:"department,division,channel,kind" default:"department" doc:"按什么分组"`
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
		Can         []string         `json:"can" enum:"people,export" doc:"按部门分组时可以打开看经办人；可以导出"`
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
	out.Body.Rows, out.Body.Can = rowBodies(t.Rows), []string{}
	for _, one := range []struct {
		act  string
		perm authz.Permission
	}{{"people", PermPersons}, {"export", PermExport}} {
		if authz.Can(authz.From(ctx), one.perm) {
			out.Body.Can = append(out.Body.Can, one.act)
		}
	}
	return out, nil
}

func rowBodies(rows []Row) []RateRowBody {
	list := make([]RateRowBody, len(rows))
	for i, r := range rows {
		list[i] = rowBody(r)
	}
	return list
}

func rowBody(r Row) RateRowBody {
	return RateRowBody{Key: r.Key, Name: r.Name, Cases: r.Cases, Excluded: r.Excluded, Rates: rateBodies(r.Rates)}
}

func rateBodies(tallies [3]Tally) []RateBody {
	list := make([]RateBody, len(Rates))
	for i, rate := range Rates {
		list[i] = RateBody{Rate: string(rate), Label: rate.Label(), Hit: tallies[i].Hit, Base: tallies[i].Base}
	}
	return list
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
