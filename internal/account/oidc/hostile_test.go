package oidc_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account/oidc"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
)

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func TestATokenThatIsNotExactlyRightLogsNobodyIn(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	published, err := x509.MarshalPKIXPublicKey(b.h.key.Public())
	require.NoError(t, err)
	with := func(key string, value any) func(map[string]any) string {
		return func(c map[string]any) string {
			if c[key] = value; value == nil {
				delete(c, key)
			}
			return b.h.honest(t, c)
		}
	}
	for name, c := range map[string]struct {
		token  func(claims map[string]any) string
		reason string
	}{
		"right":    {with("sub", "subject-1"), ""},
		"alg none": {func(c map[string]any) string { return unsigned(t, c) }, "token"},
		"signed with the client secret": {func(c map[string]any) string {
			return sign(t, jose.HS256, []byte(clientSecret+"0123456789abcdef"), b.h.kid, c)
		}, "token"},
		"signed with the public key":  {func(c map[string]any) string { return sign(t, jose.HS256, published, b.h.kid, c) }, "token"},
		"another's key":               {func(c map[string]any) string { return sign(t, jose.RS256, stranger, b.h.kid, c) }, "token"},
		"an unknown key":              {func(c map[string]any) string { return sign(t, jose.RS256, stranger, "unknown", c) }, "token"},
		"another audience":            {with("aud", "somebody"), "token"},
		"no audience":                 {with("aud", nil), "token"},
		"another issuer":              {with("iss", "https://evil.test"), "token"},
		"another party":               {with("azp", "somebody"), "token"},
		"many audiences and no party": {with("aud", []string{"yikou", "somebody"}), "token"},
		"expired":                     {with("exp", b.clock.Now().Add(-time.Second).Unix()), "token"},
		"not valid yet":               {with("nbf", b.clock.Now().Add(time.Hour).Unix()), "token"},
		"another nonce":               {with("nonce", "another"), "nonce"},
		"no nonce":                    {with("nonce", nil), "nonce"},
		"no subject":                  {with("sub", nil), "claims"},
		"a subject that is no text":   {with("sub", []string{"subject-1"}), "token"},
		"no token":                    {func(map[string]any) string { return "" }, "token"},
		"rubbish":                     {func(map[string]any) string { return "a.b.c" }, "token"},
	} {
		s := b.start(t, "staff", "/desk")
		token := c.token(b.claims(s, "subject-1"))
		b.h.token = func() map[string]any { return tokenAnswer(token) }
		if c.reason != "" {
			t.Log(name)
			b.refused(t, s.answer("staff"), c.reason)
			continue
		}
		done, err := b.Finish(t.Context(), s.answer("staff"))
		require.NoError(t, err)
		require.NotEmpty(t, done.Token, name)
	}
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM account_session`))
}

func TestAnAnswerCountsOnceInOneBrowserInTimeAndFromItsProvider(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		s := b.start(t, "staff", "/desk")
		b.says(t, b.claims(s, "subject-1"))
		done, err := b.Finish(t.Context(), s.answer("staff"))
		require.NoError(t, err)
		require.NotEmpty(t, done.Token)
		b.refused(t, s.answer("staff"), "state")

		fresh := func() begun {
			s := b.start(t, "staff", "/desk")
			b.says(t, b.claims(s, "subject-1"))
			return s
		}
		asked := b.h.asked.Load()
		other, victim := fresh(), fresh()
		stolen := victim.answer("staff")
		stolen.Browser = other.Browser
		b.refused(t, stolen, "browser")
		b.refused(t, victim.answer("staff"), "state") // a try uses it up

		b.refused(t, fresh().answer("strict"), "mixed_up")
		b.refused(t, fresh().answer("firms"), "mixed_up")
		named := fresh().answer("staff")
		named.Issuer = "https://evil.test"
		b.refused(t, named, "mixed_up")
		denied := fresh().answer("staff")
		denied.Error = "access_denied"
		b.refused(t, denied, "denied")
		late := fresh()
		b.clock.Move(oidc.FlowLife)
		b.refused(t, late.answer("staff"), "expired")
		require.Equal(t, asked, b.h.asked.Load(), "the code of a refused answer was spent at the provider")

		replayed := b.start(t, "staff", "/desk")
		b.says(t, b.claims(s, "subject-1")) // a token of an earlier log-in
		b.refused(t, replayed.answer("staff"), "nonce")

		kept := b.start(t, "staff", "/desk")
		b.clock.Move(oidc.FlowLife)
		require.Equal(t, 2, b.count(t, `SELECT count(*) FROM account_federation`))
		_ = kept
	})
}

func TestRotatedKeysAreFetchedAndOldOnesNoLongerCount(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	log := func(wanted bool) {
		s := b.start(t, "staff", "/desk")
		b.says(t, b.claims(s, "subject-1"))
		done, err := b.Finish(t.Context(), s.answer("staff"))
		require.NoError(t, err)
		require.Equal(t, wanted, done.Token != "")
	}
	log(true)
	old, kid := b.h.key, b.h.kid
	b.h.rotate(t)
	log(true)
	s := b.start(t, "staff", "/desk")
	token := sign(t, jose.RS256, old, kid, b.claims(s, "subject-1"))
	b.h.token = func() map[string]any { return tokenAnswer(token) }
	b.refused(t, s.answer("staff"), "token")
}

func TestAProviderCannotSendTheProgramToItsNeighbours(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	touched := false
	neighbour := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { touched = true }))
	t.Cleanup(neighbour.Close)
	b.h.tokenAt = neighbour.URL + "/latest/meta-data"
	s := b.start(t, "staff", "/desk")
	b.refused(t, s.answer("staff"), "exchange")
	require.False(t, touched)
}

func TestAProviderThatIsAwayComesBackByItself(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	b := setup(t, d)
	handler := b.h.Config.Handler
	b.h.Config.Handler = http.NotFoundHandler()
	_, err := b.Begin(t.Context(), "staff", "/desk")
	require.ErrorIs(t, err, oidc.ErrAway)
	require.Equal(t, errs.Unavailable, errs.KindOf(err))
	b.h.Config.Handler = handler
	_, err = b.Begin(t.Context(), "staff", "/desk")
	require.ErrorIs(t, err, oidc.ErrAway, "it is asked again after a pause only")
	b.clock.Move(6 * time.Second)
	b.start(t, "staff", "/desk")
	_, err = b.Begin(t.Context(), "nowhere", "/desk")
	require.ErrorIs(t, err, oidc.ErrUnknown)
}

func TestAfterLogInOnlyAPageOfTheOwnFaceIsOpened(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for next, page := range map[string]string{
		"/desk": "/desk", "/desk/tasks?x=1#y": "/desk/tasks?x=1#y",
		"": "/desk", "/my": "/desk", "/desktop": "/desk", "https://evil.test/desk": "/desk", "//evil.test/desk": "/desk", "/\\evil.test": "/desk",
		"/desk/../my": "/desk", "/desk/%2e%2e/my": "/desk", "/desk\t": "/desk", "/desk//x": "/desk", "/desk/login?next=/desk": "/desk",
	} {
		s := b.start(t, "staff", next)
		b.says(t, b.claims(s, "subject-1"))
		done, err := b.Finish(t.Context(), s.answer("staff"))
		require.NoError(t, err)
		require.Equal(t, page, done.Next, next)
	}
}
