package web

import (
	"context"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/yikou/yikou/internal/platform/authz"
)

// Metrics are the figures of one running program, for Prometheus.
type Metrics struct {
	Registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// NewMetrics returns metrics with the figures of the Go runtime, the process
// and the requests.
func NewMetrics() *Metrics {
	m := &Metrics{
		Registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "yikou_http_request_seconds", Help: "Time to answer a request, by face, method and status.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"face", "method", "status"}),
	}
	m.Registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), m.requests)
	return m
}

// Handler serves the figures in the text format of Prometheus.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.Registry, promhttp.HandlerOpts{})
}

// GuardedHandler serves the figures to callers on this very machine that came
// without a proxy in between, to those who hold the permission, and to nobody
// else: they are not for visitors.
func (m *Metrics) GuardedHandler(permission authz.Permission) http.Handler {
	figures := m.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, err := netip.ParseAddrPort(r.RemoteAddr)
		proxied := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" || r.Header.Get("Via") != ""
		local := err == nil && !proxied && address.Addr().Unmap().IsLoopback()
		if !local && !authz.Can(authz.From(r.Context()), permission) {
			writeProblem(w, r, http.StatusNotFound, "", "")
			return
		}
		figures.ServeHTTP(w, r)
	})
}

// observe counts a request. The face has few values, so that an attacker cannot
// blow up the figures with made-up addresses or methods.
func (m *Metrics) observe(r *http.Request, status int, took time.Duration) {
	if m == nil {
		return
	}
	face := "screen"
	if strings.HasPrefix(r.URL.Path, Prefix) {
		face = "api"
	}
	method := "other"
	switch r.Method {
	case http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodHead:
		method = r.Method
	}
	m.requests.WithLabelValues(face, method, strconv.Itoa(status)).Observe(took.Seconds())
}

// Health answers /healthz (the process lives) and /readyz (it can work: ready
// returns nil).
func Health(mux *http.ServeMux, ready func(context.Context) error) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
		defer cancel()
		if err := ready(ctx); err != nil {
			writeProblem(w, r, http.StatusServiceUnavailable, "not_ready", "")
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	})
}
