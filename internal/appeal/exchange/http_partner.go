package exchange

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// PublicOperations are the operations of this package that anybody may call: the
// signature of a partner proves who calls.
var PublicOperations = []string{"exchange-appeal", "exchange-appeal-event"}

func (s *Service) partnerRoutes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: PermPartners}
	}
	const all, one = "/exchange-partners", "/exchange-partners/{id}"
	add := op(http.MethodPost, "add-exchange-partner", all, "新增对接系统")
	add.Status = http.StatusCreated
	web.Register(api, op(http.MethodGet, "list-exchange-partners", all, "对接系统"), s.listPartners)
	web.Register(api, add, s.addPartner)
	web.Register(api, op(http.MethodGet, "get-exchange-partner", one, "一个对接系统"), s.getPartner)
	web.Register(api, op(http.MethodPut, "save-exchange-partner", one, "修改对接系统"), s.savePartner)
	web.Register(api, op(http.MethodPost, "renew-exchange-secret", one+"/secret", "更换对接系统的密钥"), s.renewSecret)
	web.Register(api, op(http.MethodPost, "test-exchange-partner", one+"/test", "试发一条给对接系统"), s.testPartner)
	web.Register(api, op(http.MethodGet, "list-exchange-deliveries", one+"/deliveries", "推送给对接系统的消息"), s.listDeliveries)
	web.Register(api, op(http.MethodPost, "replay-exchange-delivery", "/exchange-deliveries/{id}/replay", "重新推送"), s.replayDelivery)
	public := func(id, path, summary string) web.Operation {
		o := op(http.MethodPost, id, path, summary)
		o.Permission = ""
		return o
	}
	web.Register(api, public("exchange-appeal", "/exchange/appeals", "对接系统转来一件诉求（签名见文件格式）"), s.takeCase)
	web.Register(api, public("exchange-appeal-event", "/exchange/appeals/{external_no}/events", "对接系统说明一件诉求的变化（签名见文件格式）"), s.takeEvent)
}

// PartnerTerms is what is agreed with a partner.
type PartnerTerms struct {
	Name       string   `json:"name" maxLength:"240" doc:"名称"`
	Endpoint   string   `json:"endpoint,omitempty" maxLength:"500" doc:"接收网址，空为不推送"`
	Department string   `json:"department,omitempty" maxLength:"36" doc:"除它转来的以外，还推送这个部门承办的"`
	Events     []string `json:"events" nullable:"false" maxItems:"40" doc:"推送哪些事件"`
	Off        bool     `json:"off,omitempty" doc:"停用"`
}

func (t PartnerTerms) terms() Terms {
	return Terms(t)
}

// PartnerEvent is an event that a partner can be told of.
type PartnerEvent struct {
	Event string `json:"event"`
	Label string `json:"label"`
}

// ExchangePartner is a partner at the desk. Secret is shown once, when it is drawn.
type ExchangePartner struct {
	PartnerTerms
	ID        string     `json:"id"`
	Code      string     `json:"code" doc:"对方的代码"`
	Secret    string     `json:"secret,omitempty" doc:"签名密钥，只显示这一次"`
	OldUntil  *time.Time `json:"old_until,omitempty" doc:"原密钥用到什么时候"`
	ChangedAt time.Time  `json:"changed_at"`
	ChangedBy string     `json:"changed_by"`
	Version   int64      `json:"version"`
}

func (s *Service) partnerBody(p *Partner, secret bool) ExchangePartner {
	b := ExchangePartner{
		PartnerTerms: PartnerTerms{Name: p.Name, Endpoint: p.Endpoint, Department: p.Department, Events: append([]string{}, p.Events...), Off: p.Off},
		ID:           p.ID, Code: p.Code, ChangedAt: p.ChangedAt, ChangedBy: p.ChangedBy, Version: p.Version,
	}
	if secret {
		b.Secret = p.Secret
	}
	if s.Clock.Now().Before(p.OldUntil) {
		b.OldUntil = &p.OldUntil
	}
	return b
}

type partnersOutput struct {
	Body struct {
		Items  []ExchangePartner `json:"items" nullable:"false"`
		Events []PartnerEvent    `json:"events" nullable:"false" doc:"可以推送的事件"`
	}
}

func (s *Service) listPartners(ctx context.Context, _ *struct{}) (*partnersOutput, error) {
	found, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &partnersOutput{}
	out.Body.Items = make([]ExchangePartner, len(found))
	for i, p := range found {
		out.Body.Items[i] = s.partnerBody(p, false)
	}
	for _, e := range Tellable {
		out.Body.Events = append(out.Body.Events, PartnerEvent(e))
	}
	return out, nil
}

type partnerOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         ExchangePartner
}

func (s *Service) shown(p *Partner, err error, secret bool) (*partnerOutput, error) {
	if err != nil {
		return nil, err
	}
	return &partnerOutput{ETag: web.ETag(p.Version), CacheControl: "no-store", Body: s.partnerBody(p, secret)}, nil
}

type addPartnerInput struct {
	Body struct {
		PartnerTerms
		Code string `json:"code" maxLength:"32" doc:"对方的代码：小写字母、数字、点、横线"`
	}
}

func (s *Service) addPartner(ctx context.Context, in *addPartnerInput) (*partnerOutput, error) {
	p, err := s.Add(ctx, in.Body.Code, in.Body.terms())
	return s.shown(p, err, true)
}

// PartnerInput names a partner.
type PartnerInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) getPartner(ctx context.Context, in *PartnerInput) (*partnerOutput, error) {
	p, err := s.Get(ctx, in.ID)
	return s.shown(p, err, false)
}

// PartnerChange names a partner as it was seen.
type PartnerChange struct {
	PartnerInput
	web.Match
}

type savePartnerInput struct {
	PartnerChange
	Body PartnerTerms
}

func (s *Service) savePartner(ctx context.Context, in *savePartnerInput) (*partnerOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	p, err := s.Agree(ctx, in.ID, version, in.Body.terms())
	return s.shown(p, err, false)
}

func (s *Service) renewSecret(ctx context.Context, in *PartnerChange) (*partnerOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	p, err := s.Rotate(ctx, in.ID, version)
	return s.shown(p, err, true)
}

// ExchangeDelivery is one message to a partner.
type ExchangeDelivery struct {
	ID         string     `json:"id"`
	Event      string     `json:"event"`
	EventLabel string     `json:"event_label"`
	Number     string     `json:"number" doc:"诉求编号"`
	State      string     `json:"state" enum:"waiting,delivered,dead"`
	Tries      int        `json:"tries"`
	Status     int        `json:"status" doc:"对方的应答，0 为没有"`
	Problem    string     `json:"problem"`
	DueAt      *time.Time `json:"due_at,omitempty" doc:"下次什么时候再试"`
	TriedAt    *time.Time `json:"tried_at,omitempty"`
	MadeAt     time.Time  `json:"made_at"`
}

func deliveryBody(d *Delivery) ExchangeDelivery {
	b := ExchangeDelivery{
		ID: d.ID, Event: d.Event, EventLabel: labelOf(d.Event), Number: d.Number, State: string(d.State), Tries: d.Tries, Status: d.Status, Problem: d.Problem, MadeAt: d.MadeAt,
	}
	if !d.DueAt.IsZero() {
		b.DueAt = &d.DueAt
	}
	if !d.TriedAt.IsZero() {
		b.TriedAt = &d.TriedAt
	}
	return b
}

type deliveryOutput struct {
	Body ExchangeDelivery
}

func sentBody(d *Delivery, err error) (*deliveryOutput, error) {
	if err != nil {
		return nil, err
	}
	return &deliveryOutput{Body: deliveryBody(d)}, nil
}

func (s *Service) testPartner(ctx context.Context, in *PartnerInput) (*deliveryOutput, error) {
	return sentBody(s.Test(ctx, in.ID))
}

type replayInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) replayDelivery(ctx context.Context, in *replayInput) (*deliveryOutput, error) {
	return sentBody(s.Replay(ctx, in.ID))
}

type deliveriesInput struct {
	PartnerInput
	web.PageInput
	State string `query:"state" enum:"waiting,delivered,dead"`
}

type deliveriesOutput struct {
	Body kernel.Rows[ExchangeDelivery]
}

func (s *Service) listDeliveries(ctx context.Context, in *deliveriesInput) (*deliveriesOutput, error) {
	found, err := s.Deliveries(ctx, in.ID, DeliveryState(in.State), in.Page())
	if err != nil {
		return nil, err
	}
	out := &deliveriesOutput{Body: kernel.Rows[ExchangeDelivery]{Items: make([]ExchangeDelivery, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, d := range found.Items {
		out.Body.Items[i] = deliveryBody(d)
	}
	return out, nil
}

// SignedInput is what stands in the headers of a message of a partner.
type SignedInput struct {
	Partner   string `header:"Yikou-Partner" maxLength:"32" doc:"对方的代码"`
	ID        string `header:"webhook-id" maxLength:"128"`
	Timestamp string `header:"webhook-timestamp" maxLength:"20"`
	Signature string `header:"webhook-signature" maxLength:"500"`
}

func (in SignedInput) sent(body []byte) Sent {
	return Sent{Partner: in.Partner, Envelope: webhook.Envelope{ID: in.ID, Timestamp: in.Timestamp, Signature: in.Signature}, Body: slices.Clone(body)}
}

// HandedCase is a case of a partner, as a line of an import file has it.
type HandedCase struct {
	ExternalNo string `json:"external_no" maxLength:"256" doc:"对方的编号"`
	Channel    string `json:"channel,omitempty" maxLength:"20" doc:"来源，不写为 hotline"`
	ReceivedAt string `json:"received_at,omitempty" maxLength:"40" doc:"RFC 3339"`
	Reporter   *struct {
		Name  string `json:"name,omitempty" maxLength:"120"`
		Phone string `json:"phone,omitempty" maxLength:"30"`
	} `json:"reporter,omitempty"`
	Enterprise *struct {
		USCC string `json:"uscc" maxLength:"30"`
	} `json:"enterprise,omitempty"`
	Place        string `json:"place,omitempty" maxLength:"800"`
	Text         string `json:"text" maxLength:"20000"`
	Kind         string `json:"kind,omitempty" maxLength:"20"`
	Topic        string `json:"topic,omitempty" maxLength:"60"`
	Confidential bool   `json:"confidential,omitempty"`
}

type takeCaseInput struct {
	SignedInput
	Body HandedCase
	// RawBody is what the signature is over.
	RawBody []byte
}

type statusOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         Status
}

func standing(out *Status, err error) (*statusOutput, error) {
	if err != nil {
		return nil, err
	}
	return &statusOutput{CacheControl: "no-store", Body: *out}, nil
}

func (s *Service) takeCase(ctx context.Context, in *takeCaseInput) (*statusOutput, error) {
	return standing(s.Take(ctx, in.sent(in.RawBody)))
}

type takeEventInput struct {
	SignedInput
	ExternalNo string `path:"external_no" maxLength:"256"`
	Body       struct {
		ExternalNo string `json:"external_no" maxLength:"256" doc:"与网址里的相同"`
		Event      string `json:"event" enum:"query,add,withdraw,confirm,redo,reopen,unmerge,rate,state" doc:"查询、补充、撤回、确认解决、要求重办、重新办理、单独办理、评价、对方的状态"`
		Words      string `json:"words,omitempty" maxLength:"20000"`
		Grade      int    `json:"grade,omitempty" minimum:"1" maximum:"5" doc:"评价的满意程度"`
		State      string `json:"state,omitempty" maxLength:"120" doc:"对方的状态"`
	}
	RawBody []byte
}

func (s *Service) takeEvent(ctx context.Context, in *takeEventInput) (*statusOutput, error) {
	return standing(s.TakeEvent(ctx, in.ExternalNo, in.sent(in.RawBody)))
}
