package tracing_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/tracing"
)

func TestSpansReachTheConfiguredCollectorAndCarryNoAddress(t *testing.T) {
	t.Parallel()
	received := make(chan string, 1)
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		received <- string(body)
		w.WriteHeader(http.StatusOK)
	}))
	defer collector.Close()
	tracer, err := tracing.Start(t.Context(), collector.URL, "v1")
	require.NoError(t, err)
	handler := tracer.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/api/v1/my/91390102MA00000001/profile", nil))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	require.NoError(t, tracer.Stop(ctx))
	span := <-received
	require.Contains(t, span, "yikou")
	require.Contains(t, span, "GET")
	require.False(t, strings.Contains(span, "91390102MA00000001"), "the span carries an identifier")
}

func TestWithoutACollectorNothingIsRecorded(t *testing.T) {
	t.Parallel()
	tracer, err := tracing.Start(t.Context(), "", "v1")
	require.NoError(t, err)
	next := http.NewServeMux()
	require.Equal(t, http.Handler(next), tracer.Wrap(next))
	require.NoError(t, tracer.Stop(t.Context()))
}
