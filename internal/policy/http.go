package policy

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// PublicOperations are the operations of this module that anybody may call.
var PublicOperations = []string{"list-public-measures", "get-public-measure"}

// maxDefinitionBody bounds what may be posted as measures, in bytes. A guess:
// ten times the measures of a city; the command line takes more.
const maxDefinitionBody = 16 << 20

// Routes adds the module's operations to the API.
func (s *Service) Routes(api *web.API) {
	get := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Tag: "policy", Summary: summary}
	}
	with := func(o web.Operation, p web.Operation) web.Operation {
		o.Permission, o.MaxBody, o.Status = p.Permission, p.MaxBody, p.Status
		return o
	}
	read := web.Operation{Permission: PermRead}
	my := web.Operation{Permission: PermMy}
	web.Register(api, get("list-public-measures", "/public/measures", "公开的政策事项"), s.listPublicMeasures)
	web.Register(api, get("get-public-measure", "/public/measures/{id}", "一个政策事项"), s.getPublicMeasure)
	web.Register(api, with(get("list-my-verdicts", "/my/{uscc}/verdicts", "本企业能享受什么"), my), s.listMyVerdicts)
	web.Register(api, with(get("get-my-verdict", "/my/{uscc}/verdicts/{measure}", "本企业是否符合某个事项"), my), s.getMyVerdict)
	web.Register(api, with(get("list-enterprise-verdicts", "/enterprises/{uscc}/verdicts", "一家企业能享受什么"), read), s.listEnterpriseVerdicts)
	web.Register(api, with(get("get-enterprise-verdict", "/enterprises/{uscc}/verdicts/{measure}", "一家企业是否符合某个事项"), read), s.getEnterpriseVerdict)
	web.Register(api, with(get("list-measures", "/measures", "政策事项"), read), s.listMeasures)
	web.Register(api, with(get("get-measure", "/measures/{id}", "一个政策事项及其版本"), read), s.getMeasure)
	web.Register(api, with(get("get-measure-version", "/measures/{id}/versions/{number}", "一个政策事项的某一版"), read), s.getMeasureVersion)
	web.Register(api, with(web.Operation{ID: "import-measures", Method: http.MethodPost, Path: "/measures/import", Tag: "policy", Summary: "导入事项"},
		web.Operation{Permission: PermImport, MaxBody: maxDefinitionBody}), s.importMeasures)
	web.Register(api, with(web.Operation{ID: "import-policies", Method: http.MethodPost, Path: "/policies/import", Tag: "policy", Summary: "导入政策文件"},
		web.Operation{Permission: PermImport, MaxBody: maxDefinitionBody}), s.importPolicies)
	web.Register(api, with(web.Operation{ID: "start-match-run", Method: http.MethodPost, Path: "/match-runs", Tag: "policy", Summary: "对全部企业运行匹配"},
		web.Operation{Permission: PermMatch, Status: http.StatusAccepted}), s.startMatchRun)
	web.Register(api, with(get("list-match-runs", "/match-runs", "匹配记录"), read), s.listMatchRuns)
	web.Register(api, with(get("get-measure-result", "/measures/{id}/result", "一个事项的匹配结果"), read), s.getMeasureResult)
	web.Register(api, with(get("list-result-enterprises", "/measures/{id}/result/enterprises", "匹配结果中的企业"), read), s.listResultEnterprises)
	web.Register(api, with(get("list-near-misses", "/measures/{id}/result/near-misses", "只差一步的企业"), read), s.listNearMisses)
	web.RegisterDownload(api, with(get("export-result", "/measures/{id}/result/export", "导出匹配结果"), web.Operation{Permission: PermExport}), s.exportResult)
}

// PublicFilterInput narrows the public measures, for lists and exports alike.
type PublicFilterInput struct {
	Text     string `query:"q" maxLength:"100" doc:"要找的字词"`
	Kind     string `query:"kind" enum:"grant,reduction,entitlement,qualification,finance" doc:"能得到的是什么"`
	Industry string `query:"industry" maxLength:"6" doc:"行业代码：只列出这个行业可能享受的"`
	Size     string `query:"size_class" enum:"large,medium,small,micro" doc:"企业规模：只列出这种规模可能享受的"`
	Sort     string `query:"sort" enum:"relevance,new" default:"relevance" doc:"按相关程度，或新的在前"`
}

// Filter is what the caller asked for.
func (in *PublicFilterInput) Filter() PublicFilter {
	return PublicFilter{Text: in.Text, Kind: definition.Kind(in.Kind), Industry: in.Industry, Size: in.Size, NewestFirst: in.Sort == "new"}
}

type publicMeasuresInput struct {
	web.PageInput
	PublicFilterInput
}

type measuresOutput struct {
	Body kernel.Rows[body.MeasureItem]
}

func (s *Service) listPublicMeasures(ctx context.Context, in *publicMeasuresInput) (*measuresOutput, error) {
	found, err := s.PublicMeasures(ctx, in.Filter(), in.Page())
	if err != nil {
		return nil, err
	}
	return &measuresOutput{Body: mapRows(found, itemOf)}, nil
}

// MeasureInput names a measure.
type MeasureInput struct {
	ID string `path:"id" maxLength:"200" doc:"事项编号"`
}

type measureOutput struct {
	Body body.MeasurePage
}

func (s *Service) getPublicMeasure(ctx context.Context, in *MeasureInput) (*measureOutput, error) {
	detail, err := s.PublicMeasure(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &measureOutput{Body: pageOf(detail)}, nil
}

// VerdictsInput names an enterprise.
type VerdictsInput struct {
	USCC  string `path:"uscc" maxLength:"30" doc:"统一社会信用代码"`
	AsOf  string `query:"as_of" format:"date" doc:"按哪一天看：那天有效的版本和那天的事实，默认现在"`
	Known string `query:"known" enum:"now,then" default:"now" doc:"只在写明 as_of 时有用：按现在的记录，或只按到那天为止已经录入的事实、版本和发布"`
}

func (in *VerdictsInput) moment() (Moment, error) {
	day, err := dayOf(in.AsOf)
	return Moment{Day: day, KnownThen: in.Known == "then"}, err
}

type verdictsOutput struct {
	Body body.Verdicts
}

func (s *Service) listMyVerdicts(ctx context.Context, in *VerdictsInput) (*verdictsOutput, error) {
	at, err := in.moment()
	if err != nil {
		return nil, err
	}
	found, err := s.MyVerdicts(ctx, in.USCC, at)
	if err != nil {
		return nil, err
	}
	return &verdictsOutput{Body: verdictsOf(found)}, nil
}

func (s *Service) listEnterpriseVerdicts(ctx context.Context, in *VerdictsInput) (*verdictsOutput, error) {
	at, err := in.moment()
	if err != nil {
		return nil, err
	}
	found, err := s.EnterpriseVerdicts(ctx, in.USCC, at)
	if err != nil {
		return nil, err
	}
	return &verdictsOutput{Body: verdictsOf(found)}, nil
}

type verdictInput struct {
	VerdictsInput
	Measure string `path:"measure" maxLength:"200" doc:"事项编号"`
}

type verdictOutput struct {
	Body body.VerdictPage
}

func (s *Service) getMyVerdict(ctx context.Context, in *verdictInput) (*verdictOutput, error) {
	at, err := in.moment()
	if err != nil {
		return nil, err
	}
	found, err := s.MyVerdict(ctx, in.USCC, in.Measure, at)
	if err != nil {
		return nil, err
	}
	return &verdictOutput{Body: verdictPageOf(found)}, nil
}

func (s *Service) getEnterpriseVerdict(ctx context.Context, in *verdictInput) (*verdictOutput, error) {
	at, err := in.moment()
	if err != nil {
		return nil, err
	}
	found, err := s.EnterpriseVerdict(ctx, in.USCC, in.Measure, at)
	if err != nil {
		return nil, err
	}
	return &verdictOutput{Body: verdictPageOf(found)}, nil
}

// dayOf reads an optional day that Huma has checked the form of.
func dayOf(text string) (civil.Date, error) {
	if text == "" {
		return civil.Date{}, nil
	}
	day, err := civil.Parse(text)
	if err != nil {
		return day, ErrFilter.Because(err)
	}
	return day, nil
}

// mapRows maps the items of a page.
func mapRows[A, B any](rows kernel.Rows[A], f func(A) B) kernel.Rows[B] {
	out := kernel.Rows[B]{Items: make([]B, 0, len(rows.Items)), Total: rows.Total, Next: rows.Next}
	for _, item := range rows.Items {
		out.Items = append(out.Items, f(item))
	}
	return out
}
