package org

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/division"
)

func (s *Service) departmentRoutes(api *web.API) {
	operation := func(id, method, path, summary string, permission authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "org", Permission: permission, MaxBody: 32 << 10}
	}
	web.Register(api, operation("get-department-tree", http.MethodGet, "/org/departments", "机构树", PermissionRead), s.getTree)
	web.Register(api, operation("get-department", http.MethodGet, "/org/departments/{id}", "一个部门", PermissionRead), s.getDepartment)
	web.Register(api, operation("create-department", http.MethodPost, "/org/departments", "新建部门", PermissionEdit), s.createDepartment)
	web.Register(api, operation("change-department", http.MethodPut, "/org/departments/{id}", "修改部门", PermissionEdit), s.changeDepartment)
	web.Register(api, operation("move-department", http.MethodPost, "/org/departments/{id}/move", "移动部门", PermissionEdit), s.moveDepartment)
	web.Register(api, operation("close-department", http.MethodPost, "/org/departments/{id}/close", "撤销部门", PermissionEdit), s.closeDepartment)
}

// DepartmentBody is one department of the tree.
type DepartmentBody struct {
	ID        string          `json:"id"`
	Code      string          `json:"code"`
	Name      string          `json:"name"`
	ShortName string          `json:"short_name"`
	Parent    string          `json:"parent" doc:"上级部门的编号；没有上级，或上级不在可见范围内，则为空"`
	Level     int             `json:"level" doc:"1 省 2 市 3 区县 4 街道 5 社区"`
	Division  departmentPlace `json:"division"`
	Duty      string          `json:"duty"`
	Phone     string          `json:"phone"`
	Address   string          `json:"address"`
	Position  int64           `json:"position"`
	People    int             `json:"people" doc:"在职人数，不含下级部门"`
	ClosedAt  *time.Time      `json:"closed_at,omitempty" doc:"撤销的时间"`
	Version   int64           `json:"version"`
	Can       []string        `json:"can" doc:"edit、move、close、add_child"`
}

// DepartmentFields are the facts of a department that a form holds.
type DepartmentFields struct {
	Name      string `json:"name" minLength:"1" maxLength:"100"`
	ShortName string `json:"short_name,omitempty" maxLength:"100" doc:"不填则与名称相同"`
	Division  string `json:"division" minLength:"2" maxLength:"24" pattern:"^[0-9]+$" patternDescription:"数字"`
	Level     int    `json:"level,omitempty" minimum:"0" maximum:"8" doc:"不填则随区划"`
	Duty      string `json:"duty,omitempty" maxLength:"2000"`
	Phone     string `json:"phone,omitempty" maxLength:"200"`
	Address   string `json:"address,omitempty" maxLength:"200"`
	Position  *int64 `json:"position,omitempty" minimum:"0" maximum:"1000000" doc:"在列表中的先后，不填则不变"`
}

func (f DepartmentFields) form() DepartmentForm {
	form := DepartmentForm{
		Name: f.Name, ShortName: f.ShortName, Division: f.Division, Level: f.Level, Duty: f.Duty, Phone: f.Phone, Address: f.Address, Position: -1,
	}
	if f.Position != nil {
		form.Position = *f.Position
	}
	return form
}

// NewDepartmentBody is a department to be added.
type NewDepartmentBody struct {
	DepartmentFields
	Code   string `json:"code" minLength:"1" maxLength:"64" doc:"部门代码，建立后不能改"`
	Parent string `json:"parent,omitempty" maxLength:"36" doc:"上级部门的编号，不填则为最上级"`
}

// DepartmentFormBody is what can be changed of a department.
type DepartmentFormBody struct {
	DepartmentFields
}

type treeInput struct {
	Closed bool `query:"closed" doc:"连已撤销的部门一起列出"`
}

type treeOutput struct {
	Body struct {
		Items []DepartmentBody `json:"items" doc:"上级在前，下级紧随其后"`
		Total int              `json:"total"`
		Can   []string         `json:"can" doc:"add：可以在最上级新建；import：可以导入"`
	}
}

// departmentView turns departments into bodies for one caller.
type departmentView struct {
	chart  Chart
	see    Reach
	edit   Reach
	people map[string]int
	tree   *division.Tree
}

func (s *Service) view(ctx context.Context) (departmentView, error) {
	var v departmentView
	var err error
	if v.chart, v.see, err = s.VisibleChart(ctx, PermissionRead); err != nil {
		return v, err
	}
	if scope, refused := authz.Require(ctx, PermissionEdit); refused == nil {
		v.edit = v.chart.Within(scope)
	}
	if v.people, err = s.People.Counts(ctx); err != nil {
		return v, err
	}
	v.tree, err = s.Tree(ctx)
	return v, err
}

func (v departmentView) body(d Department) DepartmentBody {
	b := DepartmentBody{
		ID: d.ID, Code: d.Code, Name: d.Name, ShortName: d.ShortName, Level: int(d.Level),
		Division: departmentPlace{d.Division, v.tree.LocalName(d.Division)}, Duty: d.Duty, Phone: d.Phone, Address: d.Address,
		Position: d.Position, People: v.people[d.ID], Version: d.Version, Can: []string{},
	}
	if v.see.Holds(d.Parent) {
		b.Parent = d.Parent
	}
	switch {
	case d.Closed():
		b.ClosedAt = &d.ClosedAt
	case v.edit.Holds(d.ID):
		b.Can = append(b.Can, "edit", "move", "add_child")
		if b.People == 0 && v.chart.OpenChildren(d.ID) == 0 {
			b.Can = append(b.Can, "close")
		}
	}
	return b
}

func (s *Service) getTree(ctx context.Context, in *treeInput) (*treeOutput, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	out := &treeOutput{}
	out.Body.Items, out.Body.Can = []DepartmentBody{}, []string{}
	for _, d := range v.chart.Walk() {
		if v.see.Holds(d.ID) && (in.Closed || !d.Closed()) {
			out.Body.Items = append(out.Body.Items, v.body(d))
		}
	}
	out.Body.Total = len(out.Body.Items)
	if v.edit.Everything() {
		out.Body.Can = append(out.Body.Can, "add", "import")
	}
	return out, nil
}

// DepartmentInput names a department.
type DepartmentInput struct {
	ID string `path:"id" maxLength:"36" doc:"部门的编号"`
}

type departmentOutput struct {
	ETag string `header:"ETag"`
	Body DepartmentBody
}

func (s *Service) getDepartment(ctx context.Context, in *DepartmentInput) (*departmentOutput, error) {
	return s.show(ctx, in.ID)
}

// show answers with a department as it is now.
func (s *Service) show(ctx context.Context, id string) (*departmentOutput, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	d, found := v.chart.Find(id)
	if !found || !v.see.Holds(id) {
		return nil, ErrDepartmentUnknown
	}
	return &departmentOutput{ETag: web.ETag(d.Version), Body: v.body(d)}, nil
}

// told answers with what became of a department, also to one who may change it
// and not read all of it.
func (s *Service) told(ctx context.Context, d Department, err error) (*departmentOutput, error) {
	if err != nil {
		return nil, err
	}
	if out, err := s.show(ctx, d.ID); err == nil {
		return out, nil
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	return &departmentOutput{ETag: web.ETag(d.Version), Body: departmentView{tree: tree}.body(d)}, nil
}

type createDepartmentInput struct{ Body NewDepartmentBody }

func (s *Service) createDepartment(ctx context.Context, in *createDepartmentInput) (*departmentOutput, error) {
	form := in.Body.form()
	form.Code, form.Parent = in.Body.Code, in.Body.Parent
	d, err := s.AddDepartment(ctx, form)
	return s.told(ctx, d, err)
}

type changeDepartmentInput struct {
	DepartmentInput
	web.Match
	Body DepartmentFormBody
}

func (s *Service) changeDepartment(ctx context.Context, in *changeDepartmentInput) (*departmentOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	d, err := s.ChangeDepartment(ctx, in.ID, version, in.Body.form())
	return s.told(ctx, d, err)
}

type moveDepartmentInput struct {
	DepartmentInput
	web.Match
	Body struct {
		Parent string `json:"parent" maxLength:"36" doc:"新上级部门的编号，空为最上级"`
	}
}

func (s *Service) moveDepartment(ctx context.Context, in *moveDepartmentInput) (*departmentOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	d, err := s.MoveDepartment(ctx, in.ID, version, in.Body.Parent)
	return s.told(ctx, d, err)
}

type closeDepartmentInput struct {
	DepartmentInput
	web.Match
}

func (s *Service) closeDepartment(ctx context.Context, in *closeDepartmentInput) (*departmentOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	d, err := s.CloseDepartment(ctx, in.ID, version)
	return s.told(ctx, d, err)
}
