package keeping_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

func TestWhatAnAmendmentIsForetoldToMoveIsWhatItMoves(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		b.starts(t, "a", "appeal.statutory") // until 2026-03-09
		b.starts(t, "b", "appeal.response")  // hours: no calendar moves them
		closed := b.starts(t, "c", "appeal.statutory")
		_, err := b.Stop(t.Context(), closed.ID, keeping.Mark{})
		require.NoError(t, err)
		ctx := person(t.Context(), keeping.PermAmend)
		off := day(t, "2026-03-05", keeping.SetOff)
		f, err := b.Forecast(ctx, []keeping.DaySetting{off})
		require.NoError(t, err)
		require.Equal(t, keeping.Forecast{Open: 2, Looked: 2, Moves: 1}, f)
		after, err := b.Forecast(ctx, []keeping.DaySetting{day(t, "2026-03-16", keeping.SetOff)})
		require.NoError(t, err)
		require.Equal(t, 0, after.Moves, "a day after the end moves nothing")

		require.Empty(t, stored[keeping.Moved](t, b, keeping.EventMoved), "a forecast does nothing")
		b.amends(t, 0, off)
		require.NoError(t, b.Follow(t.Context()))
		require.Len(t, stored[keeping.Moved](t, b, keeping.EventMoved), f.Moves)

		_, err = b.Forecast(ctx, nil)
		require.ErrorIs(t, err, keeping.ErrAmendment)
		_, err = b.Forecast(person(t.Context(), keeping.PermRead), []keeping.DaySetting{off})
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func TestAYearOfTheCalendarTellsWhatWasAmended(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		b.amends(t, 0, day(t, "2026-03-05", keeping.SetOff))
		b.amends(t, 1, day(t, "2027-03-06", keeping.SetWork), day(t, "2026-03-05", keeping.SetPublished))
		ctx := person(t.Context(), keeping.PermRead)
		y, err := b.Year(ctx, 0)
		require.NoError(t, err)
		require.Equal(t, 2026, y.Year)
		require.True(t, y.Known)
		require.Equal(t, int64(2), y.Edition)
		require.Len(t, y.Days, 365)
		require.Len(t, y.Amendments, 2)
		require.Equal(t, int64(2), y.Amendments[0].Edition, "the newest stands first")
		got := y.Days[44] // a Saturday worked for the Spring Festival
		require.Equal(t, "2026-02-14", got.Day.String())
		require.True(t, got.Worked)
		require.Equal(t, "春节", got.Name)
		for _, d := range y.Days {
			require.False(t, d.Amended, "%s is as published again", d.Day)
		}

		y, err = b.Year(ctx, 2027)
		require.NoError(t, err)
		require.False(t, y.Known, "nobody has published that year")
		require.Len(t, y.Amendments, 1)
		got = y.Days[64]
		require.Equal(t, "2027-03-06", got.Day.String())
		require.True(t, got.Worked)
		require.True(t, got.Amended)
		_, err = b.Year(person(t.Context()), 2026)
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}
