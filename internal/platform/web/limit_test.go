package web_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/ratelimit"
	"github.com/yikou/yikou/internal/platform/web"
)

// limited is a bench that bounds requests, and its clock.
func limited(t *testing.T, perMinute int64, hourly map[string]int64) (*bench, *clock.Fixed) {
	t.Helper()
	now := clock.NewFixed(time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC))
	b := newBench("look")
	b.Limiter = ratelimit.New(dbtest.Open(t, db.SQLite), now, b.Log, []byte("key"), time.Minute)
	b.PerMinute = perMinute
	b.api.LimitWith(b.Limiter, hourly)
	answerNothing := func(context.Context, *struct{}) (*struct{}, error) { return nil, nil }
	web.Register(b.api, web.Operation{ID: "look", Method: http.MethodGet, Path: "/look"}, answerNothing)
	web.Register(b.api, web.Operation{ID: "export", Method: http.MethodGet, Path: "/export", Permission: "thing.read"}, answerNothing)
	return b, now
}

// S13: whoever asks too often is told when to come back, and nobody else is held
// up by them.
func TestWhoeverAsksTooOftenIsToldWhenToComeBack(t *testing.T) {
	t.Parallel()
	b, now := limited(t, 20, nil)
	for range 20 {
		require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/look", "", "as", "reader").StatusCode)
	}
	refused := b.call(t, http.MethodGet, "/api/v1/look", "", "as", "reader")
	require.Equal(t, http.StatusTooManyRequests, refused.StatusCode)
	require.Equal(t, "request.too_often", refused.problem(t).Code)
	require.Equal(t, "60", refused.Header.Get("Retry-After"))
	require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/look", "", "as", "writer").StatusCode)
	require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/look", "").StatusCode, "a visitor from the same address")
	now.Move(time.Minute)
	require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/look", "", "as", "reader").StatusCode)
}

func TestVisitorsAreCountedByTheirAddress(t *testing.T) {
	t.Parallel()
	b, _ := limited(t, 10, nil)
	for range 10 {
		require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/look", "", "X-Forwarded-For", "203.0.113.7").StatusCode)
	}
	refused := b.call(t, http.MethodGet, "/api/v1/look", "", "X-Forwarded-For", "203.0.113.8")
	require.Equal(t, http.StatusTooManyRequests, refused.StatusCode, "a forwarded address from nobody's proxy is not believed")
}

func TestACostlyOperationHasALimitOfItsOwn(t *testing.T) {
	t.Parallel()
	b, now := limited(t, 0, map[string]int64{"export": 3})
	for range 3 {
		require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/export", "", "as", "reader").StatusCode)
	}
	refused := b.call(t, http.MethodGet, "/api/v1/export", "", "as", "reader")
	require.Equal(t, http.StatusTooManyRequests, refused.StatusCode)
	require.Equal(t, "3600", refused.Header.Get("Retry-After"))
	require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/look", "", "as", "reader").StatusCode)
	require.Equal(t, http.StatusUnauthorized, b.call(t, http.MethodGet, "/api/v1/export", "").StatusCode)
	now.Move(time.Hour)
	require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, "/api/v1/export", "", "as", "reader").StatusCode)
}
