package web

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/yikou/yikou/internal/platform/errs"
)

// Foreign says how the operations of another protocol speak: in JSON or XML, as the
// caller asks, refusals included.
type Foreign struct {
	// Form is an example of the HTML form that is sent, nil for none; Answer one of
	// what is answered.
	Form, Answer any
	// Refusal is an example of what Refuse says.
	Refusal any
	// Refuse puts a refusal into the form of the protocol.
	Refuse func(*Problem) (status int, said Said)
}

// Said is one thing in both forms; each is marshalled as its package of the standard
// library does.
type Said struct{ JSON, XML any }

// The media types of foreign operations. Open311 and its like say text/xml.
const (
	mediaJSON = "application/json"
	mediaXML  = "text/xml"
	mediaForm = "application/x-www-form-urlencoded"
)

// foreignRefusals are the statuses that a foreign operation may refuse with.
var foreignRefusals = []int{
	http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable,
}

// RegisterForeign adds an operation of another protocol. What its input needs is for
// the handler to ask: a field with rules of its own would be refused in the form of
// this API.
func RegisterForeign[I any](a *API, op Operation, f Foreign, handler func(context.Context, *I) (Said, error)) {
	refuse := func(w http.ResponseWriter, r *http.Request, p *Problem) {
		status, said := f.Refuse(p)
		for name, values := range p.GetHeaders() {
			w.Header()[name] = values
		}
		said.write(w, r, status)
	}
	described := a.describeWith(op, refuse)
	described.Errors, described.Responses = nil, a.foreignResponses(op, f)
	huma.Register(a.huma, described, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		said, err := handler(ctx, in)
		return &huma.StreamResponse{Body: func(hctx huma.Context) {
			r, w := humago.Unwrap(hctx)
			if err != nil {
				refuse(w, r, a.problem(ctx, err))
				return
			}
			said.write(w, r, statusOf(op))
		}}, nil
	})
	if f.Form != nil { // only now: Huma would read the body itself
		a.described(op).RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{mediaForm: {Schema: a.schemaOf(f.Form)}}}
	}
}

// statusOf is what an operation answers when it succeeds.
func statusOf(op Operation) int {
	if op.Status == 0 {
		return http.StatusOK
	}
	return op.Status
}

// described returns what the description of the API has of an operation.
func (a *API) described(op Operation) *huma.Operation {
	item := a.huma.OpenAPI().Paths[op.Path]
	if op.Method == http.MethodPost {
		return item.Post
	}
	return item.Get
}

func (a *API) schemaOf(example any) *huma.Schema {
	return huma.SchemaFromType(a.huma.OpenAPI().Components.Schemas, reflect.TypeOf(example))
}

func (a *API) foreignResponses(op Operation, f Foreign) map[string]*huma.Response {
	both := func(schema *huma.Schema, words string) *huma.Response {
		return &huma.Response{Description: words, Content: map[string]*huma.MediaType{mediaJSON: {Schema: schema}, mediaXML: {}}}
	}
	list := map[string]*huma.Response{strconv.Itoa(statusOf(op)): both(a.schemaOf(f.Answer), http.StatusText(statusOf(op)))}
	refusal := a.schemaOf(f.Refusal)
	for _, status := range foreignRefusals {
		list[strconv.Itoa(status)] = both(refusal, http.StatusText(status))
	}
	return list
}

// write sends what is said in the form that the caller asked for.
func (s Said) write(w http.ResponseWriter, r *http.Request, status int) {
	var body bytes.Buffer
	var err error
	media := mediaJSON
	if wantsXML(r) {
		media = mediaXML
		body.WriteString(xml.Header)
		err = xml.NewEncoder(&body).Encode(s.XML)
	} else {
		encoder := json.NewEncoder(&body)
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(s.JSON)
	}
	if err != nil {
		panic(err) // its types cannot be marshalled: every test of the operation fails
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // the client is gone if this fails
}

// wantsXML reports whether a caller asks for XML rather than JSON.
func wantsXML(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	return strings.Contains(accept, "xml") && !strings.Contains(accept, "json") && !strings.Contains(accept, "html")
}

// Endings serves addresses under a path of the API that end in .json or .xml like
// those without, with the form that the ending asks for; the ending counts more than
// Accept.
func Endings(next http.Handler, under string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, Prefix+under+"/") {
			for ending, media := range map[string]string{".json": mediaJSON, ".xml": mediaXML} {
				if path, has := strings.CutSuffix(r.URL.Path, ending); has {
					r = r.Clone(r.Context())
					r.URL.Path, r.URL.RawPath = path, strings.TrimSuffix(r.URL.RawPath, ending)
					r.Header.Set("Accept", media)
					break
				}
			}
		}
		next.ServeHTTP(w, r)
	})
}

// ErrForm is returned for a form that cannot be read.
var ErrForm = errs.New(errs.Invalid, "request.form", "内容无法读懂，没有保存。请以 application/x-www-form-urlencoded、UTF-8 编码发送。")

// Form is an input that comes as an HTML form. Embed it in an operation's input; the
// operation's MaxBody bounds it.
type Form struct {
	body io.Reader
}

// Resolve keeps the request body for Values.
func (f *Form) Resolve(ctx huma.Context) []error {
	if media, _, _ := mime.ParseMediaType(ctx.Header("Content-Type")); media != mediaForm {
		return nil
	}
	r, w := humago.Unwrap(ctx)
	f.body = patientReader{body: http.MaxBytesReader(w, r.Body, ctx.Operation().MaxBodyBytes), control: http.NewResponseController(w)}
	return nil
}

// Values reads the form. It fails with ErrForm, with *http.MaxBytesError beyond the
// operation's MaxBody, or when the client stops sending.
func (f *Form) Values() (url.Values, error) {
	if f.body == nil {
		return nil, ErrForm
	}
	text, err := io.ReadAll(f.body)
	if err != nil {
		return nil, err
	}
	values, err := url.ParseQuery(string(text))
	if err != nil {
		return nil, ErrForm
	}
	for name, list := range values {
		if !readable(name) || !readable(strings.Join(list, "")) {
			return nil, ErrForm
		}
	}
	return values, nil
}
