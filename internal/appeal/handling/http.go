package handling

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Routes adds the operations of staff on appeals to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	act := func(id, path, summary string, p authz.Permission) web.Operation {
		return op(http.MethodPost, id, "/appeals/{id}/"+path, summary, p)
	}
	web.Register(api, op(http.MethodGet, "list-appeals", "/appeals", "诉求", appeal.PermRead), s.listAppeals)
	web.Register(api, op(http.MethodGet, "count-appeals", "/appeal-trays", "各个待办栏有多少件诉求", appeal.PermRead), s.countAppeals)
	web.Register(api, op(http.MethodGet, "list-appeal-choices", "/appeal-choices", "办理诉求时可以选择的内容", appeal.PermRead), s.listChoices)
	web.Register(api, op(http.MethodGet, "get-appeal", "/appeals/{id}", "一件诉求", appeal.PermRead), s.getAppeal)
	web.Register(api, act("accept-appeal", "accept", "受理诉求", appeal.PermCentre), s.accept)
	web.Register(api, act("refuse-appeal", "refuse", "不予受理", appeal.PermCentre), s.refuse)
	web.Register(api, op(http.MethodPut, "classify-appeal", "/appeals/{id}/classification", "更正诉求的分类", appeal.PermCentre), s.classify)
	web.Register(api, act("dispatch-appeal", "dispatch", "派单", appeal.PermCentre), s.dispatchOne)
	web.Register(api, op(http.MethodPost, "dispatch-appeals", "/appeal-dispatches", "批量派单", appeal.PermCentre), s.dispatchMany)
	web.Register(api, act("merge-appeals", "merge", "并单", appeal.PermCentre), s.mergeInto)
	web.Register(api, act("unmerge-appeal", "unmerge", "取消并单", appeal.PermCentre), s.words((*Service).Unmerge))
	web.Register(api, act("reopen-appeal", "reopen", "重新办理", appeal.PermCentre), s.words((*Service).Reopen))
	web.Register(api, act("reply-appeal-at-once", "reply-at-once", "直接答复", appeal.PermCentre), s.replyWith((*Service).ReplyAtOnce))
	web.Register(api, act("take-appeal", "take", "签收诉求", appeal.PermHandle), s.take)
	web.Register(api, act("return-appeal", "return", "退回派单", appeal.PermHandle), s.giveBack)
	web.Register(api, act("answer-appeal", "answer", "回复承办部门", appeal.PermHandle), s.words((*Service).Answer))
	web.Register(api, act("reply-appeal", "reply", "提交答复", appeal.PermHandle), s.replyWith((*Service).Reply))
	web.Register(api, act("check-appeal-reply", "reply-check", "提交前看一看答复", appeal.PermRead), s.checkReply)
	web.Register(api, act("ask-appeal-extension", "extension", "申请延期", appeal.PermHandle), s.askExtension)
	web.Register(api, act("decide-appeal-extension", "extension/decision", "审批延期", appeal.PermLead), s.decideExtension)
	web.Register(api, act("approve-appeal-reply", "approve", "审核通过答复", appeal.PermReview), s.approve)
	web.Register(api, act("send-back-appeal-reply", "send-back", "退回答复修改", appeal.PermReview), s.words((*Service).SendBack))
	web.Register(api, act("call-back-appeal", "callback", "登记回访", appeal.PermCallback), s.callBack)
	web.Register(api, act("suspend-appeal", "suspend", "中止计时", appeal.PermLead), s.suspend)
	web.Register(api, act("resume-appeal", "resume", "恢复计时", appeal.PermLead), s.words((*Service).Resume))
	web.Register(api, act("supervise-appeal", "supervise", "督办", appeal.PermLead), s.words((*Service).Supervise))
	web.Register(api, act("note-appeal", "notes", "备注", appeal.PermRead), s.words((*Service).Note))
	web.Register(api, act("reveal-appeal-reporter", "reveal", "查看反映人的完整信息", appeal.PermReveal), s.reveal)
	s.evidenceRoutes(api)
}

// AskInput names a case and the version that the caller saw.
type AskInput struct {
	ID string `path:"id" maxLength:"36"`
	web.Match
}

func (in AskInput) ask() (Ask, error) {
	version, err := in.Version()
	return Ask{ID: in.ID, Version: version}, err
}

// then answers with the case as it is after an act. What it reads for the answer
// belongs to the transaction: an answer that cannot be given undoes the act.
func (s *Service) then(ctx context.Context, in AskInput, do func(context.Context, Ask) error) (*appealOutput, error) {
	a, err := in.ask()
	if err != nil {
		return nil, err
	}
	var out *appealOutput
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := do(ctx, a); err != nil {
			return err
		}
		out, err = s.getAppeal(ctx, &getInput{ID: a.ID})
		return err
	})
	return out, err
}

type acceptInput struct {
	AskInput
	Body struct {
		Complex bool `json:"complex" doc:"复杂诉求，承诺一个月内答复"`
	}
}

func (s *Service) accept(ctx context.Context, in *acceptInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.Accept(ctx, a, in.Body.Complex) })
}

type refuseInput struct {
	AskInput
	Body struct {
		Ground string `json:"ground" maxLength:"30" doc:"不予受理的原因"`
		Words  string `json:"words" maxLength:"5000" doc:"给反映人的说明"`
	}
}

func (s *Service) refuse(ctx context.Context, in *refuseInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.Refuse(ctx, a, in.Body.Ground, in.Body.Words) })
}

type classifyInput struct {
	AskInput
	Body struct {
		Kind     string `json:"kind" enum:"consult,suggest,complain,help,report"`
		Topic    string `json:"topic" maxLength:"60" doc:"主题编码，见办理诉求时可以选择的内容；没有定下来的为空"`
		Urgency  string `json:"urgency" enum:"normal,urgent"`
		Place    string `json:"place" maxLength:"200"`
		Division string `json:"division" maxLength:"12" pattern:"^[0-9]*$" doc:"区划代码"`
		Complex  bool   `json:"complex"`
	}
}

func (s *Service) classify(ctx context.Context, in *classifyInput) (*appealOutput, error) {
	b := in.Body
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error {
		return s.Classify(ctx, a, appeal.Classification{
			Kind: appeal.Kind(b.Kind), Topic: b.Topic, Urgency: appeal.Urgency(b.Urgency), Place: b.Place, Division: b.Division, Complex: b.Complex,
		})
	})
}

// OrderBody says whose work a case becomes.
type OrderBody struct {
	Lead       string   `json:"lead" maxLength:"36" doc:"承办部门"`
	CoHandlers []string `json:"co_handlers,omitempty" maxItems:"10" doc:"协办部门"`
	Direct     bool     `json:"direct,omitempty" doc:"直接指定，不能退回"`
	Words      string   `json:"words,omitempty" maxLength:"5000" doc:"派单说明"`
}

func (b OrderBody) order() appeal.Order {
	return appeal.Order{Lead: b.Lead, CoHandlers: b.CoHandlers, Direct: b.Direct}
}

type dispatchInput struct {
	AskInput
	Body OrderBody
}

func (s *Service) dispatchOne(ctx context.Context, in *dispatchInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.Dispatch(ctx, a, in.Body.order(), in.Body.Words) })
}

// AskBody names a case of several.
type AskBody struct {
	ID      string `json:"id" maxLength:"36"`
	Version int64  `json:"version" minimum:"1"`
}

func asks(list []AskBody) []Ask {
	out := make([]Ask, len(list))
	for i, a := range list {
		out[i] = Ask(a)
	}
	return out
}

type dispatchManyInput struct {
	Body struct {
		OrderBody
		Items []AskBody `json:"items" minItems:"1" maxItems:"200"`
	}
}

// ManyBody says what became of one case of several.
type ManyBody struct {
	ID      string `json:"id"`
	Done    bool   `json:"done"`
	Problem string `json:"problem,omitempty" doc:"没有派单的原因"`
}

type manyOutput struct {
	Body struct {
		Items []ManyBody `json:"items"`
		Done  int        `json:"done"`
	}
}

func (s *Service) dispatchMany(ctx context.Context, in *dispatchManyInput) (*manyOutput, error) {
	found, err := s.DispatchMany(ctx, asks(in.Body.Items), in.Body.order(), in.Body.Words)
	if err != nil {
		return nil, err
	}
	out := &manyOutput{}
	out.Body.Items = make([]ManyBody, len(found))
	for i, m := range found {
		out.Body.Items[i] = ManyBody{ID: m.ID, Done: m.Error == nil}
		if m.Error != nil {
			out.Body.Items[i].Problem = saying(m.Error)
			continue
		}
		out.Body.Done++
	}
	return out, nil
}

type mergeInput struct {
	AskInput
	Body struct {
		Others []AskBody `json:"others" minItems:"1" maxItems:"50" doc:"并入这一件的诉求"`
	}
}

func (s *Service) mergeInto(ctx context.Context, in *mergeInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.Merge(ctx, a, asks(in.Body.Others)) })
}

// WordsInput is an act that needs nothing but words.
type WordsInput struct {
	AskInput
	Body struct {
		Words string `json:"words" minLength:"1" maxLength:"5000"`
	}
}

func (s *Service) words(do func(*Service, context.Context, Ask, string) error) func(context.Context, *WordsInput) (*appealOutput, error) {
	return func(ctx context.Context, in *WordsInput) (*appealOutput, error) {
		return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return do(s, ctx, a, in.Body.Words) })
	}
}

func (s *Service) take(ctx context.Context, in *AskInput) (*appealOutput, error) {
	return s.then(ctx, *in, func(ctx context.Context, a Ask) error { return s.Take(ctx, a) })
}

func (s *Service) approve(ctx context.Context, in *AskInput) (*appealOutput, error) {
	return s.then(ctx, *in, func(ctx context.Context, a Ask) error { return s.Approve(ctx, a) })
}

type returnInput struct {
	AskInput
	Body struct {
		Clause    string `json:"clause" maxLength:"500" doc:"依据的职责条款"`
		Suggested string `json:"suggested" maxLength:"36" doc:"应办部门"`
		Reason    string `json:"reason" maxLength:"5000"`
	}
}

func (s *Service) giveBack(ctx context.Context, in *returnInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.Return(ctx, a, appeal.Return(in.Body)) })
}

type replyInput struct {
	AskInput
	Body struct {
		Words      string   `json:"words" maxLength:"5000" doc:"给反映人的答复"`
		Closing    string   `json:"closing" enum:"solved,partly,explained,beyond_law" doc:"办结类型"`
		PromisedOn string   `json:"promised_on,omitempty" format:"date" doc:"承诺办到的日期"`
		Files      []string `json:"files,omitempty" maxItems:"9" doc:"随答复附上的文件，先用 add-appeal-evidence 添加"`
	}
}

func (s *Service) replyWith(do func(*Service, context.Context, Ask, Draft, ...string) error) func(context.Context, *replyInput) (*appealOutput, error) {
	return func(ctx context.Context, in *replyInput) (*appealOutput, error) {
		promised, err := day(in.Body.PromisedOn)
		if err != nil {
			return nil, err
		}
		return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error {
			return do(s, ctx, a, Draft{Words: in.Body.Words, Closing: appeal.Closing(in.Body.Closing), PromisedOn: promised}, in.Body.Files...)
		})
	}
}

type extensionInput struct {
	AskInput
	Body struct {
		Days   int    `json:"days" minimum:"1" maximum:"10" doc:"延期几个工作日"`
		Reason string `json:"reason" minLength:"1" maxLength:"5000"`
	}
}

func (s *Service) askExtension(ctx context.Context, in *extensionInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.AskExtension(ctx, a, in.Body.Days, in.Body.Reason) })
}

type decisionInput struct {
	AskInput
	Body struct {
		Grant bool   `json:"grant"`
		Note  string `json:"note" maxLength:"5000" doc:"审批意见"`
	}
}

func (s *Service) decideExtension(ctx context.Context, in *decisionInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.DecideExtension(ctx, a, in.Body.Grant, in.Body.Note) })
}

type callbackInput struct {
	AskInput
	Body struct {
		Reached bool   `json:"reached" doc:"联系上了"`
		Result  string `json:"result,omitempty" enum:"solved,partly,unsolved" doc:"反映人说问题解决了没有"`
		Grade   int    `json:"grade,omitempty" minimum:"0" maximum:"5" doc:"满意度，5 为非常满意，没有联系上为 0"`
		Words   string `json:"words" maxLength:"5000"`
	}
}

func (s *Service) callBack(ctx context.Context, in *callbackInput) (*appealOutput, error) {
	b := appeal.Callback{Reached: in.Body.Reached, Grade: in.Body.Grade, Words: in.Body.Words}
	if in.Body.Result != "unsolved" {
		b.Result = appeal.Closing(in.Body.Result)
	}
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.CallBack(ctx, a, b) })
}

type suspendInput struct {
	AskInput
	Body struct {
		Basis  string `json:"basis" maxLength:"30" doc:"中止计时的依据"`
		Until  string `json:"until" format:"date" doc:"预计恢复的日期"`
		Notice string `json:"notice" minLength:"1" maxLength:"5000" doc:"给反映人的告知"`
	}
}

func (s *Service) suspend(ctx context.Context, in *suspendInput) (*appealOutput, error) {
	until, err := day(in.Body.Until)
	if err != nil {
		return nil, err
	}
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error {
		return s.Suspend(ctx, a, Suspension{Basis: in.Body.Basis, Until: until, Notice: in.Body.Notice})
	})
}

type revealInput struct {
	ID   string `path:"id" maxLength:"36"`
	Body struct {
		ReasonKind string `json:"reason_kind" enum:"handling,verify,callback,request,emergency" doc:"原因"`
		Reason     string `json:"reason" minLength:"1" maxLength:"400" doc:"具体说明"`
	}
}

// ReporterBody is who reported, in full.
type ReporterBody struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
	Left  int64  `json:"left" doc:"今天还能查看几次"`
}

type revealOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         ReporterBody
}

func (s *Service) reveal(ctx context.Context, in *revealInput) (*revealOutput, error) {
	shown, err := s.Reveal(ctx, in.ID, Reason{Kind: in.Body.ReasonKind, Words: in.Body.Reason})
	if err != nil {
		return nil, err
	}
	return &revealOutput{CacheControl: "no-store", Body: ReporterBody(shown)}, nil
}

// day reads a date; an empty one is zero.
func day(text string) (civil.Date, error) {
	if text == "" {
		return civil.Date{}, nil
	}
	d, err := civil.Parse(text)
	if err != nil {
		return d, appeal.ErrForm
	}
	return d, nil
}
