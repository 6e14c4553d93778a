package monthly

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Routes adds the operations of issues to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: "/appeal-issues" + path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "list-appeal-issues", "", "高频诉求", PermRead), s.listIssues)
	propose := op(http.MethodPost, "propose-appeal-issue", "", "列入高频诉求", PermKeep)
	propose.Status = http.StatusCreated
	web.Register(api, propose, s.proposeIssue)
	web.Register(api, op(http.MethodGet, "get-appeal-issue", "/{id}", "一个高频诉求", PermRead), s.getIssue)
	web.Register(api, op(http.MethodGet, "list-appeal-issue-cases", "/{id}/cases", "高频诉求的一个数字背后的诉求", PermRead), s.listBehind)
	web.Register(api, op(http.MethodPost, "choose-appeal-issue", "/{id}/choice", "选定高频诉求，明确牵头部门、目标和期限", PermKeep), s.chooseIssue)
	web.Register(api, op(http.MethodPost, "confirm-appeal-issue", "/{id}/confirmation", "确认选定的高频诉求", PermConfirm), s.confirmIssue)
	web.Register(api, op(http.MethodPost, "return-appeal-issue", "/{id}/return", "退回选定的高频诉求", PermConfirm), s.returnIssue)
	web.Register(api, op(http.MethodPost, "add-appeal-issue-measure", "/{id}/measures", "给高频诉求增加措施", PermReport), s.addMeasure)
	web.Register(api, op(http.MethodPost, "advance-appeal-issue-measure", "/{id}/measures/{measure}", "更新高频诉求的一条措施", PermReport), s.advanceMeasure)
	web.Register(api, op(http.MethodPost, "report-appeal-issue", "/{id}/reports", "报告高频诉求的进展", PermReport), s.reportIssue)
	web.Register(api, op(http.MethodPost, "finish-appeal-issue", "/{id}/finish", "办结高频诉求", PermKeep), s.finishIssue)
	web.Register(api, op(http.MethodPost, "drop-appeal-issue", "/{id}/drop", "不列入高频诉求", PermKeep), s.dropIssue)
	web.Register(api, op(http.MethodPost, "reopen-appeal-issue", "/{id}/reopen", "重新列入高频诉求", PermKeep), s.reopenIssue)
	web.Register(api, web.Operation{
		ID: "list-issues-of-appeal", Method: http.MethodGet, Path: "/appeals/{id}/issues", Tag: "appeal", Summary: "一件诉求属于哪些高频诉求", Permission: PermRead,
	}, s.listOfCase)
}

type issuesInput struct {
	web.PageInput
	Month string `query:"month" maxLength:"7" doc:"只列这个月的，写作 2026-11"`
	State string `query:"state" enum:"proposed,chosen,in_hand,done,dropped" doc:"只列这种状态"`
}

type issuesOutput struct {
	Body kernel.Rows[AppealIssue]
}

func (s *Service) listIssues(ctx context.Context, in *issuesInput) (*issuesOutput, error) {
	found, err := s.List(ctx, Filter{Month: in.Month, State: State(in.State)}, in.Page())
	if err != nil {
		return nil, err
	}
	out := &issuesOutput{Body: kernel.Rows[AppealIssue]{Items: make([]AppealIssue, len(found.Items)), Total: found.Total, Next: found.Next}}
	for n, one := range found.Items {
		out.Body.Items[n] = one.body()
	}
	return out, nil
}

type issueOutput struct {
	ETag string `header:"ETag"`
	Body AppealIssue
}

func answered(one *Shown, err error) (*issueOutput, error) {
	if err != nil {
		return nil, err
	}
	return &issueOutput{ETag: web.ETag(one.Version), Body: one.body()}, nil
}

type proposeInput struct {
	Body struct {
		Month  string `json:"month" maxLength:"7" doc:"哪个月的，写作 2026-11"`
		Title  string `json:"title" maxLength:"240" doc:"是什么问题，2 到 60 字"`
		Topic  string `json:"topic,omitempty" maxLength:"60" doc:"主题编码；从正在上升的主题列入时以信号为准"`
		Place  string `json:"place,omitempty" maxLength:"40" doc:"只是这个地点的，写地点编码"`
		Signal string `json:"signal,omitempty" maxLength:"36" doc:"从哪个信号列入"`
		Reason string `json:"reason" maxLength:"2000" doc:"列入的理由，5 到 500 字"`
	}
}

func (s *Service) proposeIssue(ctx context.Context, in *proposeInput) (*issueOutput, error) {
	b := in.Body
	return answered(s.Propose(ctx, Proposal{Month: b.Month, Title: b.Title, Reason: b.Reason, Subject: Subject{b.Topic, b.Place}, Signal: b.Signal}))
}

// IssueInput names an issue.
type IssueInput struct {
	ID string `path:"id" maxLength:"36"`
}

type issueDetailOutput struct {
	ETag string `header:"ETag"`
	Body AppealIssueDetail
}

func (s *Service) getIssue(ctx context.Context, in *IssueInput) (*issueDetailOutput, error) {
	d, err := s.Get(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &issueDetailOutput{ETag: web.ETag(d.Version), Body: d.body()}, nil
}

type issueCasesInput struct {
	web.PageInput
	IssueInput
	Part string `query:"part" enum:"basis,before,after,week" default:"basis" doc:"依据的、开始前的、之后整周的，或者一周的"`
	Week string `query:"week" maxLength:"10" doc:"那一周的第一天"`
}

type issueCasesOutput struct {
	Body kernel.Rows[IssueCase]
}

func (s *Service) listBehind(ctx context.Context, in *issueCasesInput) (*issueCasesOutput, error) {
	week, err := readDay("week", in.Week)
	if err != nil {
		return nil, err
	}
	found, err := s.Behind(ctx, in.ID, Part(in.Part), week, in.Page())
	if err != nil {
		return nil, err
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	out := &issueCasesOutput{Body: kernel.Rows[IssueCase]{Items: make([]IssueCase, len(found.Items)), Total: found.Total, Next: found.Next}}
	for n, c := range found.Items {
		out.Body.Items[n] = IssueCase{
			ID: c.ID, Number: c.Number, Title: c.Title(), KindLabel: c.Kind.Label(), StateLabel: c.State.Label(), LeadName: departments[c.Lead].Name, ReceivedAt: c.ReceivedAt,
		}
	}
	return out, nil
}

// readDay reads a day of a field, the zero Date where it is empty.
func readDay(field, text string) (civil.Date, error) {
	if text == "" {
		return civil.Date{}, nil
	}
	day, err := civil.Parse(text)
	if err != nil {
		return day, ErrForm.With(errs.Field{Path: field, Msg: "请写成 2026-11-30 这样的日期"})
	}
	return day, nil
}

// SeenIssue names an issue as it was seen.
type SeenIssue struct {
	IssueInput
	web.Match
}

func (in SeenIssue) do() (Do, error) {
	version, err := in.Version()
	return Do{ID: in.ID, Version: version}, err
}

type chooseInput struct {
	SeenIssue
	Body struct {
		Lead string   `json:"lead" maxLength:"36" doc:"牵头部门"`
		With []string `json:"with,omitempty" maxItems:"10" doc:"配合部门"`
		Goal string   `json:"goal" maxLength:"2000" doc:"要达到什么，5 到 500 字"`
		Due  string   `json:"due" maxLength:"10" doc:"完成期限"`
	}
}

func (s *Service) chooseIssue(ctx context.Context, in *chooseInput) (*issueOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	due, err := readDay("body.due", in.Body.Due)
	if err != nil {
		return nil, err
	}
	return answered(s.Choose(ctx, do, Plan{Lead: in.Body.Lead, With: in.Body.With, Goal: in.Body.Goal, Due: due}))
}

func (s *Service) confirmIssue(ctx context.Context, in *SeenIssue) (*issueOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	return answered(s.Confirm(ctx, do))
}

type issueWordsInput struct {
	SeenIssue
	Body struct {
		Words string `json:"words" maxLength:"2000" doc:"5 到 500 字"`
	}
}

// with does what needs words.
func (in *issueWordsInput) with(ctx context.Context, act func(context.Context, Do, string) (*Shown, error)) (*issueOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	return answered(act(ctx, do, in.Body.Words))
}

func (s *Service) returnIssue(ctx context.Context, in *issueWordsInput) (*issueOutput, error) {
	return in.with(ctx, s.Return)
}

func (s *Service) reportIssue(ctx context.Context, in *issueWordsInput) (*issueOutput, error) {
	return in.with(ctx, s.Report)
}

func (s *Service) finishIssue(ctx context.Context, in *issueWordsInput) (*issueOutput, error) {
	return in.with(ctx, s.Finish)
}

func (s *Service) dropIssue(ctx context.Context, in *issueWordsInput) (*issueOutput, error) {
	return in.with(ctx, s.Drop)
}

func (s *Service) reopenIssue(ctx context.Context, in *issueWordsInput) (*issueOutput, error) {
	return in.with(ctx, s.Reopen)
}

type measureInput struct {
	SeenIssue
	Body struct {
		Words      string `json:"words" maxLength:"2000" doc:"做什么，5 到 500 字"`
		Due        string `json:"due" maxLength:"10" doc:"哪天以前完成"`
		Department string `json:"department,omitempty" maxLength:"36" doc:"由哪个部门做，不填为牵头部门"`
	}
}

func (s *Service) addMeasure(ctx context.Context, in *measureInput) (*issueOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	due, err := readDay("body.due", in.Body.Due)
	if err != nil {
		return nil, err
	}
	return answered(s.AddMeasure(ctx, do, Measure{Department: in.Body.Department, Words: in.Body.Words, Due: due}))
}

type advanceInput struct {
	SeenIssue
	Measure string `path:"measure" maxLength:"36"`
	Body    struct {
		State string `json:"state" enum:"doing,done,dropped" doc:"到哪一步"`
	}
}

func (s *Service) advanceMeasure(ctx context.Context, in *advanceInput) (*issueOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	return answered(s.Advance(ctx, do, in.Measure, MeasureState(in.Body.State)))
}

// IssueAppealInput names a case.
type IssueAppealInput struct {
	ID string `path:"id" maxLength:"36"`
}

type issuesOfCaseOutput struct {
	Body struct {
		Items []IssueOfAppeal `json:"items" nullable:"false"`
	}
}

func (s *Service) listOfCase(ctx context.Context, in *IssueAppealInput) (*issuesOfCaseOutput, error) {
	list, err := s.Of(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &issuesOfCaseOutput{}
	out.Body.Items = make([]IssueOfAppeal, len(list))
	for n, i := range list {
		out.Body.Items[n] = IssueOfAppeal{ID: i.ID, Month: i.Month, Title: i.Title, StateLabel: i.State.Label()}
	}
	return out, nil
}
