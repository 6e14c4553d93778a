package app_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// rungs is how many clocks have come to a rung when the nodes start: several
// batches of a sweep, so that a kill comes between two of them.
const rungs = 6000

// lateClocks starts clocks of twelve hours of which so much is over.
func lateClocks(t *testing.T, place instance, over time.Duration) {
	t.Helper()
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level = place.data, place.database, "error"
	a, err := app.New(t.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: os.Stderr, Clock: clock.System()})
	require.NoError(t, err)
	defer func() { require.NoError(t, a.Close()) }()
	all := make([]keeping.New, rungs)
	for i := range all {
		all[i] = keeping.New{
			Case: keeping.Case{Kind: "proof", ID: fmt.Sprint(i)}, Name: "promise", Holder: "nobody", Profile: "appeal.response",
			At: a.Clock.Now().Add(-over),
		}
	}
	_, err = a.Keeper.Start(t.Context(), all...)
	require.NoError(t, err)
}

// Sweeps are killed between two batches, on PostgreSQL while another node sweeps
// too: each rung calls once.
func TestAKilledSweepLosesAndRepeatsNoRung(t *testing.T) {
	t.Parallel()
	program, err := built()
	require.NoError(t, err)
	for engine, nodes := range map[db.Engine]int{db.SQLite: 1, db.Postgres: 2} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			killSweeps(t, instance{data: t.TempDir(), database: dbtest.URL(t, engine), binary: program}, nodes, 7*time.Hour)
		})
	}
}

// The same while the clock of each node jumps: half of the budget is over by a clock
// that is right or ahead, and not by one that is an hour behind. These nodes are the
// test binary, as the program itself has no clock but the machine's.
func TestNodesThatAreKilledAndWhoseClocksJumpLoseAndRepeatNoRung(t *testing.T) {
	t.Parallel()
	for engine, nodes := range map[db.Engine]int{db.SQLite: 1, db.Postgres: 2} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			killSweeps(t, instance{data: t.TempDir(), database: dbtest.URL(t, engine), environ: []string{jumping + "=1"}}, nodes, 6*time.Hour+30*time.Minute)
		})
	}
}

// killSweeps lets nodes sweep clocks that have come to a rung, kills them in turn
// whenever a part of the rungs has called, and expects each to have called once.
func killSweeps(t *testing.T, place instance, nodes int, over time.Duration) {
	t.Helper()
	lateClocks(t, place, over)
	running := make([]*server, nodes)
	for n := range running {
		running[n] = place.serve(t)
	}
	count := func(query string) (n int) {
		d, err := db.Open(t.Context(), place.database, db.Options{Readers: 1})
		require.NoError(t, err)
		defer func() { require.NoError(t, d.Close()) }()
		require.NoError(t, d.QueryRow(context.Background(), query).Scan(&n))
		return n
	}
	fired, kills := 0, 0
	for end := time.Now().Add(patience); fired < rungs; <-time.After(20 * time.Millisecond) {
		require.True(t, time.Now().Before(end), "%d of %d rungs have called", fired, rungs)
		now := count(`SELECT count(*) FROM deadline_fired`)
		if now > fired && now < rungs {
			running[kills%nodes].kill()
			running[kills%nodes] = place.serve(t)
			kills++
		}
		fired = now
	}
	require.Positive(t, kills, "every sweep was over before it could be killed")
	const told = `FROM event_log WHERE name = 'deadline.rung_reached'`
	require.Equal(t, rungs, count(`SELECT count(*) `+told), "a rung was told twice, or not")
	require.Equal(t, rungs, count(`SELECT count(DISTINCT payload) `+told))
	require.Equal(t, rungs, count(`SELECT count(*) FROM deadline_fired`))
	t.Logf("%d rungs called once, %d kills between two batches", rungs, kills)
}
