package enterprise

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/web"
)

// ImportBody is one import.
type ImportBody struct {
	ID            string     `json:"id"`
	Kind          string     `json:"kind" enum:"enterprises,facts"`
	Filename      string     `json:"filename"`
	State         string     `json:"state" enum:"queued,running,done,refused,failed"`
	Rows          int64      `json:"rows"`
	Accepted      int64      `json:"accepted"`
	Created       int64      `json:"created"`
	Updated       int64      `json:"updated"`
	Unchanged     int64      `json:"unchanged"`
	Warned        int64      `json:"warned"`
	Refused       int64      `json:"refused"`
	CapitalParsed int64      `json:"capital_parsed"`
	DistrictFound int64      `json:"district_found"`
	ProblemCount  int64      `json:"problem_count" doc:"问题总数，列出的不超过 10000 条"`
	Seconds       float64    `json:"seconds"`
	CreatedAt     time.Time  `json:"created_at"`
	StartedAt     *time.Time `json:"started_at,omitempty"`
	FinishedAt    *time.Time `json:"finished_at,omitempty"`
	By            string     `json:"by"`
	Message       string     `json:"message" doc:"为什么没有导入"`
	Notes         []string   `json:"notes" doc:"关于整份文件的说明"`
}

// ProblemBody is something wrong with one row.
type ProblemBody struct {
	Row    int64  `json:"row" doc:"表头之后的第几行"`
	Column string `json:"column"`
	Level  string `json:"level" enum:"warning,refusal"`
	Reason string `json:"reason"`
	Text   string `json:"text" doc:"那一格的开头"`
}

func importBody(i Import) ImportBody {
	r := i.Report
	b := ImportBody{
		ID: i.ID, Kind: string(i.Kind), Filename: i.Filename, State: string(i.State), Rows: r.Rows, Accepted: r.Accepted, Created: r.Created,
		Updated: r.Updated, Unchanged: r.Unchanged, Warned: r.Warned, Refused: r.Refused, CapitalParsed: r.CapitalParsed, DistrictFound: r.DistrictFound,
		ProblemCount: r.ProblemCount, Seconds: r.Seconds, CreatedAt: i.CreatedAt, By: i.ByName, Message: i.Message, Notes: append([]string{}, r.Notes...),
	}
	if !i.StartedAt.IsZero() {
		b.StartedAt = &i.StartedAt
	}
	if !i.FinishedAt.IsZero() {
		b.FinishedAt = &i.FinishedAt
	}
	return b
}

type uploadInput struct {
	web.Upload
	Kind string `query:"kind" required:"true" enum:"enterprises,facts" doc:"文件里是企业还是事实"`
}

// UploadedBody names the import and the job that works it.
type UploadedBody struct {
	ID  string `json:"id"`
	Job string `json:"job"`
}

type uploadOutput struct {
	Body UploadedBody
}

func (s *Service) uploadImport(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
	i, job, err := s.Upload(ctx, ImportKind(in.Kind), in.Filename, in.Reader())
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, blob.ErrTooLarge
	}
	if err != nil {
		return nil, err
	}
	return &uploadOutput{Body: UploadedBody{ID: i.ID, Job: job}}, nil
}

type importsInput struct {
	web.PageInput
}

type importsOutput struct {
	Body kernel.Rows[ImportBody]
}

func (s *Service) listImports(ctx context.Context, in *importsInput) (*importsOutput, error) {
	found, err := s.ListImports(ctx, in.Page())
	if err != nil {
		return nil, err
	}
	out := &importsOutput{Body: kernel.Rows[ImportBody]{Items: make([]ImportBody, len(found.Items)), Total: found.Total, Next: found.Next}}
	for n, i := range found.Items {
		out.Body.Items[n] = importBody(i)
	}
	return out, nil
}

// ImportInput names an import.
type ImportInput struct {
	ID string `path:"id" maxLength:"36" doc:"导入的编号"`
}

type importOutput struct {
	Body ImportBody
}

func (s *Service) getImport(ctx context.Context, in *ImportInput) (*importOutput, error) {
	i, err := s.GetImport(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &importOutput{Body: importBody(i)}, nil
}

type problemsInput struct {
	ImportInput
	web.PageInput
	Level string `query:"level" enum:"warning,refusal" doc:"只列警告或只列拒绝"`
}

type problemsOutput struct {
	Body kernel.Rows[ProblemBody]
}

func (s *Service) listProblems(ctx context.Context, in *problemsInput) (*problemsOutput, error) {
	found, err := s.Problems(ctx, in.ID, Level(in.Level), in.Page())
	if err != nil {
		return nil, err
	}
	out := &problemsOutput{Body: kernel.Rows[ProblemBody]{Items: make([]ProblemBody, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, p := range found.Items {
		out.Body.Items[i] = ProblemBody{Row: p.Row, Column: p.Column, Level: string(p.Level), Reason: p.Reason, Text: p.Content}
	}
	return out, nil
}

// reportName names a report after its file.
func reportName(i Import, ending string) string {
	return strings.TrimSuffix(i.Filename, path.Ext(i.Filename)) + "-导入报告" + ending
}

func (s *Service) downloadReport(ctx context.Context, in *ImportInput) (web.File, error) {
	i, err := s.ImportReport(ctx, in.ID)
	if err != nil {
		return web.File{}, err
	}
	t, err := s.take(ctx, s.report(i, reportName(i, ".json")))
	if err != nil {
		return web.File{}, err
	}
	return web.File{Name: t.Name(reportName(i, ".json")), ContentType: "application/json", Write: func(w io.Writer) error {
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(i.Report)
	}}, nil
}

func (s *Service) downloadReportSheet(ctx context.Context, in *ImportInput) (web.File, error) {
	i, err := s.ImportReport(ctx, in.ID)
	if err != nil {
		return web.File{}, err
	}
	return s.file(ctx, s.report(i, reportName(i, ".xlsx")))
}

// file is a workbook that the gate lets out.
func (s *Service) file(ctx context.Context, p *export.Prepared) (web.File, error) {
	t, err := s.take(ctx, p)
	if err != nil {
		return web.File{}, err
	}
	return web.File{Name: t.Name(p.File), ContentType: web.ContentTypeXLSX, Write: func(w io.Writer) error { return p.Write(ctx, w, t) }}, nil
}

type exportInput struct {
	EnterpriseFilterInput
	Sort string `query:"sort" enum:"name,-name,registered,-registered,capital,-capital,updated,-updated" default:"name" doc:"排序"`
}

func (s *Service) exportEnterprises(ctx context.Context, in *exportInput) (web.File, error) {
	p, err := s.Export(ctx, in.filter(), Sort(in.Sort))
	if err != nil {
		return web.File{}, err
	}
	return s.file(ctx, p)
}
