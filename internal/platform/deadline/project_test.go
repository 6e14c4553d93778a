package deadline_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/workday"
)

func project(t require.TestingT, start, b string, cal deadline.Calendar, now string, given ...string) deadline.Projection {
	n := time.Time{}
	if now != "" {
		n = at(t, now)
	}
	p, err := deadline.Project(at(t, start), budget(t, b), events(t, given...), cal, n)
	require.NoError(t, err)
	return p
}

// The case by which the engine is accepted: Friday 13 February 2026, the Saturday
// after it is worked for the Spring Festival that follows.
func TestACaseAcceptedOnFridayBeforeAMakeUpSaturdayIsDueWhenTheLawSaysAndItsClosedTwinDoesNotMove(t *testing.T) {
	t.Parallel()
	cn := workday.Default()
	life := []string{"suspend@2026-02-14T10:00:鉴定", "resume@2026-02-26T09:00", "extend@2026-03-03T10:00:10wd:情况复杂，经机关负责人批准"}
	open := project(t, "2026-02-13T16:30", "5wd", cn, "2026-03-04T09:00", life...)
	require.Equal(t, at(t, "2026-03-17T24:00"), open.Due, "26, 27, 28 (Saturday worked), 2 and 3 March, then ten more")
	require.Equal(t, []string{
		"2026年2月13日16:30开始计时，期限 5 个工作日，开始的当日不计入（《民法典》第二百零一条）。",
		"2026年2月14日10:00中止计时，依据：鉴定。",
		"2026年2月26日09:00恢复计时，其间 3 个工作日不计入期限。",
		"2026年3月3日10:00延长 10 个工作日，依据：情况复杂，经机关负责人批准，到期时间由2026年3月3日（星期二）24:00延至2026年3月17日（星期二）24:00。",
		"到期时间：2026年3月17日（星期二）24:00，还剩 9 个工作日 15 小时。",
	}, open.Ledger)

	amended := deadline.Amend(cn, deadline.Override{Date: date(t, "2026-03-09"), Off: true, Name: "防汛应急"},
		deadline.Override{Date: date(t, "2026-03-14"), Name: "防汛应急"}, deadline.Override{Date: date(t, "2026-03-10"), Off: true, Name: "防汛应急"})
	after := project(t, "2026-02-13T16:30", "5wd", amended, "2026-03-04T09:00", life...)
	require.Equal(t, at(t, "2026-03-18T24:00"), after.Due, "two days off more, one Saturday worked")

	twin := project(t, "2026-02-13T16:30", "5wd", cn, "2026-06-01T09:00", append(life, "stop@2026-03-17T23:00")...)
	require.Equal(t, deadline.Stopped, twin.State)
	require.True(t, twin.Met)
	require.Equal(t, open.Due, twin.Due)
	require.Equal(t, "2026年3月17日23:00完成，停止计时，在期限内（到期时间2026年3月17日（星期二）24:00）。", twin.Ledger[4])
}

func TestARestartTakesAStopBackAndTheTimeBetweenIsNotCounted(t *testing.T) {
	t.Parallel()
	cn := workday.Default()
	p := project(t, "2026-03-02T09:00", "5wd", cn, "", "stop@2026-03-05T10:00", "restart@2026-03-10T10:00")
	require.Equal(t, deadline.Running, p.State)
	require.Equal(t, "2wd", p.Consumed)
	require.Equal(t, at(t, "2026-03-12T24:00"), p.Due)
	h := project(t, "2026-03-02T09:00", "12h", cn, "2026-03-03T08:00", "stop@2026-03-02T11:30", "restart@2026-03-03T07:30")
	require.Equal(t, at(t, "2026-03-03T17:00"), h.Due)
	require.Equal(t, "3h", h.Consumed)
	late := project(t, "2026-03-02T09:00", "5wd", cn, "2026-03-20T10:00", "stop@2026-03-11T10:00", "restart@2026-03-12T10:00")
	require.Equal(t, deadline.Expired, late.State, "who was late once stays late")
}

func TestACaseThatRestsInsideAnotherIsNotCountedEvenAfterExpiry(t *testing.T) {
	t.Parallel()
	cn := workday.Default()
	p := project(t, "2026-03-02T09:00", "2wd", cn, "2026-03-30T09:00", "rest@2026-03-06T10:00:并入 2026-0002")
	require.Equal(t, deadline.Resting, p.State)
	woken := project(t, "2026-03-02T09:00", "5wd", cn, "", "rest@2026-03-04T10:00", "wake@2026-03-09T10:00")
	require.Equal(t, at(t, "2026-03-12T24:00"), woken.Due, "3 March, then 9, 10, 11, 12; the 4th to the 8th rested")
	require.Len(t, woken.Chain, deadline.Levels)
	require.Equal(t, at(t, "2026-03-13T24:00"), woken.Chain[0].At, "the chain climbs one level each working day after expiry")
	require.Equal(t, at(t, "2026-03-17T24:00"), woken.Chain[2].At)
	_, err := deadline.Project(at(t, "2026-03-02"), budget(t, "5wd"), events(t, "rest@2026-03-03", "suspend@2026-03-04:x"), cn, time.Time{})
	require.ErrorIs(t, err, deadline.ErrResting)
}

func TestASuspendedClockIsNotDueBeforeTheEndThatWasTold(t *testing.T) {
	t.Parallel()
	entries := events(t, "suspend@2026-03-04T10:00:专家评审")
	entries[0].Until = at(t, "2026-03-18T09:00")
	p, err := deadline.Project(at(t, "2026-03-02T09:00"), budget(t, "5wd"), entries, workday.Default(), at(t, "2026-03-05T10:00"))
	require.NoError(t, err)
	require.Equal(t, deadline.Suspended, p.State)
	require.Equal(t, at(t, "2026-03-23T24:00"), p.Due)
	require.Equal(t, entries[0].Until, p.Until)
	require.Contains(t, p.Ledger[2], "计时中止中")
}

// asked counts how often a calendar was asked.
type asked struct {
	deadline.Calendar
	times *int
}

func (a asked) IsWorkday(d civil.Date) (worked, provisional bool) {
	*a.times++
	return a.Calendar.IsWorkday(d)
}

func TestASuspensionToTheEndOfTimeIsNotCountedDayByDay(t *testing.T) {
	t.Parallel()
	last, err := civil.Parse("9999-12-31")
	require.NoError(t, err)
	for _, b := range []string{"5wd", "7d", "1mo", "12h"} {
		entries := events(t, "suspend@2026-03-02T15:00:材料")
		entries[0].Until = last.End(civil.Beijing)
		times := 0
		p, err := deadline.Project(at(t, "2026-03-02T10:00"), budget(t, b), entries, asked{workday.Default(), &times}, at(t, "2026-03-04T09:00"))
		require.NoError(t, err)
		require.False(t, p.Due.Before(last.AddDays(-1).End(civil.Beijing)), "%s is due %s", b, p.Due)
		require.Less(t, times, 500, "days looked at for %s", b)
	}
}

func TestWhatIsLeftIsToldAsThePeopleCountIt(t *testing.T) {
	t.Parallel()
	cn := workday.Default()
	for _, k := range []struct{ start, budget, now, want string }{
		{"2026-03-02T09:00", "5wd", "2026-03-02T09:00", "还剩 5 个工作日"},
		{"2026-03-02T09:00", "5wd", "2026-03-06T21:00", "还剩 1 个工作日 3 小时"},
		{"2026-03-02T09:00", "5wd", "2026-03-07T21:00", "还剩 1 个工作日"}, // a Saturday off
		{"2026-03-02T09:00", "5wd", "2026-03-09T21:30", "还剩 2 小时 30 分钟"},
		{"2026-03-02T09:00", "5wd", "2026-03-09T00:00", "还剩 1 个工作日"},
		{"2026-03-02T09:00", "5wd", "2026-03-10T08:30", "已超期 8 小时 30 分钟"},
		{"2026-03-02T09:00", "5wd", "2026-03-13T08:30", "已超期 3 个工作日"},
		{"2026-03-02T09:00", "7d", "2026-03-08T21:00", "还剩 1 天 3 小时"},
		{"2026-03-02T09:00", "12h", "2026-03-02T20:59", "还剩 1 分钟"},
		{"2026-03-02T09:00", "12h", "2026-03-03T20:59", "已超期 23 小时 59 分钟"},
		{"2026-03-02T09:00", "12h", "2026-03-04T20:59", "已超期 47 小时 59 分钟"},
		{"2026-03-02T09:00", "12h", "2026-03-04T21:30", "已超期 2 天"},
		{"2026-03-02T09:00", "12h", "2026-04-18T13:48", "已超期 46 天 16 小时"},
	} {
		require.Equal(t, k.want, project(t, k.start, k.budget, cn, k.now).Left, "%v", k)
	}
}

func TestAYearWithoutPublishedDaysOffIsSaidToBeProvisional(t *testing.T) {
	t.Parallel()
	p := project(t, "2026-12-30T09:00", "5wd", workday.Default(), "")
	require.True(t, p.Provisional)
	require.Contains(t, strings.Join(p.Ledger, ""), "尚未公布放假安排")
	require.False(t, project(t, "2026-03-02T09:00", "5wd", workday.Default(), "").Provisional)
}

func TestABudgetIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	for text, words := range map[string]string{"30min": "30 分钟", "12h": "12 小时", "7d": "7 天", "5wd": "5 个工作日", "1mo": "1 个月"} {
		b := budget(t, text)
		require.Equal(t, text, b.String())
		require.Equal(t, words, b.Words())
	}
	for _, text := range []string{"", "5", "0d", "-1d", "5 wd", "5w", "1.5h", "05wd", "5wdx", "9999999d", "1201mo"} {
		_, err := deadline.ParseBudget(text)
		require.ErrorIs(t, err, deadline.ErrBudget, text)
	}
}

func date(t require.TestingT, s string) civil.Date {
	d, err := civil.Parse(s)
	require.NoError(t, err)
	return d
}

var units = []deadline.Unit{deadline.Minute, deadline.Hour, deadline.Day, deadline.Workday, deadline.Month}

func drawn(t *rapid.T) (time.Time, deadline.Budget) {
	start := at(t, "2020-01-01").Add(time.Duration(rapid.IntRange(0, 6*365*24*60).Draw(t, "minute")) * time.Minute)
	u := rapid.SampledFrom(units).Draw(t, "unit")
	most := map[deadline.Unit]int{deadline.Minute: 5000, deadline.Hour: 500, deadline.Day: 60, deadline.Workday: 40, deadline.Month: 6}
	return start, deadline.Budget{Amount: rapid.IntRange(1, most[u]).Draw(t, "amount"), Unit: u}
}

func TestALargerBudgetIsNeverDueEarlierAndAnExtensionNeverBringsForward(t *testing.T) {
	t.Parallel()
	cn := workday.Default()
	rapid.Check(t, func(t *rapid.T) {
		start, b := drawn(t)
		p, err := deadline.Project(start, b, nil, cn, start)
		require.NoError(t, err)
		more, err := deadline.Project(start, deadline.Budget{Amount: b.Amount + 1, Unit: b.Unit}, nil, cn, start)
		require.NoError(t, err)
		require.False(t, more.Due.Before(p.Due))
		require.False(t, p.Rungs[0].At.After(p.Rungs[1].At))
		require.False(t, p.Rungs[1].At.After(p.Due))

		_, add := drawn(t)
		when := start.Add(time.Duration(rapid.Int64Range(0, int64(p.Due.Sub(start))).Draw(t, "asked")))
		ext := deadline.Entry{Kind: deadline.Extend, At: when, Basis: "x", Add: add}
		longer, err := deadline.Project(start, b, []deadline.Entry{ext}, cn, start)
		require.NoError(t, err)
		require.True(t, longer.Due.After(p.Due))
		if add.Unit != deadline.Minute && add.Unit != deadline.Hour {
			// Appended: it ends as a term of its own that began on the last day before.
			own, err := deadline.Project(p.Due.Add(-time.Microsecond), add, nil, cn, start)
			require.NoError(t, err)
			require.Equal(t, own.Due, longer.Due)
		} else {
			require.Equal(t, p.Due.Add(deadlineSpan(add)), longer.Due)
		}
		ext.At = p.Due.Add(time.Microsecond)
		_, err = deadline.Project(start, b, []deadline.Entry{ext}, cn, start)
		require.ErrorIs(t, err, deadline.ErrExpired)
	})
}

func deadlineSpan(b deadline.Budget) time.Duration {
	if b.Unit == deadline.Minute {
		return time.Duration(b.Amount) * time.Minute
	}
	return time.Duration(b.Amount) * time.Hour
}

func TestASuspensionTakesExactlyItsOwnTimeAway(t *testing.T) {
	t.Parallel()
	cn := workday.Default()
	rapid.Check(t, func(t *rapid.T) {
		start, b := drawn(t)
		p, err := deadline.Project(start, b, nil, cn, start)
		require.NoError(t, err)
		from := start.Add(time.Duration(rapid.Int64Range(0, int64(p.Due.Sub(start))-1).Draw(t, "from")))
		to := from.Add(time.Duration(rapid.IntRange(0, 30*24*60).Draw(t, "minutes")) * time.Minute)
		entries := []deadline.Entry{{Kind: deadline.Suspend, At: from, Basis: "x"}, {Kind: deadline.Resume, At: to}}
		s, err := deadline.Project(start, b, entries, cn, start)
		require.NoError(t, err)
		require.False(t, s.Due.Before(p.Due))
		switch b.Unit {
		case deadline.Minute, deadline.Hour:
			require.Equal(t, p.Due.Add(to.Sub(from)), s.Due)
		case deadline.Workday:
			// As many working days more as had their 24:00 in the pause.
			lost := 0
			first := civil.Of(start.In(civil.Beijing))
			for d := civil.Of(from.In(civil.Beijing)); !d.End(civil.Beijing).After(to); d = d.AddDays(1) {
				if worked, _ := cn.IsWorkday(d); worked && d.After(first) {
					lost++
				}
			}
			want, _ := cn.AddWorkdays(first, b.Amount+lost)
			require.Equal(t, want.End(civil.Beijing), s.Due.In(civil.Beijing))
		case deadline.Day, deadline.Month:
		}
		// Cut in two at any instant, a pause is the same pause.
		mid := from.Add(time.Duration(rapid.Int64Range(0, int64(to.Sub(from))).Draw(t, "mid")))
		if mid.Before(s.Due) {
			two := []deadline.Entry{entries[0], {Kind: deadline.Resume, At: mid}, {Kind: deadline.Suspend, At: mid, Basis: "x"}, entries[1]}
			cut, err := deadline.Project(start, b, two, cn, start)
			if err == nil {
				require.Equal(t, s.Due, cut.Due)
			}
		}
	})
}
