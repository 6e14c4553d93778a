package keeping_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
)

// runs starts n clocks of 12 hours at an instant.
func (b bundle) runs(t testing.TB, n int, at time.Time) {
	t.Helper()
	const some = 5000
	for from := 0; from < n; from += some {
		all := make([]keeping.New, min(some, n-from))
		for i := range all {
			all[i] = keeping.New{Case: appeal(fmt.Sprint(at.Unix(), " ", from+i)), Name: "response", Holder: "dep-1", Profile: "appeal.response", At: at}
		}
		_, err := b.Start(t.Context(), all...)
		require.NoError(t, err)
	}
}

// heard subscribes to rungs, as the program does: each costs a job.
func (b bundle) heard() {
	b.bus.Subscribe(events.Subscription{Event: keeping.EventRungReached, Subscriber: "bench", Handle: func(context.Context, events.Event) error { return nil }})
}

// BenchmarkSweep sweeps a million running clocks of which 10,000 have come to a
// rung, and once more when none has:
// go test -bench Sweep -benchtime 1x -timeout 30m -run '^$' ./internal/platform/deadline/keeping
func BenchmarkSweep(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			k := setup(b, dbtest.Open(b, engine), "2026-03-02T09:00")
			k.heard()
			now := k.clock.Now()
			began := time.Now()
			k.runs(b, 990_000, now)
			k.runs(b, 10_000, now.Add(-7*time.Hour))
			started := 1_000_000 / time.Since(began).Seconds()
			if engine == db.Postgres { // as autovacuum does within a minute
				_, err := k.db.Exec(b.Context(), `ANALYZE`)
				require.NoError(b, err)
			}
			b.ResetTimer()
			began = time.Now()
			require.Equal(b, 10_000, k.sweeps(b))
			due := time.Since(began)
			began = time.Now()
			require.Zero(b, k.sweeps(b))
			idle := time.Since(began)
			_, _ = fmt.Printf("\n| a sweep that finds 10,000 of 1,000,000 running clocks due | %s | %.2f s | ≤ 2 s |\n| a sweep that finds none | %s | %.1f ms | |\n| clocks started | %s | %.0f a second | |\n",
				engine, due.Seconds(), engine, float64(idle.Microseconds())/1000, engine, started)
		})
	}
}

// BenchmarkTimers lets 100,000 open clocks come to a rung over ten minutes while
// sweeps run as often as in the program, and reports how long after its instant a
// rung called at the latest: the wait for the next sweep and the sweeps themselves.
func BenchmarkTimers(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			k := setup(b, dbtest.Open(b, engine), "2026-03-02T09:00")
			k.heard()
			now := k.clock.Now()
			for minute := range 10 {
				k.runs(b, 10_000, now.Add(-6*time.Hour+time.Duration(minute)*time.Minute))
			}
			b.ResetTimer()
			called, longest := 0, time.Duration(0)
			for range 10 * 60 * int(time.Second) / int(keeping.SweepEvery) {
				began := time.Now()
				called += k.sweeps(b)
				longest = max(longest, time.Since(began))
				k.clock.Move(keeping.SweepEvery)
			}
			require.Equal(b, 100_000, called)
			_, _ = fmt.Printf("\n| 100,000 open clocks, 10,000 due in one instant: the last is called after | %s | %.1f s | ≤ 5 s |\n", engine, (longest + keeping.SweepEvery).Seconds())
		})
	}
}
