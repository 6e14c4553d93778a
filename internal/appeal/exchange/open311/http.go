package open311

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/platform/web"
)

// Root is where the protocol is spoken, below web.Prefix.
const Root = "/open311/v2"

// PublicOperations are the operations of this package that anybody may call: a key in
// the request, or the operator, says what is answered.
var PublicOperations = []string{
	"get-open311-discovery", "list-open311-services", "get-open311-service", "create-open311-request", "list-open311-requests", "get-open311-request", "get-open311-token",
}

// largestForm is more than the longest text and address in percent encoding.
const largestForm = 128 << 10

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: Root + path, Tag: "appeal", Summary: summary + "（地址后加 .json 或 .xml）", MaxBody: largestForm}
	}
	speaks := func(answer any) web.Foreign {
		return web.Foreign{Answer: answer, Refusal: []Open311Error{}, Refuse: refuse}
	}
	form := speaks([]Open311Made{})
	form.Form = Open311Form{}
	make311 := op(http.MethodPost, "create-open311-request", "/requests", "Open311：报告一件")
	make311.Status = http.StatusCreated
	web.RegisterForeign(api, op(http.MethodGet, "get-open311-discovery", "/discovery", "Open311：接口在哪里"), speaks(Open311Discovery{}), s.discovery)
	web.RegisterForeign(api, op(http.MethodGet, "list-open311-services", "/services", "Open311：可以报告的事项"), speaks([]Open311Service{}), s.listServices)
	web.RegisterForeign(api, op(http.MethodGet, "get-open311-service", "/services/{code}", "Open311：一个事项"), speaks(Open311Definition{}), s.getService)
	web.RegisterForeign(api, make311, form, s.makeRequest)
	web.RegisterForeign(api, op(http.MethodGet, "list-open311-requests", "/requests", "Open311：报告过的各件"), speaks([]Open311Request{}), s.listRequests)
	web.RegisterForeign(api, op(http.MethodGet, "get-open311-request", "/requests/{id}", "Open311：报告过的一件"), speaks([]Open311Request{}), s.getRequest)
	web.RegisterForeign(api, op(http.MethodGet, "get-open311-token", "/tokens/{token}", "Open311：凭 token 查编号"), speaks([]Open311Token{}), s.getToken)
	s.keyRoutes(api)
}

// Jurisdiction is what the protocol lets a caller say; there is one here.
type Jurisdiction struct {
	ID string `query:"jurisdiction_id" doc:"只有一个辖区，不看"`
}

// KeyInput is a key in the address, as the protocol has it.
type KeyInput struct {
	Jurisdiction
	Key string `query:"api_key" doc:"对接系统的 api_key；不写，则只看向公众开放的"`
}

func (s *Service) discovery(context.Context, *Jurisdiction) (web.Said, error) {
	b := s.discoveryBody()
	return web.Said{JSON: b, XML: b}, nil
}

func (s *Service) listServices(context.Context, *Jurisdiction) (web.Said, error) {
	all := s.Services()
	rows := make([]Open311Service, len(all))
	for i, t := range all {
		rows[i] = s.serviceBody(t)
	}
	return web.Said{JSON: rows, XML: servicesXML{Items: rows}}, nil
}

type serviceInput struct {
	Jurisdiction
	Code string `path:"code" doc:"service_code"`
}

func (s *Service) getService(_ context.Context, in *serviceInput) (web.Said, error) {
	t, err := s.ServiceOf(in.Code)
	if err != nil {
		return web.Said{}, err
	}
	b := Open311Definition{ServiceCode: t.Code, Attributes: attributes()}
	return web.Said{JSON: b, XML: b}, nil
}

// Open311Form is a report as it is sent.
type Open311Form struct {
	APIKey         string `json:"api_key" doc:"对接系统的 api_key"`
	JurisdictionID string `json:"jurisdiction_id,omitempty" doc:"只有一个辖区，不看"`
	ServiceCode    string `json:"service_code" doc:"事项"`
	Lat            string `json:"lat,omitempty" doc:"纬度（WGS 84），与 long 一起写"`
	Long           string `json:"long,omitempty" doc:"经度"`
	AddressString  string `json:"address_string,omitempty" doc:"地点"`
	AddressID      string `json:"address_id,omitempty" doc:"地址编号"`
	Email          string `json:"email,omitempty" doc:"不留存"`
	DeviceID       string `json:"device_id,omitempty" doc:"不留存"`
	AccountID      string `json:"account_id,omitempty" doc:"不留存"`
	FirstName      string `json:"first_name,omitempty" doc:"名"`
	LastName       string `json:"last_name,omitempty" doc:"姓"`
	Phone          string `json:"phone,omitempty" doc:"电话"`
	Description    string `json:"description,omitempty" doc:"内容，最多 4000 字"`
	MediaURL       string `json:"media_url,omitempty" doc:"图片等材料的网址，只作为文字保存"`
	Kind           string `json:"attribute[kind],omitempty" doc:"诉求类型"`
	Confidential   string `json:"attribute[confidential],omitempty" doc:"要求保密"`
	USCC           string `json:"attribute[uscc],omitempty" doc:"代表哪家企业"`
}

func (s *Service) makeRequest(ctx context.Context, in *web.Form) (web.Said, error) {
	form, err := in.Values()
	if err != nil {
		return web.Said{}, err
	}
	number, err := s.Report(ctx, form)
	if err != nil {
		return web.Said{}, err
	}
	rows := []Open311Made{{ServiceRequestID: number, ServiceNotice: "已登记。可凭 service_request_id 查询办理情况。"}}
	return web.Said{JSON: rows, XML: madeXML{Items: rows}}, nil
}

type requestsInput struct {
	KeyInput
	IDs    string `query:"service_request_id" doc:"编号，逗号分隔；写了它，其余条件不看"`
	Codes  string `query:"service_code" doc:"事项，逗号分隔"`
	Start  string `query:"start_date" doc:"从什么时候起报告的；到 end_date 最多 90 天"`
	End    string `query:"end_date" doc:"到什么时候为止报告的"`
	Status string `query:"status" doc:"open、closed，逗号分隔"`
}

func (s *Service) listRequests(ctx context.Context, in *requestsInput) (web.Said, error) {
	list, err := s.Requests(ctx, in.Key, Asked{IDs: in.IDs, Codes: in.Codes, Start: in.Start, End: in.End, Status: in.Status})
	if err != nil {
		return web.Said{}, err
	}
	return s.said(list), nil
}

type requestInput struct {
	KeyInput
	ID string `path:"id" doc:"service_request_id"`
}

func (s *Service) getRequest(ctx context.Context, in *requestInput) (web.Said, error) {
	one, err := s.Request(ctx, in.Key, in.ID)
	if err != nil {
		return web.Said{}, err
	}
	return s.said([]Found{one}), nil
}

type tokenInput struct {
	KeyInput
	Token string `path:"token" doc:"报告时得到的编号：编号当时就有，token 就是编号"`
}

// getToken answers with the number itself: it is there at once, so that a report gets
// no token of its own.
func (s *Service) getToken(ctx context.Context, in *tokenInput) (web.Said, error) {
	one, err := s.Request(ctx, in.Key, in.Token)
	if err != nil {
		return web.Said{}, err
	}
	rows := []Open311Token{{ServiceRequestID: one.Number, Token: one.Number}}
	return web.Said{JSON: rows, XML: tokensXML{Items: rows}}, nil
}

func (s *Service) keyRoutes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: "/exchange-partners/{id}/open311" + path, Tag: "appeal", Summary: summary, Permission: exchange.PermPartners}
	}
	web.Register(api, op(http.MethodGet, "get-open311-access", "", "对接系统的 Open311"), s.getAccess)
	web.Register(api, op(http.MethodPost, "draw-open311-key", "/key", "开通 Open311，或更换它的 api_key"), s.drawKey)
	web.Register(api, op(http.MethodPost, "shut-open311", "/shut", "停用对接系统的 Open311"), s.shut)
}

// Open311Access is what a partner has of Open311. Key is shown once, when it is drawn.
type Open311Access struct {
	On        bool       `json:"on" doc:"已开通"`
	Key       string     `json:"key,omitempty" doc:"api_key，只显示这一次"`
	OldUntil  *time.Time `json:"old_until,omitempty" doc:"原 api_key 用到什么时候"`
	ChangedAt *time.Time `json:"changed_at,omitempty"`
	ChangedBy string     `json:"changed_by,omitempty"`
	URL       string     `json:"url" doc:"接口在哪里"`
	Public    bool       `json:"public" doc:"没有 api_key 的人也能查询公开的各件"`
	Version   int64      `json:"version"`
}

type accessOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         Open311Access
}

func (s *Service) access(k *Key, key string, err error) (*accessOutput, error) {
	if err != nil {
		return nil, err
	}
	b := Open311Access{On: k.Version > 0, Key: key, ChangedBy: k.ChangedBy, URL: s.PublicURL + web.Prefix + Root, Public: s.Public, Version: k.Version}
	if b.On {
		b.ChangedAt = &k.ChangedAt
	}
	if s.Clock.Now().Before(k.OldUntil) {
		b.OldUntil = &k.OldUntil
	}
	return &accessOutput{ETag: web.ETag(k.Version), CacheControl: "no-store", Body: b}, nil
}

func (s *Service) getAccess(ctx context.Context, in *exchange.PartnerInput) (*accessOutput, error) {
	k, err := s.Access(ctx, in.ID)
	return s.access(k, "", err)
}

func (s *Service) drawKey(ctx context.Context, in *exchange.PartnerChange) (*accessOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	k, key, err := s.Draw(ctx, in.ID, version)
	return s.access(k, key, err)
}

func (s *Service) shut(ctx context.Context, in *exchange.PartnerChange) (*accessOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return s.access(&Key{Partner: in.ID}, "", s.Shut(ctx, in.ID, version))
}
