package token_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account/token"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/web"
)

// owners are the members of staff of a test, by ID.
type owners map[string]kernel.Principal

func (o owners) StaffPrincipal(_ context.Context, id string) (kernel.Principal, error) {
	p := o[id]
	grants := map[string]kernel.Reach{} // the caller may change what it gets
	for permission, reach := range p.Grants {
		grants[permission] = reach
	}
	p.Grants = grants
	return p, nil
}

type bundle struct {
	*token.Service
	db     *db.DB
	clock  *clock.Fixed
	owners owners
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	b := &bundle{db: d, clock: clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)), owners: owners{}}
	registry, log := jobs.NewRegistry(), slog.New(slog.DiscardHandler)
	runner, err := jobs.New(d, clock.System(), log, registry, jobs.Options{})
	require.NoError(t, err)
	b.Service = token.NewService(token.Deps{
		DB: d, Clock: b.clock, Audit: audit.New(d, b.clock), Bus: events.NewBus(d, b.clock, runner, registry), Log: log,
		Random: rand.Reader, Owners: b.owners, Labels: map[string]string{"test.read": "看"},
	})
	return b
}

// staff adds a member of staff who may read in their department and make tokens.
func (b *bundle) staff(t *testing.T, id string) context.Context {
	t.Helper()
	_, err := b.db.Exec(t.Context(), `INSERT INTO account_staff (id, login, name, department, division, status, password_hash, password_set_at, created_at, updated_at, version)
		VALUES (?, ?, '张示例', '', '', 'active', '', ?, ?, ?, 1)`, id, id, db.At(b.clock.Now()), db.At(b.clock.Now()), db.At(b.clock.Now()))
	require.NoError(t, err)
	p := kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "张示例", Grants: map[string]kernel.Reach{
		"test.read": kernel.ReachDepartment, "account.token.edit": kernel.ReachOwn, "account.staff.edit": kernel.ReachAll,
	}}
	b.owners[id] = p
	return kernel.WithRequest(authz.With(t.Context(), p), kernel.Request{ID: kernel.NewID(), Address: "198.51.100.7"})
}

func reading(reach kernel.Reach) token.New {
	return token.New{Name: " 示例平台 ", Days: 30, Grants: map[string]kernel.Reach{"test.read": reach}}
}

func TestATokenDoesNoMoreThanItAndItsOwnerMay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := b.staff(t, "zhang")
		made, plain, err := b.Create(ctx, reading(kernel.ReachDepartment))
		require.NoError(t, err)
		require.Equal(t, "示例平台", made.Name)
		require.Regexp(t, `^yk_[A-Za-z0-9_-]{43}$`, plain)
		var n int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM account_token WHERE token_hash = ?`, plain).Scan(&n))
		require.Zero(t, n, "the token stands in the database")
		grants := func() map[string]kernel.Reach {
			p, err := b.Principal(ctx, plain)
			require.NoError(t, err)
			require.Empty(t, p.Session)
			return p.Grants
		}
		require.Equal(t, map[string]kernel.Reach{"test.read": kernel.ReachDepartment}, grants())
		b.owners["zhang"].Grants["test.read"] = kernel.ReachOwn
		require.Equal(t, map[string]kernel.Reach{"test.read": kernel.ReachOwn}, grants(), "the owner has lost reach, the token has not")
		delete(b.owners["zhang"].Grants, "test.read")
		require.Empty(t, grants())
		b.owners["zhang"].Grants["test.read"] = kernel.ReachAll
		require.Equal(t, map[string]kernel.Reach{"test.read": kernel.ReachDepartment}, grants(), "a token has gained what it was not made for")
		b.owners["zhang"] = kernel.Principal{} // has left
		p, err := b.Principal(ctx, plain)
		require.NoError(t, err)
		require.Zero(t, p)
	})
}

func TestATokenIsNeverMadeForMoreThanOnesOwnNorForAccounts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := b.staff(t, "zhang")
		for name, c := range map[string]struct {
			change func(*token.New)
			want   error
		}{
			"wider":    {func(n *token.New) { n.Grants["test.read"] = kernel.ReachAll }, token.ErrGrants},
			"other":    {func(n *token.New) { n.Grants["test.write"] = kernel.ReachOwn }, token.ErrGrants},
			"accounts": {func(n *token.New) { n.Grants["account.staff.edit"] = kernel.ReachOwn }, token.ErrGrants},
			"tokens":   {func(n *token.New) { n.Grants["account.token.edit"] = kernel.ReachOwn }, token.ErrGrants},
			"no reach": {func(n *token.New) { n.Grants["test.read"] = kernel.ReachNone }, token.ErrGrants},
			"nothing":  {func(n *token.New) { clear(n.Grants) }, token.ErrGrants},
			"nameless": {func(n *token.New) { n.Name = "  " }, token.ErrName},
			"too long": {func(n *token.New) { n.Days = 366 }, token.ErrDays},
			"too soon": {func(n *token.New) { n.Days = 0 }, token.ErrDays},
		} {
			in := reading(kernel.ReachOwn)
			c.change(&in)
			_, _, err := b.Create(ctx, in)
			require.ErrorIs(t, err, c.want, name)
		}
		rows, err := b.Own(ctx, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.Zero(t, rows.Total)
		p := authz.From(ctx)
		delete(p.Grants, "account.token.edit")
		_, _, err = b.Create(authz.With(ctx, p), reading(kernel.ReachOwn))
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func TestATokenEndsByItsDateOrItsOwnerAndNobodyElse(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, other := setup(t, d), setup(t, d)
		ctx, stranger := b.staff(t, "zhang"), b.staff(t, "li")
		other.owners["zhang"] = b.owners["zhang"]
		alive := func(plain string) bool {
			p, err := other.Principal(ctx, plain)
			require.NoError(t, err)
			return p.Kind != ""
		}
		made, plain, err := b.Create(ctx, reading(kernel.ReachOwn))
		require.NoError(t, err)
		_, second, err := b.Create(ctx, reading(kernel.ReachOwn))
		require.NoError(t, err)
		require.ErrorIs(t, b.Revoke(stranger, made.ID), token.ErrGone)
		require.True(t, alive(plain))
		require.NoError(t, b.Revoke(ctx, made.ID))
		require.False(t, alive(plain), "another node still takes it")
		require.ErrorIs(t, b.Revoke(ctx, made.ID), token.ErrOver)

		require.True(t, alive(second))
		rows, err := b.Own(ctx, kernel.Page{Limit: 1})
		require.NoError(t, err)
		require.EqualValues(t, 2, rows.Total)
		require.Equal(t, "198.51.100.7", rows.Items[0].LastAddress)
		require.Equal(t, b.clock.Now(), rows.Items[0].LastUsedAt)
		rest, err := b.Own(ctx, kernel.Page{Limit: 1, After: rows.Next})
		require.NoError(t, err)
		require.Equal(t, made.ID, rest.Items[0].ID)
		require.Equal(t, token.Revoked, rest.Items[0].State(b.clock.Now()))

		other.clock.Move(30*24*time.Hour - time.Microsecond)
		require.True(t, alive(second))
		other.clock.Move(time.Microsecond)
		require.False(t, alive(second), "it outlived its date")
		for _, junk := range []string{"", "yk_", "yk_" + strings.Repeat("A", 43), plain[3:], plain + "A"} {
			require.False(t, alive(junk), junk)
		}
	})
}

func TestARequestWithATokenHasNoCookieAndABadTokenIsToldSo(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	ctx := b.staff(t, "zhang")
	_, plain, err := b.Create(ctx, reading(kernel.ReachOwn))
	require.NoError(t, err)
	handler := web.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(authz.From(r.Context()).Name))
	}), web.Options{Log: b.Log, Authenticator: cookies{}, Tokens: b.Service})
	for header, want := range map[string]struct {
		status int
		text   string
	}{
		"Bearer " + plain:       {200, "张示例（接口令牌：示例平台）"},
		"bearer  " + plain:      {200, "张示例（接口令牌：示例平台）"},
		"Bearer " + plain + "A": {401, ""},
		"Bearer":                {401, ""},
		"Basic abc":             {200, "cookie"},
		"":                      {200, "cookie"},
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, web.Prefix+"/x", nil)
		request.AddCookie(&http.Cookie{Name: "yikou", Value: "any"})
		if header != "" {
			request.Header.Set("Authorization", header)
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		require.Equal(t, want.status, answer.Code, header)
		if want.status == http.StatusOK {
			require.Equal(t, want.text, answer.Body.String(), header)
		} else {
			require.Contains(t, answer.Body.String(), "token.invalid")
			require.NotContains(t, answer.Body.String(), plain)
			require.Equal(t, `Bearer error="invalid_token"`, answer.Header().Get("WWW-Authenticate"))
		}
	}
}

// cookies takes every cookie.
type cookies struct{}

func (cookies) Principal(context.Context, string) (kernel.Principal, error) {
	return kernel.Principal{Kind: kernel.StaffPrincipal, ID: "c", Name: "cookie"}, nil
}
