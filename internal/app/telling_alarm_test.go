package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/platform/db"
)

func TestADepartmentHearsOfAnAlarmWhenItIsOpenedAndTheCentreWhenItIsAnswered(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	count := func(role, what string) (n int) {
		for _, text := range toldOf(w, role) {
			if strings.Contains(text, what) {
				n++
			}
		}
		return n
	}
	const asked, answered = "等您的部门说明", "部门已经说明"
	o, err := makeAlarm(t.Context(), w, "accused")
	require.NoError(t, err)
	before := count("leader", asked)
	_, err = w.Alarms.Open(w.alarmed(""), alarm.Do{ID: o["id"], Version: 1})
	require.NoError(t, err)
	require.Eventually(t, func() bool { return count("leader", asked) == before+1 }, 20*time.Second, 20*time.Millisecond)
	// An alarm about department B is opened and answered: the dispatcher, who sits in
	// department A, judges it; nobody of A is told that B was asked.
	_, err = makeAlarm(t.Context(), w, "answered")
	require.NoError(t, err)
	require.Eventually(t, func() bool { return count("dispatcher", answered) == 1 }, 20*time.Second, 20*time.Millisecond)
	require.Equal(t, before+1, count("leader", asked))
	require.Zero(t, count("handler", asked), "only who may answer is told")
	require.Zero(t, count("dispatcher", asked))
	require.False(t, slices.ContainsFunc(toldOf(w, "clerk"), func(text string) bool { return strings.Contains(text, "防失真") }))
}
