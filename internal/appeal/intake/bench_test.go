package intake_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/events"
)

// Receiving is measured for this long each, by so many callers at once, and with so
// many arriving a second whatever becomes of those before.
const (
	receiveFor     = 15 * time.Second
	receiveCallers = 32
	receiveRate    = 500
)

// BenchmarkReceive measures how fast reports of visitors become cases: with clocks,
// timeline, audit chain, outbox and a job for each of two subscribers.
func BenchmarkReceive(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			for b.Loop() {
				benchReceive(b, engine)
			}
		})
	}
}

func benchReceive(b *testing.B, engine db.Engine) {
	d := dbtest.Open(b, engine)
	office := setup(b, d)
	office.Bus.Subscribe(
		events.Subscription{Event: appeal.EventReceived, Subscriber: "bench.one", Handle: func(context.Context, events.Event) error { return nil }},
		events.Subscription{Event: appeal.EventReceived, Subscriber: "bench.two", Handle: func(context.Context, events.Event) error { return nil }},
	)
	if engine == db.Postgres {
		var fsync, commit string
		require.NoError(b, d.QueryRow(b.Context(), `SELECT current_setting('fsync'), current_setting('synchronous_commit')`).Scan(&fsync, &commit))
		b.Logf("fsync %s, synchronous_commit %s", fsync, commit)
	}
	forms := make(chan intake.Form, 200_000)
	draw := func(n int) {
		var group sync.WaitGroup
		for range receiveCallers {
			group.Go(func() {
				for range n / receiveCallers {
					forms <- office.visitor(b)
				}
			})
		}
		group.Wait()
	}
	draw(receiveRate * int(receiveFor/time.Second) * 4)
	var mu sync.Mutex
	var took []time.Duration
	report := func(since time.Time, f intake.Form) {
		_, err := office.Report(b.Context(), f)
		if err != nil {
			b.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		took = append(took, time.Since(since))
	}
	told := func(what string, since time.Time) {
		slices.Sort(took)
		at := func(share float64) time.Duration {
			return took[int(share*float64(len(took)-1))].Round(100 * time.Microsecond)
		}
		b.Logf("| %s | %s | %.0f/s | %v | %v | %v |", what, engine, float64(len(took))/time.Since(since).Seconds(), at(.5), at(.95), at(.99))
		took = nil
	}

	started, group := time.Now(), sync.WaitGroup{}
	var stop atomic.Bool
	for range receiveCallers {
		group.Go(func() {
			for !stop.Load() && len(forms) > receiveCallers {
				report(time.Now(), <-forms)
			}
		})
	}
	time.AfterFunc(receiveFor, func() { stop.Store(true) })
	group.Wait()
	told(fmt.Sprintf("%d callers, each the next at once", receiveCallers), started)

	for len(forms) > 0 {
		<-forms
	}
	draw(receiveRate*int(receiveFor/time.Second) + receiveCallers)
	started = time.Now()
	beat := time.NewTicker(time.Second / receiveRate)
	for n := range receiveRate * int(receiveFor/time.Second) {
		due := started.Add(time.Duration(n) * time.Second / receiveRate)
		for time.Now().Before(due) {
			<-beat.C
		}
		group.Go(func() { report(due, <-forms) })
	}
	beat.Stop()
	group.Wait()
	told(fmt.Sprintf("%d arrive each second", receiveRate), started)
	n, err := office.Audit.Verify(b.Context())
	require.NoError(b, err)
	b.Logf("%d entries of the audit chain hold", n)
}
