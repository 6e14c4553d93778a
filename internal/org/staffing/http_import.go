package staffing

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/org/intake"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/web"
)

// fileLimit is the largest file, in bytes: some hundred times what maxRows need.
const fileLimit = 8 << 20

func (s *Service) importRoutes(api *web.API) {
	upload := operation("import-staffing", http.MethodPost, "/org/imports", "导入部门、岗位或人员", org.PermissionEdit)
	upload.MaxBody = fileLimit
	web.Register(api, upload, s.importFile)
	web.RegisterDownload(api, operation("download-staffing-template", http.MethodGet, "/org/import-template", "下载导入模板", org.PermissionEdit), s.template)
}

type importInput struct {
	web.Upload
	Kind string `query:"kind" required:"true" enum:"departments,posts,people" doc:"部门、岗位、人员"`
}

// ImportProblemBody is something wrong with one row.
type ImportProblemBody struct {
	Row    int64  `json:"row" doc:"表头之后的第几行"`
	Column string `json:"column"`
	Reason string `json:"reason"`
}

// StaffingReportBody says what an import did.
type StaffingReportBody struct {
	Kept      bool                `json:"kept" doc:"没有问题，已经全部导入；否则一行也没有导入"`
	Rows      int                 `json:"rows"`
	Created   int                 `json:"created"`
	Updated   int                 `json:"updated"`
	Unchanged int                 `json:"unchanged"`
	Problems  []ImportProblemBody `json:"problems" doc:"最多 500 条"`
}

type importOutput struct{ Body StaffingReportBody }

func (s *Service) importFile(ctx context.Context, in *importInput) (*importOutput, error) {
	content, err := io.ReadAll(in.Reader())
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, blob.ErrTooLarge
	}
	if err != nil {
		return nil, err
	}
	r, err := s.Import(ctx, intake.Kind(in.Kind), content)
	if err != nil {
		return nil, err
	}
	body := StaffingReportBody{
		Kept: r.Problems == nil, Rows: r.Rows, Created: r.Created, Updated: r.Updated, Unchanged: r.Unchanged, Problems: []ImportProblemBody{},
	}
	for _, p := range r.Problems {
		body.Problems = append(body.Problems, ImportProblemBody(p))
	}
	return &importOutput{Body: body}, nil
}

type templateInput struct {
	Kind string `query:"kind" required:"true" enum:"departments,posts,people" doc:"部门、岗位、人员"`
}

func (s *Service) template(_ context.Context, in *templateInput) (web.File, error) {
	kind := intake.Kind(in.Kind)
	names := map[intake.Kind]string{intake.Departments: "部门", intake.Posts: "岗位", intake.People: "人员"}
	return web.File{Name: names[kind] + "导入模板.xlsx", ContentType: web.ContentTypeXLSX, Write: func(w io.Writer) error {
		return intake.WriteTemplate(w, kind)
	}}, nil
}
