package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/web"
)

const secret = "pq: password of the database is hunter2"

// sessions answers for the tokens it knows.
type sessions map[string]kernel.Principal

func (s sessions) Principal(_ context.Context, token string) (kernel.Principal, error) {
	if token == "broken" {
		return kernel.Principal{}, errors.New(secret)
	}
	return s[token], nil
}

var people = sessions{
	"reader": {Kind: kernel.StaffPrincipal, ID: "r", Grants: map[string]kernel.Reach{"thing.read": kernel.ReachOwn}},
	"writer": {Kind: kernel.StaffPrincipal, ID: "w", Grants: map[string]kernel.Reach{"thing.read": kernel.ReachAll, "thing.write": kernel.ReachAll}},
}

// journal is a log that may be read while a server writes it.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// bench is an API with its outer layers.
type bench struct {
	mux *http.ServeMux
	api *web.API
	log *journal
	web.Options
}

func newBench(public ...string) *bench {
	b := &bench{mux: http.NewServeMux(), log: &journal{}}
	b.Options = web.Options{Log: slog.New(slog.NewTextHandler(b.log, nil)), Authenticator: people}
	b.api = web.New(b.mux, b.Log, "test", public)
	return b
}

type answer struct {
	*http.Response
	text string
}

func (a answer) problem(t *testing.T) web.Problem {
	t.Helper()
	var p web.Problem
	require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"), a.text)
	require.NoError(t, json.Unmarshal([]byte(a.text), &p), a.text)
	require.Equal(t, a.StatusCode, p.Status)
	require.Equal(t, a.Header.Get("X-Request-Id"), p.RequestID)
	require.True(t, strings.HasSuffix(p.Detail, "。"), p.Detail)
	require.NotEmpty(t, p.Title)
	return p
}

// call sends a request; headers are pairs, and "as" logs in.
func (b *bench) call(t *testing.T, method, path, body string, headers ...string) answer {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "as" {
			request.AddCookie(&http.Cookie{Name: web.CookieName(b.Secure), Value: headers[i+1]})
			continue
		}
		request.Header.Set(headers[i], headers[i+1])
	}
	return b.send(t, request)
}

func (b *bench) send(t *testing.T, request *http.Request) answer {
	t.Helper()
	recorder := httptest.NewRecorder()
	web.Wrap(web.Endings(b.mux, "/other"), b.Options).ServeHTTP(recorder, request)
	response := recorder.Result()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response, string(text)}
}

type thing struct {
	Name    string   `json:"name" minLength:"2" maxLength:"4"`
	Count   int      `json:"count" minimum:"1" maximum:"9"`
	Kind    string   `json:"kind" enum:"hen,egg"`
	Code    string   `json:"code" pattern:"^[0-9]+$" patternDescription:"数字"`
	Day     string   `json:"day" format:"date"`
	Members []string `json:"members" maxItems:"1"`
}

type thingInput struct{ Body thing }

type thingOutput struct {
	ETag string `header:"ETag"`
	Body thing
}

// failing registers a public operation that fails with err.
func (b *bench) failing(err error) {
	op := web.Operation{ID: "fail", Method: http.MethodGet, Path: "/fail"}
	web.Register(b.api, op, func(context.Context, *struct{}) (*thingOutput, error) { return nil, err })
}

func TestAnOperationWithoutAPermissionIsNotServedUnlessItIsPublic(t *testing.T) {
	t.Parallel()
	nothing := func(context.Context, *struct{}) (*struct{}, error) { return nil, nil }
	register := func(op web.Operation) func() {
		return func() { web.Register(newBench("open").api, op, nothing) }
	}
	op := web.Operation{ID: "secret", Method: http.MethodGet, Path: "/x"}
	require.PanicsWithValue(t, "operation secret must either name its permission or stand in the public list, and not both", register(op))
	op.ID, op.Permission = "open", "thing.read"
	require.Panics(t, register(op), "public and with a permission at once")
	op.Permission = ""
	require.NotPanics(t, register(op))
	op.ID, op.Permission = "secret", "thing.read"
	require.NotPanics(t, register(op))
	require.Panics(t, func() {
		web.RegisterDownload(newBench().api, web.Operation{ID: "file", Method: http.MethodGet, Path: "/f"},
			func(context.Context, *struct{}) (web.File, error) { return web.File{}, nil })
	})
	require.Panics(t, func() {
		web.RegisterEvents[struct{}, thing](newBench().api, web.Operation{ID: "events", Method: http.MethodGet, Path: "/e"}, nil)
	})
}

func TestAPermissionIsAskedForBeforeTheRequestIsRead(t *testing.T) {
	t.Parallel()
	b := newBench()
	ran := 0
	web.Register(b.api, web.Operation{ID: "write-thing", Method: http.MethodPost, Path: "/things", Permission: "thing.write"},
		func(ctx context.Context, in *thingInput) (*thingOutput, error) {
			ran++
			require.Equal(t, "w", authz.From(ctx).ID)
			return &thingOutput{Body: in.Body}, nil
		})
	good := `{"name":"鸡蛋","count":1,"kind":"egg","code":"1","day":"2026-01-02","members":[]}`
	for _, body := range []string{good, `{"name":1}`, `not json`} {
		visitor := b.call(t, http.MethodPost, "/api/v1/things", body)
		require.Equal(t, http.StatusUnauthorized, visitor.StatusCode)
		require.Equal(t, "authz.unauthenticated", visitor.problem(t).Code)
		require.Empty(t, visitor.problem(t).Errors)
		reader := b.call(t, http.MethodPost, "/api/v1/things", body, "as", "reader")
		require.Equal(t, http.StatusForbidden, reader.StatusCode)
		require.Equal(t, "authz.forbidden", reader.problem(t).Code)
		unknown := b.call(t, http.MethodPost, "/api/v1/things", body, "as", "nobody")
		require.Equal(t, http.StatusUnauthorized, unknown.StatusCode)
	}
	require.Zero(t, ran)
	require.Equal(t, http.StatusOK, b.call(t, http.MethodPost, "/api/v1/things", good, "as", "writer").StatusCode)
	require.Equal(t, 1, ran)
}

func TestASessionThatCannotBeReadIsNoVisitor(t *testing.T) {
	t.Parallel()
	b := newBench()
	a := b.call(t, http.MethodGet, "/api/v1/x", "", "as", "broken")
	require.Equal(t, http.StatusServiceUnavailable, a.StatusCode)
	require.Equal(t, "unavailable", a.problem(t).Code)
	require.NotContains(t, a.text, "hunter2")
	require.Contains(t, b.log.String(), "hunter2")
}

func TestEveryKindOfErrorHasItsStatusAndShowsNoCause(t *testing.T) {
	t.Parallel()
	cause := errors.New(secret)
	for kind, status := range map[errs.Kind]int{
		errs.Invalid: 422, errs.Unauthenticated: 401, errs.Forbidden: 403, errs.NotFound: 404, errs.Conflict: 409,
		errs.Stale: 412, errs.Unseen: 428, errs.TooMany: 429, errs.Unavailable: 503,
	} {
		b := newBench("fail")
		b.failing(fmt.Errorf("open thing 7: %w", errs.New(kind, "thing.bad", "东西坏了。").Because(cause).
			With(errs.Field{Path: "body.name", Msg: "太短"})))
		a := b.call(t, http.MethodGet, "/api/v1/fail", "")
		require.Equal(t, status, a.StatusCode)
		p := a.problem(t)
		require.Equal(t, "东西坏了。", p.Detail)
		require.Equal(t, "thing.bad", p.Code)
		require.Equal(t, []web.Refused{{Location: "body.name", Message: "太短"}}, p.Errors)
		require.NotContains(t, a.text, "hunter2")
		require.NotContains(t, a.text, "thing 7")
		require.Contains(t, b.log.String(), "hunter2")
	}
	for name, err := range map[string]error{
		"bare": fmt.Errorf("open thing 7: %w", cause), "internal": errs.New(errs.Internal, "thing.lost", "泄露。").Because(cause),
		"huma's own": &statusError{},
	} {
		b := newBench("fail")
		b.failing(err)
		a := b.call(t, http.MethodGet, "/api/v1/fail", "")
		require.Equal(t, http.StatusInternalServerError, a.StatusCode, name)
		require.Equal(t, "internal", a.problem(t).Code)
		require.NotContains(t, a.text, "hunter2")
		require.NotContains(t, a.text, "泄露")
		require.Contains(t, b.log.String(), "hunter2", name)
	}
}

// statusError is what Huma would hand to the client as it is.
type statusError struct{}

func (*statusError) Error() string  { return secret }
func (*statusError) GetStatus() int { return http.StatusTeapot }

func TestWhatACallerLeftBehindIsNoFault(t *testing.T) {
	t.Parallel()
	b := newBench("fail")
	b.failing(fmt.Errorf("query: %w", context.Canceled))
	require.Equal(t, http.StatusServiceUnavailable, b.call(t, http.MethodGet, "/api/v1/fail", "").StatusCode)
}

func TestInvalidInputIsExplainedInChineseAndNotEchoed(t *testing.T) {
	t.Parallel()
	b := newBench("write-thing", "list-things")
	web.Register(b.api, web.Operation{ID: "write-thing", Method: http.MethodPost, Path: "/things", MaxBody: 1000},
		func(_ context.Context, in *thingInput) (*thingOutput, error) { return &thingOutput{Body: in.Body}, nil })
	web.Register(b.api, web.Operation{ID: "list-things", Method: http.MethodGet, Path: "/things"},
		func(context.Context, *web.PageInput) (*thingOutput, error) { return &thingOutput{}, nil })
	for body, want := range map[string]map[string]string{
		`{"name":"x","count":1,"kind":"egg","code":"1","day":"2026-01-02","members":[]}`:                   {"body.name": "至少 2 个字"},
		`{"name":"canary","count":99,"kind":"canary","code":"canary","day":"canary","members":["a","b"]}`:  {"body.name": "最多 4 个字", "body.count": "不能大于 9", "body.kind": "应为以下之一：hen, egg", "body.code": "格式不对：应为数字", "body.day": "应为日期，例如 2026-01-02", "body.members": "最多 1 项"},
		`{"name":{"canary":1},"count":"canary","kind":1,"code":"1","day":"2026-01-02","members":"canary"}`: {"body.name": "应为文字", "body.count": "应为整数", "body.kind": "应为文字", "body.members": "应为列表"},
		`{"name":"鸡蛋","count":1,"kind":"egg","code":"1","day":"2026-01-02","members":[],"canary":true}`:    {"body.canary": "不认识的字段"},
		`{"name":"鸡蛋","kind":"egg","code":"1","day":"2026-01-02","members":[]}`:                            {"body": "缺少必填的 count"},
	} {
		a := b.call(t, http.MethodPost, "/api/v1/things", body)
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, a.text)
		p := a.problem(t)
		told := map[string]string{}
		for _, e := range p.Errors {
			if _, first := told[e.Location]; !first {
				told[e.Location] = e.Message
			}
		}
		for place, message := range want {
			require.Equal(t, message, told[place], "%s in %s", place, a.text)
		}
		require.NotContains(t, strings.ReplaceAll(a.text, "body.canary", ""), "canary")
	}
	for query, place := range map[string]string{"limit=0": "query.limit", "limit=201": "query.limit", "limit=canary": "query.limit", "cursor=" + strings.Repeat("c", 1001): "query.cursor"} {
		a := b.call(t, http.MethodGet, "/api/v1/things?"+query, "")
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, query)
		require.Equal(t, place, a.problem(t).Errors[0].Location)
		require.NotContains(t, a.text, "canary")
	}
}

func TestUnreadableRequestsAreRefusedBounded(t *testing.T) {
	t.Parallel()
	b := newBench("write-thing")
	web.Register(b.api, web.Operation{ID: "write-thing", Method: http.MethodPost, Path: "/things", MaxBody: 100_000},
		func(_ context.Context, in *thingInput) (*thingOutput, error) { return &thingOutput{Body: in.Body}, nil })
	for _, c := range []struct {
		name, body string
		status     int
		code       string
		headers    []string
	}{
		{"no JSON", `canary`, 400, "bad_request", nil},
		{"cut off", `{"name":"canary`, 400, "bad_request", nil},
		{"nothing", ``, 400, "bad_request", nil},
		{"too deep", strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), 400, "bad_request", nil},
		{"too large", `{"name":"` + strings.Repeat("x", 100_000) + `"}`, 413, "too_large", nil},
		{"a form", `name=canary`, 415, "unsupported_media_type", []string{"Content-Type", "application/x-www-form-urlencoded"}},
		{"a text", `{}`, 415, "unsupported_media_type", []string{"Content-Type", "text/plain"}},
	} {
		a := b.call(t, http.MethodPost, "/api/v1/things", c.body, c.headers...)
		require.Equal(t, c.status, a.StatusCode, "%s: %s", c.name, a.text)
		require.Equal(t, c.code, a.problem(t).Code, c.name)
		require.NotContains(t, a.text, "canary")
	}
}

func TestAVersionComesAsAnETagAndGoesBackAsIfMatch(t *testing.T) {
	t.Parallel()
	b := newBench("change-thing")
	type input struct {
		web.Match
	}
	web.Register(b.api, web.Operation{ID: "change-thing", Method: http.MethodPut, Path: "/thing"},
		func(_ context.Context, in *input) (*thingOutput, error) {
			version, err := in.Version()
			if err != nil {
				return nil, err
			}
			if version != 7 {
				return nil, errs.New(errs.Stale, "thing.stale", "已被修改。")
			}
			return &thingOutput{ETag: web.ETag(version + 1)}, nil
		})
	changed := b.call(t, http.MethodPut, "/api/v1/thing", "", "If-Match", web.ETag(7))
	require.Equal(t, http.StatusOK, changed.StatusCode, changed.text)
	require.Equal(t, `"8"`, changed.Header.Get("ETag"))
	// A proxy that packs the answer makes the tag a weak one.
	require.Equal(t, http.StatusOK, b.call(t, http.MethodPut, "/api/v1/thing", "", "If-Match", `W/"7"`).StatusCode)
	require.Equal(t, http.StatusPreconditionFailed, b.call(t, http.MethodPut, "/api/v1/thing", "", "If-Match", `"6"`).StatusCode)
	for _, bad := range []string{"*", `"x"`, `"7", "8"`, `"`} {
		a := b.call(t, http.MethodPut, "/api/v1/thing", "", "If-Match", bad)
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, bad)
		require.Equal(t, "version.malformed", a.problem(t).Code)
	}
	missing := b.call(t, http.MethodPut, "/api/v1/thing", "")
	require.Equal(t, http.StatusUnprocessableEntity, missing.StatusCode)
	require.Equal(t, "header.If-Match", missing.problem(t).Errors[0].Location)
}

func TestTheDocumentDescribesEveryOperation(t *testing.T) {
	t.Parallel()
	b := newBench("open")
	nothing := func(context.Context, *struct{}) (*thingOutput, error) { return &thingOutput{}, nil }
	web.Register(b.api, web.Operation{ID: "open", Method: http.MethodGet, Path: "/open", Summary: "公开"}, nothing)
	web.Register(b.api, web.Operation{ID: "closed", Method: http.MethodDelete, Path: "/closed/{id}", Permission: "thing.write"}, nothing)
	document, err := b.api.OpenAPI()
	require.NoError(t, err)
	for _, part := range []string{"operationId: open", "operationId: closed", "需要权限 thing.write", "application/problem+json", `"404"`, `"412"`, "企业服务中心"} {
		require.Contains(t, string(document), part)
	}
	require.Len(t, b.api.Operations(), 2)
	// Nothing of the document is served.
	for _, path := range []string{"/api/v1/openapi.json", "/api/v1/openapi.yaml", "/api/v1/docs", "/api/v1/schemas/Thing.json"} {
		require.Equal(t, http.StatusNotFound, b.call(t, http.MethodGet, path, "").StatusCode, path)
	}
}
