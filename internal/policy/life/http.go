package life

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/standard/civil"
)

// maxDraftBody bounds the text of a draft, in bytes. A guess: twenty times the
// longest measure of a city.
const maxDraftBody = 1 << 20

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "policy", Summary: summary, Permission: p}
	}
	const edit, review = policy.PermEdit, policy.PermReview
	created := func(o web.Operation) web.Operation { o.Status = http.StatusCreated; return o }
	save := op(http.MethodPut, "save-measure-draft", "/measures/{id}/draft", "保存草稿", edit)
	save.MaxBody = maxDraftBody
	web.Register(api, created(op(http.MethodPost, "create-measure", "/measures", "新建政策事项", edit)), s.createMeasure)
	web.Register(api, created(op(http.MethodPost, "start-measure-version", "/measures/{id}/versions", "起草新的一版", edit)), s.startVersion)
	web.Register(api, op(http.MethodGet, "get-measure-draft", "/measures/{id}/draft", "正在起草或审核的一版", policy.PermRead), s.getDraft)
	web.Register(api, save, s.saveDraft)
	web.Register(api, op(http.MethodPost, "submit-measure-draft", "/measures/{id}/draft/submit", "提交审核", edit), s.submitDraft)
	web.Register(api, op(http.MethodPost, "submit-measure-drafts", "/measures/drafts/submit", "一次提交多个草稿", edit), s.submitDrafts)
	web.Register(api, op(http.MethodPost, "take-back-measure-draft", "/measures/{id}/draft/take-back", "撤回提交", edit), s.takeBackDraft)
	web.Register(api, op(http.MethodPost, "return-measure-draft", "/measures/{id}/draft/return", "退回修改", review), s.returnDraft)
	web.Register(api, op(http.MethodPost, "publish-measure-draft", "/measures/{id}/draft/publish", "发布", review), s.publishDraft)
	web.Register(api, op(http.MethodPost, "discard-measure-draft", "/measures/{id}/draft/discard", "作废草稿", edit), s.discardDraft)
	web.Register(api, op(http.MethodPost, "suspend-measure", "/measures/{id}/suspend", "暂停事项", review), s.act(s.Suspend))
	web.Register(api, op(http.MethodPost, "resume-measure", "/measures/{id}/resume", "恢复事项", review), s.act(s.Resume))
	web.Register(api, op(http.MethodPost, "withdraw-measure", "/measures/{id}/withdraw", "停止事项", review), s.withdraw)
}

// MeasureDraft is the version of a measure that is being written or reviewed.
type MeasureDraft struct {
	Measure    string             `json:"measure"`
	Version    int64              `json:"version"`
	Title      string             `json:"title"`
	State      string             `json:"state" enum:"draft,in_review"`
	StateLabel string             `json:"state_label"`
	Definition string             `json:"definition" doc:"事项的 JSON 原文"`
	From       string             `json:"from,omitempty" doc:"内容里写明的生效日期"`
	By         string             `json:"by" doc:"最后修改的人"`
	At         string             `json:"at" format:"date-time"`
	Returned   string             `json:"returned" doc:"上次退回的意见，没有则为空"`
	Gaps       []body.MeasureGap  `json:"gaps" nullable:"false" doc:"发布前还缺什么"`
	Steps      []body.VersionStep `json:"steps" nullable:"false"`
	Can        []string           `json:"can" nullable:"false"`
}

// MeasureInput names a measure.
type MeasureInput struct {
	ID string `path:"id" maxLength:"200" doc:"事项编号"`
}

type draftOutput struct {
	ETag string `header:"ETag"`
	Body MeasureDraft
}

func answer(d *Draft, err error) (*draftOutput, error) {
	if err != nil {
		return nil, err
	}
	v := body.VersionOf(*d.Version)
	return &draftOutput{ETag: web.ETag(d.Version.Revision), Body: MeasureDraft{
		Measure: d.Record.ID, Version: v.Version, Title: d.Record.Title, State: v.State, StateLabel: v.StateLabel,
		Definition: string(d.Record.Rule.Source), From: v.From, By: v.By, At: v.At, Returned: d.Returned,
		Gaps: body.GapsOf(d.Gaps), Steps: v.Steps, Can: d.Can,
	}}, nil
}

type createInput struct {
	Body struct {
		Title  string `json:"title" minLength:"1" maxLength:"200" doc:"事项名称"`
		Policy string `json:"policy_id,omitempty" maxLength:"200" doc:"依据的政策文件"`
	}
}

func (s *Service) createMeasure(ctx context.Context, in *createInput) (*draftOutput, error) {
	return answer(s.Create(ctx, in.Body.Title, in.Body.Policy))
}

func (s *Service) startVersion(ctx context.Context, in *MeasureInput) (*draftOutput, error) {
	return answer(s.Start(ctx, in.ID))
}

func (s *Service) getDraft(ctx context.Context, in *MeasureInput) (*draftOutput, error) {
	return answer(s.Draft(ctx, in.ID))
}

type saveInput struct {
	MeasureInput
	web.Match
	Body body.Definition
}

func (s *Service) saveDraft(ctx context.Context, in *saveInput) (*draftOutput, error) {
	revision, err := in.Version()
	if err != nil {
		return nil, err
	}
	return answer(s.Save(ctx, in.ID, revision, in.Body.Text))
}

// Seen is an optional If-Match: who sends one acts only on what he saw.
type Seen struct {
	IfMatch string `header:"If-Match" doc:"打开时得到的 ETag；写明后，内容变过就不执行"`
}

func (s Seen) revision() (int64, error) {
	if s.IfMatch == "" {
		return AnyRevision, nil
	}
	return web.Match{IfMatch: s.IfMatch}.Version()
}

type submitInput struct {
	MeasureInput
	Seen
}

func (s *Service) submitDraft(ctx context.Context, in *submitInput) (*draftOutput, error) {
	revision, err := in.revision()
	if err != nil {
		return nil, err
	}
	return answer(s.Submit(ctx, in.ID, revision))
}

func (s *Service) takeBackDraft(ctx context.Context, in *MeasureInput) (*draftOutput, error) {
	return answer(s.TakeBack(ctx, in.ID))
}

type returnInput struct {
	MeasureInput
	Body struct {
		Note string `json:"note" minLength:"1" maxLength:"500" doc:"哪里要改"`
	}
}

func (s *Service) returnDraft(ctx context.Context, in *returnInput) (*draftOutput, error) {
	return answer(s.Return(ctx, in.ID, in.Body.Note))
}

// Viewed is the If-Match of who decides: nobody decides over what he has not seen.
type Viewed struct {
	IfMatch string `header:"If-Match" doc:"必填：打开时得到的 ETag；没有写明或内容变过，就不执行"`
}

func (v Viewed) revision() (int64, error) {
	if v.IfMatch == "" {
		return 0, ErrUnseen
	}
	return web.Match(v).Version()
}

type publishInput struct {
	MeasureInput
	Viewed
	Body struct {
		EffectiveFrom string `json:"effective_from,omitempty" format:"date" doc:"从哪一天起生效，默认今天"`
	}
}

func (s *Service) publishDraft(ctx context.Context, in *publishInput) (*struct{}, error) {
	revision, err := in.revision()
	if err != nil {
		return nil, err
	}
	var from civil.Date
	if in.Body.EffectiveFrom != "" {
		if from, err = civil.Parse(in.Body.EffectiveFrom); err != nil {
			return nil, policy.ErrFilter.Because(err)
		}
	}
	return nil, s.Publish(ctx, in.ID, revision, from)
}

func (s *Service) discardDraft(ctx context.Context, in *MeasureInput) (*struct{}, error) {
	return nil, s.Discard(ctx, in.ID)
}

type reasonInput struct {
	MeasureInput
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"原因，会记入事项的历史"`
	}
}

func (s *Service) act(do func(ctx context.Context, measure, reason string) error) func(context.Context, *reasonInput) (*struct{}, error) {
	return func(ctx context.Context, in *reasonInput) (*struct{}, error) {
		return nil, do(ctx, in.ID, in.Body.Reason)
	}
}

type withdrawInput struct {
	MeasureInput
	Body struct {
		Reason  string `json:"reason" minLength:"1" maxLength:"500" doc:"原因，会记入事项的历史"`
		Version int64  `json:"version,omitempty" minimum:"1" doc:"只撤销这一版，它还没有生效；不写则停止整个事项"`
	}
}

func (s *Service) withdraw(ctx context.Context, in *withdrawInput) (*struct{}, error) {
	return nil, s.Withdraw(ctx, in.ID, in.Body.Version, in.Body.Reason)
}

type submitManyInput struct {
	Body struct {
		Measures []string `json:"measures" minItems:"1" maxItems:"500" doc:"事项编号"`
	}
}

// SubmittedDraft says what became of one draft.
type SubmittedDraft struct {
	Measure   string            `json:"measure"`
	Submitted bool              `json:"submitted"`
	Reason    string            `json:"reason" doc:"没有提交的原因，提交了则为空"`
	Gaps      []body.MeasureGap `json:"gaps" nullable:"false" doc:"还缺什么"`
}

type submitManyOutput struct {
	Body struct {
		Submitted int              `json:"submitted"`
		Items     []SubmittedDraft `json:"items" nullable:"false"`
	}
}

func (s *Service) submitDrafts(ctx context.Context, in *submitManyInput) (*submitManyOutput, error) {
	done, err := s.SubmitAll(ctx, in.Body.Measures)
	if err != nil {
		return nil, err
	}
	out := &submitManyOutput{}
	out.Body.Items = make([]SubmittedDraft, 0, len(done))
	for _, d := range done {
		if d.Submitted {
			out.Body.Submitted++
		}
		out.Body.Items = append(out.Body.Items, SubmittedDraft{Measure: d.Measure, Submitted: d.Submitted, Reason: d.Reason, Gaps: body.GapsOf(d.Gaps)})
	}
	return out, nil
}
