package alarm_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// silent is what handling needs and these tests do not.
type silent struct{}

func (silent) Classified(context.Context, *appeal.Case, []string) error { return nil }
func (silent) Dispatched(context.Context, *appeal.Case) error           { return nil }

type bundle struct {
	*alarm.Service
	handling *handling.Service
	t        *testing.T
	clock    *clock.Fixed
}

// each begins on Monday 2 March 2026, 9:00 in Beijing, in a town with a tax office
// that has a hall below it, and a water office.
func each(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		office := appealtest.New(t, d, clock.NewFixed(appealtest.Morning()), appealtest.Town{Departments: map[string]appealtest.Department{
			"office": {Name: "区政府"}, "tax": {Name: "税务局", Above: "office"}, "hall": {Name: "办税厅", Above: "tax"}, "water": {Name: "水务局"},
		}})
		body(t, &bundle{
			Service:  &alarm.Service{Service: office.Service, Terms: office.Keeper},
			handling: &handling.Service{Service: office.Service, Learner: silent{}}, t: t, clock: office.Fixed,
		})
	})
}

func (b *bundle) as(id, department string, permissions ...authz.Permission) context.Context {
	return appealtest.Staff(b.t, id, department, kernel.ReachAll, permissions...)
}

func (b *bundle) centre() context.Context {
	return b.as("zhao", "", alarm.PermRead, alarm.PermKeep, appeal.PermRead, appeal.PermCentre, appeal.PermReview, appeal.PermCallback)
}

func (b *bundle) leader(department string) context.Context {
	return b.as("leader of "+department, department, alarm.PermRead, alarm.PermAnswer)
}

func (b *bundle) do(id string, act func(handling.Ask) error) {
	b.t.Helper()
	c, err := b.ByID(b.t.Context(), id)
	require.NoError(b.t, err)
	require.NoError(b.t, act(handling.Ask{ID: id, Version: c.Version}))
}

func (b *bundle) received(text string, change ...func(*appeal.Case)) string {
	b.t.Helper()
	c := &appeal.Case{Channel: appeal.ByPortal, Kind: appeal.Complain, Urgency: appeal.Normal, Text: text, Reporter: appeal.Person{Name: "王示例", Phone: "13600000001"}}
	for _, f := range change {
		f(c)
	}
	require.NoError(b.t, b.Receive(authz.AsSystem(b.t.Context(), "test"), c))
	return c.ID
}

// led is a case in the hands of a department.
func (b *bundle) led(department, text string, change ...func(*appeal.Case)) string {
	b.t.Helper()
	id := b.received(text, change...)
	b.do(id, func(a handling.Ask) error { return b.handling.Accept(b.centre(), a, false) })
	b.do(id, func(a handling.Ask) error {
		return b.handling.Dispatch(b.centre(), a, appeal.Order{Lead: department}, "")
	})
	b.do(id, func(a handling.Ask) error { return b.handling.Take(b.unit(department), a) })
	return id
}

func (b *bundle) unit(department string) context.Context {
	return b.as("staff of "+department, department, appeal.PermRead, appeal.PermHandle)
}

// closed is a case that a department closed; reached says whether the reporter was.
func (b *bundle) closed(department string, reached bool, change ...func(*appeal.Case)) string {
	b.t.Helper()
	id := b.led(department, "园区门口的路灯坏了一个月，请修理。", change...)
	b.finished(id, department, reached)
	return id
}

func (b *bundle) finished(id, department string, reached bool) {
	b.t.Helper()
	b.do(id, func(a handling.Ask) error {
		return b.handling.Reply(b.unit(department), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved})
	})
	b.do(id, func(a handling.Ask) error { return b.handling.Approve(b.centre(), a) })
	for range 3 {
		c, err := b.ByID(b.t.Context(), id)
		require.NoError(b.t, err)
		if c.State == appeal.Closed {
			return
		}
		call := appeal.Callback{Reached: reached}
		if reached {
			call.Result, call.Grade = appeal.Solved, 5
		}
		b.do(id, func(a handling.Ask) error { return b.handling.CallBack(b.centre(), a, call) })
	}
}

func (b *bundle) relabel(id string) {
	b.t.Helper()
	b.do(id, func(a handling.Ask) error {
		return b.handling.Classify(b.centre(), a, appeal.Classification{Kind: appeal.Consult, Urgency: appeal.Normal})
	})
}

// only looks, and returns the one alarm of a kind that somebody sees, nil for none.
func (b *bundle) only(who context.Context, kind alarm.Kind) (found *alarm.Shown) {
	b.t.Helper()
	require.NoError(b.t, b.Look(b.t.Context()))
	list, err := b.List(who, "")
	require.NoError(b.t, err)
	for _, one := range list {
		if one.Kind == kind {
			require.Nil(b.t, found, "one alarm for each kind, department and month")
			found = one
		}
	}
	return found
}

func (b *bundle) behind(who context.Context, id string) (ids []string) {
	b.t.Helper()
	page := kernel.Page{Limit: 2}
	for {
		rows, err := b.Behind(who, id, page)
		require.NoError(b.t, err)
		for _, c := range rows.Items {
			ids = append(ids, c.ID)
		}
		if page.After = rows.Next; page.After == "" {
			require.Len(b.t, ids, int(rows.Total))
			return ids
		}
	}
}

func TestComplaintsThatBecomeQuestionsAfterTheirDispatchRaiseAnAlarm(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		var changed []string
		for range 3 {
			changed = append(changed, b.led("tax", "办税窗口排队太久，没有人管。"))
		}
		before := b.received("办税窗口排队太久，没有人管。")
		b.relabel(before) // corrected before anybody had it
		b.relabel(changed[0])
		b.relabel(changed[1])
		assert.Nil(t, b.only(b.centre(), alarm.Relabelled), "two are below the floor")
		b.relabel(changed[2])
		one := b.only(b.centre(), alarm.Relabelled)
		require.NotNil(t, one)
		assert.Equal(t, "tax", one.Department)
		assert.ElementsMatch(t, changed, b.behind(b.centre(), one.ID))
		assert.Equal(t, one.ID, b.only(b.centre(), alarm.Relabelled).ID, "the next look raises nothing twice")
		assert.Contains(t, one.Kind.Words(one.Definition), "30 天内一个部门达到 3 件")
	})
}

func TestClosingWithoutHavingReachedAnybodyFarMoreOftenThanOthersRaisesAnAlarm(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		for range 6 {
			b.closed("tax", false)
		}
		for range 12 {
			b.closed("water", true)
		}
		one := b.only(b.centre(), alarm.Uncalled)
		require.NotNil(t, one)
		assert.EqualValues(t, 6, one.Cases)
		assert.Equal(t, "占本部门办结的 100%，其他部门为 0%", one.Compared())
		assert.Nil(t, b.only(b.centre(), alarm.LastMinute))
	})
}

func TestAnswersMinutesBeforeTheTermEndsRaiseAnAlarm(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		for range 12 {
			b.closed("water", true)
		}
		var late []string
		for range 6 {
			late = append(late, b.led("tax", "园区门口的路灯坏了一个月，请修理。"))
		}
		c, err := b.ByID(t.Context(), late[0])
		require.NoError(t, err)
		verdicts, err := b.Terms.Verdicts(t.Context(), appeal.ClockKind, []string{appeal.ClockPromise}, late[:1])
		require.NoError(t, err)
		require.Len(t, verdicts, 1)
		b.clock.Move(verdicts[0].Due.Sub(c.ReceivedAt) - time.Minute)
		for _, id := range late {
			b.finished(id, "tax", true)
		}
		one := b.only(b.centre(), alarm.LastMinute)
		require.NotNil(t, one)
		assert.ElementsMatch(t, late, b.behind(b.centre(), one.ID))
	})
}

func TestMergesOfDifferentMattersAfterTheTermRaiseAnAlarm(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		main := b.led("tax", "数电发票的额度不够用，申请调整三周没有回音。")
		same := b.led("tax", "申请调整数电发票的额度，三周没有回音，额度不够用。")
		var others []string
		for _, text := range []string{"社保转移一直办不下来，窗口说系统坏了。", "厂房租金补贴的材料交了两个月没有消息。"} {
			others = append(others, b.led("tax", text))
		}
		b.clock.Move(8 * 24 * time.Hour)
		for _, id := range append([]string{same}, others...) {
			c, err := b.ByID(t.Context(), id)
			require.NoError(t, err)
			b.do(main, func(a handling.Ask) error {
				return b.handling.Merge(b.centre(), a, []handling.Ask{{ID: id, Version: c.Version}})
			})
		}
		one := b.only(b.centre(), alarm.Moved)
		require.NotNil(t, one)
		assert.ElementsMatch(t, others, b.behind(b.centre(), one.ID), "the one about the same matter is no trick")
	})
}

// raised is an alarm about the tax office.
func (b *bundle) raised(change ...func(*appeal.Case)) *alarm.Shown {
	b.t.Helper()
	for range 3 {
		b.relabel(b.led("tax", "办税窗口排队太久，没有人管。", change...))
	}
	one := b.only(b.centre(), alarm.Relabelled)
	require.NotNil(b.t, one)
	return one
}

func TestAnAlarmIsOpenedAnsweredAndConcludedByDifferentPeople(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		one := b.raised()
		do := func() alarm.Do { return alarm.Do{ID: one.ID, Version: one.Version} }
		for _, inside := range []context.Context{b.leader("tax"), b.leader("hall"), b.as("sun", "tax", alarm.PermRead, alarm.PermKeep)} {
			assert.Nil(t, b.only(inside, alarm.Relabelled), "the department hears of nothing before it is opened")
			_, err := b.Get(inside, one.ID)
			require.ErrorIs(t, err, alarm.ErrNotFound)
			_, err = b.Behind(inside, one.ID, kernel.Page{Limit: 10})
			require.ErrorIs(t, err, alarm.ErrNotFound)
		}
		_, err := b.Open(b.as("sun", "tax", alarm.PermRead, alarm.PermKeep), do())
		require.ErrorIs(t, err, alarm.ErrNotFound)
		_, err = b.Answer(b.leader("water"), do(), "集中培训后补办的")
		require.ErrorIs(t, err, alarm.ErrForeign)

		stale := do()
		one, err = b.Open(b.centre(), do())
		require.NoError(t, err)
		assert.Empty(t, one.Can, "the department has five days to answer first")
		_, err = b.Open(b.centre(), stale)
		require.ErrorIs(t, err, alarm.ErrStale)
		_, err = b.Conclude(b.centre(), do(), true, "逐件核对，确有三件")
		require.ErrorIs(t, err, alarm.ErrEarly)
		assert.Equal(t, []alarm.Act{alarm.ActAnswer}, b.only(b.leader("tax"), alarm.Relabelled).Can)
		assert.Equal(t, []alarm.Act{alarm.ActAnswer}, b.only(b.leader("office"), alarm.Relabelled).Can, "so may who leads the department from above")
		one, err = b.Answer(b.leader("tax"), do(), "三件原是咨询，登记时选错了类型。")
		require.NoError(t, err)
		_, err = b.Conclude(b.as("sun", "tax", alarm.PermRead, alarm.PermKeep), do(), false, "我们自己看过了")
		require.ErrorIs(t, err, alarm.ErrOwn)
		one, err = b.Conclude(b.centre(), do(), false, "录音与说明一致，说明成立。")
		require.NoError(t, err)
		assert.Equal(t, alarm.Explained, one.State)
		assert.Equal(t, "三件原是咨询，登记时选错了类型。", one.Answer)
		assert.Empty(t, one.Can)
		var answer string
		require.NoError(t, b.DB.QueryRow(t.Context(), `SELECT answer_sealed FROM appeal_alarm WHERE id = ?`, one.ID).Scan(&answer))
		assert.NotContains(t, answer, "咨询", "what people write is sealed")
		b.relabel(b.led("tax", "办税窗口排队太久，没有人管。"))
		assert.EqualValues(t, 3, b.only(b.centre(), alarm.Relabelled).Cases, "what was concluded stays as it was looked at")
	})
}

func TestCasesThatComplainOfTheReadersDepartmentAreNotCountedInAnAlarm(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		one := b.raised(func(c *appeal.Case) { c.Accused = "water" })
		assert.EqualValues(t, 3, one.Cases)
		assert.Nil(t, b.only(b.leader("water"), alarm.Relabelled), "an alarm about nothing that he sees does not exist")
		_, err := b.Get(b.leader("water"), one.ID)
		require.ErrorIs(t, err, alarm.ErrNotFound)
	})
}
