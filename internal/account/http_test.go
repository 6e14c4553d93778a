package account_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
)

// served is an instance behind its outer layers.
type served struct {
	*bundle
	handler http.Handler
}

func serve(t *testing.T, d *db.DB, change ...func(*account.Deps)) served {
	t.Helper()
	secure := false
	b := setup(t, d, append(change, func(dep *account.Deps) { secure = dep.Secure })...)
	mux := http.NewServeMux()
	log := slog.New(slog.DiscardHandler)
	b.Routes(web.New(mux, log, "test", account.PublicOperations))
	return served{b, web.Wrap(mux, web.Options{Log: log, Authenticator: b.Service, Secure: secure})}
}

type answer struct {
	*http.Response
	text string
}

// field returns one member of a JSON answer.
func (a answer) field(t *testing.T, name string) any {
	t.Helper()
	var body map[string]any
	require.NoError(t, json.Unmarshal([]byte(a.text), &body), a.text)
	return body[name]
}

func (s served) call(t *testing.T, method, path, body string, cookies []*http.Cookie, headers ...string) answer {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, "https://yikou.test"+web.Prefix+path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	for _, c := range cookies {
		request.AddCookie(c)
	}
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, request)
	response := recorder.Result()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response, string(text)}
}

const (
	staffBody      = `{"login":"zhang","password":"` + password + `"}`
	enterpriseBody = `{"phone":"` + phone + `","code":"`
)

func TestAMemberOfStaffLogsInLooksAndLogsOut(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d)
		staff := s.withStaff(t, "reader")
		require.Equal(t, http.StatusUnauthorized, s.call(t, "GET", "/session", "", nil).StatusCode)

		in := s.call(t, "POST", "/session/staff", staffBody, nil)
		require.Equal(t, http.StatusOK, in.StatusCode, in.text)
		session := `{"kind":"staff","id":"` + staff.ID + `","name":"张示例","roles":[{"code":"reader","name":"查看人员"}],
			"can":["account.secure","account.self","test.read"],"enterprises":[],"must":"",
			"expires_at":"2026-03-02T01:30:00Z","lasts_until":"2026-03-02T13:00:00Z"}`
		require.JSONEq(t, `{"second_factor":false,"session":`+session+`}`, in.text)
		require.Equal(t, "no-store", in.Header.Get("Cache-Control"))
		require.Len(t, in.Cookies(), 2)
		cookie, device := in.Cookies()[0], in.Cookies()[1]
		require.Equal(t, "yikou-device", device.Name)
		require.Len(t, device.Value, 43)
		require.NotEqual(t, device.Value, cookie.Value)
		require.Equal(t, "yikou", cookie.Name)
		require.Len(t, cookie.Value, 43)
		require.NotContains(t, in.text, cookie.Value)

		seen := s.call(t, "GET", "/session", "", in.Cookies())
		require.Equal(t, http.StatusOK, seen.StatusCode)
		require.JSONEq(t, session, seen.text)

		out := s.call(t, "DELETE", "/session", "", in.Cookies())
		require.Equal(t, http.StatusNoContent, out.StatusCode, out.text)
		require.Equal(t, `"cache", "storage"`, out.Header.Get("Clear-Site-Data"))
		require.Equal(t, "yikou=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", out.Header.Get("Set-Cookie"))
		require.Equal(t, http.StatusUnauthorized, s.call(t, "GET", "/session", "", in.Cookies()).StatusCode)
		require.Equal(t, http.StatusNoContent, s.call(t, "DELETE", "/session", "", nil).StatusCode)

		names, err := s.Bus.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"account.roles_seeded", "account.staff_created", "account.logged_in", "account.logged_out"}, names)
	})
}

func TestAnEnterprisesHandlerLogsInWithTheCodeFromThePhone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d)
		s.withPerson(t)
		asked := s.call(t, "POST", "/session/code", `{"phone":"190 0000 0001"}`, nil)
		require.Equal(t, http.StatusOK, asked.StatusCode, asked.text)
		require.JSONEq(t, `{"resend_after_seconds":60,"expires_in_seconds":300}`, asked.text)
		var text string
		select {
		case text = <-s.texts:
		case <-time.After(patience):
			t.Fatal("no text came")
		}
		in := s.call(t, "POST", "/session/enterprise", enterpriseBody+sixDigits.FindString(text)+`"}`, nil)
		require.Equal(t, http.StatusOK, in.StatusCode, in.text)
		require.Equal(t, []any{map[string]any{"uscc": firmA, "name": "示例甲有限公司", "role": "handler", "can": []any{"test.my"}}}, in.field(t, "enterprises"))
		require.Equal(t, "许样例", in.field(t, "name"))
		require.Equal(t, []any{"account.self", "test.my"}, in.field(t, "can"))
	})
}

func TestTheCookieOverTLSBelongsToThisHostAlone(t *testing.T) {
	t.Parallel()
	s := serve(t, dbtest.Open(t, db.SQLite), func(d *account.Deps) { d.Secure = true })
	s.withStaff(t)
	in := s.call(t, "POST", "/session/staff", staffBody, nil)
	require.Equal(t, http.StatusOK, in.StatusCode)
	value := in.Cookies()[0].Value
	require.Equal(t, "__Host-yikou="+value+"; Path=/; HttpOnly; Secure; SameSite=Lax", in.Header.Values("Set-Cookie")[0])
	require.Regexp(t, "^__Host-yikou-device=[A-Za-z0-9_-]{43}; Path=/; Max-Age=15552000; HttpOnly; Secure; SameSite=Lax$", in.Header.Values("Set-Cookie")[1])
}

func TestAWriteFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	s := serve(t, dbtest.Open(t, db.SQLite))
	s.withStaff(t)
	in := s.call(t, "POST", "/session/staff", staffBody, nil)
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.test"}} {
		for method, path := range map[string]string{"DELETE": "/session", "POST": "/session/staff"} {
			refused := s.call(t, method, path, staffBody, in.Cookies(), headers...)
			require.Equal(t, http.StatusForbidden, refused.StatusCode)
			require.Equal(t, "request.cross_origin", refused.field(t, "code"))
		}
	}
	require.Equal(t, http.StatusOK, s.call(t, "GET", "/session", "", in.Cookies()).StatusCode, "the refused log-out closed the session")
	require.Equal(t, http.StatusNoContent, s.call(t, "DELETE", "/session", "", in.Cookies(), "Origin", "https://yikou.test").StatusCode)
}

func TestAnswersToUnknownAndKnownAccountsDifferInNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d)
		s.withStaff(t)
		s.withPerson(t)
		for _, pair := range [][3]string{
			{"/session/staff", `{"login":"zhang","password":"a wrong guess"}`, `{"login":"nobody","password":"a wrong guess"}`},
			{"/session/code", `{"phone":"` + phone + `"}`, `{"phone":"` + stranger + `"}`},
			{"/session/code", `{"phone":"` + phone + `"}`, `{"phone":"` + stranger + `"}`}, // too soon
			{"/session/enterprise", enterpriseBody + `12345"}`, `{"phone":"` + stranger + `","code":"12345"}`},
		} {
			known, unknown := s.call(t, "POST", pair[0], pair[1], nil), s.call(t, "POST", pair[0], pair[2], nil)
			require.Equal(t, known.StatusCode, unknown.StatusCode)
			for _, a := range []*answer{&known, &unknown} {
				a.text = strings.ReplaceAll(a.text, a.Header.Get("X-Request-Id"), "")
				a.Header.Del("X-Request-Id")
			}
			require.Equal(t, known.Header, unknown.Header)
			require.Equal(t, known.text, unknown.text)
		}
	})
}

func TestAForeignOrOldTokenIsAVisitor(t *testing.T) {
	t.Parallel()
	s := serve(t, dbtest.Open(t, db.SQLite))
	s.withStaff(t)
	in := s.call(t, "POST", "/session/staff", staffBody, nil)
	for _, token := range []string{"", "x", strings.Repeat("A", 43), in.Cookies()[0].Value + "A", strings.Repeat("x", 3000)} {
		seen := s.call(t, "GET", "/session", "", []*http.Cookie{{Name: "yikou", Value: token}})
		require.Equal(t, http.StatusUnauthorized, seen.StatusCode)
		require.Equal(t, "authz.unauthenticated", seen.field(t, "code"))
	}
}

func TestMalformedRequestsAreRefusedInChineseWithoutEcho(t *testing.T) {
	t.Parallel()
	s := serve(t, dbtest.Open(t, db.SQLite))
	s.withStaff(t)
	for _, c := range []struct {
		path, body string
		status     int
	}{
		{"/session/staff", `{"login":"zhang"}`, 422},
		{"/session/staff", `{"login":"zhang","password":"canary","admin":true}`, 422},
		{"/session/staff", `{"login":"zhang","password":["canary"]}`, 422},
		{"/session/staff", `{"login":"zhang","password":"` + strings.Repeat("canary", 50) + `"}`, 422},
		{"/session/staff", `{"login":"canary`, 400},
		{"/session/staff", strings.Repeat(" ", 5000) + staffBody, 413},
		{"/session/code", `{"phone":"canary"}`, 422},
		{"/session/enterprise", `{"phone":"` + phone + `","code":""}`, 422},
	} {
		a := s.call(t, "POST", c.path, c.body, nil)
		require.Equal(t, c.status, a.StatusCode, a.text)
		require.NotContains(t, a.text, "canary")
		detail, _ := a.field(t, "detail").(string)
		require.True(t, strings.ContainsRune(detail, '。'), a.text)
	}
	form := s.call(t, "POST", "/session/staff", "login=zhang&password="+password, nil, "Content-Type", "application/x-www-form-urlencoded")
	require.Equal(t, http.StatusUnsupportedMediaType, form.StatusCode)
}

func TestTheOperationsWithoutAPermissionAreThePublicOnes(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	api := web.New(mux, slog.New(slog.DiscardHandler), "test", account.PublicOperations)
	(&account.Service{}).Routes(api)
	var ids []string
	for _, op := range api.Operations() {
		if op.Permission == "" {
			ids = append(ids, op.ID)
		}
	}
	slices.Sort(ids)
	require.Equal(t, slices.Sorted(slices.Values(account.PublicOperations)), ids)
}
