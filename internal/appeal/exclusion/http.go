package exclusion

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "get-appeal-exclusion", "/appeals/{id}/exclusion", "一件诉求的剔除申请", appeal.PermRead), s.getExclusion)
	web.Register(api, op(http.MethodPost, "ask-appeal-exclusion", "/appeals/{id}/exclusion", "申请把诉求从三率中剔除", PermAsk), s.askExclusion)
	web.Register(api, op(http.MethodPost, "decide-appeal-exclusion", "/appeals/{id}/exclusion/decision", "审核剔除申请", PermDecide), s.decideExclusion)
	withdraw := op(http.MethodPost, "withdraw-appeal-exclusion", "/appeals/{id}/exclusion/withdrawal", "撤销剔除或者剔除申请", PermAsk)
	withdraw.Or = PermDecide // ends what holds
	web.Register(api, withdraw, s.withdrawExclusion)
	web.Register(api, op(http.MethodGet, "list-appeal-exclusions", "/appeal-exclusions", "剔除申请", appeal.PermRead), s.listExclusions)
}

// ExclusionBody is a request and what became of it.
type ExclusionBody struct {
	State          string     `json:"state" enum:"asked,approved,refused,withdrawn"`
	StateLabel     string     `json:"state_label"`
	ReasonLabel    string     `json:"reason_label"`
	Words          string     `json:"words"`
	DepartmentName string     `json:"department_name" doc:"申请的部门"`
	AskedByName    string     `json:"asked_by_name"`
	AskedAt        time.Time  `json:"asked_at"`
	DecidedByName  string     `json:"decided_by_name,omitempty"`
	DecidedAt      *time.Time `json:"decided_at,omitempty"`
	Note           string     `json:"note,omitempty" doc:"审核意见"`
	WithdrawnBy    string     `json:"withdrawn_by_name,omitempty"`
	WithdrawnAt    *time.Time `json:"withdrawn_at,omitempty"`
}

// Body writes a request out.
func (n Names) Body(e *Exclusion) ExclusionBody {
	b := ExclusionBody{
		State: string(e.State), StateLabel: e.State.Label(), ReasonLabel: e.Label, Words: e.Words, DepartmentName: n.Departments[e.Department].Name,
		AskedByName: n.People[e.AskedBy], AskedAt: e.AskedAt, DecidedByName: n.People[e.DecidedBy], Note: e.Note, WithdrawnBy: n.People[e.WithdrawnBy],
	}
	if !e.DecidedAt.IsZero() {
		b.DecidedAt = &e.DecidedAt
	}
	if !e.WithdrawnAt.IsZero() {
		b.WithdrawnAt = &e.WithdrawnAt
	}
	return b
}

// ExclusionReasonBody is a reason to choose.
type ExclusionReasonBody struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

type exclusionOutput struct {
	ETag string `header:"ETag"`
	Body struct {
		Items   []ExclusionBody       `json:"items" nullable:"false" doc:"最早的在前"`
		Reasons []ExclusionReasonBody `json:"reasons" nullable:"false"`
		Until   string                `json:"until" doc:"申请的最后一天"`
		Can     []string              `json:"can" nullable:"false" doc:"现在可以做的：ask、decide、withdraw"`
	}
}

// ExclusionOf names a case.
type ExclusionOf struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) getExclusion(ctx context.Context, in *ExclusionOf) (*exclusionOutput, error) {
	f, err := s.Open(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &exclusionOutput{ETag: web.ETag(f.Case.Version)}
	out.Body.Until, out.Body.Can = f.Until.String(), f.Can
	out.Body.Items, out.Body.Reasons = []ExclusionBody{}, []ExclusionReasonBody{}
	for _, e := range f.List {
		out.Body.Items = append(out.Body.Items, f.Body(e))
	}
	for _, r := range f.Rules.Reasons {
		out.Body.Reasons = append(out.Body.Reasons, ExclusionReasonBody(r))
	}
	return out, nil
}

// ExclusionChange names a case as it was seen.
type ExclusionChange struct {
	ExclusionOf
	web.Match
}

// then does something and answers with what became of it, in one transaction.
func (s *Service) then(ctx context.Context, in ExclusionChange, do func(context.Context, Request) error) (out *exclusionOutput, err error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := do(ctx, Request{ID: in.ID, Version: version}); err != nil {
			return err
		}
		out, err = s.getExclusion(ctx, &in.ExclusionOf)
		return err
	})
	return out, err
}

type askExclusionInput struct {
	ExclusionChange
	Body struct {
		Reason string `json:"reason" maxLength:"40" doc:"口径中的一个原因"`
		Words  string `json:"words" maxLength:"5000" doc:"说明"`
	}
}

func (s *Service) askExclusion(ctx context.Context, in *askExclusionInput) (*exclusionOutput, error) {
	return s.then(ctx, in.ExclusionChange, func(ctx context.Context, r Request) error { return s.Ask(ctx, r, in.Body.Reason, in.Body.Words) })
}

type decideExclusionInput struct {
	ExclusionChange
	Body struct {
		Approve bool   `json:"approve"`
		Words   string `json:"words" maxLength:"5000" doc:"审核意见"`
	}
}

func (s *Service) decideExclusion(ctx context.Context, in *decideExclusionInput) (*exclusionOutput, error) {
	return s.then(ctx, in.ExclusionChange, func(ctx context.Context, r Request) error { return s.Decide(ctx, r, in.Body.Approve, in.Body.Words) })
}

type withdrawExclusionInput struct {
	ExclusionChange
	Body struct {
		Words string `json:"words" maxLength:"5000" doc:"说明"`
	}
}

func (s *Service) withdrawExclusion(ctx context.Context, in *withdrawExclusionInput) (*exclusionOutput, error) {
	return s.then(ctx, in.ExclusionChange, func(ctx context.Context, r Request) error { return s.Withdraw(ctx, r, in.Body.Words) })
}

type listExclusionsInput struct {
	web.PageInput
	State string `query:"state" enum:"asked,approved,refused,withdrawn" default:"asked"`
}

// ListedExclusionBody is a case with a request.
type ListedExclusionBody struct {
	ID        string        `json:"id" doc:"诉求"`
	Number    string        `json:"number"`
	Title     string        `json:"title"`
	Exclusion ExclusionBody `json:"exclusion"`
}

type listExclusionsOutput struct {
	Body kernel.Rows[ListedExclusionBody]
}

func (s *Service) listExclusions(ctx context.Context, in *listExclusionsInput) (*listExclusionsOutput, error) {
	found, names, err := s.List(ctx, appeal.PermRead, State(in.State), in.Page())
	if err != nil {
		return nil, err
	}
	out := &listExclusionsOutput{Body: kernel.Rows[ListedExclusionBody]{Items: make([]ListedExclusionBody, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, one := range found.Items {
		out.Body.Items[i] = ListedExclusionBody{ID: one.Case.ID, Number: one.Case.Number, Title: one.Case.Title(), Exclusion: names.Body(one.Exclusion)}
	}
	return out, nil
}
