package definition

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations of the package to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "get-appeal-definitions", "/appeal-definitions", "三率口径的版本和草案", PermDraft), s.getView)
	web.Register(api, op(http.MethodGet, "list-appeal-definition-draft-cases", "/appeal-definition-drafts/{id}/cases", "草案试算的一个数背后的诉求", PermDraft), s.listBehindTrial)
	draft := op(http.MethodPost, "draft-appeal-definition", "/appeal-definition-drafts", "提出新的三率口径", PermDraft)
	draft.Status = http.StatusCreated
	web.Register(api, draft, s.draftDefinition)
	web.Register(api, op(http.MethodPost, "approve-appeal-definition", "/appeal-definition-drafts/{id}/approve", "核准新的三率口径", PermApprove), s.approveDefinition)
	web.Register(api, op(http.MethodPost, "refuse-appeal-definition", "/appeal-definition-drafts/{id}/refuse", "退回新的三率口径", PermApprove), s.refuseDefinition)
	web.Register(api, op(http.MethodPost, "withdraw-appeal-definition", "/appeal-definition-drafts/{id}/withdraw", "撤回新的三率口径", PermDraft), s.withdrawDefinition)
}

// DefinitionRuleBody is what one rate means.
type DefinitionRuleBody struct {
	Rate       string   `json:"rate" enum:"response,resolution,satisfaction"`
	By         string   `json:"by" enum:"received,closed" doc:"按登记日还是办结日归入月份"`
	Kinds      []string `json:"kinds" maxItems:"5" nullable:"false" doc:"计入的诉求类型，空为全部"`
	Without    []string `json:"without" maxItems:"7" nullable:"false" doc:"不计的办结情形"`
	LeastGrade int      `json:"least_grade,omitempty" minimum:"0" maximum:"5" doc:"满意率从几分起算满意"`
	Weight     int      `json:"weight" minimum:"0" maximum:"100" doc:"权重，百分比"`
}

// DefinitionChoice is something that a rule may name.
type DefinitionChoice struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// DefinitionEdition is a version of the definition.
type DefinitionEdition struct {
	Version int                  `json:"version"`
	Month   string               `json:"month" doc:"从哪个月起适用"`
	Source  string               `json:"source"`
	Rules   []DefinitionRuleBody `json:"rules" nullable:"false"`
	Days    int                  `json:"days" doc:"月度结束后多少天内可以申请剔除"`
	Reasons []string             `json:"reasons" nullable:"false" doc:"可以申请剔除的原因"`
}

// DefinitionTrial is the last month by the version before and by a draft.
type DefinitionTrial struct {
	Rate       string `json:"rate" enum:"response,resolution,satisfaction"`
	Label      string `json:"label"`
	BeforeHit  int    `json:"before_hit"`
	BeforeBase int    `json:"before_base"`
	AfterHit   int    `json:"after_hit"`
	AfterBase  int    `json:"after_base"`
}

// DefinitionDraft is a version that somebody wants.
type DefinitionDraft struct {
	ID          string            `json:"id"`
	State       string            `json:"state" enum:"pending,approved,refused,withdrawn"`
	StateLabel  string            `json:"state_label"`
	Base        int64             `json:"base" doc:"在哪一版的基础上提出"`
	Month       string            `json:"month" doc:"从哪个月起适用"`
	Source      string            `json:"source"`
	Reason      string            `json:"reason"`
	By          string            `json:"by"`
	At          time.Time         `json:"at"`
	DecidedBy   string            `json:"decided_by,omitempty"`
	DecidedAt   *time.Time        `json:"decided_at,omitempty"`
	Words       string            `json:"words,omitempty" doc:"退回的理由"`
	Edition     int64             `json:"edition,omitempty" doc:"核准后是第几版"`
	Differences []string          `json:"differences" nullable:"false" doc:"改了什么"`
	Trial       []DefinitionTrial `json:"trial" nullable:"false" doc:"上个月按新旧口径各是多少"`
	Version     int64             `json:"version"`
	Can         []string          `json:"can" nullable:"false" doc:"可以做的：approve、refuse、withdraw"`
}

type viewOutput struct {
	Body struct {
		Month    string              `json:"month" doc:"草案按这个月试算"`
		Editions []DefinitionEdition `json:"editions" nullable:"false" doc:"各版，最新的在前"`
		Drafts   []DefinitionDraft   `json:"drafts" nullable:"false"`
		Kinds    []DefinitionChoice  `json:"kinds" nullable:"false"`
		Closings []DefinitionChoice  `json:"closings" nullable:"false"`
	}
}

func (s *Service) getView(ctx context.Context, _ *struct{}) (*viewOutput, error) {
	v, err := s.Look(ctx)
	if err != nil {
		return nil, err
	}
	out := &viewOutput{}
	b := &out.Body
	b.Month, b.Editions, b.Drafts = v.Month.String(), []DefinitionEdition{}, []DefinitionDraft{}
	for _, d := range v.Definitions {
		b.Editions = append(b.Editions, editionBody(d))
	}
	for _, d := range v.Drafts {
		b.Drafts = append(b.Drafts, draftBody(d))
	}
	for _, k := range Kinds {
		b.Kinds = append(b.Kinds, DefinitionChoice{string(k), k.Label()})
	}
	for _, c := range Closings {
		b.Closings = append(b.Closings, DefinitionChoice{string(c), c.Label()})
	}
	return out, nil
}

func editionBody(d figure.Definition) DefinitionEdition {
	b := DefinitionEdition{Version: d.Version, Month: d.InForce.String()[:7], Source: d.Source, Rules: []DefinitionRuleBody{}, Days: d.Exclusions.Days, Reasons: []string{}}
	for _, r := range d.Exclusions.Reasons {
		b.Reasons = append(b.Reasons, r.Label)
	}
	for _, rate := range figure.Rates {
		r := d.Rules[rate]
		one := DefinitionRuleBody{Rate: string(rate), By: string(r.By), Kinds: []string{}, Without: []string{}, LeastGrade: r.LeastGrade, Weight: r.Weight}
		for _, k := range r.Kinds {
			one.Kinds = append(one.Kinds, string(k))
		}
		for _, c := range r.Without {
			one.Without = append(one.Without, string(c))
		}
		b.Rules = append(b.Rules, one)
	}
	return b
}

func draftBody(d Shown) DefinitionDraft {
	b := DefinitionDraft{
		ID: d.ID, State: string(d.State), StateLabel: d.State.Label(), Base: d.Base, Month: d.Definition.InForce.String()[:7], Source: d.Definition.Source, Reason: d.Reason,
		By: d.ByName, At: d.At, DecidedBy: d.DecidedName, Words: d.Words, Edition: d.Edition, Differences: d.Differences, Trial: []DefinitionTrial{}, Version: d.Version, Can: d.Can,
	}
	if !d.DecidedAt.IsZero() {
		b.DecidedAt = &d.DecidedAt
	}
	for i, rate := range figure.Rates {
		if d.State == draft.Pending {
			before, after := d.Before.Rates[i], d.After.Rates[i]
			b.Trial = append(b.Trial, DefinitionTrial{string(rate), rate.Label(), before.Hit, before.Base, after.Hit, after.Base})
		}
	}
	return b
}

type trialCasesInput struct {
	web.PageInput
	ID   string `path:"id" maxLength:"36"`
	Rate string `query:"rate" enum:"response,resolution,satisfaction" default:"response"`
	Part string `query:"part" enum:"base,hit,missed" default:"base" doc:"分母、分子，还是分母中没有达到的"`
	Side string `query:"side" enum:"draft,latest" default:"draft" doc:"按草案的口径，还是按现在的口径"`
}

type trialCasesOutput struct {
	Body kernel.Rows[figure.CountedBody]
}

func (s *Service) listBehindTrial(ctx context.Context, in *trialCasesInput) (*trialCasesOutput, error) {
	found, err := s.BehindTrial(ctx, in.ID, TrialNumber{Rate: figure.Rate(in.Rate), Part: figure.Part(in.Part), Latest: in.Side == "latest"}, in.Page())
	if err != nil {
		return nil, err
	}
	rows, err := s.CountedBodies(ctx, found)
	return &trialCasesOutput{Body: rows}, err
}

type draftInput struct {
	Body struct {
		Month   string               `json:"month" maxLength:"7" doc:"从哪个月起适用，写作 2026-12"`
		Rules   []DefinitionRuleBody `json:"rules" minItems:"3" maxItems:"3"`
		Days    int                  `json:"days" minimum:"0" maximum:"60" doc:"月度结束后多少天内可以申请剔除"`
		Reasons []string             `json:"reasons" maxItems:"20" doc:"可以申请剔除的原因"`
		Source  string               `json:"source" maxLength:"800" doc:"依据，5 到 200 字"`
		Reason  string               `json:"reason" maxLength:"800" doc:"为什么要改，5 到 200 字"`
	}
}

type draftOutput struct {
	ETag string `header:"ETag"`
	Body DefinitionDraft
}

func answered(d Shown, err error) (*draftOutput, error) {
	if err != nil {
		return nil, err
	}
	return &draftOutput{ETag: web.ETag(d.Version), Body: draftBody(d)}, nil
}

func (s *Service) draftDefinition(ctx context.Context, in *draftInput) (*draftOutput, error) {
	month, err := figure.ParseMonth(in.Body.Month)
	if err != nil {
		return nil, ErrForm.With(errs.Field{Path: "body.month", Msg: "请选择月份"})
	}
	rules := map[figure.Rate]figure.Rule{}
	for _, r := range in.Body.Rules {
		one := figure.Rule{By: figure.Basis(r.By), LeastGrade: r.LeastGrade, Weight: r.Weight}
		for _, k := range r.Kinds {
			one.Kinds = append(one.Kinds, appeal.Kind(k))
		}
		for _, c := range r.Without {
			one.Without = append(one.Without, appeal.Closing(c))
		}
		rules[figure.Rate(r.Rate)] = one
	}
	return answered(s.Draft(ctx, Request{Month: month, Rules: rules, Days: in.Body.Days, Labels: in.Body.Reasons, Source: in.Body.Source, Reason: in.Body.Reason}))
}

// SeenDefinition names a draft as it was seen.
type SeenDefinition struct {
	ID string `path:"id" maxLength:"36"`
	web.Match
}

func (s *Service) approveDefinition(ctx context.Context, in *SeenDefinition) (*draftOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return answered(s.Approve(ctx, in.ID, version))
}

type refuseInput struct {
	SeenDefinition
	Body struct {
		Words string `json:"words" maxLength:"800" doc:"理由，5 到 200 字"`
	}
}

func (s *Service) refuseDefinition(ctx context.Context, in *refuseInput) (*draftOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return answered(s.Refuse(ctx, in.ID, version, in.Body.Words))
}

func (s *Service) withdrawDefinition(ctx context.Context, in *SeenDefinition) (*draftOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return answered(s.Withdraw(ctx, in.ID, version))
}
