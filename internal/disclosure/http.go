package disclosure

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the module's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "disclosure", Summary: summary, Permission: PermExports}
	}
	mine := func(id, path, summary string) web.Operation {
		o := op(http.MethodGet, id, path, summary)
		o.Permission = PermOwnRead
		return o
	}
	web.Register(api, mine("list-my-disclosures", "/my/{uscc}/disclosures", "谁看过本企业的数据"), s.listMine)
	web.Register(api, mine("list-my-appearances", "/my/{uscc}/appearances", "本企业出现在多少份导出里"), s.listAppearances)
	web.Register(api, op(http.MethodGet, "list-exports", "/exports", "导出"), s.listExportRows)
	ask := op(http.MethodPost, "ask-export", "/exports", "申请导出")
	ask.Status = http.StatusCreated
	web.Register(api, ask, s.askExport)
	web.RegisterDownload(api, op(http.MethodGet, "fetch-export", "/exports/{id}/file", "下载已同意的导出"), s.fetchExport)
	web.Register(api, op(http.MethodPost, "withdraw-export", "/exports/{id}/withdraw", "撤回导出申请"), s.withdrawExport)
	decide := func(act Act, id, path, summary string) {
		o := op(http.MethodPost, id, path, summary)
		o.Permission = PermApprove
		web.Register(api, o, s.decideExport(act))
	}
	decide(ActApprove, "approve-export", "/exports/{id}/approve", "同意导出")
	decide(ActRefuse, "refuse-export", "/exports/{id}/refuse", "不同意导出")
}

// MyInput names an enterprise of the caller.
type MyInput struct {
	USCC string `path:"uscc" minLength:"18" maxLength:"18" doc:"统一社会信用代码"`
}

type listMineInput struct {
	MyInput
	web.PageInput
}

// DisclosureBody is one time that somebody saw data in full.
type DisclosureBody struct {
	ID          string    `json:"id"`
	At          time.Time `json:"at"`
	Department  string    `json:"department" doc:"查看人当时所在的部门"`
	Post        string    `json:"post" doc:"查看人当时的岗位"`
	Viewer      string    `json:"viewer" doc:"查看人的姓名，只显示姓"`
	Kind        string    `json:"kind" enum:"contact,person" doc:"看的是联系人还是办事人员的资料"`
	Role        string    `json:"role" doc:"被查看的人在企业的身份"`
	Fields      []string  `json:"fields" doc:"看了哪几项，中文"`
	ReasonLabel string    `json:"reason_label"`
	Reason      string    `json:"reason"`
	Channel     string    `json:"channel" enum:"screen,token,command"`
}

type listMineOutput struct {
	Body kernel.Rows[DisclosureBody]
}

func (s *Service) listMine(ctx context.Context, in *listMineInput) (*listMineOutput, error) {
	found, err := s.MyViews(ctx, in.USCC, in.Page())
	if err != nil {
		return nil, err
	}
	out := &listMineOutput{Body: kernel.Rows[DisclosureBody]{Items: make([]DisclosureBody, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, v := range found.Items {
		labels := make([]string, len(v.Fields))
		for j, f := range v.Fields {
			labels[j] = FieldLabels[f]
		}
		out.Body.Items[i] = DisclosureBody{
			ID: v.ID, At: v.At, Department: v.DepartmentName, Post: v.Post, Viewer: v.Masked, Kind: v.Shown.Kind, Role: v.Role, Fields: labels,
			ReasonLabel: v.Reason.Kind.Label(), Reason: v.Words, Channel: v.Channel,
		}
	}
	return out, nil
}

// AppearanceBody counts the exports of one department in one month.
type AppearanceBody struct {
	Month      string `json:"month" doc:"年-月"`
	Department string `json:"department"`
	Count      int64  `json:"count"`
}

// AppearancesBody is in how many exports an enterprise stood.
type AppearancesBody struct {
	Items []AppearanceBody `json:"items"`
	Total int64            `json:"total" doc:"一共多少份导出"`
}

type appearancesOutput struct {
	Body AppearancesBody
}

func (s *Service) listAppearances(ctx context.Context, in *MyInput) (*appearancesOutput, error) {
	found, err := s.MyAppearances(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	out := &appearancesOutput{Body: AppearancesBody{Items: make([]AppearanceBody, len(found))}}
	for i, a := range found {
		out.Body.Items[i] = AppearanceBody(a)
		out.Body.Total += a.Count
	}
	return out, nil
}

// ExportBody is one export as lists show it.
type ExportBody struct {
	ID          string    `json:"id"`
	Number      string    `json:"number"`
	Title       string    `json:"title"`
	Filter      string    `json:"filter" doc:"按什么筛选，中文；没有筛选则为空"`
	Purpose     string    `json:"purpose"`
	Note        string    `json:"note" doc:"审批意见"`
	Rows        int64     `json:"rows"`
	State       string    `json:"state" enum:"asked,approved,refused,withdrawn,taken"`
	Expired     bool      `json:"expired" doc:"下载期限已过"`
	AskedName   string    `json:"asked_name"`
	Department  string    `json:"department"`
	AskedAt     time.Time `json:"asked_at"`
	DecidedName string    `json:"decided_name"`
	// The times of what has not happened are left out.
	DecidedAt *time.Time `json:"decided_at,omitempty"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	TakenAt   *time.Time `json:"taken_at,omitempty"`
	Version   int64      `json:"version"`
	Can       []string   `json:"can" doc:"可以做什么：approve、refuse、download、withdraw"`
}

func (s *Service) exportBody(ctx context.Context, e *Export) ExportBody {
	when := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		return &t
	}
	return ExportBody{
		ID: e.ID, Number: e.Number, Title: e.Title, Filter: e.Filter, Purpose: e.Purpose, Note: e.Note, Rows: e.Rows, State: string(e.State),
		Expired: e.Expired(s.Clock.Now()), AskedName: e.AskedName, Department: e.DepartmentName, AskedAt: e.AskedAt, DecidedName: e.DecidedName,
		DecidedAt: when(e.DecidedAt), ExpiresAt: when(e.ExpiresAt), TakenAt: when(e.TakenAt), Version: e.Version, Can: s.Can(ctx, e),
	}
}

type listExportsInput struct {
	web.PageInput
	State string `query:"state" enum:"asked,approved,refused,withdrawn,taken" doc:"只列这一种状态"`
}

type listExportsOutput struct {
	Body kernel.Rows[ExportBody]
}

func (s *Service) listExportRows(ctx context.Context, in *listExportsInput) (*listExportsOutput, error) {
	found, err := s.Exports(ctx, State(in.State), in.Page())
	if err != nil {
		return nil, err
	}
	out := &listExportsOutput{Body: kernel.Rows[ExportBody]{Items: make([]ExportBody, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, e := range found.Items {
		out.Body.Items[i] = s.exportBody(ctx, e)
	}
	return out, nil
}

type askExportInput struct {
	Body struct {
		Kind    string            `json:"kind" maxLength:"40" doc:"哪一种名单"`
		Query   map[string]string `json:"query" doc:"名单页面上的筛选条件"`
		Purpose string            `json:"purpose" minLength:"1" maxLength:"400" doc:"用途"`
	}
}

type exportOutput struct {
	ETag string `header:"ETag"`
	Body ExportBody
}

func (s *Service) askExport(ctx context.Context, in *askExportInput) (*exportOutput, error) {
	query, err := json.Marshal(in.Body.Query)
	if err != nil {
		return nil, err
	}
	return s.answer(ctx)(s.Ask(ctx, in.Body.Kind, string(query), in.Body.Purpose))
}

func (s *Service) answer(ctx context.Context) func(*Export, error) (*exportOutput, error) {
	return func(e *Export, err error) (*exportOutput, error) {
		if err != nil {
			return nil, err
		}
		return &exportOutput{ETag: web.ETag(e.Version), Body: s.exportBody(ctx, e)}, nil
	}
}

// ExportInput names an export.
type ExportInput struct {
	ID string `path:"id" maxLength:"36"`
}

// ChangeExportInput names an export as it was seen.
type ChangeExportInput struct {
	ExportInput
	web.Match
}

func (s *Service) withdrawExport(ctx context.Context, in *ChangeExportInput) (*exportOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return s.answer(ctx)(s.Withdraw(ctx, in.ID, version))
}

type decideExportInput struct {
	ChangeExportInput
	Body struct {
		Note string `json:"note,omitempty" maxLength:"400" doc:"审批意见；不同意时必填"`
	}
}

func (s *Service) decideExport(act Act) func(context.Context, *decideExportInput) (*exportOutput, error) {
	return func(ctx context.Context, in *decideExportInput) (*exportOutput, error) {
		version, err := in.Version()
		if err != nil {
			return nil, err
		}
		return s.answer(ctx)(s.Decide(ctx, in.ID, version, act, in.Body.Note))
	}
}

func (s *Service) fetchExport(ctx context.Context, in *ExportInput) (web.File, error) {
	p, t, err := s.Fetch(ctx, in.ID)
	if err != nil {
		return web.File{}, err
	}
	contentType := web.ContentTypeXLSX
	if path.Ext(p.File) == ".pdf" {
		contentType = web.ContentTypePDF
	}
	return web.File{Name: t.Name(p.File), ContentType: contentType, Write: func(w io.Writer) error { return p.Write(ctx, w, t) }}, nil
}
