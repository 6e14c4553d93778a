// Package outbound is the one way out to other systems over HTTP. A client of
// this package connects to public addresses and to the hosts that the operator
// names, to nothing else: not to this machine, not to neighbours in its network,
// whatever a name resolves to. It follows no redirect, waits no longer than it
// was told and reads no more than it was told.
package outbound

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// Defaults of Options. Guesses, both.
const (
	DefaultTimeout = 10 * time.Second
	DefaultMaxBody = 1 << 20
)

// The failures of Do that are not the other side's.
var (
	// ErrRefused means that the address is none that this program connects to.
	// No packet was sent.
	ErrRefused = errors.New("outbound: this address is not allowed")
	// ErrRedirect means that the other side points elsewhere, which is not
	// followed.
	ErrRedirect = errors.New("outbound: the other side redirects")
	// ErrTooLarge means that the answer is longer than Options.MaxBody.
	ErrTooLarge = errors.New("outbound: the answer is too long")
)

// Options limit a Client. The zero value takes the defaults and allows public
// addresses only.
type Options struct {
	// Timeout covers a whole exchange, the reading of the answer included.
	Timeout time.Duration
	// MaxBody is the longest answer that is read, in bytes.
	MaxBody int64
	// Allow lists hosts as `name:port` or `address:port` that the operator has
	// configured and that may be reached although they are not public, on that
	// port only.
	Allow []string
	// TLS is what to trust instead of the system's roots; nil is the system's.
	TLS *tls.Config
}

// Client makes requests within its limits. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	timeout time.Duration
	maxBody int64
}

// Answer is what the other side said, read to its end.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// New returns a client.
func New(o Options) *Client {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxBody <= 0 {
		o.MaxBody = DefaultMaxBody
	}
	transport := &http.Transport{
		// No proxy from the environment: it would connect for us, unguarded.
		Proxy:                  nil,
		DialContext:            Dialer(o.Allow, o.Timeout),
		TLSClientConfig:        tlsConfig(o.TLS),
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    o.Timeout,
		ResponseHeaderTimeout:  o.Timeout,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        time.Minute,
	}
	return &Client{
		http: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		timeout: o.Timeout, maxBody: o.MaxBody,
	}
}

func tlsConfig(given *tls.Config) *tls.Config {
	if given == nil {
		return &tls.Config{MinVersion: tls.VersionTLS12}
	}
	c := given.Clone()
	c.MinVersion = max(c.MinVersion, tls.VersionTLS12)
	return c
}

// Dialer returns a function that connects to public addresses on any port and to
// the hosts of allow, and fails with ErrRefused for every other. The address is
// checked after the name is resolved, right before connecting, so that a name
// cannot point elsewhere in between.
func Dialer(allow []string, timeout time.Duration) func(ctx context.Context, network, address string) (net.Conn, error) {
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithDeniedV6Prefixes(translated...))
	guarded := &net.Dialer{Timeout: timeout, Control: guard.Safe}
	plain := &net.Dialer{Timeout: timeout}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if slices.ContainsFunc(allow, func(a string) bool { return strings.EqualFold(a, address) }) {
			return plain.DialContext(ctx, network, address)
		}
		connection, err := guarded.DialContext(ctx, network, address)
		if err != nil && prohibited(err) {
			return nil, fmt.Errorf("%w: %s", ErrRefused, address)
		}
		return connection, err
	}
}

// translated are IPv6 ranges that carry an IPv4 address inside, behind which a
// neighbour could hide (RFC 6052, RFC 3056, RFC 4380).
var translated = []netip.Prefix{
	netip.PrefixFrom(netip.AddrFrom16([16]byte{0x00, 0x64, 0xff, 0x9b}), 96),
	netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x02}), 16),
	netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x01}), 32),
}

func prohibited(err error) bool {
	return errors.Is(err, ssrf.ErrProhibitedNetwork) || errors.Is(err, ssrf.ErrProhibitedPort) || errors.Is(err, ssrf.ErrProhibitedIP)
}

// Do makes one request and reads the whole answer. It fails with ErrRefused,
// ErrRedirect, ErrTooLarge or what the network said; an answer of status 400 and
// above is an answer. Errors never hold the query of the address, which often
// carries a secret.
func (c *Client) Do(request *http.Request) (Answer, error) {
	if request.URL.Scheme != "https" && request.URL.Scheme != "http" {
		return Answer{}, fmt.Errorf("%w: scheme %q", ErrRefused, request.URL.Scheme)
	}
	if request.URL.User != nil {
		return Answer{}, fmt.Errorf("%w: it carries a user", ErrRefused)
	}
	ctx, cancel := context.WithTimeout(request.Context(), c.timeout)
	defer cancel()
	response, err := c.http.Do(request.WithContext(ctx))
	if err != nil {
		return Answer{}, fmt.Errorf("%s %s: %w", request.Method, Place(request.URL), withoutAddress(err))
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode >= 300 && response.StatusCode < 400 {
		return Answer{}, fmt.Errorf("%s %s: %w", request.Method, Place(request.URL), ErrRedirect)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, c.maxBody+1))
	if err != nil {
		return Answer{}, fmt.Errorf("%s %s: read answer: %w", request.Method, Place(request.URL), withoutAddress(err))
	}
	if int64(len(body)) > c.maxBody {
		return Answer{}, fmt.Errorf("%s %s: %w", request.Method, Place(request.URL), ErrTooLarge)
	}
	return Answer{Status: response.StatusCode, Header: response.Header, Body: body}, nil
}

// Place returns an address without user, query and fragment, for logs.
func Place(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// withoutAddress drops the address that net/http puts into its errors.
func withoutAddress(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

// HostPort returns the `host:port` that an address leads to, for Options.Allow.
// It fails for anything that is no complete http or https address.
func HostPort(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", errors.New("outbound: the address cannot be read")
	}
	port := u.Port()
	switch {
	case u.Hostname() == "" || u.User != nil:
		return "", errors.New("outbound: the address names no host, or a user")
	case u.Scheme == "https" && port == "":
		port = "443"
	case u.Scheme == "http" && port == "":
		port = "80"
	case u.Scheme != "http" && u.Scheme != "https":
		return "", errors.New("outbound: the address is neither http nor https")
	}
	return net.JoinHostPort(u.Hostname(), port), nil
}
