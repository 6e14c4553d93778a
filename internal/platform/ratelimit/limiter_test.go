package ratelimit_test

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/ratelimit"
)

var start = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)

func limiter(d *db.DB, c clock.Clock) *ratelimit.Limiter {
	return ratelimit.New(d, c, slog.New(slog.DiscardHandler), []byte("key"), time.Minute)
}

// S13: two nodes and many requests at once together allow no more than the limit,
// and all of it.
func TestTwoNodesTogetherAllowJustTheLimit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		limit := ratelimit.Limit{Name: "export", Max: 50, Per: time.Hour}
		now := clock.NewFixed(start)
		nodes := []*ratelimit.Limiter{limiter(d, now), limiter(d, now)}
		var allowed atomic.Int64
		var group sync.WaitGroup
		for n := range 8 {
			group.Go(func() {
				for range 30 {
					if _, ok := nodes[n%2].Take(t.Context(), limit, "somebody"); ok {
						allowed.Add(1)
					}
				}
			})
		}
		group.Wait()
		require.EqualValues(t, 50, allowed.Load())

		wait, ok := nodes[0].Take(t.Context(), limit, "somebody")
		require.False(t, ok)
		require.Equal(t, time.Hour, wait)
		_, ok = nodes[0].Take(t.Context(), limit, "somebody else")
		require.True(t, ok)
		_, ok = nodes[0].Take(t.Context(), ratelimit.Limit{Name: "import", Max: 50, Per: time.Hour}, "somebody")
		require.True(t, ok)
		now.Move(59 * time.Minute)
		wait, ok = nodes[1].Take(t.Context(), limit, "somebody")
		require.False(t, ok)
		require.Equal(t, time.Minute, wait)
		now.Move(time.Minute)
		_, ok = nodes[1].Take(t.Context(), limit, "somebody")
		require.True(t, ok, "a new window")
	})
}

func TestNoLimitCountsNothing(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	l := limiter(d, clock.NewFixed(start))
	for range 100 {
		_, ok := l.Take(t.Context(), ratelimit.Limit{Name: "any", Per: time.Minute}, "x")
		require.True(t, ok)
	}
	var rows int
	require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM ratelimit_window`).Scan(&rows))
	require.Zero(t, rows)
}

func TestWithoutTheDatabaseEachNodeCountsForItself(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	_, err := d.Exec(t.Context(), `DROP TABLE ratelimit_window`)
	require.NoError(t, err)
	l := limiter(d, clock.NewFixed(start))
	allowed := 0
	for range 30 {
		if _, ok := l.Take(t.Context(), ratelimit.Limit{Name: "any", Max: 10, Per: time.Minute}, "x"); ok {
			allowed++
		}
	}
	require.Equal(t, 10, allowed)
}

func TestCountsOfPastWindowsAreSweptAndNameNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := clock.NewFixed(start)
		l := limiter(d, now)
		l.Take(t.Context(), ratelimit.Limit{Name: "any", Max: 10, Per: time.Minute}, "192.0.2.7")
		var subject string
		require.NoError(t, d.QueryRow(t.Context(), `SELECT subject FROM ratelimit_window`).Scan(&subject))
		require.NotContains(t, subject, "192.0.2.7")
		require.NoError(t, l.Sweep(t.Context()))
		require.NoError(t, d.QueryRow(t.Context(), `SELECT subject FROM ratelimit_window`).Scan(&subject))
		now.Move(5 * time.Minute)
		require.NoError(t, l.Sweep(t.Context()))
		require.True(t, db.IsNoRows(d.QueryRow(t.Context(), `SELECT subject FROM ratelimit_window`).Scan(&subject)))
	})
}
