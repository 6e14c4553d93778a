package figure

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations of the figures to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "get-appeal-board", "/appeal-board", "督办看板", PermRead), s.getBoard)
	web.Register(api, op(http.MethodGet, "get-appeal-rates", "/appeal-rates", "诉求三率", PermRead), s.getRates)
	web.Register(api, op(http.MethodGet, "list-appeal-rate-cases", "/appeal-rate-cases", "三率一个数字背后的诉求", PermRead), s.listBehind)
	web.Register(api, op(http.MethodGet, "get-appeal-rate-course", "/appeal-rate-course", "诉求三率近十二个月的走势", PermRead), s.getCourse)
	web.Register(api, op(http.MethodGet, "get-appeal-rate-people", "/appeal-rate-people", "一个部门各经办人的诉求三率", PermPersons), s.getPeople)
	web.Register(api, op(http.MethodGet, "list-appeal-rate-person-cases", "/appeal-rate-person-cases", "经办人三率一个数字背后的诉求", PermPersons), s.listBehindPerson)
	web.RegisterDownload(api, op(http.MethodGet, "export-appeal-rates", "/appeal-rate-exports", "导出诉求三率", PermExport), s.exportRates)
	web.Register(api, op(http.MethodGet, "list-appeal-rate-definitions", "/appeal-rate-definitions", "三率的定义", PermRead), s.listDefinitions)
}

// LoadBody is how many cases lie with a department or a person. Each number opens
// the inbox with the box of its name.
type LoadBody struct {
	ID    string `json:"id,omitempty" doc:"没有的为还没有派单或者还没有签收"`
	Name  string `json:"name,omitempty"`
	Open  int64  `json:"open" doc:"在办"`
	Today int64  `json:"today" doc:"今天到期"`
	Risk  int64  `json:"risk" doc:"临近到期：已用去四分之三的时间，或者剩余不到 1 个工作日"`
	Late  int64  `json:"late" doc:"已超期"`
}

// DepartmentLoadBody is a department with its people.
type DepartmentLoadBody struct {
	LoadBody
	People []LoadBody `json:"people"`
}

type boardOutput struct {
	Body struct {
		Whole       LoadBody             `json:"whole"`
		Departments []DepartmentLoadBody `json:"departments"`
	}
}

func loadBody(l Load) LoadBody {
	return LoadBody{
		ID: l.ID, Name: l.Name,
		Open: l.Cases[appeal.BoxOpen], Today: l.Cases[appeal.BoxToday], Risk: l.Cases[appeal.BoxRisk], Late: l.Cases[appeal.BoxLate],
	}
}

func (s *Service) getBoard(ctx context.Context, _ *struct{}) (*boardOutput, error) {
	b, err := s.Board(ctx)
	if err != nil {
		return nil, err
	}
	out := &boardOutput{}
	out.Body.Whole = loadBody(b.Whole)
	out.Body.Departments = make([]DepartmentLoadBody, len(b.Departments))
	for i, d := range b.Departments {
		body := DepartmentLoadBody{LoadBody: loadBody(d.Load), People: make([]LoadBody, len(d.People))}
		for j, p := range d.People {
			body.People[j] = loadBody(p)
		}
		out.Body.Departments[i] = body
	}
	return out, nil
}
