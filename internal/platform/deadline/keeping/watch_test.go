package keeping_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// Days off of 2027 are not published yet: the fixed ones of every year.
var fixed2027 = []string{"2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"}

func TestAYearWithoutDaysOffIsMissedAsSoonAsATermReachesIntoItAndUntilTheyAreSet(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-11-02T09:00")
		missing := func() []keeping.CalendarMissing {
			return stored[keeping.CalendarMissing](t, b, keeping.EventCalendarMissing)
		}
		require.NoError(t, b.Watch(t.Context()))
		require.Empty(t, missing(), "two months ahead, and nothing runs")
		b.starts(t, "short", "appeal.ordinary")
		long, err := b.Start(t.Context(), keeping.New{Case: appeal("long"), Name: "permit", Holder: "dep-1", Profile: "permit.joint"})
		require.NoError(t, err)
		require.Equal(t, 2027, long[0].Due.Year())
		require.NoError(t, b.Watch(t.Context()))
		require.Equal(t, []keeping.CalendarMissing{{Year: 2027, Clocks: 1}}, missing())
		require.NotEqual(t, -1, provisional(t, b, "long"), "its story says so")

		var days []keeping.DaySetting
		for _, one := range fixed2027 {
			days = append(days, day(t, one, keeping.SetOff))
		}
		b.amends(t, 0, days[1:]...)
		require.NoError(t, b.Watch(t.Context()))
		require.Len(t, missing(), 2, "new year's day is still worked")
		b.amends(t, 1, days[0])
		require.NoError(t, b.Watch(t.Context()))
		require.Len(t, missing(), 2)
		y, err := b.Year(person(t.Context(), keeping.PermRead), 2027)
		require.NoError(t, err)
		require.True(t, y.Known)
		require.NoError(t, b.Follow(t.Context()))
		require.Equal(t, -1, provisional(t, b, "long"))

		b.sets(t, "2027-11-20T09:00")
		require.NoError(t, b.Watch(t.Context()))
		require.Equal(t, keeping.CalendarMissing{Year: 2028, Clocks: 0}, missing()[2], "45 days ahead even where nothing runs so far")
	})
}

// provisional is where the story of a case says that its term may move, -1 if nowhere.
func provisional(t *testing.T, b bundle, id string) int {
	t.Helper()
	stories, err := b.Story(t.Context(), appeal(id))
	require.NoError(t, err)
	return slices.IndexFunc(texts(stories[0]), func(line string) bool { return strings.Contains(line, "尚未公布放假安排") })
}
