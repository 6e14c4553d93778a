package alarm

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations of alarms to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "list-appeal-alarms", "/appeal-alarms", "防失真预警", PermRead), s.listAlarms)
	web.Register(api, op(http.MethodPost, "refresh-appeal-alarms", "/appeal-alarms/refresh", "现在重新查找失真预警", PermKeep), s.refresh)
	web.Register(api, op(http.MethodGet, "get-appeal-alarm", "/appeal-alarms/{id}", "一条防失真预警", PermRead), s.getAlarm)
	web.Register(api, op(http.MethodGet, "list-appeal-alarm-cases", "/appeal-alarms/{id}/cases", "一条预警涉及的诉求", PermRead), s.listCases)
	web.Register(api, op(http.MethodPost, "open-appeal-alarm", "/appeal-alarms/{id}/open", "把预警交部门说明", PermKeep), s.openAlarm)
	web.Register(api, op(http.MethodPost, "drop-appeal-alarm", "/appeal-alarms/{id}/drop", "核查后预警不成立", PermKeep), s.dropAlarm)
	web.Register(api, op(http.MethodPost, "answer-appeal-alarm", "/appeal-alarms/{id}/answer", "代表部门说明预警", PermAnswer), s.answerAlarm)
	web.Register(api, op(http.MethodPost, "conclude-appeal-alarm", "/appeal-alarms/{id}/conclusion", "给预警下结论", PermKeep), s.concludeAlarm)
	s.rulesRoutes(api)
}

// AppealAlarm is one alarm. Its number of cases opens their list.
type AppealAlarm struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind" enum:"relabelled,last_minute,uncalled,moved"`
	KindLabel  string     `json:"kind_label"`
	Words      string     `json:"words" doc:"怎样才会提示，带界线"`
	Source     string     `json:"source" doc:"界线的依据"`
	Edition    int64      `json:"edition" doc:"界线的版本"`
	Compared   string     `json:"compared,omitempty" doc:"与其他部门相比"`
	Department string     `json:"department"`
	Month      string     `json:"month"`
	State      string     `json:"state" enum:"raised,dropped,opened,answered,explained,upheld"`
	StateLabel string     `json:"state_label"`
	Cases      int64      `json:"cases" doc:"涉及的诉求"`
	RaisedAt   time.Time  `json:"raised_at"`
	OpenedAt   *time.Time `json:"opened_at,omitempty"`
	OpenedBy   string     `json:"opened_by,omitempty"`
	AnswerBy   *time.Time `json:"answer_by,omitempty" doc:"部门最晚什么时候说明"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	AnsweredBy string     `json:"answered_by,omitempty"`
	Answer     string     `json:"answer,omitempty" doc:"部门的说明"`
	EndedAt    *time.Time `json:"ended_at,omitempty"`
	EndedBy    string     `json:"ended_by,omitempty"`
	Verdict    string     `json:"verdict,omitempty" doc:"结论的理由"`
	Version    int64      `json:"version"`
	Can        []string   `json:"can" nullable:"false" doc:"可以做的：open、drop、answer、conclude"`
}

func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// bodies names departments and people of alarms.
func (s *Service) bodies(ctx context.Context, list ...*Shown) ([]AppealAlarm, error) {
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	var staff []string
	for _, one := range list {
		staff = append(staff, one.OpenedBy, one.AnsweredBy, one.EndedBy)
	}
	people, err := s.People.StaffNames(ctx, staff)
	out := make([]AppealAlarm, len(list))
	for i, one := range list {
		out[i] = AppealAlarm{
			ID: one.ID, Kind: string(one.Kind), KindLabel: one.Kind.Label(), Words: one.Kind.Words(one.Definition), Source: one.Definition.Source, Edition: one.Definition.Version,
			Compared: one.Compared(), Department: departments[one.Department].Name, Month: one.Month, State: string(one.State), StateLabel: one.State.Label(), Cases: one.Cases,
			RaisedAt: one.RaisedAt, OpenedAt: stamp(one.OpenedAt), OpenedBy: people[one.OpenedBy], AnsweredAt: stamp(one.AnsweredAt), AnsweredBy: people[one.AnsweredBy],
			Answer: one.Answer, EndedAt: stamp(one.EndedAt), EndedBy: people[one.EndedBy], Verdict: one.Verdict, Version: one.Version, Can: []string{},
		}
		if one.State == Opened {
			out[i].AnswerBy = stamp(one.AnswerBy(one.Definition.AnswerDays))
		}
		for _, act := range one.Can {
			out[i].Can = append(out[i].Can, string(act))
		}
	}
	return out, err
}

type alarmsInput struct {
	State string `query:"state" enum:"raised,dropped,opened,answered,explained,upheld" doc:"只列这种状态"`
}

type alarmsOutput struct {
	Body struct {
		Items []AppealAlarm `json:"items" nullable:"false"`
	}
}

func (s *Service) listAlarms(ctx context.Context, in *alarmsInput) (*alarmsOutput, error) {
	list, err := s.List(ctx, State(in.State))
	if err != nil {
		return nil, err
	}
	out := &alarmsOutput{}
	out.Body.Items, err = s.bodies(ctx, list...)
	return out, err
}

func (s *Service) refresh(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, s.Refresh(ctx)
}

type alarmOutput struct{ Body AppealAlarm }

func (s *Service) answered(ctx context.Context, one *Shown, err error) (*alarmOutput, error) {
	if err != nil {
		return nil, err
	}
	list, err := s.bodies(ctx, one)
	if err != nil {
		return nil, err
	}
	return &alarmOutput{list[0]}, nil
}

// AlarmInput names an alarm.
type AlarmInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) getAlarm(ctx context.Context, in *AlarmInput) (*alarmOutput, error) {
	one, err := s.Get(ctx, in.ID)
	return s.answered(ctx, one, err)
}

type alarmCasesInput struct {
	web.PageInput
	AlarmInput
}

// AlarmCase is a case that an alarm is about.
type AlarmCase struct {
	ID           string     `json:"id"`
	Number       string     `json:"number"`
	Title        string     `json:"title"`
	KindLabel    string     `json:"kind_label"`
	StateLabel   string     `json:"state_label"`
	ClosingLabel string     `json:"closing_label,omitempty"`
	ReceivedAt   time.Time  `json:"received_at"`
	ClosedAt     *time.Time `json:"closed_at,omitempty"`
}

type alarmCasesOutput struct {
	Body kernel.Rows[AlarmCase]
}

func (s *Service) listCases(ctx context.Context, in *alarmCasesInput) (*alarmCasesOutput, error) {
	found, err := s.Behind(ctx, in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	out := &alarmCasesOutput{Body: kernel.Rows[AlarmCase]{Items: make([]AlarmCase, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, c := range found.Items {
		out.Body.Items[i] = AlarmCase{
			ID: c.ID, Number: c.Number, Title: c.Title(), KindLabel: c.Kind.Label(), StateLabel: c.State.Label(), ClosingLabel: c.Closing.Label(),
			ReceivedAt: c.ReceivedAt, ClosedAt: stamp(c.ClosedAt),
		}
	}
	return out, nil
}

// SeenAlarm names an alarm as it was seen.
type SeenAlarm struct {
	AlarmInput
	web.Match
}

func (in SeenAlarm) do() (Do, error) {
	version, err := in.Version()
	return Do{ID: in.ID, Version: version}, err
}

func (s *Service) openAlarm(ctx context.Context, in *SeenAlarm) (*alarmOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	one, err := s.Open(ctx, do)
	return s.answered(ctx, one, err)
}

type alarmWordsInput struct {
	SeenAlarm
	Body struct {
		Words string `json:"words" maxLength:"4000" doc:"说明，5 到 2000 字"`
	}
}

func (s *Service) dropAlarm(ctx context.Context, in *alarmWordsInput) (*alarmOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	one, err := s.Drop(ctx, do, in.Body.Words)
	return s.answered(ctx, one, err)
}

func (s *Service) answerAlarm(ctx context.Context, in *alarmWordsInput) (*alarmOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	one, err := s.Answer(ctx, do, in.Body.Words)
	return s.answered(ctx, one, err)
}

type alarmConclusionInput struct {
	SeenAlarm
	Body struct {
		Upheld bool   `json:"upheld" doc:"认定失真，否则说明成立"`
		Words  string `json:"words" maxLength:"4000" doc:"理由，5 到 2000 字"`
	}
}

func (s *Service) concludeAlarm(ctx context.Context, in *alarmConclusionInput) (*alarmOutput, error) {
	do, err := in.do()
	if err != nil {
		return nil, err
	}
	one, err := s.Conclude(ctx, do, in.Body.Upheld, in.Body.Words)
	return s.answered(ctx, one, err)
}
