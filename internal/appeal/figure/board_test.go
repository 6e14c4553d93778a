package figure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
)

// list asks the inbox for the cases behind a number of the board.
func (b *bundle) list(department string, box appeal.Box, f appeal.Filter) (ids []string) {
	b.t.Helper()
	who := b.leader()
	if department != "" {
		who = b.unit(department)
	}
	rows, err := b.Inbox(who, box, f, kernel.Page{Limit: 200})
	require.NoError(b.t, err)
	require.EqualValues(b.t, len(rows.Items), rows.Total)
	for _, c := range rows.Items {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestTheBoardCountsWhatIsDueTodayAtRiskAndLateByDepartmentAndPerson(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		old := b.receive()
		b.led(old, "tax")                          // due at the end of Monday the 9th
		b.clock.Move(7*24*time.Hour - 2*time.Hour) // the 9th, 7:00
		last := b.receive()
		b.led(last, "tax")
		waiting := b.receive()
		secret := b.receive(func(c *appeal.Case) { c.Accused = "tax" })
		b.led(secret, "water")

		board, err := b.Board(b.leader())
		require.NoError(t, err)
		assert.Equal(t, map[appeal.Box]int64{appeal.BoxOpen: 4, appeal.BoxToday: 2, appeal.BoxRisk: 2}, board.Whole.Cases,
			"the case of today has twelve hours for its first response")
		require.Len(t, board.Departments, 3)
		assert.Empty(t, board.Departments[0].ID, "what nobody leads comes first")
		assert.Equal(t, "tax", board.Departments[1].ID)
		assert.Equal(t, map[appeal.Box]int64{appeal.BoxOpen: 2, appeal.BoxToday: 1, appeal.BoxRisk: 1}, board.Departments[1].Cases)
		assert.Equal(t, []figure.Load{{ID: "staff-tax", Name: "name of staff-tax", Cases: board.Departments[1].Cases}}, board.Departments[1].People)
		assert.Equal(t, []string{old}, b.list("", appeal.BoxToday, appeal.Filter{Lead: "tax", Handler: "staff-tax"}))
		assert.Equal(t, []string{waiting}, b.list("", appeal.BoxOpen, appeal.Filter{Lead: appeal.Nobody}))

		own, err := b.Board(b.unit("tax"))
		require.NoError(t, err)
		assert.EqualValues(t, 2, own.Whole.Cases[appeal.BoxOpen], "the accused unit and what it has no part in stay out")
		assert.Equal(t, []string{last, old}, b.list("tax", appeal.BoxOpen, appeal.Filter{}))

		b.clock.Move(24 * time.Hour)
		board, err = b.Board(b.leader())
		require.NoError(t, err)
		assert.EqualValues(t, 2, board.Whole.Cases[appeal.BoxLate], "the first one, and the one that nobody answered in twelve hours")
		assert.Equal(t, []string{old}, b.list("", appeal.BoxLate, appeal.Filter{Lead: "tax"}))
		assert.Equal(t, []string{waiting}, b.list("", appeal.BoxLate, appeal.Filter{Lead: appeal.Nobody}))
	})
}

func TestACaseIsAtRiskWhenThreeQuartersAreSpentOrLessThanAWorkingDayIsLeft(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		waits := b.receive() // twelve hours: at risk from the ninth on
		b.clock.Move(9*time.Hour - time.Microsecond)
		assert.Equal(t, []string{waits}, b.list("", appeal.BoxRisk, appeal.Filter{}), "twelve hours are never a whole working day")
		b.accept(waits)
		assert.Empty(t, b.list("", appeal.BoxRisk, appeal.Filter{}))

		c, err := b.ByID(t.Context(), waits)
		require.NoError(t, err)
		require.False(t, c.RiskAt.IsZero())
		b.clock.Move(c.RiskAt.Sub(b.clock.Now()) - time.Microsecond)
		assert.Empty(t, b.list("", appeal.BoxRisk, appeal.Filter{}))
		b.clock.Move(time.Microsecond)
		assert.Equal(t, []string{waits}, b.list("", appeal.BoxRisk, appeal.Filter{}))
		b.clock.Move(c.DueAt.Sub(b.clock.Now()) + time.Microsecond)
		assert.Empty(t, b.list("", appeal.BoxRisk, appeal.Filter{}), "what is late is at risk no more")
	})
}
