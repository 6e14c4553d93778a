package audit

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Screen is the log as the audit administrator works with it.
type Screen struct {
	Log  *Log
	Jobs *jobs.Runner
}

// Routes adds the operations of the log to the API.
func (s Screen) Routes(api *web.API) {
	web.Register(api, web.Operation{
		ID: "list-audit-entries", Method: http.MethodGet, Path: "/audit/entries", Tag: "audit", Summary: "审计记录", Permission: PermRead,
	}, s.listEntries)
	web.Register(api, web.Operation{
		ID: "list-audit-actions", Method: http.MethodGet, Path: "/audit/actions", Tag: "audit", Summary: "审计记录里有哪些动作", Permission: PermRead,
	}, s.listActions)
	web.Register(api, web.Operation{
		ID: "get-audit-state", Method: http.MethodGet, Path: "/audit/state", Tag: "audit", Summary: "审计链的状态和最近的核对", Permission: PermRead,
	}, s.getState)
	web.Register(api, web.Operation{
		ID: "verify-audit", Method: http.MethodPost, Path: "/audit/checks", Tag: "audit", Summary: "核对审计链", Permission: PermVerify, Status: http.StatusAccepted,
	}, s.verify)
}

type listEntriesInput struct {
	web.PageInput
	From       string `query:"from" maxLength:"10" doc:"从哪天起，例如 2026-11-01"`
	Until      string `query:"until" maxLength:"10" doc:"到哪天止，含当天"`
	Actor      string `query:"actor" maxLength:"64" doc:"谁，按编号"`
	Name       string `query:"name" maxLength:"50" doc:"谁，按姓名中的字"`
	Action     string `query:"action" maxLength:"64" pattern:"^[a-z_.]*$" patternDescription:"小写字母" doc:"做了什么；只写模块名则包括它的全部动作"`
	ObjectKind string `query:"object_kind" maxLength:"64" doc:"对什么"`
	Object     string `query:"object" maxLength:"64" doc:"对哪一个，按编号"`
	Request    string `query:"request" maxLength:"64" doc:"请求编号"`
}

// ErrDay is returned for a filter by a day that does not exist.
var ErrDay = errs.New(errs.Invalid, "audit.day", "日期应写成 2026-11-01 这样。")

func (in *listEntriesInput) filter() (f Filter, err error) {
	f = Filter{Actor: in.Actor, ActorName: in.Name, Action: in.Action, ObjectKind: in.ObjectKind, Object: in.Object, Request: in.Request}
	for _, day := range []struct {
		text string
		into *time.Time
		add  int
	}{{in.From, &f.From, 0}, {in.Until, &f.Until, 1}} {
		if day.text == "" {
			continue
		}
		d, err := civil.Parse(day.text)
		if err != nil {
			return f, ErrDay
		}
		*day.into = time.Date(d.Year(), d.Month(), d.Day()+day.add, 0, 0, 0, 0, civil.Beijing)
	}
	return f, nil
}

type entryItem struct {
	Seq         int64          `json:"seq" doc:"第几条"`
	At          time.Time      `json:"at"`
	ActorKind   string         `json:"actor_kind" doc:"staff 工作人员，enterprise 企业的人，system 程序；空是未登录的访客"`
	Actor       string         `json:"actor"`
	ActorName   string         `json:"actor_name"`
	Action      string         `json:"action"`
	Label       string         `json:"label" doc:"做了什么"`
	ObjectKind  string         `json:"object_kind"`
	ObjectLabel string         `json:"object_label" doc:"对什么，中文"`
	Object      string         `json:"object"`
	Request     string         `json:"request" doc:"请求编号"`
	Detail      map[string]any `json:"detail" doc:"经过"`
	Hash        string         `json:"hash"`
}

type listEntriesOutput struct{ Body kernel.Rows[entryItem] }

func (s Screen) listEntries(ctx context.Context, in *listEntriesInput) (*listEntriesOutput, error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	page, err := s.Log.List(ctx, f, in.Page())
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[entryItem]{Items: make([]entryItem, 0, len(page.Items)), Total: page.Total, Next: page.Next}
	for _, w := range page.Items {
		out.Items = append(out.Items, entryItem{
			w.Seq, w.At, w.ActorKind, w.Actor, w.ActorName, w.Action, w.Label, w.ObjectKind, s.Log.Objects[w.ObjectKind], w.Object, w.Request, w.Detail, w.Hash,
		})
	}
	return &listEntriesOutput{Body: out}, nil
}

type actionItem struct {
	Action string `json:"action"`
	Label  string `json:"label"`
}

type listActionsOutput struct {
	Body struct {
		Items []actionItem `json:"items"`
	}
}

func (s Screen) listActions(context.Context, *struct{}) (*listActionsOutput, error) {
	out := &listActionsOutput{}
	out.Body.Items = make([]actionItem, 0, len(s.Log.Labels))
	for action, label := range s.Log.Labels {
		out.Body.Items = append(out.Body.Items, actionItem{action, label})
	}
	slices.SortFunc(out.Body.Items, func(a, b actionItem) int { return strings.Compare(a.Action, b.Action) })
	return out, nil
}

type checkItem struct {
	At       time.Time `json:"at"`
	Entries  int64     `json:"entries" doc:"核对过、没有问题的条数"`
	Anchors  int64     `json:"anchors" doc:"与链相符的锚点数"`
	Whole    bool      `json:"whole"`
	BrokenAt int64     `json:"broken_at" doc:"第一处断开的条号，没有则为 0"`
	Reason   string    `json:"reason"`
	Seconds  float64   `json:"seconds"`
}

type getStateOutput struct {
	Body struct {
		Entries int64       `json:"entries" doc:"共有多少条"`
		Checks  []checkItem `json:"checks" doc:"最近的核对，新的在前"`
		Can     []string    `json:"can"`
	}
}

func (s Screen) getState(ctx context.Context, _ *struct{}) (*getStateOutput, error) {
	state, err := s.Log.State(ctx)
	if err != nil {
		return nil, err
	}
	out := &getStateOutput{}
	out.Body.Entries, out.Body.Checks, out.Body.Can = state.Entries, make([]checkItem, 0, len(state.Checks)), []string{}
	for _, c := range state.Checks {
		out.Body.Checks = append(out.Body.Checks, checkItem{c.At, c.Entries, c.Anchors, c.Whole, c.BrokenAt, c.Reason, c.Took.Seconds()})
	}
	if authz.Can(authz.From(ctx), PermVerify) {
		out.Body.Can = append(out.Body.Can, "verify")
	}
	return out, nil
}

// JobCheck verifies the chain.
const JobCheck = "audit.check"

// JobAnchor writes the anchor of the day.
const JobAnchor = "audit.anchor"

// DefineJobs adds the jobs of the log.
func (l *Log) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{Kind: JobCheck, Label: "核对审计链", Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
		_, err := l.Run(authz.AsSystem(ctx, JobCheck))
		return err
	}})
	jobs.Add(r, jobs.Definition[struct{}]{Kind: JobAnchor, Label: "签发审计锚点", Silent: true, Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
		_, err := l.Anchor(ctx)
		return err
	}})
}

type verifyOutput struct {
	Body struct {
		Job string `json:"job" doc:"任务的编号"`
	}
}

func (s Screen) verify(ctx context.Context, _ *struct{}) (*verifyOutput, error) {
	out := &verifyOutput{}
	p := authz.From(ctx)
	var err error
	out.Body.Job, err = jobs.Insert(ctx, s.Jobs, JobCheck, struct{}{}, jobs.InsertOptions{Owner: p.ID, Unique: "chain"})
	return out, err
}
