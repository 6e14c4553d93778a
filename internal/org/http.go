package org

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
)

// PublicOperations are the operations of this module that anybody may call.
var PublicOperations = []string{"list-departments"}

// Routes adds the module's operations to the API.
func (s *Service) Routes(api *web.API) {
	web.Register(api, web.Operation{
		ID: "list-departments", Method: http.MethodGet, Path: "/departments", Tag: "org", Summary: "政府部门及其联系方式",
	}, s.listDepartments)
	s.departmentRoutes(api)
}

type listDepartmentsInput struct {
	web.PageInput
	Text     string `query:"q" maxLength:"50" doc:"名称或简称中的字"`
	Division string `query:"division" maxLength:"24" pattern:"^[0-9]*$" patternDescription:"数字" doc:"所服务的区划，含下级"`
}

type departmentPlace struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

type departmentItem struct {
	ID        string          `json:"id"`
	Code      string          `json:"code"`
	Name      string          `json:"name"`
	ShortName string          `json:"short_name"`
	Parent    string          `json:"parent" doc:"上级部门的编号，没有上级则为空"`
	Level     int             `json:"level" doc:"1 省 2 市 3 区县 4 街道 5 社区"`
	Division  departmentPlace `json:"division"`
	Duty      string          `json:"duty"`
	Phone     string          `json:"phone"`
	Address   string          `json:"address"`
}

type listDepartmentsOutput struct {
	Body kernel.Rows[departmentItem]
}

func (s *Service) listDepartments(ctx context.Context, in *listDepartmentsInput) (*listDepartmentsOutput, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	page, err := s.Departments(ctx, Filter{Text: in.Text, Division: in.Division}, in.Page())
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[departmentItem]{Items: make([]departmentItem, 0, len(page.Items)), Total: page.Total, Next: page.Next}
	for _, d := range page.Items {
		out.Items = append(out.Items, departmentItem{
			ID: d.ID, Code: d.Code, Name: d.Name, ShortName: d.ShortName, Parent: d.Parent, Level: int(d.Level),
			Division: departmentPlace{d.Division, tree.Name(d.Division)}, Duty: d.Duty, Phone: d.Phone, Address: d.Address,
		})
	}
	return &listDepartmentsOutput{Body: out}, nil
}
