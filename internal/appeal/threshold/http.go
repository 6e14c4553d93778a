package threshold

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations of the package to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "get-appeal-thresholds", "/appeal-thresholds", "分拣门槛与实测的一致率", PermAsk), s.getView)
	web.Register(api, op(http.MethodPost, "try-appeal-thresholds", "/appeal-threshold-trials", "按最近 30 天试算分拣门槛", PermAsk), s.tryLimits)
	ask := op(http.MethodPost, "ask-appeal-thresholds", "/appeal-threshold-drafts", "提出调整分拣门槛", PermAsk)
	ask.Status = http.StatusCreated
	web.Register(api, ask, s.askLimits)
	web.Register(api, op(http.MethodPost, "approve-appeal-thresholds", "/appeal-threshold-drafts/{id}/approve", "核准调整分拣门槛", PermAgree), s.approveDraft)
	web.Register(api, op(http.MethodPost, "refuse-appeal-thresholds", "/appeal-threshold-drafts/{id}/refuse", "退回调整分拣门槛的申请", PermAgree), s.refuseDraft)
	web.Register(api, op(http.MethodPost, "withdraw-appeal-thresholds", "/appeal-threshold-drafts/{id}/withdraw", "撤回调整分拣门槛的申请", PermAsk), s.withdrawDraft)
}

// ThresholdLimitBody is the thresholds of one field.
type ThresholdLimitBody struct {
	Automatic      int64 `json:"automatic" minimum:"1" maximum:"1000" doc:"把握不低于多少就自动采用，千分数；1000 为不用"`
	Sampled        int64 `json:"sampled" minimum:"1" maximum:"1000" doc:"把握不低于多少就采用并抽查，千分数；1000 为不用"`
	Share          int64 `json:"share" minimum:"1" maximum:"100" doc:"采用并抽查的，抽查百分之几"`
	AutomaticShare int64 `json:"automatic_share" minimum:"1" maximum:"100" doc:"自动采用的，抽查百分之几"`
}

// ThresholdLimitsBody is the thresholds of every field.
type ThresholdLimitsBody struct {
	Kind       ThresholdLimitBody `json:"kind"`
	Topic      ThresholdLimitBody `json:"topic"`
	Place      ThresholdLimitBody `json:"place"`
	Urgency    ThresholdLimitBody `json:"urgency"`
	Department ThresholdLimitBody `json:"department" doc:"派单总由人做：只能是 1000"`
}

func (b ThresholdLimitsBody) limits() map[reading.Field]reading.Limit {
	return map[reading.Field]reading.Limit{
		reading.Kind: reading.Limit(b.Kind), reading.Topic: reading.Limit(b.Topic), reading.Place: reading.Limit(b.Place),
		reading.Urgency: reading.Limit(b.Urgency), reading.Department: reading.Limit(b.Department),
	}
}

func limitsBody(l map[reading.Field]reading.Limit) ThresholdLimitsBody {
	return ThresholdLimitsBody{
		Kind: ThresholdLimitBody(l[reading.Kind]), Topic: ThresholdLimitBody(l[reading.Topic]), Place: ThresholdLimitBody(l[reading.Place]),
		Urgency: ThresholdLimitBody(l[reading.Urgency]), Department: ThresholdLimitBody(l[reading.Department]),
	}
}

type tryInput struct {
	Body struct {
		Limits ThresholdLimitsBody `json:"limits"`
	}
}

// ThresholdBandBody is what becomes of some cases.
type ThresholdBandBody struct {
	Cases   int64 `json:"cases"`
	Checks  int64 `json:"checks" doc:"其中要人看的"`
	Decided int64 `json:"decided" doc:"其中已经有人核对过的"`
	Wrong   int64 `json:"wrong" doc:"核对过的里面建议不对的"`
}

func bandBody(b Band) ThresholdBandBody {
	return ThresholdBandBody{Cases: b.Cases, Checks: b.Checks, Decided: b.Decided, Wrong: b.Wrong()}
}

// ThresholdTrialBody is what thresholds would have made of one field.
type ThresholdTrialBody struct {
	Field     string            `json:"field" enum:"kind,topic,place,urgency,department"`
	Automatic ThresholdBandBody `json:"automatic"`
	Sampled   ThresholdBandBody `json:"sampled"`
	Manual    ThresholdBandBody `json:"manual"`
	Refused   string            `json:"refused" doc:"实测的一致率为什么不支持这个门槛"`
}

type tryOutput struct {
	Body struct {
		Days   int                  `json:"days"`
		Fields []ThresholdTrialBody `json:"fields"`
	}
}

func (s *Service) tryLimits(ctx context.Context, in *tryInput) (*tryOutput, error) {
	found, err := s.Try(ctx, in.Body.Limits.limits())
	if err != nil {
		return nil, err
	}
	out := &tryOutput{}
	out.Body.Days = TrialDays
	out.Body.Fields = make([]ThresholdTrialBody, len(found))
	for i, t := range found {
		out.Body.Fields[i] = ThresholdTrialBody{
			Field: string(t.Field), Automatic: bandBody(t.Automatic), Sampled: bandBody(t.Sampled), Manual: bandBody(t.Manual), Refused: t.Refused,
		}
	}
	return out, nil
}

type askInput struct {
	Body struct {
		Limits ThresholdLimitsBody `json:"limits"`
		From   string              `json:"from,omitempty" maxLength:"10" doc:"从哪一天起生效，不填为核准后立即生效"`
		Reason string              `json:"reason" maxLength:"800"`
	}
}

type draftOutput struct {
	ETag string `header:"ETag"`
	Body ThresholdDraftBody
}

func outputOf(ctx context.Context, d *Draft, err error) (*draftOutput, error) {
	if err != nil {
		return nil, err
	}
	return &draftOutput{ETag: web.ETag(d.Version), Body: draftBody(Shown{Draft: d, Can: can(ctx, d)})}, nil
}

func (s *Service) askLimits(ctx context.Context, in *askInput) (*draftOutput, error) {
	from, wrong := draft.ParseDay(in.Body.From)
	if len(wrong) > 0 {
		return nil, ErrForm.With(wrong...)
	}
	d, err := s.Ask(ctx, Request{Limits: in.Body.Limits.limits(), FromDay: from, Reason: in.Body.Reason})
	return outputOf(ctx, d, err)
}

type draftInput struct {
	ID string `path:"id" maxLength:"36"`
	web.Match
}

func (s *Service) approveDraft(ctx context.Context, in *draftInput) (*draftOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	d, err := s.Approve(ctx, in.ID, version)
	return outputOf(ctx, d, err)
}

type refuseInput struct {
	ID string `path:"id" maxLength:"36"`
	web.Match
	Body struct {
		Words string `json:"words" maxLength:"800"`
	}
}

func (s *Service) refuseDraft(ctx context.Context, in *refuseInput) (*draftOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	d, err := s.Refuse(ctx, in.ID, version, in.Body.Words)
	return outputOf(ctx, d, err)
}

func (s *Service) withdrawDraft(ctx context.Context, in *draftInput) (*draftOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	d, err := s.Withdraw(ctx, in.ID, version)
	return outputOf(ctx, d, err)
}
