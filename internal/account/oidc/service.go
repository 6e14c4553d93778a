package oidc

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Deps is what the package works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Seal  *seal.Sealer
	Log   *slog.Logger
	// Random is a source of random bytes that nobody can foretell.
	Random    io.Reader
	Accounts  *account.Service
	Mandates  *mandate.Service
	Providers []Provider
	// PublicURL is the address that browsers use, without a slash at its end.
	PublicURL string
	// Secure says that browsers reach this instance over TLS.
	Secure bool
}

// Service is the package's use cases. It is safe for concurrent use.
type Service struct {
	Deps
	connections []*connection
}

// New returns the package's use cases and asks no provider yet. It fails for an
// issuer that is no address.
func New(d Deps) (*Service, error) {
	s := &Service{Deps: d}
	for _, p := range d.Providers {
		c, err := newConnection(p, d.Clock)
		if err != nil {
			return nil, err
		}
		s.connections = append(s.connections, c)
	}
	return s, nil
}

func (s *Service) provider(id string) (*connection, error) {
	for _, c := range s.connections {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, ErrUnknown
}

// Begun is a log-in that has begun.
type Begun struct {
	// Address is where the browser goes.
	Address string
	// Browser goes into a cookie and nowhere else.
	Browser string
}

// Begin starts a log-in at a provider, after which the browser opens next. It
// fails with ErrUnknown, ErrAway or a TooMany.
func (s *Service) Begin(ctx context.Context, provider, next string) (Begun, error) {
	return s.begin(ctx, provider, next, "")
}

// identitiesPage is the screen on which staff link identities.
const identitiesPage = "/desk/account?tab=identities"

// BeginLink starts to link an identity to the member of staff who asks, after
// which the browser opens next, or where that is empty the screen that lists the
// identities. It fails as Begin does, and for everybody else.
func (s *Service) BeginLink(ctx context.Context, provider, next string) (Begun, error) {
	p, err := member(ctx)
	if err != nil {
		return Begun{}, err
	}
	if next == "" {
		next = identitiesPage
	}
	return s.begin(ctx, provider, next, p.ID)
}

// member returns the member of staff who asks.
func member(ctx context.Context) (kernel.Principal, error) {
	p := authz.From(ctx)
	switch p.Kind {
	case "":
		return p, authz.ErrUnauthenticated
	case kernel.StaffPrincipal:
		return p, nil
	default:
		return p, authz.ErrForbidden
	}
}

func (s *Service) begin(ctx context.Context, provider, next, owner string) (Begun, error) {
	c, err := s.provider(provider)
	if err != nil {
		return Begun{}, err
	}
	if owner != "" && c.For != kernel.StaffPrincipal {
		return Begun{}, ErrUnknown
	}
	if err := s.Accounts.CountAtAddress(ctx, "oidc"); err != nil {
		return Begun{}, err
	}
	found, err := c.discover(ctx)
	if err != nil {
		s.Log.WarnContext(ctx, "identity provider away", "provider", c.ID, "error", err)
		return Begun{}, err
	}
	state, stateHash, err := secret.NewToken(s.Random)
	if err != nil {
		return Begun{}, err
	}
	browser, browserHash, err := secret.NewToken(s.Random)
	if err != nil {
		return Begun{}, err
	}
	f := flow{
		stateHash: stateHash, browserHash: browserHash, provider: c.ID, owner: owner,
		next: safeReturn(next, c.For), expiresAt: s.Clock.Now().Add(FlowLife),
	}
	if err := s.DB.InTx(ctx, func(ctx context.Context) error { return s.insertFlow(ctx, f) }); err != nil {
		return Begun{}, err
	}
	address := c.oauth(found, s.redirect(c)).AuthCodeURL(state,
		oauth2.S256ChallengeOption(derive(browser, "verifier")), gooidc.Nonce(derive(browser, "nonce")))
	return Begun{Address: address, Browser: browser}, nil
}

// redirect is the address that the provider sends the browser back to. Each
// provider has its own, so that an answer of one cannot pass for another's.
func (s *Service) redirect(c *connection) string {
	return s.PublicURL + "/api/v1/session/oidc/" + c.ID + "/callback"
}

// derive returns a value of 256 bits that follows from the browser's secret.
func derive(browser, what string) string {
	mac := hmac.New(sha256.New, []byte(browser))
	mac.Write([]byte(what))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Answer is what a browser brings back from a provider.
type Answer struct {
	Provider, State, Code, Issuer, Error string
	// Browser is the secret of its cookie.
	Browser string
}

// Finished is a log-in that came to its end.
type Finished struct {
	// Opened is the session or the ticket for the second step, neither after
	// linking.
	account.Opened
	// Next is the page to open: on failure the login page.
	Next string
	// Failed says that nobody was logged in, or nothing linked.
	Failed bool
}

// Finish ends a log-in that a provider answered. What goes wrong is no error: the
// audit chain holds why, and the person reads the same words whatever it was.
func (s *Service) Finish(ctx context.Context, a Answer) (Finished, error) {
	c, err := s.provider(a.Provider)
	if err != nil {
		return Finished{}, err
	}
	f, done, err := s.finish(ctx, c, a)
	refused := &refusal{}
	switch {
	case err == nil:
		return done, nil
	case !errors.As(err, &refused):
		return Finished{}, err
	}
	s.Log.InfoContext(ctx, "log-in at provider refused", "provider", c.ID, "reason", refused.Error())
	event := Refused{Provider: c.ID, Kind: c.For, Reason: refused.reason, Address: kernel.RequestOf(ctx).Address}
	err = s.DB.InTx(ctx, func(ctx context.Context) error { return s.happened(ctx, event, "account_provider", c.ID) })
	next := base(c.For) + "/login?failed=provider"
	if f.owner != "" {
		next = identitiesPage + "&failed=provider"
	}
	return Finished{Next: next, Failed: true}, err
}

func (s *Service) finish(ctx context.Context, c *connection, a Answer) (flow, Finished, error) {
	f, err := s.answered(ctx, c, a)
	if err != nil {
		return f, Finished{}, err
	}
	who, err := c.ask(ctx, s.redirect(c), a.Code, derive(a.Browser, "verifier"), derive(a.Browser, "nonce"))
	if err != nil {
		return f, Finished{}, err
	}
	subject, err := s.Seal.Index("account_identity", "subject", c.ID+" "+who.subject)
	if err != nil {
		return f, Finished{}, err
	}
	switch {
	case f.owner != "":
		return f, Finished{Next: f.next}, s.link(ctx, c, f.owner, subject)
	case c.For == kernel.StaffPrincipal:
		opened, err := s.openStaff(ctx, c, who, subject)
		if opened.Ticket != "" {
			f.next = base(c.For) + "/login?step=code&next=" + url.QueryEscape(f.next)
		}
		return f, Finished{Opened: opened, Next: f.next}, err
	default:
		opened, err := s.openPerson(ctx, c, who, subject)
		return f, Finished{Opened: opened, Next: f.next}, err
	}
}

// answered uses the state up and checks that the answer belongs to this browser
// and this provider. It fails with a refusal.
func (s *Service) answered(ctx context.Context, c *connection, a Answer) (flow, error) {
	f, found, err := s.takeFlow(ctx, secret.HashToken(a.State))
	switch {
	case err != nil:
		return flow{}, err
	case !found:
		return flow{}, refuse("state", nil)
	case subtle.ConstantTimeCompare([]byte(secret.HashToken(a.Browser)), []byte(f.browserHash)) != 1:
		return flow{}, refuse("browser", nil)
	case !s.Clock.Now().Before(f.expiresAt):
		return f, refuse("expired", nil)
	case f.provider != c.ID || a.Issuer != "" && a.Issuer != c.Issuer: // RFC 9207
		return f, refuse("mixed_up", nil)
	case a.Error != "" || a.Code == "":
		return f, refuse("denied", nil)
	case f.owner != "" && f.owner != authz.From(ctx).ID:
		return f, refuse("browser", nil) // another session than the one that began
	}
	return f, nil
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
