package keeping_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

func (b bundle) sweeps(t testing.TB) int {
	t.Helper()
	n, err := b.Sweep(t.Context())
	require.NoError(t, err)
	return n
}

// told returns what the sweeps have told of a clock: share and level, in order.
func (b bundle) told(t testing.TB, c keeping.Clock) []string {
	t.Helper()
	var list []string
	for _, e := range stored[keeping.RungReached](t, b, keeping.EventRungReached) {
		if e.Clock == c.ID {
			list = append(list, fmt.Sprintf("%v/%d", e.Rung, e.Level))
		}
	}
	return list
}

func TestEachRungCallsOnceAndThenUpTheChain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		c := b.starts(t, "a", "appeal.statutory") // 3, 4, 5, 6 and 9 March
		for _, k := range []struct {
			now  string
			want []string
		}{
			{"2026-03-05T23:59", nil},
			{"2026-03-06T00:00", []string{"0.5/0"}},
			{"2026-03-06T23:59", []string{"0.5/0"}},
			{"2026-03-07T00:00", []string{"0.5/0", "0.75/0"}},
			{"2026-03-06T00:00", []string{"0.5/0", "0.75/0"}}, // the machine's clock jumps back by a day
			{"2026-03-10T00:00", []string{"0.5/0", "0.75/0", "1/0"}},
			{"2026-03-11T00:00", []string{"0.5/0", "0.75/0", "1/0", "1/1"}},
			{"2026-03-10T01:00", []string{"0.5/0", "0.75/0", "1/0", "1/1"}},
			{"2026-03-14T00:00", []string{"0.5/0", "0.75/0", "1/0", "1/1", "1/2", "1/3"}},
			{"2026-04-14T00:00", []string{"0.5/0", "0.75/0", "1/0", "1/1", "1/2", "1/3"}},
		} {
			b.sets(t, k.now)
			b.sweeps(t)
			require.Equal(t, k.want, b.told(t, c), k.now)
		}
		first := stored[keeping.RungReached](t, b, keeping.EventRungReached)[0]
		require.Equal(t, keeping.RungReached{
			Kind: "appeal", ID: "a", Clock: c.ID, Name: "appeal.statutory", Holder: "dep-1", Profile: "appeal.statutory",
			Rung: 0.5, At: at(t, "2026-03-05T24:00"), Due: at(t, "2026-03-09T24:00"),
		}, first)
	})
}

func TestAClockThatDoesNotRunCallsNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		b := setup(t, d, "2026-03-02T09:00")
		suspended, stopped, merged := b.starts(t, "suspended", "appeal.statutory"), b.starts(t, "stopped", "appeal.statutory"), b.starts(t, "merged", "appeal.statutory")
		_, err := b.Suspend(ctx, suspended.ID, keeping.Mark{Basis: "鉴定"})
		require.NoError(t, err)
		_, err = b.Stop(ctx, stopped.ID, keeping.Mark{})
		require.NoError(t, err)
		rested, err := b.RestCase(ctx, merged.Case, keeping.Mark{Basis: "并入 2026-0002"})
		require.NoError(t, err)
		require.Equal(t, deadline.Resting, rested[0].State)
		b.sets(t, "2026-04-30T09:00")
		require.Zero(t, b.sweeps(t))
		for _, c := range []keeping.Clock{suspended, stopped, merged} {
			require.Empty(t, b.told(t, c))
		}
		// The merge is undone, the suspension ends, the stop is taken back: each goes on.
		woken, err := b.WakeCase(ctx, merged.Case, keeping.Mark{})
		require.NoError(t, err)
		require.Equal(t, deadline.Running, woken[0].State)
		_, err = b.Resume(ctx, suspended.ID, keeping.Mark{})
		require.NoError(t, err)
		_, err = b.Restart(ctx, stopped.ID, keeping.Mark{Basis: "回访不满意"})
		require.NoError(t, err)
		require.Zero(t, b.sweeps(t), "nothing of the budget was spent meanwhile")
		b.sets(t, "2026-05-20T09:00")
		require.Equal(t, 18, b.sweeps(t))
	})
}

func TestARungThatHasCalledDoesNotCallAgainAfterAnExtensionOrARestart(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		b := setup(t, d, "2026-03-02T09:00")
		c := b.starts(t, "a", "appeal.statutory")
		b.sets(t, "2026-03-09T09:00")
		b.sweeps(t)
		require.Equal(t, []string{"0.5/0", "0.75/0"}, b.told(t, c))
		_, err := b.Extend(ctx, c.ID, deadline.Budget{Amount: 10, Unit: deadline.Workday}, keeping.Mark{Basis: "情况复杂"})
		require.NoError(t, err)
		_, err = b.Stop(ctx, c.ID, keeping.Mark{})
		require.NoError(t, err)
		_, err = b.Restart(ctx, c.ID, keeping.Mark{})
		require.NoError(t, err)
		_, err = b.Hand(ctx, c.ID, "dep-2")
		require.NoError(t, err)
		b.sets(t, "2026-03-23T00:00")
		require.Zero(t, b.sweeps(t), "three quarters of the longer budget are over, and have been told")
		b.sets(t, "2026-03-24T00:00")
		require.Equal(t, 1, b.sweeps(t))
		require.Equal(t, []string{"0.5/0", "0.75/0", "1/0"}, b.told(t, c))
		all := stored[keeping.RungReached](t, b, keeping.EventRungReached)
		require.Equal(t, "dep-2", all[len(all)-1].Holder)
	})
}

func TestAnAmendmentMovesTheRungsOfWhatRuns(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		c := b.starts(t, "a", "appeal.statutory")
		b.amends(t, 0, day(t, "2026-03-04", keeping.SetOff))
		require.NoError(t, b.Follow(t.Context()))
		b.sets(t, "2026-03-06T12:00")
		require.Zero(t, b.sweeps(t))
		b.sets(t, "2026-03-07T00:00")
		require.Equal(t, 1, b.sweeps(t))
		require.Equal(t, []string{"0.5/0"}, b.told(t, c))
	})
}

// Two programs sweep the same clocks at once while cases are suspended, resumed and
// closed: every rung calls at most once, and in the end each that is due has.
func TestSweepsAndChangesAtOnceLoseAndRepeatNoRung(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		ctx := t.Context()
		var all []keeping.New
		for i := range 300 {
			all = append(all, keeping.New{Case: appeal(fmt.Sprint(i)), Name: "r", Holder: "h", Profile: "appeal.response"})
		}
		clocks, err := b.Start(ctx, all...)
		require.NoError(t, err)
		other := setup(t, d, "2026-03-02T09:00")
		var wg sync.WaitGroup
		for _, node := range []bundle{b, other} {
			wg.Go(func() {
				for range 30 {
					node.clock.Move(20 * time.Minute)
					if _, err := node.Sweep(ctx); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Go(func() {
			r := rand.New(rand.NewPCG(1, 2))
			for range 150 {
				c := clocks[r.IntN(200)]
				if _, err := b.Rest(ctx, c.ID, keeping.Mark{}); err == nil {
					_, err = b.Wake(ctx, c.ID, keeping.Mark{})
					if err != nil {
						t.Error(err)
					}
				}
			}
			for _, c := range clocks[200:] {
				if _, err := b.Stop(ctx, c.ID, keeping.Mark{}); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Wait()
		before := len(stored[keeping.RungReached](t, b, keeping.EventRungReached))
		b.sets(t, "2026-03-20T09:00")
		for _, c := range clocks[:200] { // who jumped ahead may have left an entry in the future: all run
			require.True(t, b.now(t, c).State == deadline.Expired, b.now(t, c).State)
		}
		b.sweeps(t)
		seen := map[string]int{}
		for _, e := range stored[keeping.RungReached](t, b, keeping.EventRungReached) {
			seen[fmt.Sprintf("%s %v/%d", e.Clock, e.Rung, e.Level)]++
		}
		for what, times := range seen {
			require.Equal(t, 1, times, what)
		}
		require.Positive(t, before)
		for _, c := range clocks[:200] {
			require.Len(t, b.told(t, c), 6)
		}
		b.sets(t, "2026-05-20T09:00")
		require.Zero(t, b.sweeps(t), "the closed ones are silent")
	})
}
