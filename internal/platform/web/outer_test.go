package web_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
)

func TestEveryAnswerCarriesTheHeadersThatKeepBrowsersSafe(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		b := newBench()
		b.Secure = secure
		b.mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "page") })
		b.mux.HandleFunc("/boom", func(http.ResponseWriter, *http.Request) { panic("boom") })
		b.mux.Handle(web.Prefix+"/", web.NotFound())
		for _, path := range []string{"/page", "/boom", "/nowhere", "/api/v1/nowhere"} {
			h := b.call(t, http.MethodGet, path, "").Header
			require.ElementsMatch(t, []string{
				"default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
				"connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
			}, strings.Split(h.Get("Content-Security-Policy"), "; "))
			require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
			require.Equal(t, "same-origin", h.Get("Cross-Origin-Resource-Policy"))
			require.Equal(t, "camera=(self), geolocation=(self), microphone=(self)", h.Get("Permissions-Policy"))
			require.Equal(t, "same-origin", h.Get("Referrer-Policy"))
			require.Equal(t, "same-origin", h.Get("Cross-Origin-Opener-Policy"))
			require.Equal(t, secure, h.Get("Strict-Transport-Security") != "")
			require.Equal(t, strings.HasPrefix(path, web.Prefix), h.Get("Cache-Control") == "no-store", path)
		}
	}
}

func TestARequestHasANumberOfItsOwnWhateverTheClientSays(t *testing.T) {
	t.Parallel()
	b := newBench()
	var inside []string
	b.mux.HandleFunc("/x", func(_ http.ResponseWriter, r *http.Request) {
		inside = append(inside, kernel.RequestOf(r.Context()).ID)
	})
	for range 2 {
		a := b.call(t, http.MethodGet, "/x", "", "X-Request-Id", "forged\nline")
		require.True(t, kernel.ValidID(a.Header.Get("X-Request-Id")))
		require.Equal(t, inside[len(inside)-1], a.Header.Get("X-Request-Id"))
		require.Contains(t, b.log.String(), "request="+a.Header.Get("X-Request-Id"))
	}
	require.NotEqual(t, inside[0], inside[1])
	require.NotContains(t, b.log.String(), "forged")
}

func TestAPanicIsAProblemThatTellsTheLogOnly(t *testing.T) {
	t.Parallel()
	b := newBench("fail")
	web.Register(b.api, web.Operation{ID: "fail", Method: http.MethodGet, Path: "/fail"},
		func(context.Context, *struct{}) (*thingOutput, error) { panic(errors.New(secret)) })
	a := b.call(t, http.MethodGet, "/api/v1/fail", "", "Accept-Encoding", "gzip")
	require.Equal(t, http.StatusInternalServerError, a.StatusCode)
	require.Equal(t, "internal", a.problem(t).Code)
	require.NotContains(t, a.text, "hunter2")
	require.NotContains(t, a.text, "goroutine")
	require.Contains(t, b.log.String(), "hunter2")
	require.Contains(t, b.log.String(), "goroutine")
	require.Contains(t, b.log.String(), "status=500")
}

func TestAPanicInTheMiddleOfAnAnswerBreaksItOff(t *testing.T) {
	t.Parallel()
	for _, size := range []int{10, 5000} {
		b := newBench()
		b.mux.HandleFunc("/half", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("x", size))
			panic("boom")
		})
		server := httptest.NewServer(web.Wrap(b.mux, b.Options))
		t.Cleanup(server.Close)
		response, err := server.Client().Get(server.URL + "/half")
		if err == nil {
			_, err = io.ReadAll(response.Body)
			require.NoError(t, response.Body.Close())
		}
		require.Error(t, err, "half an answer passes for a whole one of %d bytes", size)
		require.Contains(t, b.log.String(), "boom")
	}
}

func TestAnswersArePackedAsTheClientLikesBest(t *testing.T) {
	t.Parallel()
	b := newBench()
	long := strings.Repeat("一口办理 ", 1000)
	b.mux.HandleFunc("/long", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, long)
	})
	b.mux.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "short") })
	b.mux.HandleFunc("/book", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", web.ContentTypeXLSX)
		_, _ = io.WriteString(w, long)
	})
	for accept, want := range map[string]string{"gzip": "gzip", "zstd": "zstd", "gzip, deflate, br, zstd": "zstd", "": "", "identity": ""} {
		a := b.call(t, http.MethodGet, "/long", "", "Accept-Encoding", accept)
		require.Equal(t, want, a.Header.Get("Content-Encoding"), accept)
		require.Contains(t, a.Header.Values("Vary"), "Accept-Encoding")
		require.Equal(t, long, unpack(t, want, a.text))
		require.Empty(t, b.call(t, http.MethodGet, "/short", "", "Accept-Encoding", accept).Header.Get("Content-Encoding"))
		require.Empty(t, b.call(t, http.MethodGet, "/book", "", "Accept-Encoding", accept).Header.Get("Content-Encoding"))
	}
}

func unpack(t *testing.T, encoding, text string) string {
	t.Helper()
	var r io.Reader = strings.NewReader(text)
	switch encoding {
	case "gzip":
		unzip, err := gzip.NewReader(r)
		require.NoError(t, err)
		r = unzip
	case "zstd":
		unzip, err := zstd.NewReader(r)
		require.NoError(t, err)
		defer unzip.Close()
		r = unzip
	}
	plain, err := io.ReadAll(r)
	require.NoError(t, err)
	return string(plain)
}

func TestAWriteFromAnotherSiteIsRefusedAndAReadIsNot(t *testing.T) {
	t.Parallel()
	b := newBench()
	wrote := 0
	b.mux.HandleFunc("/api/v1/x", func(_ http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			wrote++
		}
	})
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.test"}, {"Origin", "null"}} {
			a := b.call(t, method, "/api/v1/x", "", headers...)
			require.Equal(t, http.StatusForbidden, a.StatusCode)
			require.Equal(t, "request.cross_origin", a.problem(t).Code)
		}
	}
	require.Zero(t, wrote)
	for _, headers := range [][]string{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "http://example.com"}, nil} {
		require.Equal(t, http.StatusOK, b.call(t, http.MethodPost, "http://example.com/api/v1/x", "", headers...).StatusCode)
	}
	require.Equal(t, http.StatusOK, b.call(t, http.MethodGet, "/api/v1/x", "", "Sec-Fetch-Site", "cross-site").StatusCode)
}

func TestAForwardedAddressCountsOnlyFromAConfiguredProxy(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	var seen string
	b.mux.HandleFunc("/x", func(_ http.ResponseWriter, r *http.Request) { seen = kernel.RequestOf(r.Context()).Address })
	for _, c := range []struct {
		remote    string
		forwarded []string
		want      string
	}{
		{"203.0.113.9:1234", nil, "203.0.113.9"},
		{"203.0.113.9:1234", []string{"1.2.3.4"}, "203.0.113.9"}, // a stranger says it
		{"10.0.0.1:1234", nil, "10.0.0.1"},
		{"10.0.0.1:1234", []string{"203.0.113.9"}, "203.0.113.9"},
		{"[::ffff:10.0.0.1]:1234", []string{"203.0.113.9"}, "203.0.113.9"},
		{"[::1]:1234", []string{"2001:db8::7"}, "2001:db8::7"},
		{"10.0.0.1:1234", []string{"1.2.3.4, 203.0.113.9"}, "203.0.113.9"}, // the client made up the first
		{"10.0.0.1:1234", []string{"1.2.3.4, 203.0.113.9, 10.0.0.2"}, "203.0.113.9"},
		{"10.0.0.1:1234", []string{"1.2.3.4", "203.0.113.9"}, "203.0.113.9"}, // two header lines
		{"10.0.0.1:1234", []string{"203.0.113.9, <script>"}, "10.0.0.1"},
		{"10.0.0.1:1234", []string{""}, "10.0.0.1"},
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/x", nil)
		request.RemoteAddr = c.remote
		request.Header["X-Forwarded-For"] = c.forwarded
		b.send(t, request)
		require.Equal(t, c.want, seen, "%v", c)
	}
}

func TestTheCookieOfTheOtherSchemeIsNotRead(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.Secure = true
	web.Register(b.api, web.Operation{ID: "read-thing", Method: http.MethodGet, Path: "/thing", Permission: "thing.read"},
		func(context.Context, *struct{}) (*thingOutput, error) { return &thingOutput{}, nil })
	require.Equal(t, http.StatusOK, b.call(t, http.MethodGet, "/api/v1/thing", "", "as", "reader").StatusCode)
	require.Equal(t, http.StatusUnauthorized, b.call(t, http.MethodGet, "/api/v1/thing", "", "Cookie", "yikou=reader").StatusCode)
}

func TestHealthSaysWhetherTheProgramLivesAndWhetherItCanWork(t *testing.T) {
	t.Parallel()
	b := newBench()
	var fault error
	web.Health(b.mux, func(context.Context) error { return fault })
	require.Equal(t, http.StatusOK, b.call(t, http.MethodGet, "/readyz", "").StatusCode)
	fault = errors.New(secret)
	a := b.call(t, http.MethodGet, "/readyz", "")
	require.Equal(t, http.StatusServiceUnavailable, a.StatusCode)
	require.NotContains(t, a.text, "hunter2")
	require.Equal(t, "ok\n", b.call(t, http.MethodGet, "/healthz", "").text)
}

func TestRequestsAreCountedUnderFewNames(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.Metrics = web.NewMetrics()
	b.mux.Handle(web.Prefix+"/", web.NotFound())
	for _, method := range []string{"GET", "BREW", "FRY"} {
		b.call(t, method, "/api/v1/anything", "")
	}
	recorder := httptest.NewRecorder()
	b.Metrics.Handler().ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	text := recorder.Body.String()
	require.Contains(t, text, `yikou_http_request_seconds_count{face="api",method="GET",status="404"} 1`)
	require.Contains(t, text, `yikou_http_request_seconds_count{face="api",method="other",status="404"} 2`)
	require.NotContains(t, text, "BREW")
	require.NotContains(t, text, "anything")
}
