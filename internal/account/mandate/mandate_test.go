package mandate_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// People of the tests: who represents firm A, who handles for it, who represents
// firm B, and somebody nobody here knows.
const (
	boss     = "19000000001"
	handler  = "19000000002"
	otherOne = "19000000003"
	stranger = "19000009999"
	patience = 30 * time.Second
)

var firmA, firmB = synthetic(1), synthetic(2)

func synthetic(serial uint32) string {
	code, err := uscc.Synthetic("91", "390102", serial)
	if err != nil {
		panic(err)
	}
	return string(code)
}

type outbox chan string

func (o outbox) Send(_ context.Context, phone, text string) error {
	o <- phone + " " + text
	return nil
}

type registry map[string]string

func (r registry) Names(_ context.Context, codes []string) (map[string]string, error) {
	names := map[string]string{}
	for _, c := range codes {
		if name, known := r[c]; known {
			names[c] = name
		}
	}
	return names, nil
}

// Within lets narrow scopes see firm A alone.
func (r registry) Within(_ context.Context, scope kernel.Scope, code string) (bool, error) {
	return r[code] != "" && (scope.Reach == kernel.ReachAll || code == firmA), nil
}

type noOffices struct{}

func (noOffices) NamesOf(context.Context, string) ([]string, error) { return nil, nil }

func (noOffices) ByCode(context.Context, []string) (map[string]account.Department, error) {
	return nil, nil
}

const (
	readPolicy  authz.Permission = "test.policy"
	readProfile authz.Permission = "test.profile"
	always      authz.Permission = "test.always"
)

type bundle struct {
	*mandate.Service
	accounts *account.Service
	clock    *clock.Fixed
	texts    chan string
	told     post
	system   context.Context
	handler  http.Handler

	disclosures *disclosure.Service
}

func own(permissions ...authz.Permission) []role.Grant {
	var list []role.Grant
	for _, p := range permissions {
		list = append(list, role.Grant{Permission: p, Reach: kernel.ReachOwn})
	}
	return list
}

// post keeps whom it is to tell that they are invited, and by which enterprise.
type post chan string

func (p post) Invited(_ context.Context, phone, uscc, _ string) error {
	p <- phone + " " + uscc
	return nil
}

// lazy is filled after both packages exist.
type lazy struct{ *mandate.Service }

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	at := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)) // 9:00 in Beijing
	log := slog.New(slog.DiscardHandler)
	key := []byte("thirty-two bytes, for tests only")
	ring, err := seal.NewKeyring(map[string][]byte{"t": key}, "t", key)
	require.NoError(t, err)
	jobRegistry := jobs.NewRegistry()
	runner, err := jobs.New(d, clock.System(), log, jobRegistry, jobs.Options{Beat: 500 * time.Millisecond})
	require.NoError(t, err)
	config := account.DefaultConfig()
	config.Argon2.Time, config.Argon2.Memory, config.Argon2.Threads = 1, 8, 1
	firms := registry{firmA: "示例甲有限公司", firmB: "示例乙有限公司"}
	b := &bundle{clock: at, texts: make(chan string, 100), told: make(post, 100), system: authz.AsSystem(t.Context(), "test")}
	chain, bus := audit.New(d, at), events.NewBus(d, at, runner, jobRegistry)
	invitations := &lazy{}
	roles, err := role.New(role.Deps{
		DB: d, Clock: at, Audit: chain, Bus: bus,
		Permissions: append([]authz.Definition{{Permission: readPolicy}, {Permission: readProfile}, {Permission: always}},
			append(account.Permissions, mandate.Permissions...)...),
		Shipped: []role.Role{
			{Code: "mandate_legal_representative", Name: "法定代表人", Grants: own(mandate.PermOwn, readPolicy, readProfile, always)},
			{Code: "mandate_handler", Name: "企业经办人", Grants: own(readPolicy, readProfile, always)},
		},
	})
	require.NoError(t, err)
	b.accounts, err = account.New(account.Deps{
		DB: d, Clock: at, Audit: chain, Bus: bus, Jobs: runner, Seal: seal.New(ring), Log: log, Random: rand.Reader,
		Sender: outbox(b.texts), Enterprises: firms, Departments: noOffices{}, Config: config, Invitations: invitations,
		Matters: account.Matters{account.MatterPolicy: {readPolicy}, account.MatterProfile: {readProfile}},
		Roles:   roles,
	})
	require.NoError(t, err)
	b.disclosures, err = disclosure.New(disclosure.Deps{
		DB: d, Clock: at, Audit: chain, Bus: bus, Seal: seal.New(ring), Readers: hall{}, Config: disclosure.DefaultConfig(),
	})
	require.NoError(t, err)
	b.Service = mandate.New(mandate.Deps{
		DB: d, Clock: at, Audit: chain, Bus: bus, Random: rand.Reader, Accounts: b.accounts, Enterprises: firms, PublicURL: "https://yikou.test",
		Letters: b.told,
		Ledger:  ledger{b.disclosures},
	})
	invitations.Service = b.Service
	b.accounts.DefineJobs(jobRegistry)
	b.DefineJobs(jobRegistry)
	require.NoError(t, roles.Seed(b.system))
	_, err = b.accounts.ImportMandates(b.system, []account.MandateRow{
		{Phone: boss, Name: "许样例", USCC: firmA, Role: account.LegalRepresentative},
		{Phone: handler, Name: "周经办", USCC: firmA, Role: account.Handler},
		{Phone: otherOne, Name: "吴另一", USCC: firmB, Role: account.LegalRepresentative},
	})
	require.NoError(t, err)
	require.NoError(t, runner.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, runner.Stop(ctx))
	})
	mux := http.NewServeMux()
	api := web.New(mux, log, "test", append(account.PublicOperations, mandate.PublicOperations...))
	b.accounts.Routes(api)
	b.Routes(api)
	b.handler = web.Wrap(mux, web.Options{Log: log, Authenticator: b.accounts})
	return b
}

var sixDigits = regexp.MustCompile(`\b[0-9]{6}\b`)

// as returns a context in which the owner of the phone acts with what they hold
// at this moment.
func (b *bundle) as(t *testing.T, phone string) context.Context {
	t.Helper()
	return authz.With(t.Context(), b.come(t, phone, "").Principal)
}

// come logs the owner of a phone in, with an invitation or "".
func (b *bundle) come(t *testing.T, phone, invitation string) account.Opened {
	t.Helper()
	b.clock.Move(2 * time.Minute)
	_, err := b.accounts.RequestInvitedCode(t.Context(), phone, invitation)
	require.NoError(t, err)
	select {
	case text := <-b.texts:
		require.Contains(t, text, phone)
		opened, err := b.accounts.LoginInvited(t.Context(), phone, sixDigits.FindString(text), invitation)
		require.NoError(t, err)
		return opened
	case <-time.After(patience):
		t.Fatal("no text came")
		return account.Opened{}
	}
}

// now returns what the principal of ctx holds at this moment.
func (b *bundle) now(t *testing.T, token string) kernel.Principal {
	t.Helper()
	p, err := b.accounts.Principal(t.Context(), token)
	require.NoError(t, err)
	return p
}

func (b *bundle) staff(t *testing.T, reach kernel.Reach) context.Context {
	t.Helper()
	return authz.With(t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: "s1", Name: "张示例", Grants: map[string]kernel.Reach{string(account.PermissionMandateEdit): reach},
	})
}

func (b *bundle) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	require.NoError(t, b.DB.QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

func (b *bundle) audited(t *testing.T, action string) int {
	t.Helper()
	return b.count(t, `SELECT count(*) FROM audit_entry WHERE action = ?`, action)
}

func (b *bundle) call(t *testing.T, method, path, body, token string, headers ...string) (int, string) {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, "https://yikou.test"+web.Prefix+path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	if token != "" {
		request.AddCookie(&http.Cookie{Name: web.CookieName(false), Value: token})
	}
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	text, err := io.ReadAll(recorder.Body)
	require.NoError(t, err)
	return recorder.Code, string(text)
}

func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var out T
	require.NoError(t, json.Unmarshal([]byte(text), &out), text)
	return out
}
