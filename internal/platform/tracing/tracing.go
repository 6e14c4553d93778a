// Package tracing sends OpenTelemetry spans of requests to a collector, when
// the configuration names one. Without it nothing is recorded and no connection
// is made.
package tracing

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
)

// Tracer records spans. A nil *Tracer records nothing.
type Tracer struct{ provider *trace.TracerProvider }

// Start returns a tracer that sends spans over OTLP/HTTP to endpoint, a URL such
// as http://collector:4318. An empty endpoint gives nil. A collector that cannot
// be reached is no error: spans are dropped.
func Start(ctx context.Context, endpoint, version string) (*Tracer, error) {
	if endpoint == "" {
		return nil, nil
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint))
	if err != nil {
		return nil, fmt.Errorf("prepare tracing: %w", err)
	}
	about := resource.NewSchemaless(attribute.String("service.name", "yikou"), attribute.String("service.version", version))
	return &Tracer{provider: trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(about))}, nil
}

// Wrap records a span for each request, named by method only. The instrumentation
// is shown a request without its address, because addresses carry identifiers;
// next gets the real one.
func (t *Tracer) Wrap(next http.Handler) http.Handler {
	if t == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shown := r.Clone(r.Context())
		shown.URL = &url.URL{Path: "/"}
		shown.RequestURI = "/"
		traced := http.HandlerFunc(func(w http.ResponseWriter, inner *http.Request) {
			next.ServeHTTP(w, r.WithContext(inner.Context()))
		})
		otelhttp.NewHandler(traced, "http", otelhttp.WithTracerProvider(t.provider),
			otelhttp.WithPropagators(propagation.TraceContext{}),
			otelhttp.WithSpanNameFormatter(func(_ string, r *http.Request) string { return r.Method })).ServeHTTP(w, shown)
	})
}

// Stop sends what is still held and ends.
func (t *Tracer) Stop(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}
