package reach

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "policy", Summary: summary, Permission: policy.PermRead}
	}
	visit := func(method, id, summary string) web.Operation {
		o := op(method, id, "/reach/{measure}/{uscc}/visit", summary)
		o.Permission = PermReach
		return o
	}
	web.Register(api, op(http.MethodGet, "list-reach", "/reach", "送政策上门名单"), s.listReach)
	web.Register(api, op(http.MethodGet, "get-reach-summary", "/reach/summary", "送政策上门名单的合计"), s.getSummary)
	web.Register(api, visit(http.MethodPut, "mark-reach-visit", "登记上门"), s.markVisit)
	web.Register(api, visit(http.MethodDelete, "unmark-reach-visit", "取消上门登记"), s.unmarkVisit)
	web.Register(api, op(http.MethodGet, "get-measure-reach", "/measures/{id}/reach", "一个事项触达到哪一步"), s.getFunnel)
	web.Register(api, op(http.MethodGet, "list-measure-reach", "/measures/{id}/reach/enterprises", "触达到某一步的企业"), s.listFunnel)
}

// ReachFilterInput narrows the list for calls, for lists and counts alike.
type ReachFilterInput struct {
	Fresh    bool   `query:"fresh" doc:"只列那次匹配新增、现在仍符合的"`
	Run      string `query:"run" maxLength:"40" doc:"按哪一次匹配看新增，默认最近一次"`
	Mine     bool   `query:"mine" doc:"只列本人负责的网格"`
	Measure  string `query:"measure" maxLength:"200" doc:"事项编号"`
	Stage    string `query:"stage" enum:"told,untold,opened,unopened,visited,unvisited"`
	Division string `query:"division" maxLength:"24" pattern:"^[0-9]*$" patternDescription:"数字" doc:"区划，含下级"`
	Text     string `query:"q" maxLength:"100" doc:"企业名称中的字，或统一社会信用代码"`
}

func (in *ReachFilterInput) filter() Filter {
	return Filter{
		Fresh: in.Fresh, Run: in.Run, Mine: in.Mine, Measure: in.Measure, Stage: Stage(in.Stage), Enterprises: policy.EnterpriseFilter{Division: in.Division, Text: in.Text},
	}
}

// The names of these types are those of the schemas in the API's document.
type (
	reachPlace struct {
		Code  string `json:"code"`
		Label string `json:"label"`
	}
	reachVisit struct {
		Note string `json:"note"`
		By   string `json:"by"`
		At   string `json:"at" format:"date-time"`
	}
	// ReachRow is one measure that one enterprise can have.
	ReachRow struct {
		USCC     string       `json:"uscc"`
		Name     string       `json:"name"`
		Division reachPlace   `json:"division"`
		Measure  string       `json:"measure"`
		Title    string       `json:"title" doc:"漏斗的名单里没有"`
		Fresh    bool         `json:"fresh" doc:"那次匹配新增"`
		ToldAt   string       `json:"told_at" doc:"什么时候通知的，没有则为空"`
		OpenedAt string       `json:"opened_at" doc:"企业第一次查看的时间，没有则为空"`
		Visits   []reachVisit `json:"visits" nullable:"false" doc:"上门记录，最近的在前"`
		Can      []string     `json:"can" nullable:"false"`
	}
	reachMeasure struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		Rows  int64  `json:"rows"`
	}
	// ReachSummary says how the list for calls stands.
	ReachSummary struct {
		RunAt       string         `json:"run_at" doc:"最近一次匹配的时间，还没有匹配则为空"`
		FreshAt     string         `json:"fresh_at" doc:"新增是按哪次匹配看的；那次的结果已经清理时为空"`
		Enterprises int64          `json:"enterprises"`
		Rows        int64          `json:"rows"`
		Told        int64          `json:"told"`
		Opened      int64          `json:"opened"`
		Visited     int64          `json:"visited"`
		Measures    []reachMeasure `json:"measures" nullable:"false"`
	}
	reachStep struct {
		Step  string `json:"step" enum:"registered,matched,told,opened,claimed"`
		Label string `json:"label"`
		Count int64  `json:"count"`
		Known bool   `json:"known" doc:"为否时还没有数据来源"`
	}
	// ReachFunnel is how far a measure got.
	ReachFunnel struct {
		RunAt   string      `json:"run_at" format:"date-time"`
		AsOf    string      `json:"as_of" format:"date" doc:"按哪一天匹配的"`
		Version int64       `json:"version" doc:"匹配的是哪一版，即现行的一版"`
		Steps   []reachStep `json:"steps" nullable:"false"`
	}
)

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func rowOf(r Row) ReachRow {
	out := ReachRow{
		USCC: r.USCC, Name: r.Name, Division: reachPlace(r.Division), Measure: r.Measure, Title: r.Title, Fresh: r.Fresh,
		ToldAt: instant(r.ToldAt), OpenedAt: instant(r.OpenedAt), Can: r.Can,
		Visits: []reachVisit{},
	}
	for _, v := range r.Visits {
		out.Visits = append(out.Visits, reachVisit{Note: v.Note, By: v.By, At: instant(v.At)})
	}
	return out
}

func rowsOf(rows kernel.Rows[Row], err error) (*listReachOutput, error) {
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[ReachRow]{Items: make([]ReachRow, 0, len(rows.Items)), Total: rows.Total, Next: rows.Next}
	for _, r := range rows.Items {
		out.Items = append(out.Items, rowOf(r))
	}
	return &listReachOutput{Body: out}, nil
}

type listReachInput struct {
	web.PageInput
	ReachFilterInput
}

type listReachOutput struct {
	Body kernel.Rows[ReachRow]
}

func (s *Service) listReach(ctx context.Context, in *listReachInput) (*listReachOutput, error) {
	return rowsOf(s.List(ctx, in.filter(), in.Page()))
}

type summaryOutput struct{ Body ReachSummary }

func (s *Service) getSummary(ctx context.Context, in *ReachFilterInput) (*summaryOutput, error) {
	found, err := s.Summary(ctx, in.filter())
	if err != nil {
		return nil, err
	}
	out := ReachSummary{
		RunAt: instant(found.RunAt), FreshAt: instant(found.FreshAt), Enterprises: found.Enterprises, Rows: found.Rows, Told: found.Told, Opened: found.Opened, Visited: found.Visited,
		Measures: []reachMeasure{},
	}
	for _, m := range found.Measures {
		out.Measures = append(out.Measures, reachMeasure(m))
	}
	return &summaryOutput{Body: out}, nil
}

// ReachLineInput names one line of the list for calls.
type ReachLineInput struct {
	Measure string `path:"measure" maxLength:"200" doc:"事项编号"`
	USCC    string `path:"uscc" maxLength:"30" doc:"统一社会信用代码"`
}

type markVisitInput struct {
	ReachLineInput
	Body struct {
		Note string `json:"note" maxLength:"200" doc:"上门情况，不要写个人信息"`
	}
}

type lineOutput struct{ Body ReachRow }

func (s *Service) markVisit(ctx context.Context, in *markVisitInput) (*lineOutput, error) {
	return line(s.Visit(ctx, in.Measure, in.USCC, in.Body.Note))
}

func (s *Service) unmarkVisit(ctx context.Context, in *ReachLineInput) (*lineOutput, error) {
	return line(s.Unvisit(ctx, in.Measure, in.USCC))
}

func line(r Row, err error) (*lineOutput, error) {
	if err != nil {
		return nil, err
	}
	return &lineOutput{Body: rowOf(r)}, nil
}

// ReachMeasureInput names a measure.
type ReachMeasureInput struct {
	ID string `path:"id" maxLength:"200" doc:"事项编号"`
}

type funnelOutput struct{ Body ReachFunnel }

func (s *Service) getFunnel(ctx context.Context, in *ReachMeasureInput) (*funnelOutput, error) {
	f, err := s.Funnel(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := ReachFunnel{RunAt: instant(f.Run.FinishedAt), AsOf: f.Run.AsOf.String(), Version: f.Version, Steps: []reachStep{}}
	for _, step := range f.Steps {
		out.Steps = append(out.Steps, reachStep{Step: string(step.Step), Label: step.Step.Label(), Count: step.Count, Known: step.Known})
	}
	return &funnelOutput{Body: out}, nil
}

type listFunnelInput struct {
	web.PageInput
	ReachMeasureInput
	Step     string `query:"step" enum:"registered,matched,told,opened,claimed" default:"matched"`
	Division string `query:"division" maxLength:"24" pattern:"^[0-9]*$" patternDescription:"数字" doc:"区划，含下级"`
	Text     string `query:"q" maxLength:"100" doc:"企业名称中的字，或统一社会信用代码"`
}

func (s *Service) listFunnel(ctx context.Context, in *listFunnelInput) (*listReachOutput, error) {
	return rowsOf(s.FunnelList(ctx, in.ID, Step(in.Step), policy.EnterpriseFilter{Division: in.Division, Text: in.Text}, in.Page()))
}
