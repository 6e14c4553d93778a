package enterprise

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
)

// PublicOperations are the operations of this module that anybody may call.
var PublicOperations = []string{"list-divisions", "list-industries", "list-fact-keys"}

// UploadLimit is the largest file that may be uploaded, in bytes. A guess: ten
// times a register of 1.4 million rows.
const UploadLimit = 4 << 30

// Routes adds the module's operations to the API.
func (s *Service) Routes(api *web.API) {
	get := func(id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Tag: "enterprise", Summary: summary, Permission: p}
	}
	post := func(id, path, summary string, p authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: http.MethodPost, Path: path, Tag: "enterprise", Summary: summary, Permission: p, Status: status}
	}
	web.Register(api, get("list-divisions", "/divisions", "下级行政区划", ""), s.listDivisions)
	web.Register(api, get("list-industries", "/industries", "下级行业", ""), s.listIndustries)
	web.Register(api, get("list-fact-keys", "/fact-keys", "事实字典", ""), s.listFactKeys)
	web.Register(api, get("list-enterprises", "/enterprises", "企业库", PermRead), s.listEnterprises)
	web.RegisterDownload(api, get("export-enterprises", "/enterprises/export", "导出企业名单", PermExport), s.exportEnterprises)
	web.Register(api, get("get-enterprise", "/enterprises/{uscc}", "一家企业", PermRead), s.getEnterprise)
	web.Register(api, get("list-enterprise-facts", "/enterprises/{uscc}/facts", "一家企业的事实", PermRead), s.listFacts)
	web.Register(api, post("record-fact", "/enterprises/{uscc}/facts", "登记核实过的事实", PermRecordFact, http.StatusCreated), s.recordFact)
	s.Contacts.Routes(api)
	web.Register(api, get("get-my-profile", "/my/{uscc}/profile", "本企业资料", PermOwnRead), s.getMyProfile)
	web.Register(api, post("declare-fact", "/my/{uscc}/facts", "申报本企业事实", PermOwnDeclare, http.StatusCreated), s.declareFact)
	upload := post("upload-import", "/imports", "上传文件并导入", PermImport, http.StatusAccepted)
	upload.MaxBody = UploadLimit
	web.Register(api, upload, s.uploadImport)
	web.Register(api, get("list-imports", "/imports", "导入记录", PermImport), s.listImports)
	web.Register(api, get("get-import", "/imports/{id}", "一次导入", PermImport), s.getImport)
	web.Register(api, get("list-import-problems", "/imports/{id}/problems", "导入中的问题", PermImport), s.listProblems)
	web.RegisterDownload(api, get("get-import-report", "/imports/{id}/report", "导入报告（JSON）", PermImport), s.downloadReport)
	web.RegisterDownload(api, get("get-import-report-xlsx", "/imports/{id}/report.xlsx", "导入报告（表格）", PermImport), s.downloadReportSheet)
}

// Branch is one node of a tree, with whether it can be opened.
type Branch struct {
	Code string `json:"code"`
	Name string `json:"name"`
	// Level is 1 for a province to 6 for a grid, or 1 for a section to 4 for a
	// class.
	Level       int  `json:"level"`
	HasChildren bool `json:"has_children"`
}

// Branches is the children of one node.
type Branches struct {
	Items []Branch `json:"items"`
}

type divisionsInput struct {
	Parent string `query:"parent" maxLength:"24" doc:"上级区划代码，留空为省级"`
}

type branchesOutput struct {
	Body Branches
}

func (s *Service) listDivisions(ctx context.Context, in *divisionsInput) (*branchesOutput, error) {
	tree, err := s.tree(ctx)
	if err != nil {
		return nil, err
	}
	out := &branchesOutput{Body: Branches{Items: []Branch{}}}
	for _, d := range tree.Children(in.Parent) {
		out.Body.Items = append(out.Body.Items, Branch{Code: d.Code, Name: d.Name, Level: int(d.Level()), HasChildren: hasChildren(tree, d)})
	}
	return out, nil
}

// hasChildren asks for the children only where there may be none.
func hasChildren(tree *division.Tree, d division.Division) bool {
	return d.Level() < division.District || len(tree.Children(d.Code)) > 0
}

type industriesInput struct {
	Parent string `query:"parent" maxLength:"5" doc:"上级行业代码，留空为门类"`
}

func (s *Service) listIndustries(_ context.Context, in *industriesInput) (*branchesOutput, error) {
	out := &branchesOutput{Body: Branches{Items: []Branch{}}}
	for _, i := range industry.Children(in.Parent) {
		out.Body.Items = append(out.Body.Items, Branch{Code: i.Code, Name: i.Name, Level: int(i.Level()), HasChildren: len(industry.Children(i.Code)) > 0})
	}
	return out, nil
}

type factKeysOutput struct {
	Body FactKeys
}

func (s *Service) listFactKeys(ctx context.Context, _ *struct{}) (*factKeysOutput, error) {
	dictionary, err := s.Dictionary(ctx)
	if err != nil {
		return nil, err
	}
	out := &factKeysOutput{Body: FactKeys{Items: []FactKeyBody{}}}
	for _, k := range dictionary.Keys() {
		options := k.Options
		if options == nil {
			options = []Option{}
		}
		out.Body.Items = append(out.Body.Items, FactKeyBody{Key: k.Key, Label: k.Label, Kind: string(k.Kind), Unit: k.Unit, Periodic: k.Periodic, Options: options, Help: k.Help})
	}
	return out, nil
}

// EnterpriseFilterInput is the filter of lists and exports. Types that inputs
// embed are exported: Huma does not see the fields of others.
type EnterpriseFilterInput struct {
	Text          string `query:"q" maxLength:"100" doc:"名称中的字词，或统一社会信用代码的开头"`
	Division      string `query:"division" maxLength:"24" pattern:"^[0-9]*$" patternDescription:"区划代码" doc:"区划代码：这个区划及其下级"`
	Industry      string `query:"industry" maxLength:"5" doc:"行业代码：这个行业及其下级"`
	SizeClass     string `query:"size_class" enum:"large,medium,small,micro" doc:"企业规模"`
	Qualification string `query:"qualification" maxLength:"64" doc:"今天有效的资质"`
	Status        string `query:"status" maxLength:"40" doc:"经营状态"`
}

func (f EnterpriseFilterInput) filter() Filter {
	return Filter(f)
}

type enterprisesInput struct {
	web.PageInput
	EnterpriseFilterInput
	Sort string `query:"sort" enum:"name,-name,registered,-registered,capital,-capital,updated,-updated" default:"name" doc:"排序，前加减号为从大到小"`
}

type enterprisesOutput struct {
	Body kernel.Rows[EnterpriseRow]
}

func (s *Service) listEnterprises(ctx context.Context, in *enterprisesInput) (*enterprisesOutput, error) {
	found, err := s.List(ctx, in.filter(), Sort(in.Sort), in.Page())
	if err != nil {
		return nil, err
	}
	can := abilities(ctx)
	out := &enterprisesOutput{Body: kernel.Rows[EnterpriseRow]{Items: make([]EnterpriseRow, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, item := range found.Items {
		out.Body.Items[i] = rowOf(item, can)
	}
	return out, nil
}

// abilities is what the caller may do with an enterprise that he sees. Every
// permission of a role has the same reach over the registry, so it is the same
// for each row.
func abilities(ctx context.Context) []string {
	who, can := authz.From(ctx), []string{"read"}
	if authz.Can(who, PermRecordFact) {
		can = append(can, "record_fact")
	}
	if authz.Can(who, contact.PermEdit) {
		can = append(can, "edit_contact")
	}
	if authz.Can(who, contact.PermReveal) {
		can = append(can, "reveal_contact")
	}
	return can
}

// EnterpriseInput names an enterprise.
type EnterpriseInput struct {
	USCC string `path:"uscc" minLength:"18" maxLength:"18" doc:"统一社会信用代码"`
}

type enterpriseOutput struct {
	ETag string `header:"ETag"`
	Body EnterpriseBody
}

func (s *Service) getEnterprise(ctx context.Context, in *EnterpriseInput) (*enterpriseOutput, error) {
	d, err := s.Get(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	return &enterpriseOutput{ETag: web.ETag(d.Version), Body: bodyOf(d, abilities(ctx))}, nil
}

type factsOutput struct {
	Body FactList
}

func (s *Service) listFacts(ctx context.Context, in *EnterpriseInput) (*factsOutput, error) {
	profile, err := s.Profile(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	return &factsOutput{Body: FactList{Items: profile.factBodies(), Closed: profile.Closed}}, nil
}

type recordFactInput struct {
	EnterpriseInput
	Body StatementBody
}

type recordFactOutput struct {
	Body RecordedBody
}

func (s *Service) recordFact(ctx context.Context, in *recordFactInput) (*recordFactOutput, error) {
	st, err := in.Body.statement()
	if err != nil {
		return nil, err
	}
	return s.recorded(ctx, func() (Recorded, error) { return s.Verify(ctx, in.USCC, st) })
}

func (s *Service) declareFact(ctx context.Context, in *recordFactInput) (*recordFactOutput, error) {
	st, err := in.Body.statement()
	if err != nil {
		return nil, err
	}
	return s.recorded(ctx, func() (Recorded, error) { return s.Declare(ctx, in.USCC, st) })
}

// recorded has a fact recorded and tells what it did. What the telling needs is
// read first: once the fact is stored, nothing may fail any more.
func (s *Service) recorded(ctx context.Context, record func() (Recorded, error)) (*recordFactOutput, error) {
	dictionary, err := s.Dictionary(ctx)
	if err != nil {
		return nil, err
	}
	tree, err := s.tree(ctx)
	if err != nil {
		return nil, err
	}
	r, err := record()
	if err != nil {
		return nil, err
	}
	out := &recordFactOutput{Body: RecordedBody{Fact: factBody(r.Fact, dictionary, tree, s.today()), VerdictsChanged: []VerdictChangeBody{}}}
	for _, c := range r.Changed {
		out.Body.VerdictsChanged = append(out.Body.VerdictsChanged, VerdictChangeBody(c))
	}
	return out, nil
}

type profileOutput struct {
	Body ProfileBody
}

func (s *Service) getMyProfile(ctx context.Context, in *EnterpriseInput) (*profileOutput, error) {
	view, err := s.MyProfile(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	return &profileOutput{Body: profileBody(view)}, nil
}
