package oidc_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/oidc"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

const clientSecret = "a-secret-of-the-tests"

// hostile is a provider that answers whatever a test wants.
type hostile struct {
	*httptest.Server
	mu  sync.Mutex
	key *rsa.PrivateKey
	kid string
	// token makes the answer of the token endpoint.
	token func() map[string]any
	// tokenAt is the token endpoint that it publishes, its own when empty.
	tokenAt string
	asked   atomic.Int64
}

func newHostile(t *testing.T) *hostile {
	t.Helper()
	h := &hostile{}
	h.rotate(t)
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		at := h.tokenAt
		if at == "" {
			at = h.URL + "/token"
		}
		answer(w, map[string]any{
			"issuer": h.URL, "authorization_endpoint": h.URL + "/auth", "token_endpoint": at, "jwks_uri": h.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"none", "HS256", "RS256"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: h.key.Public(), KeyID: h.kid, Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, _ *http.Request) {
		h.asked.Add(1)
		answer(w, h.token())
	})
	h.Server = httptest.NewServer(mux)
	t.Cleanup(h.Close)
	return h
}

// rotate replaces the key that the provider signs with and publishes.
func (h *hostile) rotate(t *testing.T) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.key, h.kid = key, kernel.NewID()
}

// sign returns a token with these claims, signed as asked.
func sign(t *testing.T, algorithm jose.SignatureAlgorithm, key any, kid string, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: kid}}, nil)
	require.NoError(t, err)
	payload, err := json.Marshal(claims)
	require.NoError(t, err)
	signed, err := signer.Sign(payload)
	require.NoError(t, err)
	text, err := signed.CompactSerialize()
	require.NoError(t, err)
	return text
}

// honest signs as a well-behaved provider does.
func (h *hostile) honest(t *testing.T, claims map[string]any) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return sign(t, jose.RS256, h.key, h.kid, claims)
}

type nothing struct{}

func (nothing) ByCode(_ context.Context, codes []string) (map[string]account.Department, error) {
	found := map[string]account.Department{}
	for _, c := range codes {
		found[c] = account.Department{ID: c, Division: "390102"}
	}
	return found, nil
}

func (nothing) NamesOf(context.Context, string) ([]string, error) { return nil, nil }

func (nothing) Names(context.Context, []string) (map[string]string, error) { return nil, nil }

func (nothing) Within(context.Context, kernel.Scope, string) (bool, error) { return true, nil }

func (nothing) Send(context.Context, string, string) error { return nil }

type bundle struct {
	*oidc.Service
	h        *hostile
	accounts *account.Service
	clock    *clock.Fixed
	system   context.Context
}

func setup(t *testing.T, d *db.DB, change ...func(*oidc.Provider)) *bundle {
	t.Helper()
	at := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))
	b := &bundle{h: newHostile(t), clock: at, system: authz.AsSystem(t.Context(), "test")}
	log := slog.New(slog.DiscardHandler)
	key := []byte("thirty-two bytes, for tests only")
	ring, err := seal.NewKeyring(map[string][]byte{"t": key}, "t", key)
	require.NoError(t, err)
	jobRegistry := jobs.NewRegistry()
	runner, err := jobs.New(d, clock.System(), log, jobRegistry, jobs.Options{})
	require.NoError(t, err)
	chain, bus := audit.New(d, at), events.NewBus(d, at, runner, jobRegistry)
	roles, err := role.New(role.Deps{DB: d, Clock: at, Audit: chain, Bus: bus, Permissions: append(account.Permissions, mandate.Permissions...), Shipped: []role.Role{
		{Code: "clerk", Name: "窗口人员", Grants: []role.Grant{{Permission: account.PermissionMandateEdit, Reach: kernel.ReachAll}}},
		{Code: "mandate_legal_representative", Name: "法定代表人", Grants: []role.Grant{{Permission: mandate.PermOwn, Reach: kernel.ReachOwn}}},
		{Code: "mandate_handler", Name: "企业经办人"},
	}})
	require.NoError(t, err)
	require.NoError(t, roles.Seed(b.system))
	config := account.DefaultConfig()
	config.Argon2.Time, config.Argon2.Memory, config.Argon2.Threads = 1, 8, 1
	b.accounts, err = account.New(account.Deps{
		DB: d, Clock: at, Audit: chain, Bus: bus, Jobs: runner, Seal: seal.New(ring), Log: log, Random: rand.Reader,
		Sender: nothing{}, Enterprises: nothing{}, Departments: nothing{}, Roles: roles, Config: config,
	})
	require.NoError(t, err)
	mandates := mandate.New(mandate.Deps{DB: d, Clock: at, Audit: chain, Bus: bus, Random: rand.Reader, Accounts: b.accounts, Enterprises: nothing{}})
	providers := []oidc.Provider{
		{ID: "staff", Issuer: b.h.URL, ClientID: "yikou", ClientSecret: clientSecret, Scopes: []string{"openid"}, For: kernel.StaffPrincipal, Claims: oidc.DefaultClaims, LinkByLogin: true},
		{ID: "firms", Issuer: b.h.URL, ClientID: "yikou", Scopes: []string{"openid"}, For: kernel.EnterprisePrincipal, Claims: oidc.DefaultClaims, MandateFor: time.Hour},
		{ID: "strict", Issuer: b.h.URL, ClientID: "yikou", Scopes: []string{"openid"}, For: kernel.StaffPrincipal, Claims: oidc.DefaultClaims},
	}
	providers[1].Claims.USCC = "uscc"
	for i := range providers {
		for _, c := range change {
			c(&providers[i])
		}
	}
	b.Service, err = oidc.New(oidc.Deps{
		DB: d, Clock: at, Audit: chain, Bus: bus, Seal: seal.New(ring), Log: log, Random: rand.Reader,
		Accounts: b.accounts, Mandates: mandates, Providers: providers, PublicURL: "https://yikou.test", Secure: true,
	})
	require.NoError(t, err)
	_, err = b.accounts.ImportStaff(b.system, []account.NewStaff{
		{Login: "zhang", Name: "张示例", Password: "correct horse battery", Department: "d", Roles: []string{"clerk"}},
		{Login: "li", Name: "李示例", Password: "correct horse battery", Department: "d", Roles: []string{"clerk"}},
	})
	require.NoError(t, err)
	return b
}

// begun is a log-in on its way: what the provider was told.
type begun struct {
	oidc.Begun
	state, nonce string
}

func (b *bundle) start(t *testing.T, provider, next string) begun {
	t.Helper()
	started, err := b.Begin(t.Context(), provider, next)
	require.NoError(t, err)
	return read(t, started)
}

func read(t *testing.T, started oidc.Begun) begun {
	t.Helper()
	address, err := url.Parse(started.Address)
	require.NoError(t, err)
	q := address.Query()
	require.Equal(t, "S256", q.Get("code_challenge_method"))
	require.Len(t, q.Get("code_challenge"), 43)
	return begun{started, q.Get("state"), q.Get("nonce")}
}

// claims are those of a well-behaved provider for a log-in.
func (b *bundle) claims(s begun, subject string) map[string]any {
	now := b.clock.Now()
	return map[string]any{
		"iss": b.h.URL, "aud": "yikou", "sub": subject, "nonce": s.nonce, "preferred_username": "zhang",
		"iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
	}
}

// says has the provider answer with a token of these claims.
func (b *bundle) says(t *testing.T, claims map[string]any) {
	token := b.h.honest(t, claims)
	b.h.token = func() map[string]any { return tokenAnswer(token) }
}

func tokenAnswer(token string) map[string]any {
	return map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token}
}

func (s begun) answer(provider string) oidc.Answer {
	return oidc.Answer{Provider: provider, State: s.state, Code: "code", Browser: s.Browser}
}

// reason returns why the last log-in was refused.
func (b *bundle) reason(t *testing.T) string {
	t.Helper()
	var detail string
	require.NoError(t, b.DB.QueryRow(t.Context(), `SELECT detail FROM audit_entry WHERE action = 'account.oidc_refused' ORDER BY seq DESC LIMIT 1`).Scan(&detail))
	var said struct{ Reason string }
	require.NoError(t, json.Unmarshal([]byte(detail), &said))
	return said.Reason
}

// refused asserts that an answer logs nobody in and says nothing but that.
func (b *bundle) refused(t *testing.T, a oidc.Answer, reason string) {
	t.Helper()
	done, err := b.Finish(t.Context(), a)
	require.NoError(t, err)
	page := "/desk/login?failed=provider"
	if a.Provider == "firms" {
		page = "/my/login?failed=provider"
	}
	require.Equal(t, oidc.Finished{Next: page, Failed: true}, done, reason)
	require.Equal(t, reason, b.reason(t))
}

func (b *bundle) count(t *testing.T, query string) int {
	t.Helper()
	var n int
	require.NoError(t, b.DB.QueryRow(t.Context(), query).Scan(&n))
	return n
}

// unsigned returns a token with alg none.
func unsigned(t *testing.T, claims map[string]any) string {
	t.Helper()
	payload, err := json.Marshal(claims)
	require.NoError(t, err)
	return encode([]byte(`{"alg":"none"}`)) + "." + encode(payload) + "."
}
