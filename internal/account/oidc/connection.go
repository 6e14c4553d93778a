package oidc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/outbound"
)

const (
	// discoverEvery is how long what a provider publishes of itself is believed.
	discoverEvery = time.Hour
	// retryAfter is the pause after a provider could not be asked. A guess.
	retryAfter = 5 * time.Second
	// patience covers one exchange with a provider. A guess.
	patience = 8 * time.Second
)

// algorithms are those a token may be signed with: none of them is symmetric, and
// `none` is not among them (RFC 8725 §3.1).
var algorithms = []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}

// connection is what this node knows of one provider.
type connection struct {
	Provider
	clock  clock.Clock
	client *http.Client
	// turn lets one request ask the provider at a time.
	turn     chan struct{}
	found    *gooidc.Provider
	foundAt  time.Time
	failedAt time.Time
}

// newConnection prepares a connection and asks nothing. It fails for an issuer
// that is no address.
func newConnection(p Provider, c clock.Clock) (*connection, error) {
	host, err := outbound.HostPort(p.Issuer)
	if err != nil {
		return nil, fmt.Errorf("issuer of %s: %w", p.ID, err)
	}
	// The operator named the issuer, so its host may be a neighbour. What the
	// provider says of itself may point to public addresses only.
	guarded := outbound.New(outbound.Options{Timeout: patience, MaxBody: 1 << 20, Allow: []string{host}})
	return &connection{
		Provider: p, clock: c, turn: make(chan struct{}, 1),
		client: &http.Client{Transport: transport{guarded}, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}, nil
}

// transport makes a guarded client fit the libraries.
type transport struct{ client *outbound.Client }

// RoundTrip makes one request within the limits of the guarded client.
func (t transport) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := t.client.Do(request)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", answer.Status, http.StatusText(answer.Status)), StatusCode: answer.Status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: answer.Header, Request: request,
		Body: io.NopCloser(bytes.NewReader(answer.Body)), ContentLength: int64(len(answer.Body)),
	}, nil
}

// with returns a context in which the libraries use the guarded client.
func (c *connection) with(ctx context.Context) context.Context {
	return gooidc.ClientContext(ctx, c.client)
}

// discover returns what the provider says of itself. It fails with ErrAway.
func (c *connection) discover(ctx context.Context) (*gooidc.Provider, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, ErrAway.Because(ctx.Err())
	}
	now := c.clock.Now()
	if c.found != nil && now.Sub(c.foundAt) < discoverEvery {
		return c.found, nil
	}
	if now.Sub(c.failedAt) < retryAfter {
		if c.found != nil {
			return c.found, nil
		}
		return nil, ErrAway.Because(errors.New("it could not be asked a moment ago"))
	}
	// The library keeps the context for the keys it fetches later.
	found, err := gooidc.NewProvider(c.with(context.WithoutCancel(ctx)), c.Issuer)
	if err != nil {
		c.failedAt = now
		if c.found != nil {
			return c.found, nil
		}
		return nil, ErrAway.Because(err)
	}
	c.found, c.foundAt, c.failedAt = found, now, time.Time{}
	return found, nil
}

func (c *connection) oauth(found *gooidc.Provider, redirect string) *oauth2.Config {
	endpoint := found.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if c.ClientSecret == "" || c.SecretInBody {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{ClientID: c.ClientID, ClientSecret: c.ClientSecret, Endpoint: endpoint, RedirectURL: redirect, Scopes: c.Scopes}
}

// ask turns a code into what the provider says of the person. It fails with a
// refusal.
func (c *connection) ask(ctx context.Context, redirect, code, verifier, nonce string) (identity, error) {
	found, err := c.discover(ctx)
	if err != nil {
		return identity{}, refuse("exchange", err)
	}
	ctx = c.with(ctx)
	config := c.oauth(found, redirect)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		return identity{}, refuse("exchange", withoutBody(err))
	}
	raw, _ := token.Extra("id_token").(string)
	claims, err := c.verify(ctx, found, raw, nonce)
	if err != nil {
		return identity{}, err
	}
	if c.Claims.missing(claims) && found.UserInfoEndpoint() != "" {
		if err := c.complete(ctx, found, config.TokenSource(ctx, token), claims); err != nil {
			return identity{}, err
		}
	}
	i, err := c.Claims.read(claims)
	if err != nil {
		return identity{}, refuse("claims", err)
	}
	return i, nil
}

// verify returns the claims of a token that counts.
func (c *connection) verify(ctx context.Context, found *gooidc.Provider, raw, nonce string) (map[string]any, error) {
	verified, err := found.VerifierContext(ctx, &gooidc.Config{
		ClientID: c.ClientID, SupportedSigningAlgs: algorithms, Now: c.clock.Now,
	}).Verify(ctx, raw)
	if err != nil {
		return nil, refuse("token", err)
	}
	if nonce == "" || verified.Nonce != nonce {
		return nil, refuse("nonce", nil)
	}
	claims := map[string]any{}
	if err := verified.Claims(&claims); err != nil {
		return nil, refuse("token", err)
	}
	// OpenID Connect Core 1.0 §3.1.3.7 (4, 5): of several audiences one is the
	// authorised party, and it must be us.
	if party, there := claims["azp"]; (there || len(verified.Audience) > 1) && party != c.ClientID {
		return nil, refuse("token", errors.New("the token is for another party"))
	}
	return claims, nil
}

// complete adds the claims that the provider gives out separately, if they are of
// the same subject.
func (c *connection) complete(ctx context.Context, found *gooidc.Provider, tokens oauth2.TokenSource, claims map[string]any) error {
	info, err := found.UserInfo(ctx, tokens)
	if err != nil {
		return refuse("exchange", err)
	}
	if info.Subject != claims["sub"] {
		return refuse("token", errors.New("the user info is of another subject"))
	}
	more := map[string]any{}
	if err := info.Claims(&more); err != nil {
		return refuse("exchange", err)
	}
	for name, value := range more {
		if claims[name] == nil {
			claims[name] = value
		}
	}
	return nil
}

// withoutBody drops what a provider answered from an error: it may hold tokens.
func withoutBody(err error) error {
	if answered, ok := errors.AsType[*oauth2.RetrieveError](err); ok && answered.Response != nil {
		return fmt.Errorf("the provider answers %s (%q)", answered.Response.Status, answered.ErrorCode)
	}
	return err
}
