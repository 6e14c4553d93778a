package handling_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/standard/civil"
)

// at sets the clock to a time in Beijing.
func (b *bundle) at(text string) {
	b.t.Helper()
	when, err := time.ParseInLocation("2006-01-02T15:04", text, civil.Beijing)
	require.NoError(b.t, err)
	b.clock.Move(when.Sub(b.clock.Now()))
}

// midnight is the 24:00 of a day in Beijing.
func midnight(t *testing.T, day string) time.Time {
	t.Helper()
	d, err := civil.Parse(day)
	require.NoError(t, err)
	return d.End(civil.Beijing).UTC()
}

// amends sets days of the calendar off or worked and lets all that listens hear of it,
// as the program does.
func (b *bundle) amends(edition int64, days map[string]keeping.Setting) {
	b.t.Helper()
	m := keeping.Amendment{Reason: "防汛应急调休", Source: "市政府办公室通知"}
	for day, setting := range days {
		d, err := civil.Parse(day)
		require.NoError(b.t, err)
		m.Days = append(m.Days, keeping.DaySetting{Day: d, Setting: setting, Name: "防汛应急"})
	}
	_, err := b.keeper.Amend(b.as("ma", "centre", keeping.PermAmend), edition, m)
	require.NoError(b.t, err)
	system := authz.AsSystem(b.t.Context(), "test")
	require.NoError(b.t, b.keeper.Follow(system))
	for _, moved := range b.moved() {
		require.NoError(b.t, b.Refresh(system, moved.ID))
	}
}

// moved are the clocks that amendments were said to move.
func (b *bundle) moved() (all []keeping.Moved) {
	b.t.Helper()
	rows, err := b.db.Query(b.t.Context(), `SELECT payload FROM event_log WHERE name = ? ORDER BY id`, keeping.EventMoved)
	require.NoError(b.t, err)
	defer func() { require.NoError(b.t, rows.Close()) }()
	for rows.Next() {
		var payload string
		require.NoError(b.t, rows.Scan(&payload))
		var m keeping.Moved
		require.NoError(b.t, json.Unmarshal([]byte(payload), &m))
		all = append(all, m)
	}
	require.NoError(b.t, rows.Err())
	return all
}

// The case by which the clocks are accepted, by the hands of those who handle it: Friday
// 16:30 before a Saturday that is worked, suspended, resumed, extended, and then the
// calendar is amended. Its twin was answered before that.
func TestTheDueTimeOfACaseFollowsAnAmendedCalendarAndItsAnsweredTwinDoesNotMove(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.at("2026-02-13T16:30")
		open, twin := b.inHand("parks"), b.inHand("parks")
		assert.Equal(t, midnight(t, "2026-02-24"), open.DueAt, "the promise of seven days ends on the first day after the holidays")
		for _, id := range []string{open.ID, twin.ID} {
			b.at("2026-02-14T10:00")
			until := handling.Suspension{Basis: "inspection", Notice: "专家评审需要时间"}
			require.NoError(t, until.Until.UnmarshalText([]byte("2026-02-25")))
			b.do(id, func(a handling.Ask) error { return b.Suspend(b.leader(), a, until) })
			b.at("2026-02-26T09:00")
			b.do(id, func(a handling.Ask) error { return b.Resume(b.leader(), a, "评审已经结束") })
			b.do(id, func(a handling.Ask) error {
				return b.AskExtension(b.unit("parks"), a, 5, "需要向厂家订购配件")
			})
			b.do(id, func(a handling.Ask) error { return b.DecideExtension(b.leader(), a, true, "同意") })
			b.at("2026-02-13T16:30")
		}
		b.at("2026-03-04T09:00")
		before, _ := b.now(open.ID)
		b.read(twin.ID, "parks")
		verdict := b.clockOf(twin.ID, appeal.ClockStatutory)
		assert.True(t, verdict.Met)

		b.at("2026-03-05T09:00")
		b.amends(0, map[string]keeping.Setting{"2026-03-09": keeping.SetOff, "2026-03-06": keeping.SetOff})
		after, _ := b.now(open.ID)
		assert.Equal(t, midnight(t, "2026-03-10"), before.DueAt, "26, 27, 28 (Saturday worked), 2 and 3 March, then five more")
		assert.Equal(t, midnight(t, "2026-03-12"), after.DueAt, "two days off more")
		assert.Equal(t, b.clockOf(open.ID, appeal.ClockStatutory).Due, after.DueAt, "the earlier of the two terms")
		left, _ := b.now(twin.ID)
		assert.True(t, left.DueAt.IsZero())
		assert.Equal(t, verdict.Due, b.clockOf(twin.ID, appeal.ClockStatutory).Due)
		found, err := b.Inbox(b.centre(), appeal.BoxOpen, appeal.Filter{ByDue: true}, kernel.Page{Limit: 5})
		require.NoError(t, err)
		require.NotEmpty(t, found.Items)
		assert.Equal(t, after.DueAt, found.Items[0].DueAt)
	})
}

func TestTheTimeToReturnACaseFollowsAnAmendedCalendar(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		r := appeal.Return{Clause: "三定规定第四条第（二）项", Suggested: "tax", Reason: "不是本部门的职责"}
		b.at("2026-03-06T15:00") // a Friday: until Monday at 24:00
		returned, late := b.receive(), b.receive()
		for _, id := range []string{returned.ID, late.ID} {
			b.do(id, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
			b.dispatch(id, appeal.Order{Lead: "parks"})
		}
		taken := b.inHand("parks")
		b.amends(0, map[string]keeping.Setting{"2026-03-09": keeping.SetOff})
		parts, err := b.Parts(t.Context(), returned.ID, taken.ID)
		require.NoError(t, err)
		assert.Equal(t, midnight(t, "2026-03-10"), parts[returned.ID][0].ObjectUntil, "Monday is off, so Tuesday is the day")
		assert.Equal(t, midnight(t, "2026-03-09"), parts[taken.ID][0].ObjectUntil, "who has taken it has taken it in time")
		b.at("2026-03-10T17:00")
		b.do(returned.ID, func(a handling.Ask) error { return b.Return(b.unit("parks"), a, r) })
		b.at("2026-03-11T00:01")
		_, a := b.now(late.ID)
		assert.ErrorIs(t, b.Return(b.unit("parks"), a, r), appeal.ErrObjectedLate)
	})
}

func TestTheWindowToOpenACaseAgainFollowsAnAmendedCalendar(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		b.read(c.ID, "parks")
		b.do(c.ID, func(a handling.Ask) error {
			return b.CallBack(b.caller(), a, appeal.Callback{Reached: true, Result: appeal.Solved, Grade: 5})
		})
		closed, _ := b.now(c.ID)
		assert.Equal(t, midnight(t, "2026-03-17"), closed.ReopenUntil)
		b.amends(0, map[string]keeping.Setting{"2026-03-17": keeping.SetOff})
		after, _ := b.now(c.ID)
		assert.Equal(t, midnight(t, "2026-03-18"), after.ReopenUntil, "a window that ends on a day off ends on the next day")
		assert.Equal(t, closed.ClosedAt, after.ClosedAt)
		b.at("2026-03-18T20:00")
		b.do(c.ID, func(a handling.Ask) error { return b.Reopen(b.centre(), a, "路灯又不亮了") })
	})
}

// A Friday off for a Saturday that is worked: the term ends when it did, but three
// quarters of it are reached a day later.
func TestFromWhenACaseIsAtRiskFollowsAnAmendedCalendarThatLeavesItsEndAlone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive()
		c = b.do(c.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, true) })
		assert.Equal(t, midnight(t, "2026-03-09"), c.DueAt, "five working days")
		assert.Equal(t, midnight(t, "2026-03-06"), c.RiskAt)
		b.amends(0, map[string]keeping.Setting{"2026-03-06": keeping.SetOff, "2026-03-07": keeping.SetWork})
		after, _ := b.now(c.ID)
		assert.Equal(t, c.DueAt, after.DueAt)
		assert.Equal(t, midnight(t, "2026-03-07"), after.RiskAt)
	})
}

// Whoever has a case open in a transaction saw a term that has been moved since: what it
// writes must not bring the old one back.
func TestAnActThatBeganBeforeTheCalendarWasAmendedDoesNotBringTheOldTermBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		old, asked := b.now(c.ID)
		b.amends(0, map[string]keeping.Setting{"2026-03-06": keeping.SetOff, "2026-03-09": keeping.SetOff})
		moved, _ := b.now(c.ID)
		assert.True(t, moved.DueAt.After(old.DueAt))
		assert.ErrorIs(t, b.Supervise(b.leader(), asked, "请抓紧办理"), appeal.ErrStale, "it was asked of the old term")
		b.do(c.ID, func(a handling.Ask) error { return b.Supervise(b.leader(), a, "请抓紧办理") })
		now, _ := b.now(c.ID)
		assert.Equal(t, moved.DueAt, now.DueAt)
	})
}
