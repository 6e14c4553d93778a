package staffing

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

func operation(id, method, path, summary string, permission authz.Permission) web.Operation {
	return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "org", Permission: permission, MaxBody: 64 << 10}
}

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	read, edit := org.PermissionRead, org.PermissionEdit
	web.Register(api, operation("list-posts", http.MethodGet, "/org/departments/{id}/posts", "部门的岗位和任职的人", read), s.listPosts)
	web.Register(api, operation("create-post", http.MethodPost, "/org/departments/{id}/posts", "新建岗位", edit), s.createPost)
	web.Register(api, operation("change-post", http.MethodPut, "/org/posts/{id}", "修改岗位", edit), s.changePost)
	web.Register(api, operation("close-post", http.MethodPost, "/org/posts/{id}/close", "撤销岗位", edit), s.closePost)
	web.Register(api, operation("list-people", http.MethodGet, "/org/people", "工作人员", read), s.listPeople)
	web.Register(api, operation("create-person", http.MethodPost, "/org/people", "新增工作人员", edit), s.createPerson)
	web.Register(api, operation("get-person", http.MethodGet, "/org/people/{id}", "一个人的任职和交接", read), s.getPerson)
	web.Register(api, operation("appoint-person", http.MethodPost, "/org/people/{id}/posts", "安排兼任", edit), s.appointPerson)
	web.Register(api, operation("end-tenure", http.MethodPost, "/org/tenures/{id}/end", "结束兼任", edit), s.stopTenure)
	web.Register(api, operation("list-services", http.MethodGet, "/org/services", "服务网络的分工", read), s.listServices)
	web.Register(api, operation("get-service-network", http.MethodGet, "/org/network/{division}", "一个地方的服务网络", read), s.getNetwork)
	web.Register(api, operation("assign-service", http.MethodPost, "/org/services", "安排服务分工", edit), s.assignService)
	web.Register(api, operation("end-service", http.MethodPost, "/org/services/{id}/end", "结束服务分工", edit), s.stopService)
	s.handoverRoutes(api)
	s.importRoutes(api)
}

// IDInput names what an operation is about.
type IDInput struct {
	ID string `path:"id" maxLength:"36" doc:"编号"`
}

type postsOutput struct {
	Body struct {
		Items  []PostBody `json:"items"`
		Others []Ref      `json:"others" doc:"在本部门任职、没有具体岗位的人"`
		Can    []string   `json:"can" doc:"edit"`
	}
}

func (s *Service) listPosts(ctx context.Context, in *IDInput) (*postsOutput, error) {
	posts, holders, can, err := s.Posts(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(holders))
	for i, t := range holders {
		ids[i] = t.Staff
	}
	n, err := s.named(ctx, ids...)
	if err != nil {
		return nil, err
	}
	by := map[string][]Ref{}
	for _, t := range holders {
		by[t.Post] = append(by[t.Post], n.person(t.Staff))
	}
	out := &postsOutput{}
	out.Body.Items, out.Body.Can = make([]PostBody, len(posts)), can
	out.Body.Others = append([]Ref{}, by[""]...)
	for i, p := range posts {
		out.Body.Items[i] = postBody(p, by[p.ID])
	}
	return out, nil
}

func postBody(p Post, holders []Ref) PostBody {
	return PostBody{ID: p.ID, Name: p.Name, Duty: p.Duty, Headcount: p.Headcount, Holders: append([]Ref{}, holders...), Version: p.Version}
}

// PostFormBody is what a form says of a post.
type PostFormBody struct {
	Name      string `json:"name" minLength:"1" maxLength:"50"`
	Duty      string `json:"duty,omitempty" maxLength:"1000"`
	Headcount int    `json:"headcount" minimum:"1" maximum:"999" doc:"编制数"`
}

type createPostInput struct {
	IDInput
	Body PostFormBody
}

type postOutput struct {
	ETag string `header:"ETag"`
	Body PostBody
}

func postTold(p Post, err error) (*postOutput, error) {
	if err != nil {
		return nil, err
	}
	return &postOutput{ETag: web.ETag(p.Version), Body: postBody(p, nil)}, nil
}

func (s *Service) createPost(ctx context.Context, in *createPostInput) (*postOutput, error) {
	return postTold(s.AddPost(ctx, in.ID, PostForm(in.Body)))
}

type changePostInput struct {
	IDInput
	web.Match
	Body PostFormBody
}

func (s *Service) changePost(ctx context.Context, in *changePostInput) (*postOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return postTold(s.ChangePost(ctx, in.ID, version, PostForm(in.Body)))
}

type closePostInput struct {
	IDInput
	web.Match
}

func (s *Service) closePost(ctx context.Context, in *closePostInput) (*postOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return postTold(s.ClosePost(ctx, in.ID, version))
}

type listPeopleInput struct {
	web.PageInput
	Text       string `query:"q" maxLength:"50" doc:"姓名或账号中的字"`
	Department string `query:"department" maxLength:"36" doc:"部门的编号"`
	Below      bool   `query:"below" doc:"连下级部门的人一起列出"`
	Status     string `query:"status" enum:"active,suspended,left" doc:"在职、停用、离任；不填则全部"`
}

type listPeopleOutput struct{ Body kernel.Rows[PersonBody] }

func (s *Service) listPeople(ctx context.Context, in *listPeopleInput) (*listPeopleOutput, error) {
	found, err := s.ListPeople(ctx, PeopleFilter{Text: in.Text, Status: org.PersonStatus(in.Status), Department: in.Department, Below: in.Below}, in.Page())
	if err != nil {
		return nil, err
	}
	n, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[PersonBody]{Items: make([]PersonBody, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, c := range found.Items {
		out.Items[i] = n.card(c)
	}
	return &listPeopleOutput{Body: out}, nil
}

type createPersonInput struct {
	Body struct {
		Login      string `json:"login" minLength:"2" maxLength:"32" doc:"账号"`
		Name       string `json:"name" minLength:"1" maxLength:"50"`
		Department string `json:"department" minLength:"1" maxLength:"36" doc:"部门的编号"`
		Post       string `json:"post,omitempty" maxLength:"36" doc:"岗位的编号"`
	}
}

type personOutput struct{ Body PersonFileBody }

func (s *Service) createPerson(ctx context.Context, in *createPersonInput) (*createdOutput, error) {
	id, err := s.AddPerson(ctx, NewPerson(in.Body))
	return &createdOutput{Body: createdBody{ID: id}}, err
}

type createdBody struct {
	ID string `json:"id"`
}

type createdOutput struct{ Body createdBody }

func (s *Service) getPerson(ctx context.Context, in *IDInput) (*personOutput, error) {
	f, err := s.Person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	n, err := s.named(ctx, append(peopleIn(f.Handovers), in.ID)...)
	if err != nil {
		return nil, err
	}
	body := PersonFileBody{PersonBody: n.card(f.Card), Tenures: n.tenures(f.History), Services: n.services(f.Services), Handovers: []HandoverBody{}}
	for _, h := range f.Handovers {
		body.Handovers = append(body.Handovers, n.handover(h))
	}
	return &personOutput{Body: body}, nil
}

type appointInput struct {
	IDInput
	Body struct {
		Post string `json:"post" minLength:"1" maxLength:"36" doc:"岗位的编号"`
	}
}

func (s *Service) appointPerson(ctx context.Context, in *appointInput) (*struct{}, error) {
	return nil, s.Appoint(ctx, in.ID, in.Body.Post)
}

func (s *Service) stopTenure(ctx context.Context, in *IDInput) (*struct{}, error) {
	return nil, s.EndTenure(ctx, in.ID)
}

type listServicesInput struct {
	web.PageInput
	Division   string `query:"division" maxLength:"24" pattern:"^[0-9]*$" patternDescription:"数字" doc:"所在区划，含下级"`
	Department string `query:"department" maxLength:"36" doc:"部门的编号"`
}

type listServicesOutput struct{ Body kernel.Rows[ServiceBody] }

func (s *Service) listServices(ctx context.Context, in *listServicesInput) (*listServicesOutput, error) {
	found, err := s.ListServices(ctx, ServiceFilter{Division: in.Division, Department: in.Department}, in.Page())
	if err != nil {
		return nil, err
	}
	n, err := s.named(ctx, staffOf(found.Items)...)
	if err != nil {
		return nil, err
	}
	return &listServicesOutput{Body: kernel.Rows[ServiceBody]{Items: n.services(found.Items), Total: found.Total, Next: found.Next}}, nil
}

func staffOf(list []Assignment) []string {
	ids := make([]string, len(list))
	for i, a := range list {
		ids[i] = a.Staff
	}
	return ids
}

type networkInput struct {
	Division string `path:"division" maxLength:"24" pattern:"^[0-9]+$" patternDescription:"数字" doc:"区划代码"`
}

// PlaceBody is one step of the service network.
type PlaceBody struct {
	Division    Ref           `json:"division"`
	Level       int           `json:"level" doc:"1 省 2 市 3 区县 4 街道 5 社区 6 网格"`
	Departments []Ref         `json:"departments"`
	People      []ServiceBody `json:"people"`
}

type networkOutput struct {
	Body struct {
		Items []PlaceBody `json:"items" doc:"从省到这个地方"`
	}
}

func (s *Service) getNetwork(ctx context.Context, in *networkInput) (*networkOutput, error) {
	path, err := s.Network(ctx, in.Division)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, p := range path {
		ids = append(ids, staffOf(p.People)...)
	}
	n, err := s.named(ctx, ids...)
	if err != nil {
		return nil, err
	}
	out := &networkOutput{}
	for _, p := range path {
		place := PlaceBody{
			Division: Ref{ID: p.Division.Code, Name: p.Division.Name}, Level: int(p.Division.Level()), Departments: []Ref{}, People: n.services(p.People),
		}
		for _, d := range p.Departments {
			place.Departments = append(place.Departments, Ref{ID: d.ID, Name: d.ShortName})
		}
		out.Body.Items = append(out.Body.Items, place)
	}
	return out, nil
}

type assignInput struct {
	Body struct {
		Staff    string `json:"staff" minLength:"1" maxLength:"36" doc:"人员的编号"`
		Division string `json:"division" minLength:"2" maxLength:"24" pattern:"^[0-9]+$" patternDescription:"数字"`
		Role     string `json:"role" enum:"chief,specialist,grid_officer"`
	}
}

func (s *Service) assignService(ctx context.Context, in *assignInput) (*createdOutput, error) {
	a, err := s.Assign(ctx, in.Body.Staff, in.Body.Division, Role(in.Body.Role))
	return &createdOutput{Body: createdBody{ID: a.ID}}, err
}

func (s *Service) stopService(ctx context.Context, in *IDInput) (*struct{}, error) {
	return nil, s.EndAssignment(ctx, in.ID)
}
