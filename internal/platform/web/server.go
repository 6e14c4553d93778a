package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"reflect"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/ratelimit"
	"github.com/yikou/yikou/internal/platform/redact"
)

// Authenticator tells who stands behind a session token. An unknown or expired
// token is no error: it gives the zero Principal.
type Authenticator interface {
	Principal(ctx context.Context, token string) (kernel.Principal, error)
}

// Options sets the server's outer layers.
type Options struct {
	Log           *slog.Logger
	Authenticator Authenticator
	// Tokens tells who stands behind a bearer token (RFC 6750); nil takes none.
	Tokens Authenticator
	// Cookie carries the session; see CookieName.
	Secure bool
	// TrustedProxies are the addresses whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	Metrics        *Metrics
	// Limiter bounds how often one person, or one address of visitors, may ask;
	// nil is no bound. PerMinute is how often.
	Limiter   *ratelimit.Limiter
	PerMinute int64
}

// CookieName returns the name of the session cookie. Over TLS it has the
// __Host- prefix, which ties it to this host and to TLS.
func CookieName(secure bool) string {
	if secure {
		return "__Host-yikou"
	}
	return "yikou"
}

// DeviceCookieName returns the name of the cookie by which a browser is known
// that somebody has come in with before.
func DeviceCookieName(secure bool) string { return CookieName(secure) + "-device" }

// TicketCookieName returns the name of the cookie that ties the two steps of a
// log-in together.
func TicketCookieName(secure bool) string { return CookieName(secure) + "-step" }

// NewCookie returns a cookie that scripts cannot read, for this host alone. An
// empty value takes the cookie away; an age of zero lasts as long as the browser
// runs.
func NewCookie(name, value string, secure bool, age time.Duration) http.Cookie {
	c := http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(age / time.Second),
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	}
	if value == "" {
		c.MaxAge = -1
	}
	return c
}

// CookieOf returns the value of a cookie in a Cookie header, empty if it is not
// there.
func CookieOf(header, name string) string {
	cookies, err := http.ParseCookie(header)
	if err != nil {
		return ""
	}
	for _, c := range cookies {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// agentLimit bounds what is kept of a User-Agent header, in bytes.
const agentLimit = 512

func requestOf(r *http.Request, o Options) kernel.Request {
	agent := r.UserAgent()
	request := kernel.Request{ID: kernel.NewID(), Address: clientAddress(r, o.TrustedProxies), Agent: agent[:min(len(agent), agentLimit)]}
	if c, err := r.Cookie(DeviceCookieName(o.Secure)); err == nil {
		request.Device = c.Value
	}
	return request
}

// Wrap puts the outer layers around next, outermost first: request identity and
// log, recovery, headers, compression, refusal of cross-origin writes, session.
func Wrap(next http.Handler, o Options) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, r, http.StatusForbidden, "request.cross_origin", "请求来自别的网站，没有执行。请在本系统的页面里操作。")
	}))
	handler := withSession(limited(next, o), o)
	handler = crossOrigin.Handler(handler)
	handler = compressed(handler)
	handler = withHeaders(handler, o.Secure)
	handler = recovered(handler, o.Log)
	return identified(handler, o)
}

// compressed packs answers with zstd or gzip, whichever the client prefers.
// Event streams pass as they are: a packed event would wait in a buffer.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.EnableZstd(true),
		gzhttp.ExceptContentTypes([]string{"text/event-stream", ContentTypeXLSX, "image/png", "font/woff2"}))
	if err != nil {
		panic(err) // the options are constants
	}
	return wrap(next)
}

func identified(next http.Handler, o Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now() //nolint:forbidigo // a duration for the log, never a fact
		request := requestOf(r, o)
		w.Header().Set("X-Request-Id", request.ID)
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r.WithContext(kernel.WithRequest(r.Context(), request)))
		took := time.Since(started)
		o.Metrics.observe(r, seen.status, took)
		o.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("request", request.ID), slog.String("method", r.Method),
			slog.String("path", redact.Path(r.URL.Path)), slog.Int("status", seen.status), slog.Duration("took", took))
	})
}

func recovered(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if err, is := fault.(error); is && errors.Is(err, http.ErrAbortHandler) {
				panic(http.ErrAbortHandler)
			}
			log.ErrorContext(r.Context(), "panic", "fault", fault, "stack", string(debug.Stack()))
			if seen, ok := w.(*statusWriter); ok && seen.wrote {
				// Part of the answer is out: cutting the connection is the only way
				// left to say that it is not whole.
				panic(http.ErrAbortHandler)
			}
			writeProblem(w, r, http.StatusInternalServerError, "internal", "")
		}()
		next.ServeHTTP(w, r)
	})
}

// contentPolicy lets a page load nothing but what this program serves. Inline
// styles stay allowed because the component library sets them.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func withHeaders(next http.Handler, secure bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(r.URL.Path, Prefix) {
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// limited bounds requests to the API: of somebody who is logged in by the person,
// of visitors by the address.
func limited(next http.Handler, o Options) http.Handler {
	if o.Limiter == nil || o.PerMinute <= 0 {
		return next
	}
	limit := ratelimit.Limit{Name: "requests", Max: o.PerMinute, Per: time.Minute}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, Prefix) {
			if wait, allowed := o.Limiter.Take(r.Context(), limit, asker(r.Context())); !allowed {
				tooOften(r.Context(), wait).write(w)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// asker is who is counted.
func asker(ctx context.Context) string {
	if p := authz.From(ctx); p.ID != "" {
		return string(p.Kind) + ":" + p.ID
	}
	return "address:" + kernel.RequestOf(ctx).Address
}

func tooOften(ctx context.Context, wait time.Duration) *Problem {
	p := fromHuma(ctx, http.StatusTooManyRequests)
	p.Code, p.wait = "request.too_often", wait
	return p
}

func withSession(next http.Handler, o Options) http.Handler {
	name := CookieName(o.Secure)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token, given := bearer(r); given && o.Tokens != nil {
			withToken(next, o, token, w, r)
			return
		}
		cookie, err := r.Cookie(name)
		if err != nil || !strings.HasPrefix(r.URL.Path, Prefix) {
			next.ServeHTTP(w, r)
			return
		}
		principal, err := o.Authenticator.Principal(r.Context(), cookie.Value)
		if err != nil {
			o.Log.ErrorContext(r.Context(), "session not readable", "error", err)
			writeProblem(w, r, http.StatusServiceUnavailable, "unavailable", "")
			return
		}
		next.ServeHTTP(w, r.WithContext(authz.With(r.Context(), principal)))
	})
}

// bearer returns the token of the Authorization header. One that is there in
// another scheme is somebody else's affair, such as a proxy's.
func bearer(r *http.Request) (string, bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(scheme, "Bearer")
}

// withToken serves a request in the name of a token. The cookie, if there is one,
// does not count, and a token that is not good is refused at once: a program that
// went on as a visitor would not notice.
func withToken(next http.Handler, o Options, token string, w http.ResponseWriter, r *http.Request) {
	principal, err := o.Tokens.Principal(r.Context(), token)
	switch {
	case err != nil:
		o.Log.ErrorContext(r.Context(), "token not readable", "error", err)
		writeProblem(w, r, http.StatusServiceUnavailable, "unavailable", "")
	case principal.Kind == "":
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		writeProblem(w, r, http.StatusUnauthorized, "token.invalid", "接口令牌无效、已到期或已作废，没有执行。请换一个有效的令牌。")
	default:
		next.ServeHTTP(w, r.WithContext(authz.With(r.Context(), principal)))
	}
}

// clientAddress returns the address of the client. X-Forwarded-For counts only
// as far as each hop, from the last, is a configured proxy.
func clientAddress(r *http.Request, trusted []netip.Prefix) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && isTrusted(host, trusted); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		host = hop.String()
	}
	return host
}

func isTrusted(host string, trusted []netip.Prefix) bool {
	address, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, prefix := range trusted {
		if prefix.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}

func deadline(d time.Duration) time.Time {
	return time.Now().Add(d) //nolint:forbidigo // a socket's deadline is on the machine's clock
}

func typeOf(v any) reflect.Type { return reflect.TypeOf(v) }

type statusWriter struct {
	http.ResponseWriter
	status int
	wrote  bool
}

// WriteHeader remembers the first status.
func (w *statusWriter) WriteHeader(status int) {
	if !w.wrote && status >= http.StatusOK {
		w.status, w.wrote = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write sends the body.
func (w *statusWriter) Write(b []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush sends what is buffered.
func (w *statusWriter) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }
