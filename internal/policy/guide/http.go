package guide

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/listing"
)

// PublicOperations are the operations of this package that anybody may call.
var PublicOperations = []string{"open-guide", "record-guide-scan", "get-guide-code"}

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "policy", Summary: summary}
	}
	read := func(id, path, summary string) web.Operation {
		o := op(http.MethodGet, id, path, summary)
		o.Permission = policy.PermRead
		return o
	}
	edit := func(method, id, path, summary string, status int) web.Operation {
		o := op(method, id, path, summary)
		o.Permission, o.Status = PermEdit, status
		return o
	}
	web.Register(api, op(http.MethodGet, "open-guide", "/public/guides/{code}", "一份扫码指南"), s.openGuide)
	web.Register(api, op(http.MethodPost, "record-guide-scan", "/public/guides/{code}/scans", "计一次扫码"), s.recordScan)
	web.RegisterDownload(api, op(http.MethodGet, "get-guide-code", "/public/guides/{code}/code", "指南的二维码"), s.guideCode)
	web.Register(api, read("list-guides", "/guides", "扫码指南"), s.listGuides)
	web.Register(api, read("get-guide", "/guides/{code}", "一份扫码指南及其印制"), s.getGuide)
	web.Register(api, read("list-guide-scans", "/guides/{code}/scans", "一份指南的扫码次数"), s.listScans)
	web.Register(api, edit(http.MethodPost, "create-guide", "/guides", "新建扫码指南", http.StatusCreated), s.createGuide)
	web.Register(api, edit(http.MethodPut, "save-guide", "/guides/{code}", "修改扫码指南", 0), s.saveGuide)
	web.Register(api, edit(http.MethodPost, "close-guide", "/guides/{code}/close", "停用扫码指南", 0), s.become(Closed))
	web.Register(api, edit(http.MethodPost, "reopen-guide", "/guides/{code}/reopen", "恢复使用扫码指南", 0), s.become(Open))
	web.Register(api, edit(http.MethodPost, "print-guide", "/guides/{code}/prints", "印制扫码指南", http.StatusCreated), s.printGuide)
	web.RegisterDownload(api, edit(http.MethodGet, "get-guide-print", "/guides/{code}/prints/{number}/file", "下载印制文件", 0), s.guidePrint)
}

// CodeInput names a guide.
type CodeInput struct {
	Code string `path:"code" maxLength:"12" doc:"指南编号"`
}

// OpenInput names a guide and the print that was scanned.
type OpenInput struct {
	CodeInput
	Print int64 `query:"p" minimum:"0" maximum:"1000000" doc:"纸上的印制次数"`
}

// GuideMeasure is a measure in a guide.
type GuideMeasure struct {
	ID            string `json:"id"`
	Title         string `json:"title"`
	AmountText    string `json:"amount_text" doc:"能得到什么"`
	KindLabel     string `json:"kind_label"`
	DeliveryLabel string `json:"delivery_label"`
	Department    string `json:"department"`
	From          string `json:"open_from,omitempty" format:"date" doc:"开放日期，没有则不限"`
	To            string `json:"open_to,omitempty" format:"date" doc:"截止日期，没有则不限"`
	Over          bool   `json:"over" doc:"已经截止"`
	Pinned        bool   `json:"pinned" doc:"指定的事项"`
	Fresh         bool   `json:"fresh" doc:"纸上没有，或之后有调整"`
}

// GuideChanges says how a guide differs from a print.
type GuideChanges struct {
	PrintedOn string `json:"printed_on" format:"date"`
	Stale     bool   `json:"stale" doc:"印制之后有更新"`
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Removed   int    `json:"removed"`
}

// GuidePage is a guide as its reader sees it.
type GuidePage struct {
	Code     string         `json:"code"`
	Title    string         `json:"title"`
	Whom     string         `json:"whom" doc:"适用于谁"`
	State    string         `json:"state" enum:"open,closed"`
	Measures []GuideMeasure `json:"measures"`
	Print    *GuideChanges  `json:"print,omitempty" doc:"扫的是哪一次印制；没有则不是从纸上扫的"`
}

type openOutput struct {
	Body GuidePage
}

func (s *Service) openGuide(ctx context.Context, in *OpenInput) (*openOutput, error) {
	o, err := s.Open(ctx, in.Code, in.Print)
	if err != nil {
		return nil, err
	}
	page := GuidePage{Code: o.Code, Title: o.Title, Whom: o.Whom, State: string(o.State), Measures: measuresOf(o.Shown, o.Fresh)}
	if o.Print != nil {
		page.Print = &GuideChanges{
			PrintedOn: day(o.Print.At), Stale: o.Changes.Any(), Added: o.Changes.Added, Changed: o.Changes.Changed, Removed: o.Changes.Removed,
		}
	}
	return &openOutput{Body: page}, nil
}

func measuresOf(s *Shown, fresh map[string]bool) []GuideMeasure {
	pinned := map[string]bool{}
	for _, id := range s.Pinned {
		pinned[id] = true
	}
	out := make([]GuideMeasure, len(s.Measures))
	for i, m := range s.Measures {
		out[i] = GuideMeasure{
			ID: m.ID, Title: m.Title, AmountText: m.AmountText, KindLabel: m.Kind.Label(), DeliveryLabel: m.Delivery.Label(),
			Department: m.DepartmentName, From: m.Window.From.String(), To: m.Window.To.String(), Over: over(m, s.Today), Pinned: pinned[m.ID], Fresh: fresh[m.ID],
		}
	}
	return out
}

type recordScanInput struct {
	CodeInput
	Body struct {
		Print int64 `json:"print,omitempty" minimum:"0" maximum:"1000000" doc:"纸上的印制次数"`
	}
}

func (s *Service) recordScan(ctx context.Context, in *recordScanInput) (*struct{}, error) {
	return nil, s.Count(ctx, in.Code, in.Body.Print)
}

type guideCodeInput struct {
	web.Origin
	OpenInput
}

func (s *Service) guideCode(ctx context.Context, in *guideCodeInput) (web.File, error) {
	g, err := s.load(ctx, in.Code)
	if err != nil {
		return web.File{}, err
	}
	return listing.Image(g.Code, address(listing.Base(s.PublicURL, in.Origin.String()), g.Code, in.Print))
}

// GuideBody is what an editor decides of a guide.
type GuideBody struct {
	Title    string   `json:"title" maxLength:"200" doc:"标题"`
	Theme    string   `json:"theme,omitempty" maxLength:"200" doc:"主题"`
	Place    string   `json:"place,omitempty" maxLength:"200" doc:"楼宇或园区"`
	Division string   `json:"division,omitempty" maxLength:"24" doc:"区划代码"`
	Industry string   `json:"industry,omitempty" maxLength:"6" doc:"行业代码"`
	Size     string   `json:"size_class,omitempty" enum:"large,medium,small,micro" doc:"企业规模"`
	ByFilter bool     `json:"by_filter" doc:"按行业、规模、类型和字词列出事项"`
	Kind     string   `json:"kind,omitempty" enum:"grant,reduction,entitlement,qualification,finance" doc:"只列这一类事项"`
	Search   string   `json:"search,omitempty" maxLength:"200" doc:"只列含这些字词的事项"`
	Pinned   []string `json:"pinned" nullable:"false" maxItems:"100" doc:"排在前面的事项编号，按顺序"`
}

func (b GuideBody) form() Form {
	return Form{
		Title: b.Title, Audience: Audience{Theme: b.Theme, Place: b.Place, Division: b.Division, Industry: b.Industry, Size: b.Size},
		ByFilter: b.ByFilter, Kind: definition.Kind(b.Kind), Search: b.Search, Pinned: b.Pinned,
	}
}

// GuideItem is a guide in the list at the desk.
type GuideItem struct {
	Code       string    `json:"code"`
	Title      string    `json:"title"`
	Whom       string    `json:"whom"`
	State      string    `json:"state" enum:"open,closed"`
	StateLabel string    `json:"state_label"`
	Count      int       `json:"count" doc:"现在有几项"`
	Scans      int64     `json:"scans" doc:"近 30 天扫码次数"`
	ChangedAt  time.Time `json:"changed_at"`
	Can        []string  `json:"can" nullable:"false"`
}

type listGuidesInput struct {
	web.PageInput
	Text  string `query:"q" maxLength:"100" doc:"标题、楼宇、主题中的字，或编号"`
	State string `query:"state" enum:"open,closed"`
}

type listGuidesOutput struct {
	Body kernel.Rows[GuideItem]
}

func (s *Service) listGuides(ctx context.Context, in *listGuidesInput) (*listGuidesOutput, error) {
	found, err := s.List(ctx, in.Text, State(in.State), in.Page())
	if err != nil {
		return nil, err
	}
	out := &listGuidesOutput{Body: kernel.Rows[GuideItem]{Items: make([]GuideItem, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, g := range found.Items {
		out.Body.Items[i] = GuideItem{
			Code: g.Code, Title: g.Title, Whom: g.Whom, State: string(g.State), StateLabel: g.State.Label(), Count: g.Count, Scans: g.Scans, ChangedAt: g.ChangedAt, Can: g.Can,
		}
	}
	return out, nil
}

// GuidePrint is one printing of a guide.
type GuidePrint struct {
	Number  int64     `json:"number"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Current bool      `json:"current" doc:"内容与现在相同，可以下载"`
}

// DeskGuide is a guide at the desk.
type DeskGuide struct {
	GuideBody
	Code       string         `json:"code"`
	Whom       string         `json:"whom"`
	State      string         `json:"state" enum:"open,closed"`
	StateLabel string         `json:"state_label"`
	Version    int64          `json:"version"`
	ChangedAt  time.Time      `json:"changed_at"`
	ChangedBy  string         `json:"changed_by"`
	Measures   []GuideMeasure `json:"measures"`
	Missing    []string       `json:"missing" doc:"指定了但现在没有公开的事项"`
	Prints     []GuidePrint   `json:"prints"`
	Can        []string       `json:"can" nullable:"false"`
}

type deskGuideOutput struct {
	ETag string `header:"ETag"`
	Body DeskGuide
}

func deskGuide(g *Shown, err error) (*deskGuideOutput, error) {
	if err != nil {
		return nil, err
	}
	body := DeskGuide{
		GuideBody: GuideBody{
			Title: g.Title, Theme: g.Theme, Place: g.Place, Division: g.Division, Industry: g.Industry, Size: g.Size,
			ByFilter: g.ByFilter, Kind: string(g.Kind), Search: g.Search, Pinned: g.Pinned,
		},
		Code: g.Code, Whom: g.Whom, State: string(g.State), StateLabel: g.State.Label(), Version: g.Version, ChangedAt: g.ChangedAt, ChangedBy: g.ChangedBy,
		Measures: measuresOf(g, nil), Missing: g.Missing, Prints: make([]GuidePrint, len(g.Prints)), Can: g.Can,
	}
	now := contents(g.Measures)
	for i, p := range g.Prints {
		body.Prints[i] = GuidePrint{Number: p.Number, At: p.At, By: p.By, Current: g.State == Open && !g.since(p, now).Any()}
	}
	return &deskGuideOutput{ETag: web.ETag(g.Version), Body: body}, nil
}

func (s *Service) getGuide(ctx context.Context, in *CodeInput) (*deskGuideOutput, error) {
	return deskGuide(s.Get(ctx, in.Code))
}

type createGuideInput struct {
	Body GuideBody
}

func (s *Service) createGuide(ctx context.Context, in *createGuideInput) (*deskGuideOutput, error) {
	return deskGuide(s.Create(ctx, in.Body.form()))
}

// ChangeInput names a guide as it was seen.
type ChangeInput struct {
	CodeInput
	web.Match
}

type saveGuideInput struct {
	ChangeInput
	Body GuideBody
}

func (s *Service) saveGuide(ctx context.Context, in *saveGuideInput) (*deskGuideOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return deskGuide(s.Save(ctx, in.Code, version, in.Body.form()))
}

func (s *Service) become(next State) func(context.Context, *ChangeInput) (*deskGuideOutput, error) {
	return func(ctx context.Context, in *ChangeInput) (*deskGuideOutput, error) {
		version, err := in.Version()
		if err != nil {
			return nil, err
		}
		return deskGuide(s.Become(ctx, in.Code, version, next))
	}
}

type printGuideOutput struct {
	Body GuidePrint
}

func (s *Service) printGuide(ctx context.Context, in *CodeInput) (*printGuideOutput, error) {
	p, err := s.Print(ctx, in.Code)
	if err != nil {
		return nil, err
	}
	return &printGuideOutput{Body: GuidePrint{Number: p.Number, At: p.At, By: p.By, Current: true}}, nil
}

type guidePrintInput struct {
	web.Origin
	CodeInput
	Number int64  `path:"number" minimum:"1" maximum:"1000000" doc:"第几次印制"`
	Form   string `query:"form" enum:"sheet,poster" default:"sheet" doc:"A4 单页，或 A3 海报"`
}

func (s *Service) guidePrint(ctx context.Context, in *guidePrintInput) (web.File, error) {
	if err := s.Press.Ready(); err != nil {
		return web.File{}, err
	}
	o, err := s.ToPrint(ctx, in.Code, in.Number)
	if err != nil {
		return web.File{}, err
	}
	write, name := s.writeSheet, "指南"
	if in.Form == "poster" {
		write, name = s.writePoster, "海报"
	}
	base := listing.Base(s.PublicURL, in.Origin.String())
	return web.File{Name: o.Title + "-" + name + "-" + o.Code + ".pdf", ContentType: web.ContentTypePDF, Write: func(w io.Writer) error { return write(o, base, w) }}, nil
}

// GuideScans is how often a guide was opened on a day from a print.
type GuideScans struct {
	On    string `json:"on" format:"date"`
	Print int64  `json:"print" doc:"第几次印制，0 为不是从纸上扫的"`
	Scans int64  `json:"scans"`
}

// GuideScansBody is how often a guide was opened over some days.
type GuideScansBody struct {
	From  string       `json:"from" format:"date"`
	Items []GuideScans `json:"items"`
	Total int64        `json:"total"`
}

type listScansInput struct {
	CodeInput
	Days int `query:"days" minimum:"1" maximum:"366" default:"30" doc:"最近几天"`
}

type listScansOutput struct {
	Body GuideScansBody
}

func (s *Service) listScans(ctx context.Context, in *listScansInput) (*listScansOutput, error) {
	found, from, err := s.Scanned(ctx, in.Code, in.Days)
	if err != nil {
		return nil, err
	}
	out := &listScansOutput{Body: GuideScansBody{From: from.String(), Items: make([]GuideScans, len(found))}}
	for i, one := range found {
		out.Body.Items[i] = GuideScans{On: one.On.String(), Print: one.Print, Scans: one.Count}
		out.Body.Total += one.Count
	}
	return out, nil
}
