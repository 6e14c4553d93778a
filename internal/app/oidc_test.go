package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// startProvider runs the real identity provider of web/e2e in a process of its
// own and returns its issuer.
func startProvider(t *testing.T, redirects []string) string {
	t.Helper()
	settings, err := json.Marshal(map[string]any{
		"clients": []map[string]any{{"client_id": "yikou", "client_secret": "a-secret-of-the-tests", "redirect_uris": redirects}},
		"accounts": map[string]any{
			"zhang":   map[string]any{"preferred_username": "zhang", "name": "张示例"},
			"nobody":  map[string]any{"preferred_username": "nobody"},
			"manager": map[string]any{"name": "钱示例", "phone_number": "19000000077", "phone_number_verified": true, "uscc": firmCode(t, 7), "legal_representative": true},
		},
	})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, "node", "e2e/provider.mjs", string(settings))
	command.Dir, command.Stderr = "../../web", io.Discard
	out, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	t.Cleanup(func() { cancel(); _ = command.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err, "the provider did not start")
	return strings.TrimSpace(line)
}

// federated is an instance that knows the real provider, once for staff and once
// for enterprises.
type federated struct {
	*app.App
	server *httptest.Server
}

func federate(t *testing.T, d *db.DB, server *httptest.Server, issuer string) federated {
	t.Helper()
	secret := t.TempDir() + "/secret"
	require.NoError(t, os.WriteFile(secret, []byte("a-secret-of-the-tests\n"), 0o600))
	file := t.TempDir() + "/yikou.yaml"
	text := "oidc:\n" +
		"  - {id: staff, label: 用单位统一身份认证登录, issuer: " + issuer + ", client_id: yikou, client_secret_file: " + secret + ", for: staff, link: login}\n" +
		"  - {id: firms, label: 用统一身份认证登录, issuer: " + issuer + ", client_id: yikou, client_secret_env: YIKOU_FIRMS_SECRET, for: enterprise,\n" +
		"     scopes: [openid, profile, phone, firm], claims: {uscc: uscc, legal_representative: legal_representative}}\n" +
		"  - {id: away, label: 连不上的认证, issuer: 'http://127.0.0.1:1', client_id: yikou, for: staff}\n"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	c, err := config.Load(file, []string{"YIKOU_FIRMS_SECRET=a-secret-of-the-tests"})
	require.NoError(t, err)
	c.Data, c.Database.URL, c.Log.Level = t.TempDir(), dbtest.URL(t, d.Engine()), "error"
	c.Server.PublicURL = "http://" + server.Listener.Addr().String()
	a, err := app.New(t.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: os.Stderr, Clock: clock.System()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, a.Close()) })
	a.Account.Config.Argon2.Memory = 8 // what a password costs is proved elsewhere
	ctx := authz.AsSystem(t.Context(), "test")
	_, err = a.Org.ImportDepartments(ctx, []org.DepartmentRow{{Code: "dept-a", Name: "甲局", Division: "370102"}})
	require.NoError(t, err)
	_, err = a.Account.ImportStaff(ctx, []account.NewStaff{{Login: "zhang", Name: "张示例", Password: worldPassword, Department: "dept-a", Roles: []string{"clerk"}}})
	require.NoError(t, err)
	server.Config.Handler = a.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "page "+r.URL.RequestURI()) }))
	server.Start()
	t.Cleanup(server.Close)
	return federated{a, server}
}

var formAction = regexp.MustCompile(`action="([^"]+)"`)

// walk chooses a provider as a browser would, fills its page, and returns the
// page it lands on and the browser.
func (f federated) walk(t *testing.T, provider, next, login string) (string, *http.Client) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Jar: jar}
	begun := f.post(t, browser, "/api/v1/session/oidc/"+provider, `{"next":"`+next+`"}`)
	require.Equal(t, http.StatusOK, begun.StatusCode)
	var to struct{ Address string }
	require.NoError(t, json.NewDecoder(begun.Body).Decode(&to))
	first, err := browser.Get(to.Address)
	require.NoError(t, err)
	page, err := io.ReadAll(first.Body)
	require.NoError(t, err)
	require.NoError(t, first.Body.Close())
	require.Contains(t, string(page), "示例统一身份认证")
	action := first.Request.URL.ResolveReference(&url.URL{Path: formAction.FindStringSubmatch(string(page))[1]})
	form := url.Values{"login": {login}, "password": {"demo"}}
	if login == "" {
		form = url.Values{"cancel": {"yes"}}
	}
	landed, err := browser.PostForm(action.String(), form)
	require.NoError(t, err)
	text, err := io.ReadAll(landed.Body)
	require.NoError(t, err)
	require.NoError(t, landed.Body.Close())
	return string(text), browser
}

func (f federated) post(t *testing.T, browser *http.Client, path, body string) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, f.server.URL+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	response, err := browser.Do(request)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	return response
}

func (f federated) session(t *testing.T, browser *http.Client) (int, string) {
	t.Helper()
	response, err := browser.Get(f.server.URL + "/api/v1/session")
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

func TestStaffAndFirmsLogInThroughARealProvider(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("../../web/node_modules/oidc-provider"); err != nil {
		t.Skip("SKIPPED: the packages of the screens are missing, so nothing of this test ran; run it through make test")
	}
	servers := map[db.Engine]*httptest.Server{db.SQLite: httptest.NewUnstartedServer(nil), db.Postgres: httptest.NewUnstartedServer(nil)}
	var redirects []string
	for _, server := range servers {
		for _, id := range []string{"staff", "firms"} {
			redirects = append(redirects, "http://"+server.Listener.Addr().String()+"/api/v1/session/oidc/"+id+"/callback")
		}
	}
	issuer := startProvider(t, redirects)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := federate(t, d, servers[d.Engine()], issuer)

		page, browser := f.walk(t, "staff", "/desk/tasks?x=1", "zhang")
		require.Equal(t, "page /desk/tasks?x=1", page)
		status, session := f.session(t, browser)
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, session, `"name":"张示例"`)
		page, _ = f.walk(t, "staff", "/desk", "zhang")
		require.Equal(t, "page /desk", page, "the second time the subject is known")

		for _, who := range []string{"nobody", ""} {
			page, browser = f.walk(t, "staff", "https://evil.test/", who)
			require.Equal(t, "page /desk/login?failed=provider", page)
			status, _ = f.session(t, browser)
			require.Equal(t, http.StatusUnauthorized, status)
		}

		page, browser = f.walk(t, "firms", "/my", "manager")
		require.Equal(t, "page /my", page)
		status, session = f.session(t, browser)
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, session, `"uscc":"`+firmCode(t, 7)+`"`)
		require.Contains(t, session, `"role":"legal_representative"`)
		require.Contains(t, session, `"name":"钱示例"`)

		away := f.post(t, http.DefaultClient, "/api/v1/session/oidc/away", `{}`)
		require.Equal(t, http.StatusServiceUnavailable, away.StatusCode)
		var counts [4]int
		for i, action := range []string{"account.identity_linked", "account.identity_used", "account.oidc_refused", "account.mandate_started"} {
			require.NoError(t, f.DB.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE action = ?`, action).Scan(&counts[i]))
		}
		require.Equal(t, [4]int{2, 3, 2, 1}, counts)
	})
}
