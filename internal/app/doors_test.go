package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/factor"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/web"
)

// heard is an answer of the API.
type heard struct {
	status  int
	text    string
	cookies []*http.Cookie
}

func (r heard) into(t *testing.T, to any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(r.text), to), r.text)
}

// ask calls the API with a session.
func (w *world) ask(t *testing.T, session []*http.Cookie, method, path, body string) heard {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, w.server.URL+web.Prefix+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	for _, c := range session {
		request.AddCookie(c)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return heard{response.StatusCode, string(text), response.Cookies()}
}

func TestDoorsOfOneWorld(t *testing.T) {
	t.Parallel()
	w := newWorld(t, db.SQLite)
	t.Run("a handler sees contacts and who looked only with the matter for it", func(t *testing.T) { limitedHandler(t, w) })
	t.Run("figures leave for another machine with a token that may read them", func(t *testing.T) { figures(t, w) })
	t.Run("who owes a second factor does nothing else before", func(t *testing.T) { owedFactor(t, w) })
}

func limitedHandler(t *testing.T, w *world) {
	session, who := w.actors["mandate_handler"].sessions[0], w.actors["mandate_handler"]
	_, err := w.Account.EndMandates(w.system(), who.phone, w.firms["own"])
	require.NoError(t, err)
	give := func(firm string, matters ...account.Matter) (end func()) {
		m := account.Mandate{ID: kernel.NewID(), Person: who.id, USCC: firm, Role: account.Handler, StartsAt: w.clock.Now(), Source: account.FromRegister, Matters: matters}
		require.NoError(t, w.DB.InTx(w.system(), func(ctx context.Context) error { return w.Account.AddMandate(ctx, m) }))
		return func() {
			require.NoError(t, w.DB.InTx(w.system(), func(ctx context.Context) error {
				return w.Account.EndMandate(ctx, m.ID, w.clock.Now(), "test")
			}))
		}
	}
	own, other, missing := w.firms["own"], w.firms["other_firm"], w.firms[prooftest.None]
	paths := map[string]string{"disclosure.own.read": "/disclosures", "enterprise.own.contact": "/contacts"}
	for matter, may := range map[account.Matter][]string{
		account.MatterPolicy:  {},
		account.MatterProfile: {"disclosure.own.read"},
		account.MatterDeclare: {"disclosure.own.read", "enterprise.own.contact"},
		account.EveryMatter:   {"disclosure.own.read", "enterprise.own.contact"},
	} {
		end := give(own, matter)
		var me struct {
			Enterprises []struct {
				USCC string
				Can  []string
			}
		}
		w.ask(t, session, "GET", "/session", "").into(t, &me)
		require.Len(t, me.Enterprises, 1)
		for permission, path := range paths {
			status := http.StatusForbidden
			if slices.Contains(may, permission) {
				status = http.StatusOK
			}
			require.Equal(t, status == http.StatusOK, slices.Contains(me.Enterprises[0].Can, permission), "what the screen goes by: %s with %s", permission, matter)
			require.Equal(t, status, w.ask(t, session, "GET", "/my/"+own+path, "").status, "%s with %s", path, matter)
		}
		end()
	}
	// Who may at another firm finds this one as if it were not there.
	end, endOther := give(own, account.MatterPolicy), give(other, account.EveryMatter)
	for _, path := range paths {
		require.Equal(t, http.StatusOK, w.ask(t, session, "GET", "/my/"+other+path, "").status, path)
		foreign, nothing := w.ask(t, session, "GET", "/my/"+own+path, ""), w.ask(t, session, "GET", "/my/"+missing+path, "")
		require.Equal(t, []int{404, 404}, []int{foreign.status, nothing.status}, path)
		var a, b struct{ Code, Detail string }
		foreign.into(t, &a)
		nothing.into(t, &b)
		require.Equal(t, b, a, path)
	}
	end()
	endOther()
}

// figures asks for the metrics from an address that is not this machine's own
// loop, and through something that calls itself a proxy.
func figures(t *testing.T, w *world) {
	token := func(grants string) string {
		var made struct{ Token string }
		answer := w.ask(t, w.actors["system_admin"].sessions[0], "POST", "/account/tokens", `{"name":"监控","days":30,"grants":[`+grants+`]}`)
		require.Equal(t, http.StatusCreated, answer.status, answer.text)
		answer.into(t, &made)
		return made.Token
	}
	may := token(`{"permission":"system.metrics","reach":"all"}`)
	mayNot := token(`{"permission":"task.read","reach":"own"}`)

	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", ":0")
	require.NoError(t, err)
	server := httptest.NewUnstartedServer(w.Handler(http.NotFoundHandler()))
	require.NoError(t, server.Listener.Close())
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	get := func(host, bearer, via string) heard {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/metrics", nil)
		require.NoError(t, err)
		if bearer != "" {
			request.Header.Set("Authorization", "Bearer "+bearer)
		}
		if via != "" {
			request.Header.Set("X-Forwarded-For", via)
		}
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		defer func() { require.NoError(t, response.Body.Close()) }()
		text, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		return heard{status: response.StatusCode, text: string(text)}
	}
	elsewhere := map[string]string{"127.0.0.1": "198.51.100.7"} // host → what a proxy would say
	if addresses, err := net.InterfaceAddrs(); err == nil {
		for _, a := range addresses {
			if n, is := a.(*net.IPNet); is && n.IP.To4() != nil && !n.IP.IsLoopback() {
				elsewhere[n.IP.String()] = ""
			}
		}
	}
	require.Equal(t, http.StatusOK, get("127.0.0.1", "", "").status, "this machine itself")
	for host, via := range elsewhere {
		require.Equal(t, http.StatusNotFound, get(host, "", via).status, host)
		require.Equal(t, http.StatusNotFound, get(host, mayNot, via).status, host)
		require.Equal(t, http.StatusUnauthorized, get(host, "yk_made-up", via).status, host)
		seen := get(host, may, via)
		require.Equal(t, http.StatusOK, seen.status, host)
		require.Contains(t, seen.text, "go_goroutines", host)
	}
}

// owedFactor calls every operation as somebody it is open to, while the office
// asks everybody for a second factor and nobody has one yet (docs/adr/0020).
func owedFactor(t *testing.T, w *world) {
	b, client := book(t), prooftest.NewClient(w)
	t.Cleanup(client.Close)
	secure := map[string]bool{}
	for _, o := range w.App.Operations() {
		secure[o.ID] = o.Permission == "" || o.Permission == factor.PermissionSecure
	}
	type prepared struct {
		role    string
		call    prooftest.Call
		session []*http.Cookie
	}
	var calls []prepared
	for _, o := range w.Operations() {
		if secure[o.ID] {
			continue
		}
		role, _, _ := b.Insider(b.Rows[o.ID])
		call, session, found := insiderCall(t, w, b, o)
		if found && !strings.HasPrefix(role, "mandate_") {
			calls = append(calls, prepared{role, call, session})
		}
	}
	w.Account.Config.Profile, w.Account.Config.SecondFactor = secret.Dengbao, account.FactorAll
	tried := map[string]int{}
	for _, c := range calls {
		o := c.call.Operation
		answer, err := client.Send(t.Context(), c.session, c.call)
		require.NoError(t, err)
		assert.Equal(t, http.StatusForbidden, answer.Status, "%s as %s: %s", o.ID, c.role, answer.Body)
		assert.True(t, bytes.Contains(answer.Body, []byte("authz.forbidden")), "%s as %s: %s", o.ID, c.role, answer.Body)
		tried[strings.Split(strings.TrimPrefix(o.Path, web.Prefix+"/"), "/")[0]]++
	}
	t.Logf("%d operations refused, by group: %v", len(calls), tried)
	for _, group := range []string{"account", "audit", "enterprises", "exports", "imports", "measures", "notices", "org", "roles", "jobs"} {
		assert.Positive(t, tried[group], "nothing was tried under /%s: %v", group, tried)
	}

	session, err := w.login(t.Context(), &actor{login: "importer"})
	require.NoError(t, err)
	var me struct {
		Must string
		Can  []string
	}
	w.ask(t, session, "GET", "/session", "").into(t, &me)
	require.Equal(t, "second_factor", me.Must)
	require.Equal(t, []string{"account.secure"}, me.Can)
	var begun struct{ Key string }
	w.ask(t, session, "POST", "/account/factor", `{"password":"`+worldPassword+`"}`).into(t, &begun)
	code, err := totp.GenerateCode(strings.ReplaceAll(begun.Key, " ", ""), w.clock.Now())
	require.NoError(t, err)
	done := w.ask(t, session, "POST", "/account/factor/confirm", `{"code":"`+code+`"}`)
	require.Equal(t, http.StatusOK, done.status, done.text)
	require.Equal(t, http.StatusUnauthorized, w.ask(t, session, "GET", "/session", "").status, "the token of before is still good")
	w.ask(t, done.cookies, "GET", "/session", "").into(t, &me)
	require.Empty(t, me.Must)
	require.Equal(t, http.StatusOK, w.ask(t, done.cookies, "GET", "/enterprises", "").status)
}
