package deadline

import (
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Moment writes an instant for people, in Beijing time: 2026年2月13日16:30.
func Moment(t time.Time) string {
	t = t.In(civil.Beijing)
	layout := "15:04"
	if t.Second() != 0 {
		layout = "15:04:05"
	}
	return civil.Of(t).Chinese() + t.Format(layout)
}

// End writes an instant at which a term ends: midnight is the 24:00 of the day
// before, 2026年2月14日（星期六）24:00.
func End(t time.Time) string {
	d := ending(t)
	if t.Equal(end(d)) {
		return d.Chinese() + weekday(d) + "24:00"
	}
	t = t.In(civil.Beijing)
	layout := "15:04"
	if t.Second() != 0 {
		layout = "15:04:05"
	}
	return civil.Of(t).Chinese() + weekday(civil.Of(t)) + t.Format(layout)
}

func weekday(d civil.Date) string {
	return "（星期" + string([]rune("日一二三四五六")[d.Weekday()]) + "）"
}

// length writes a length of time for people, minutes rounded down.
func length(d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case h == 0 && m == 0:
		return "不到 1 分钟"
	case h == 0:
		return count(m, Minute)
	case m == 0:
		return count(h, Hour)
	}
	return fmt.Sprintf("%d 小时 %d 分钟", h, m)
}

// clockText writes a length of time as budgets are written: 5h30min.
func clockText(d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case h == 0:
		return fmt.Sprintf("%dmin", m)
	case m == 0:
		return fmt.Sprintf("%dh", h)
	}
	return fmt.Sprintf("%dh%dmin", h, m)
}

// left says what is left of a clock, or how late it is.
func left(p Projection, stages []stage, cal Calendar, now time.Time) string {
	unit := stages[len(stages)-1].budget.Unit
	switch p.State {
	case Stopped:
		if p.Met {
			return "按期完成"
		}
		return "超期完成"
	case Suspended:
		return "中止计时"
	case Resting:
		return "随主件办理"
	case Expired:
		return "已超期 " + late(p.Due, unit, cal, now)
	case Running:
	}
	return "还剩 " + remaining(stages, p.Due, unit, cal, now)
}

// remaining counts what lies between now and due as the term does: whole days
// after today, and the hours of today where today counts.
func remaining(stages []stage, due time.Time, unit Unit, cal Calendar, now time.Time) string {
	if unit == Minute || unit == Hour {
		return length(due.Sub(now))
	}
	first := civil.Of(stages[0].from.In(civil.Beijing))
	today, last := civil.Of(now.In(civil.Beijing)), ending(due)
	n := between(today, last, unit, cal)
	midnight := end(today)
	if n == 0 && today.Before(last) { // days off lie between, the last day is counted above
		return length(due.Sub(now))
	}
	text := ""
	if n > 0 {
		text = count(n, dayOf(unit))
	}
	worked, _ := cal.IsWorkday(today)
	if counts := today != first && (worked || unit != Workday); !counts && n > 0 {
		return text
	}
	switch h := int(midnight.Sub(now) / time.Hour); {
	case h == 24:
		return count(n+1, dayOf(unit))
	case n == 0:
		return length(due.Sub(now))
	case h > 0:
		return text + " " + count(h, Hour)
	}
	return text
}

// longLate is from when on nobody counts hours any more.
const longLate = 48 * time.Hour

// late counts the days that have ended since due, or the hours of the first two.
func late(due time.Time, unit Unit, cal Calendar, now time.Time) string {
	if unit != Minute && unit != Hour {
		yesterday := civil.Of(now.In(civil.Beijing)).AddDays(-1)
		if n := between(ending(due), yesterday, unit, cal); n > 0 {
			return count(n, dayOf(unit))
		}
	}
	over := now.Sub(due)
	if over < longLate {
		return length(over)
	}
	text := count(int(over/(24*time.Hour)), Day)
	if h := int(over % (24 * time.Hour) / time.Hour); h > 0 {
		text += " " + count(h, Hour)
	}
	return text
}

// between counts the days after from up to and with to.
func between(from, to civil.Date, unit Unit, cal Calendar) int {
	n := 0
	for d := from; d.Before(to); {
		d = d.AddDays(1)
		if worked, _ := cal.IsWorkday(d); worked || unit != Workday {
			n++
		}
	}
	return n
}

// dayOf is the unit in which the rest of a term is told.
func dayOf(u Unit) Unit {
	if u == Workday {
		return Workday
	}
	return Day
}
