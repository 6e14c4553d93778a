package oidc_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/oidc"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// come logs somebody in at a well-behaved provider with some more claims.
func (b *bundle) come(t *testing.T, provider, subject string, more map[string]any) oidc.Finished {
	t.Helper()
	s := b.start(t, provider, "")
	claims := b.claims(s, subject)
	for name, value := range more {
		claims[name] = value
	}
	b.says(t, claims)
	done, err := b.Finish(t.Context(), s.answer(provider))
	require.NoError(t, err)
	return done
}

// who returns whom a session belongs to.
func (b *bundle) who(t *testing.T, done oidc.Finished) kernel.Principal {
	t.Helper()
	require.NotEmpty(t, done.Token)
	p, err := b.accounts.Principal(t.Context(), done.Token)
	require.NoError(t, err)
	return p
}

func TestStaffAreNeverCreatedAndAStolenLoginClaimFindsNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		require.Empty(t, b.come(t, "staff", "subject-9", map[string]any{"preferred_username": "wang"}).Token)
		require.Equal(t, "unlinked", b.reason(t))
		require.Equal(t, "张示例", b.who(t, b.come(t, "staff", "subject-1", nil)).Name)
		require.Equal(t, "张示例", b.who(t, b.come(t, "staff", "subject-1", map[string]any{"preferred_username": "li"})).Name, "the subject counts, not the claim")
		require.Empty(t, b.come(t, "staff", "subject-2", nil).Token, "the login was given to another subject")
		require.Equal(t, "taken", b.reason(t))
		require.Empty(t, b.come(t, "strict", "subject-1", nil).Token, "a provider without link: login linked by it")
		require.Equal(t, "unlinked", b.reason(t))
		require.Equal(t, 2, b.count(t, `SELECT count(*) FROM account_staff`))
	})
}

func TestAMemberOfStaffLinksAnIdentityInTheirOwnSession(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		zhang := authz.With(t.Context(), b.who(t, b.come(t, "staff", "subject-1", nil)))
		li := authz.With(t.Context(), b.who(t, b.come(t, "staff", "subject-5", map[string]any{"preferred_username": "li"})))
		link := func(begins, ends context.Context, subject string) oidc.Finished {
			started, err := b.BeginLink(begins, "strict", "")
			require.NoError(t, err)
			s := read(t, started)
			b.says(t, b.claims(s, subject))
			done, err := b.Finish(ends, s.answer("strict"))
			require.NoError(t, err)
			return done
		}
		failed := oidc.Finished{Next: "/desk/account?tab=identities&failed=provider", Failed: true}
		require.Equal(t, failed, link(zhang, li, "subject-7"), "another session finished the link")
		require.Equal(t, oidc.Finished{Next: "/desk/account?tab=identities"}, link(zhang, zhang, "subject-7"))
		require.Equal(t, failed, link(zhang, zhang, "subject-8"), "one account, two subjects of one provider")
		require.Equal(t, "taken", b.reason(t))
		list, err := b.Identities(zhang)
		require.NoError(t, err)
		require.Len(t, list, 2)
		require.Equal(t, b.clock.Now(), list[0].LastUsedAt)
		require.Equal(t, b.clock.Now(), list[1].LinkedAt)
		require.Zero(t, list[1].LastUsedAt, "linked, but nobody came in by it")
		require.Equal(t, "张示例", b.who(t, b.come(t, "strict", "subject-7", nil)).Name)
		require.NoError(t, b.Unlink(zhang, "strict"))
		require.ErrorIs(t, b.Unlink(zhang, "strict"), oidc.ErrNotLinked)
		require.Empty(t, b.come(t, "strict", "subject-7", nil).Token)
		_, err = b.BeginLink(t.Context(), "strict", "")
		require.ErrorIs(t, err, authz.ErrUnauthenticated)
	})
}

func TestAPersonOfAFirmIsFoundBySubjectThenByAVerifiedPhone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		code, err := uscc.Synthetic("91", "390102", 1)
		require.NoError(t, err)
		_, err = b.accounts.ImportMandates(b.system, []account.MandateRow{{Phone: "19000000001", Name: "许样例", USCC: string(code), Role: account.LegalRepresentative}})
		require.NoError(t, err)

		thief := b.who(t, b.come(t, "firms", "subject-t", map[string]any{"phone_number": "19000000001"}))
		require.Empty(t, thief.Enterprises, "an unverified phone let somebody in as its owner")
		owner := b.who(t, b.come(t, "firms", "subject-o", map[string]any{"phone_number": "+86 190 0000 0001", "phone_number_verified": true}))
		require.Equal(t, []string{string(code)}, owner.Enterprises)
		again := b.who(t, b.come(t, "firms", "subject-o", nil))
		require.Equal(t, owner.ID, again.ID)

		other, err := uscc.Synthetic("91", "390102", 2)
		require.NoError(t, err)
		handler := b.come(t, "firms", "subject-h", map[string]any{"name": "钱示例", "uscc": string(other)})
		require.Equal(t, []string{string(other)}, b.who(t, handler).Enterprises)
		require.NotContains(t, b.who(t, handler).Grants, string(mandate.PermOwn), "a handler may only what handlers may")
		b.clock.Move(time.Hour)
		require.Empty(t, b.who(t, handler).Enterprises, "the provider's word outlived its time")
		require.Equal(t, 3, b.count(t, `SELECT count(*) FROM account_identity`))
		require.Equal(t, 3, b.count(t, `SELECT count(*) FROM account_person`))
		require.Zero(t, b.count(t, `SELECT count(*) FROM account_identity WHERE subject_index LIKE '%subject%'`))
	})
}

func TestWhoHasASecondFactorTakesTheSecondStepUnlessTheProviderIsTrustedWithIt(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite), func(p *oidc.Provider) { p.TrustsSecondFactor, p.LinkByLogin = p.ID == "strict", true })
	mux := http.NewServeMux()
	b.accounts.Routes(web.New(mux, slog.New(slog.DiscardHandler), "test", account.PublicOperations))
	session := b.come(t, "staff", "subject-1", nil).Token
	call := func(path, body string) string {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, web.Prefix+path, strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		request.AddCookie(&http.Cookie{Name: web.CookieName(false), Value: session})
		recorder := httptest.NewRecorder()
		web.Wrap(mux, web.Options{Log: slog.New(slog.DiscardHandler), Authenticator: b.accounts}).ServeHTTP(recorder, request)
		require.Less(t, recorder.Code, 300, recorder.Body.String())
		return recorder.Body.String()
	}
	var enrolment struct{ Key string }
	require.NoError(t, json.Unmarshal([]byte(call("/account/factor", `{"password":"correct horse battery"}`)), &enrolment))
	code := func() string {
		text, err := totp.GenerateCode(strings.ReplaceAll(enrolment.Key, " ", ""), b.clock.Now())
		require.NoError(t, err)
		return text
	}
	call("/account/factor/confirm", `{"code":"`+code()+`"}`)

	half := b.come(t, "staff", "subject-1", nil)
	require.Empty(t, half.Token)
	require.NotEmpty(t, half.Ticket)
	require.Equal(t, "/desk/login?step=code&next=%2Fdesk", half.Next)
	b.clock.Move(time.Minute)
	opened, err := b.accounts.LoginStaffCode(t.Context(), half.Ticket, code())
	require.NoError(t, err)
	require.Equal(t, "张示例", opened.Principal.Name)
	require.Equal(t, "张示例", b.who(t, b.come(t, "strict", "subject-1", nil)).Name)

	b.accounts.Config.SecondFactor = account.FactorAll
	li := map[string]any{"preferred_username": "li"}
	require.True(t, b.come(t, "staff", "subject-5", li).Failed, "who must have a second factor came in without one")
	require.Equal(t, "closed", b.reason(t))
	require.Equal(t, "李示例", b.who(t, b.come(t, "strict", "subject-5", li)).Name)
}
