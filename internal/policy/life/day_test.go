package life_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/life"
)

func TestASuccessorCountsFromItsDayAndTheJobWritesWhatTheDayBrought(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		id := b.published(t, "2026-01-01", part{"title", `"第一版"`})
		b.next(t, id, part{"title", `"第二版"`})
		require.Equal(t, []string{"第一版"}, b.public(t))
		require.ErrorIs(t, b.Publish(reviewer(t), id, life.AnyRevision, on(t, "2026-11-20")), life.ErrFirstDay, "what has been stays as it was")
		require.NoError(t, b.Publish(reviewer(t), id, life.AnyRevision, on(t, "2026-12-01")))
		require.Equal(t, []string{"第一版"}, b.public(t))
		n, err := b.Sweep(system(t))
		require.NoError(t, err)
		require.Zero(t, n)

		b.clock.Move(12 * 24 * time.Hour) // past the day; the job has not run
		require.Equal(t, []string{"第二版"}, b.public(t))
		require.Equal(t, []definition.State{published, published}, b.states(t, id))
		for _, want := range []int{1, 0} {
			n, err = b.Sweep(system(t))
			require.NoError(t, err)
			require.Equal(t, want, n)
			require.Equal(t, []definition.State{published, superseded}, b.states(t, id))
		}
		require.Equal(t, []string{"第二版"}, b.public(t))
		old, err := b.policies.Record(t.Context(), id, 1)
		require.NoError(t, err)
		last := old.Versions[1].Steps[len(old.Versions[1].Steps)-1]
		require.Equal(t, "2026-12-01", last.On.String(), "the day it counts from, not the day the job ran")
		require.Equal(t, "系统", last.By)
	})
}

func TestAMeasureEndsWithItsPolicyWhetherOrNotTheJobHasRun(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		id := b.submitted(t, part{"policy", `"short"`})
		err := b.Publish(reviewer(t), id, life.AnyRevision, on(t, "2027-01-01"))
		require.ErrorIs(t, err, life.ErrIncomplete)
		require.Contains(t, reasons(err)[0], "到 2026-12-31 为止有效")
		require.NoError(t, b.Publish(reviewer(t), id, life.AnyRevision, on(t, "")))
		b.clock.Move(40 * 24 * time.Hour) // the last day
		require.Len(t, b.public(t), 1)
		b.clock.Move(24 * time.Hour)
		require.Empty(t, b.public(t))
		require.Equal(t, []definition.State{published}, b.states(t, id))
		n, err := b.Sweep(system(t))
		require.NoError(t, err)
		require.Equal(t, 1, n)
		require.Equal(t, []definition.State{expired}, b.states(t, id))
		names, err := b.bus.Names(t.Context())
		require.NoError(t, err)
		require.Contains(t, names, life.EventExpired)
	})
}

func TestAVersionThatLiesAheadIsCalledOffAndTheOneInForceStays(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		id := b.published(t, "", part{"title", `"第一版"`})
		b.next(t, id, part{"title", `"第二版"`})
		require.ErrorIs(t, b.Withdraw(reviewer(t), id, 2, "写错了"), life.ErrInForce, "it is not published yet")
		require.NoError(t, b.Publish(reviewer(t), id, life.AnyRevision, on(t, "2026-12-01")))
		require.ErrorIs(t, b.Withdraw(reviewer(t), id, 1, "写错了"), life.ErrInForce)
		require.ErrorIs(t, b.Withdraw(reviewer(t), id, 3, "写错了"), life.ErrInForce)
		require.ErrorIs(t, b.Withdraw(reviewer(t), id, 2, " "), life.ErrReason)
		require.ErrorIs(t, b.Withdraw(editor(t), id, 2, "写错了"), authz.ErrForbidden)
		require.Equal(t, []definition.State{published, published}, b.states(t, id))
		page, err := b.policies.Measure(reviewer(t), id)
		require.NoError(t, err)
		require.Equal(t, []string{"call_off", "suspend", "withdraw"}, page.Can)

		require.NoError(t, b.Withdraw(reviewer(t), id, 2, "写错了"))
		require.Equal(t, []definition.State{withdrawn, published}, b.states(t, id))
		require.Equal(t, []string{"第一版"}, b.public(t))
		b.clock.Move(20 * 24 * time.Hour)
		require.Equal(t, []string{"第一版"}, b.public(t))
		third, err := b.Start(editor(t), id)
		require.NoError(t, err)
		require.Equal(t, "第一版", third.Record.Title, "what was called off is not written on")
	})
}

func TestAPauseHoldsWhenTheDayOfTheNextVersionComes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		id := b.published(t, "", part{"title", `"第一版"`})
		b.next(t, id, part{"title", `"第二版"`})
		require.NoError(t, b.Publish(reviewer(t), id, life.AnyRevision, on(t, "2026-12-01")))
		require.NoError(t, b.Suspend(reviewer(t), id, "资金用完"))
		b.clock.Move(20 * 24 * time.Hour)
		require.Empty(t, b.public(t))
		_, err := b.Sweep(system(t))
		require.NoError(t, err)
		require.Equal(t, []definition.State{suspended, superseded}, b.states(t, id))
		require.NoError(t, b.Resume(reviewer(t), id, "资金到位"))
		require.Equal(t, []string{"第二版"}, b.public(t))

		// Resumed before the day, the next version comes on its day.
		b.next(t, id, part{"title", `"第三版"`})
		require.NoError(t, b.Publish(reviewer(t), id, life.AnyRevision, on(t, "2027-01-01")))
		require.NoError(t, b.Suspend(reviewer(t), id, "资金用完"))
		require.NoError(t, b.Resume(reviewer(t), id, "资金到位"))
		require.Equal(t, []string{"第二版"}, b.public(t))
		b.clock.Move(30 * 24 * time.Hour)
		require.Equal(t, []string{"第三版"}, b.public(t))
	})
}
