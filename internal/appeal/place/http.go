package place

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// PublicOperations are the operations of this package that anybody may call.
var PublicOperations = []string{"open-place", "record-place-scan"}

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, permission authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: permission}
	}
	add := op(http.MethodPost, "add-place", "/places", "新增扫码地点", PermEdit)
	add.Status = http.StatusCreated
	web.Register(api, op(http.MethodGet, "open-place", "/public/places/{code}", "一个扫码地点", ""), s.openPlace)
	web.Register(api, op(http.MethodPost, "record-place-scan", "/public/places/{code}/scans", "计一次地点扫码", ""), s.recordScan)
	web.Register(api, op(http.MethodGet, "list-places", "/places", "扫码地点", PermRead), s.listPlaces)
	web.Register(api, op(http.MethodGet, "get-place", "/places/{code}", "一个扫码地点及其经办信息", PermRead), s.getPlace)
	web.Register(api, op(http.MethodGet, "list-place-scans", "/places/{code}/scans", "一个地点的扫码次数", PermRead), s.listScans)
	web.Register(api, add, s.addPlace)
	web.Register(api, op(http.MethodPut, "save-place", "/places/{code}", "修改扫码地点", PermEdit), s.savePlace)
	web.Register(api, op(http.MethodPost, "close-place", "/places/{code}/close", "停用扫码地点", PermEdit), s.become(Closed))
	web.Register(api, op(http.MethodPost, "reopen-place", "/places/{code}/reopen", "恢复使用扫码地点", PermEdit), s.become(Open))
	web.RegisterDownload(api, op(http.MethodGet, "get-place-sheet", "/places/{code}/sheet", "打印地点二维码", PermEdit), s.placeSheet)
}

// ReportPlaceInput names a place.
type ReportPlaceInput struct {
	Code string `path:"code" maxLength:"12" doc:"地点编号"`
}

// PublicPlace is a place as everybody sees it.
type PublicPlace struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Kind      string `json:"kind" enum:"park,building,hall,market,street,station,other"`
	KindLabel string `json:"kind_label"`
}

type openPlaceOutput struct {
	Body PublicPlace
}

func (s *Service) openPlace(ctx context.Context, in *ReportPlaceInput) (*openPlaceOutput, error) {
	p, err := s.Open(ctx, in.Code)
	if err != nil {
		return nil, err
	}
	return &openPlaceOutput{Body: PublicPlace{Code: p.Code, Name: p.Name, Kind: string(p.Kind), KindLabel: p.Kind.Label()}}, nil
}

func (s *Service) recordScan(ctx context.Context, in *ReportPlaceInput) (*struct{}, error) {
	return nil, s.Count(ctx, in.Code)
}

// ReportPlaceBody is what is decided of a place.
type ReportPlaceBody struct {
	Name       string `json:"name" maxLength:"200" doc:"名称"`
	Kind       string `json:"kind" enum:"park,building,hall,market,street,station,other" doc:"类型"`
	Division   string `json:"division" maxLength:"24" doc:"区划代码"`
	Address    string `json:"address,omitempty" maxLength:"200" doc:"地址"`
	Department string `json:"department,omitempty" maxLength:"36" doc:"主管部门"`
}

func (b ReportPlaceBody) form() Form {
	return Form{Name: b.Name, Kind: Kind(b.Kind), Division: b.Division, Address: b.Address, Department: b.Department}
}

// ReportPlace is a place at the desk.
type ReportPlace struct {
	ReportPlaceBody
	Code            string    `json:"code"`
	KindLabel       string    `json:"kind_label"`
	DivisionLabel   string    `json:"division_label"`
	DepartmentLabel string    `json:"department_label"`
	State           string    `json:"state" enum:"open,closed"`
	StateLabel      string    `json:"state_label"`
	Scans           int64     `json:"scans" doc:"近 30 天扫码次数"`
	Version         int64     `json:"version"`
	ChangedAt       time.Time `json:"changed_at"`
	ChangedBy       string    `json:"changed_by"`
	Can             []string  `json:"can" nullable:"false"`
}

func item(p Shown) ReportPlace {
	return ReportPlace{
		ReportPlaceBody: ReportPlaceBody{Name: p.Name, Kind: string(p.Kind), Division: p.Division, Address: p.Address, Department: p.Department},
		Code:            p.Code, KindLabel: p.Kind.Label(), DivisionLabel: p.DivisionName, DepartmentLabel: p.DepartmentName, State: string(p.State), StateLabel: p.State.Label(),
		Scans: p.Scans, Version: p.Version, ChangedAt: p.ChangedAt, ChangedBy: p.ChangedBy, Can: p.Can,
	}
}

type listPlacesInput struct {
	web.PageInput
	Text  string `query:"q" maxLength:"100" doc:"名称、地址中的字，或编号"`
	State string `query:"state" enum:"open,closed"`
	Kind  string `query:"kind" enum:"park,building,hall,market,street,station,other"`
}

type listPlacesOutput struct {
	Body kernel.Rows[ReportPlace]
}

func (s *Service) listPlaces(ctx context.Context, in *listPlacesInput) (*listPlacesOutput, error) {
	found, err := s.List(ctx, Filter{Text: in.Text, State: State(in.State), Kind: Kind(in.Kind)}, in.Page())
	if err != nil {
		return nil, err
	}
	out := &listPlacesOutput{Body: kernel.Rows[ReportPlace]{Items: make([]ReportPlace, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, p := range found.Items {
		out.Body.Items[i] = item(p)
	}
	return out, nil
}

type placeOutput struct {
	ETag string `header:"ETag"`
	Body ReportPlace
}

func shown(p Shown, err error) (*placeOutput, error) {
	if err != nil {
		return nil, err
	}
	return &placeOutput{ETag: web.ETag(p.Version), Body: item(p)}, nil
}

func (s *Service) getPlace(ctx context.Context, in *ReportPlaceInput) (*placeOutput, error) {
	return shown(s.Get(ctx, in.Code))
}

type addPlaceInput struct {
	Body ReportPlaceBody
}

func (s *Service) addPlace(ctx context.Context, in *addPlaceInput) (*placeOutput, error) {
	return shown(s.Add(ctx, in.Body.form()))
}

// PlaceChange names a place as it was seen.
type PlaceChange struct {
	ReportPlaceInput
	web.Match
}

type savePlaceInput struct {
	PlaceChange
	Body ReportPlaceBody
}

func (s *Service) savePlace(ctx context.Context, in *savePlaceInput) (*placeOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return shown(s.Save(ctx, in.Code, version, in.Body.form()))
}

func (s *Service) become(next State) func(context.Context, *PlaceChange) (*placeOutput, error) {
	return func(ctx context.Context, in *PlaceChange) (*placeOutput, error) {
		version, err := in.Version()
		if err != nil {
			return nil, err
		}
		return shown(s.Become(ctx, in.Code, version, next))
	}
}

type placeSheetInput struct {
	web.Origin
	ReportPlaceInput
}

func (s *Service) placeSheet(ctx context.Context, in *placeSheetInput) (web.File, error) {
	if err := s.Press.Ready(); err != nil {
		return web.File{}, err
	}
	branch, err := scope(ctx, PermEdit)
	if err != nil {
		return web.File{}, err
	}
	p, err := s.get(ctx, in.Code, branch)
	if err != nil {
		return web.File{}, err
	}
	if p.State == Closed {
		return web.File{}, ErrClosed
	}
	base := cmp.Or(s.PublicURL, in.Origin.String())
	return web.File{Name: p.Name + "-扫码反映-" + p.Code + ".pdf", ContentType: web.ContentTypePDF, Write: func(w io.Writer) error { return s.writeSheet(p, base, w) }}, nil
}

// PlaceScans is how often a place was opened on a day.
type PlaceScans struct {
	On    string `json:"on" format:"date"`
	Scans int64  `json:"scans"`
}

// PlaceScansBody is how often a place was opened over some days.
type PlaceScansBody struct {
	From  string       `json:"from" format:"date"`
	Items []PlaceScans `json:"items"`
	Total int64        `json:"total"`
}

type placeScansInput struct {
	ReportPlaceInput
	Days int `query:"days" minimum:"1" maximum:"366" default:"30" doc:"最近几天"`
}

type placeScansOutput struct {
	Body PlaceScansBody
}

func (s *Service) listScans(ctx context.Context, in *placeScansInput) (*placeScansOutput, error) {
	found, from, err := s.Scanned(ctx, in.Code, in.Days)
	if err != nil {
		return nil, err
	}
	out := &placeScansOutput{Body: PlaceScansBody{From: from.String(), Items: make([]PlaceScans, len(found))}}
	for i, one := range found {
		out.Body.Items[i] = PlaceScans{On: one.On.String(), Scans: one.Count}
		out.Body.Total += one.Count
	}
	return out, nil
}
