package open311

import (
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/platform/web"
)

// Open311Service is what may be reported.
type Open311Service struct {
	ServiceCode string `json:"service_code" xml:"service_code"`
	ServiceName string `json:"service_name" xml:"service_name"`
	Description string `json:"description" xml:"description"`
	Metadata    bool   `json:"metadata" xml:"metadata"`
	Type        string `json:"type" xml:"type" enum:"realtime"`
	Keywords    string `json:"keywords" xml:"keywords"`
	Group       string `json:"group" xml:"group"`
}

type servicesXML struct {
	XMLName xml.Name         `xml:"services"`
	Items   []Open311Service `xml:"service"`
}

func (s *Service) serviceBody(t topic.Topic) Open311Service {
	path := s.Topics.Path(t.Code)
	return Open311Service{
		ServiceCode: t.Code, ServiceName: t.Label, Description: words(s.Topics, t.Code), Metadata: true, Type: "realtime",
		Keywords: path[0].Label + "," + path[1].Label, Group: path[0].Label,
	}
}

// Open311Definition is what else may be said of a report.
type Open311Definition struct {
	XMLName     xml.Name           `json:"-" xml:"service_definition"`
	ServiceCode string             `json:"service_code" xml:"service_code"`
	Attributes  []Open311Attribute `json:"attributes" nullable:"false" xml:"attributes>attribute"`
}

// Open311Attribute is one thing more that may be said.
type Open311Attribute struct {
	Variable            bool           `json:"variable" xml:"variable"`
	Code                string         `json:"code" xml:"code"`
	Datatype            string         `json:"datatype" xml:"datatype"`
	Required            bool           `json:"required" xml:"required"`
	DatatypeDescription string         `json:"datatype_description" xml:"datatype_description"`
	Order               int            `json:"order" xml:"order"`
	Description         string         `json:"description" xml:"description"`
	Values              []Open311Value `json:"values" nullable:"false" xml:"values>value"`
}

// Open311Value is one choice of an attribute.
type Open311Value struct {
	Key  string `json:"key" xml:"key"`
	Name string `json:"name" xml:"name"`
}

func attributes() []Open311Attribute {
	kinds := []Open311Value{}
	for _, k := range []appeal.Kind{appeal.Consult, appeal.Suggest, appeal.Complain, appeal.Help, appeal.Report} {
		kinds = append(kinds, Open311Value{Key: string(k), Name: k.Label()})
	}
	return []Open311Attribute{
		{Variable: true, Code: "kind", Datatype: "singlevaluelist", Order: 1, Description: "诉求类型，不写为求助", Values: kinds},
		{Variable: true, Code: "confidential", Datatype: "singlevaluelist", Order: 2, Description: "要求保密：只有受理中心知道是谁反映的", Values: []Open311Value{{"true", "要求保密"}, {"false", "不要求"}}},
		{Variable: true, Code: "uscc", Datatype: "string", Order: 3, Description: "代表哪家企业", DatatypeDescription: "18 位统一社会信用代码", Values: []Open311Value{}},
	}
}

// Open311Made is the answer to a report.
type Open311Made struct {
	ServiceRequestID string  `json:"service_request_id" xml:"service_request_id"`
	ServiceNotice    string  `json:"service_notice" xml:"service_notice"`
	AccountID        *string `json:"account_id" xml:"account_id"`
}

type madeXML struct {
	XMLName xml.Name      `xml:"service_requests"`
	Items   []Open311Made `xml:"request"`
}

// Open311Token is a report by its token.
type Open311Token struct {
	ServiceRequestID string `json:"service_request_id" xml:"service_request_id"`
	Token            string `json:"token" xml:"token"`
}

type tokensXML struct {
	XMLName xml.Name       `xml:"service_requests"`
	Items   []Open311Token `xml:"request"`
}

// Open311Request is a report and where it stands. What the caller may not know, or
// nobody said, is null in JSON and left out in XML.
type Open311Request struct {
	ServiceRequestID  string   `json:"service_request_id" xml:"service_request_id"`
	Status            string   `json:"status" xml:"status" enum:"open,closed"`
	StatusNotes       string   `json:"status_notes" xml:"status_notes"`
	ServiceName       string   `json:"service_name" xml:"service_name"`
	ServiceCode       string   `json:"service_code" xml:"service_code"`
	Description       string   `json:"description" xml:"description"`
	AgencyResponsible *string  `json:"agency_responsible" xml:"agency_responsible"`
	ServiceNotice     *string  `json:"service_notice" xml:"service_notice"`
	RequestedDatetime string   `json:"requested_datetime" xml:"requested_datetime"`
	UpdatedDatetime   string   `json:"updated_datetime" xml:"updated_datetime"`
	ExpectedDatetime  *string  `json:"expected_datetime" xml:"expected_datetime"`
	Address           *string  `json:"address" xml:"address"`
	AddressID         *string  `json:"address_id" xml:"address_id"`
	Zipcode           *string  `json:"zipcode" xml:"zipcode"`
	Lat               *float64 `json:"lat" xml:"lat"`
	Long              *float64 `json:"long" xml:"long"`
	MediaURL          *string  `json:"media_url" xml:"media_url"`
}

type requestsXML struct {
	XMLName xml.Name         `xml:"service_requests"`
	Items   []Open311Request `xml:"request"`
}

// stamp is a moment as the protocol writes it.
func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

func given(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func (s *Service) requestBody(f Found) Open311Request {
	name := ""
	if t, known := s.Topics.Find(f.Topic); known {
		name = t.Label
	}
	b := Open311Request{
		ServiceRequestID: f.Number, Status: statusOpen, StatusNotes: notes(f.Case, f.Counts), ServiceName: name, ServiceCode: f.Topic,
		Description: words(s.Topics, f.Topic), AgencyResponsible: given(f.Agency), RequestedDatetime: stamp(f.ReceivedAt), UpdatedDatetime: stamp(f.UpdatedAt),
	}
	if slices.Contains(over, f.Counts.State) {
		b.Status = statusClosed
	} else if !f.Counts.DueAt.IsZero() {
		b.ExpectedDatetime = given(stamp(f.Counts.DueAt))
	}
	if !f.Own {
		return b
	}
	b.Description, b.Address = f.Text, given(f.Place)
	if f.Answer != "" {
		b.StatusNotes += "。答复：" + f.Answer
	}
	return b
}

func (s *Service) said(list []Found) web.Said {
	rows := make([]Open311Request, len(list))
	for i, f := range list {
		rows[i] = s.requestBody(f)
	}
	return web.Said{JSON: rows, XML: requestsXML{Items: rows}}
}

// Open311Error is one thing that was wrong.
type Open311Error struct {
	Code        int    `json:"code" xml:"code"`
	Description string `json:"description" xml:"description"`
}

type errorsXML struct {
	XMLName xml.Name       `xml:"errors"`
	Items   []Open311Error `xml:"error"`
}

// refuse puts a refusal into the form of the protocol: 403 for keys, 404 for what is
// not there, 400 for the rest that the caller can mend.
func refuse(p *web.Problem) (int, web.Said) {
	status := p.Status
	switch {
	case status == http.StatusUnauthorized:
		status = http.StatusForbidden
	case status < http.StatusInternalServerError && status != http.StatusForbidden && status != http.StatusNotFound && status != http.StatusTooManyRequests:
		status = http.StatusBadRequest
	}
	list := []Open311Error{}
	for _, e := range p.Errors {
		list = append(list, Open311Error{Code: status, Description: strings.TrimPrefix(e.Location, "body.") + "：" + e.Message})
	}
	if len(list) == 0 {
		list = append(list, Open311Error{Code: status, Description: p.Detail})
	}
	return status, web.Said{JSON: list, XML: errorsXML{Items: list}}
}

// Open311Discovery says where the protocol is spoken (wiki.open311.org/Service_Discovery).
type Open311Discovery struct {
	XMLName    xml.Name          `json:"-" xml:"discovery"`
	Changeset  string            `json:"changeset" xml:"changeset"`
	Contact    string            `json:"contact" xml:"contact"`
	KeyService string            `json:"key_service" xml:"key_service"`
	Endpoints  []Open311Endpoint `json:"endpoints" nullable:"false" xml:"endpoints>endpoint"`
}

// Open311Endpoint is one address at which the protocol is spoken.
type Open311Endpoint struct {
	Specification string   `json:"specification" xml:"specification"`
	URL           string   `json:"url" xml:"url"`
	Changeset     string   `json:"changeset" xml:"changeset"`
	Type          string   `json:"type" xml:"type"`
	Formats       []string `json:"formats" nullable:"false" xml:"formats>format"`
}

// Changeset is when the list of services last changed. A test fails when the topics
// are others than at that time.
const Changeset = "2026-11-22T00:00:00Z"

func (s *Service) discoveryBody() Open311Discovery {
	return Open311Discovery{
		Changeset: Changeset, Contact: "接口由企业服务中心提供，请向系统管理员联系。", KeyService: "api_key 由系统管理员在“对接系统”里发放。",
		Endpoints: []Open311Endpoint{{
			Specification: "http://wiki.open311.org/GeoReport_v2", URL: s.PublicURL + web.Prefix + Root, Changeset: Changeset, Type: "production",
			Formats: []string{"text/xml", "application/json"},
		}},
	}
}
