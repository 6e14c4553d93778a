package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

func TestLeadersHearOfWhatWasChosenAndDepartmentsOfWhatWasConfirmed(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	count := func(role, what string) (n int) {
		for _, text := range toldOf(w, role) {
			if strings.Contains(text, "高频诉求") && strings.Contains(text, what) {
				n++
			}
		}
		return n
	}
	heard := func(role, what string, times int) {
		t.Helper()
		require.Eventually(t, func() bool { return count(role, what) == times }, 20*time.Second, 20*time.Millisecond, "%s: %s", role, what)
	}
	const waits, begun = "等您确认", "请填写措施"
	confirming, solving := count("leader", waits), count("handler", begun)
	// One that stands on cases which complain of department A is chosen and confirmed:
	// nobody of A hears of it.
	o, err := makeIssue(t.Context(), w, "accused")
	require.NoError(t, err)
	plan := monthly.Plan{Lead: w.departmentOf("other_department").ID, Goal: "申请当天有回音", Due: civil.Of(w.clock.Now()).AddDays(30)}
	_, err = w.Monthly.Choose(w.issuing("", "planter"), monthly.Do{ID: o["id"], Version: 1}, plan)
	require.NoError(t, err)
	_, err = w.Monthly.Confirm(w.issuing("", "planter-leader"), monthly.Do{ID: o["id"], Version: 2})
	require.NoError(t, err)
	_, err = makeIssue(t.Context(), w, "own")
	require.NoError(t, err)
	heard("leader", waits, confirming+1)
	heard("handler", begun, solving+1)
	require.Zero(t, count("clerk", ""), "only who has to do with it is told")
	require.Zero(t, count("dispatcher", ""))
}
