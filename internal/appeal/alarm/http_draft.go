package alarm

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// rulesRoutes adds the operations of the thresholds to the API.
func (s *Service) rulesRoutes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "get-appeal-alarm-rules", "/appeal-alarm-rules", "防失真预警的界线", PermRead), s.getRules)
	ask := op(http.MethodPost, "ask-appeal-alarm-rules", "/appeal-alarm-rule-drafts", "提出调整预警界线", PermSettle)
	ask.Status = http.StatusCreated
	web.Register(api, ask, s.askRules)
	web.Register(api, op(http.MethodPost, "approve-appeal-alarm-rules", "/appeal-alarm-rule-drafts/{id}/approve", "核准调整预警界线", PermAgree), s.approveRules)
	web.Register(api, op(http.MethodPost, "refuse-appeal-alarm-rules", "/appeal-alarm-rule-drafts/{id}/refuse", "退回调整预警界线的申请", PermAgree), s.refuseRules)
	web.Register(api, op(http.MethodPost, "withdraw-appeal-alarm-rules", "/appeal-alarm-rule-drafts/{id}/withdraw", "撤回调整预警界线的申请", PermSettle), s.withdrawRules)
}

// AlarmRulesBody is the thresholds. The bounds of each are told when one is outside.
type AlarmRulesBody struct {
	Days          int     `json:"days" doc:"回看多少天"`
	LevelPercent  float64 `json:"level_percent" doc:"占比高于其他部门，巧合的概率低于百分之几才提示"`
	Relabelled    int     `json:"relabelled" doc:"派单后改为咨询或建议，至少几件"`
	LastMinute    int     `json:"last_minute" doc:"临期才办结，至少几件"`
	Uncalled      int     `json:"uncalled" doc:"没有联系上反映人就办结，至少几件"`
	Moved         int     `json:"moved" doc:"并单移出统计，至少几件"`
	LastPercent   int     `json:"last_percent" doc:"期限的最后百分之几算临期"`
	MonthEndDays  int     `json:"month_end_days" doc:"月末最后几天的并单要看"`
	UnlikePercent int     `json:"unlike_percent" doc:"用词相同的不到百分之几算不同的事"`
	AnswerDays    int     `json:"answer_days" doc:"部门在几天内说明"`
}

func (b AlarmRulesBody) rules() Rules {
	return Rules{
		Days: b.Days, Level: b.LevelPercent / 100, Relabelled: b.Relabelled, LastMinute: b.LastMinute, Uncalled: b.Uncalled, Moved: b.Moved,
		LastPercent: b.LastPercent, MonthEndDays: b.MonthEndDays, Unlike: float64(b.UnlikePercent) / 100, AnswerDays: b.AnswerDays,
	}
}

func rulesBody(r Rules) AlarmRulesBody {
	return AlarmRulesBody{
		Days: r.Days, LevelPercent: r.LevelPercent(), Relabelled: r.Relabelled, LastMinute: r.LastMinute, Uncalled: r.Uncalled, Moved: r.Moved,
		LastPercent: r.LastPercent, MonthEndDays: r.MonthEndDays, UnlikePercent: r.UnlikePercent(), AnswerDays: r.AnswerDays,
	}
}

// AlarmSentence says when one kind of alarm is raised.
type AlarmSentence struct {
	Kind  string `json:"kind" enum:"relabelled,last_minute,uncalled,moved"`
	Label string `json:"label"`
	Words string `json:"words"`
}

func sentences(d Definition) []AlarmSentence {
	list := make([]AlarmSentence, len(Kinds))
	for i, k := range Kinds {
		list[i] = AlarmSentence{Kind: string(k), Label: k.Label(), Words: k.Words(d)}
	}
	return list
}

// AlarmEditionBody is one edition of the thresholds.
type AlarmEditionBody struct {
	Version   int64           `json:"version"`
	InForce   string          `json:"in_force"`
	Source    string          `json:"source" doc:"依据"`
	Rules     AlarmRulesBody  `json:"rules"`
	Sentences []AlarmSentence `json:"sentences" nullable:"false" doc:"每一种怎样才会提示"`
}

func editionBody(d Definition) AlarmEditionBody {
	return AlarmEditionBody{Version: d.Version, InForce: d.InForce.String(), Source: d.Source, Rules: rulesBody(d.Rules), Sentences: sentences(d)}
}

// AlarmDraftBody is thresholds that somebody asks for.
type AlarmDraftBody struct {
	ID         string          `json:"id"`
	Base       int64           `json:"base" doc:"提出时最近的一版"`
	State      string          `json:"state" enum:"pending,approved,refused,withdrawn"`
	StateLabel string          `json:"state_label"`
	From       string          `json:"from" doc:"从哪一天起生效，空为核准的当天"`
	Rules      AlarmRulesBody  `json:"rules"`
	Sentences  []AlarmSentence `json:"sentences" nullable:"false" doc:"调整以后每一种怎样才会提示"`
	Source     string          `json:"source"`
	Reason     string          `json:"reason"`
	At         time.Time       `json:"at"`
	By         string          `json:"by"`
	DecidedAt  *time.Time      `json:"decided_at,omitempty"`
	DecidedBy  string          `json:"decided_by" doc:"核准、退回或撤回的人"`
	Words      string          `json:"words" doc:"退回的理由"`
	Edition    int64           `json:"edition" doc:"核准后成为第几版，0 为没有"`
	Version    int64           `json:"version"`
	Can        []string        `json:"can" nullable:"false" doc:"可以做的：approve、refuse、withdraw"`
}

func draftBody(ctx context.Context, d *Draft) AlarmDraftBody {
	b := AlarmDraftBody{
		ID: d.ID, Base: d.Base, State: string(d.State), StateLabel: d.State.Label(), Rules: rulesBody(d.Rules), Sentences: sentences(Definition{Rules: d.Rules}),
		Source: d.Source, Reason: d.Reason, At: d.At, By: d.ByName, DecidedAt: stamp(d.DecidedAt), DecidedBy: d.DecidedName, Words: d.Words, Edition: d.Edition,
		Version: d.Version, Can: canDraft(ctx, d),
	}
	if !d.FromDay.IsZero() {
		b.From = d.FromDay.String()
	}
	return b
}

type rulesOutput struct {
	Body struct {
		Now      AlarmEditionBody   `json:"now" doc:"现在施行的"`
		Latest   AlarmEditionBody   `json:"latest" doc:"最近的一版，可能还没有施行"`
		Editions []AlarmEditionBody `json:"editions" nullable:"false" doc:"最近的在前"`
		Drafts   []AlarmDraftBody   `json:"drafts" nullable:"false" doc:"等待核准的在前"`
		Can      []string           `json:"can" nullable:"false" doc:"可以做的：ask"`
	}
}

func (s *Service) getRules(ctx context.Context, _ *struct{}) (*rulesOutput, error) {
	v, err := s.ViewRules(ctx)
	if err != nil {
		return nil, err
	}
	out := &rulesOutput{}
	out.Body.Now, out.Body.Latest, out.Body.Can = editionBody(v.Now), editionBody(v.Latest), []string{}
	if v.Ask {
		out.Body.Can = append(out.Body.Can, "ask")
	}
	out.Body.Editions, out.Body.Drafts = make([]AlarmEditionBody, len(v.Definitions)), make([]AlarmDraftBody, len(v.Drafts))
	for i, d := range v.Definitions {
		out.Body.Editions[i] = editionBody(d)
	}
	for i, d := range v.Drafts {
		out.Body.Drafts[i] = draftBody(ctx, d)
	}
	return out, nil
}

type askRulesInput struct {
	Body struct {
		Rules  AlarmRulesBody `json:"rules"`
		From   string         `json:"from,omitempty" maxLength:"10" doc:"从哪一天起生效，不填为核准的当天"`
		Source string         `json:"source" maxLength:"800" doc:"依据，2 到 200 字"`
		Reason string         `json:"reason" maxLength:"800" doc:"调整的理由，2 到 200 字"`
	}
}

type draftOutput struct {
	ETag string `header:"ETag"`
	Body AlarmDraftBody
}

func outputOf(ctx context.Context, d *Draft, err error) (*draftOutput, error) {
	if err != nil {
		return nil, err
	}
	return &draftOutput{ETag: web.ETag(d.Version), Body: draftBody(ctx, d)}, nil
}

func (s *Service) askRules(ctx context.Context, in *askRulesInput) (*draftOutput, error) {
	from, wrong := draft.ParseDay(in.Body.From)
	if len(wrong) > 0 {
		return nil, ErrDraftForm.With(wrong...)
	}
	d, err := s.AskRules(ctx, Wish{Rules: in.Body.Rules.rules(), FromDay: from, Source: in.Body.Source, Reason: in.Body.Reason})
	return outputOf(ctx, d, err)
}

func (s *Service) approveRules(ctx context.Context, in *SeenAlarm) (*draftOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	d, err := s.ApproveRules(ctx, do)
	return outputOf(ctx, d, err)
}

type refuseRulesInput struct {
	SeenAlarm
	Body struct {
		Words string `json:"words" maxLength:"800" doc:"退回的理由，2 到 200 字"`
	}
}

func (s *Service) refuseRules(ctx context.Context, in *refuseRulesInput) (*draftOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	d, err := s.RefuseRules(ctx, do, in.Body.Words)
	return outputOf(ctx, d, err)
}

func (s *Service) withdrawRules(ctx context.Context, in *SeenAlarm) (*draftOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	d, err := s.WithdrawRules(ctx, do)
	return outputOf(ctx, d, err)
}
