package deadline

import (
	"strings"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Levels is how many rungs lead up the chain after expiry: the leader of the
// department, the centre, the mayor's office.
const Levels = 3

// Rung is a moment at which a running clock calls somebody.
type Rung struct {
	// Share of the running budget: 0.5, 0.75 or 1.
	Share float64
	// Level up the chain: 0 for who holds the clock, 1 to Levels after expiry, one
	// more with each working day.
	Level int
	At    time.Time
}

// Line is one sentence of a clock's story.
type Line struct {
	At   time.Time
	Text string
}

// Projection is what follows from a ledger at an instant.
type Projection struct {
	// Due is the end of the term. Of a suspended or resting clock it is what it
	// would be if it went on now, of a suspended one not before the expected end;
	// of a stopped one what it would have been.
	Due time.Time
	// Rungs are those of the shares 0.5, 0.75 and 1; Chain those after expiry.
	Rungs, Chain []Rung
	// Consumed is the part of the budget that is spent, written as a budget, also of
	// several units: "3wd", "7d+2wd", "5h30min".
	Consumed string
	// Spent is the share of all budgets that is spent, 0 to 1.
	Spent float64
	State State
	// Rolled says that the term would have ended on a day off and was moved.
	Rolled bool
	// Provisional says that a year was counted whose days off are not published.
	Provisional bool
	// Stopped is when the clock stopped, zero when it has not; Met whether that
	// was in time.
	Stopped time.Time
	Met     bool
	// Until is the expected end of a suspension that goes on, zero when untold.
	Until time.Time
	// Left says in words what is left, or how late it is.
	Left string
	// Lines tell the story; Ledger is their text.
	Lines  []Line
	Ledger []string
}

// History is a Calendar that knows what it said before it was amended. An entry is
// judged and told by what was known when it was recorded: a day that is worked after
// all does not undo an extension that was granted in time.
type History interface {
	Calendar
	// At returns the calendar as it was known at an instant.
	At(t time.Time) Calendar
}

func asOf(cal Calendar, e Entry) Calendar {
	if h, ok := cal.(History); ok {
		return h.At(later(e.At, e.RecordedAt))
	}
	return cal
}

// Project derives everything from a clock's start, first budget and ledger, as
// it stands at now, or at its last entry where that is later. It returns the
// refusal of the first entry that may not follow those before it.
func Project(start time.Time, b Budget, entries []Entry, cal Calendar, now time.Time) (Projection, error) {
	if err := b.Validate(); err != nil {
		return Projection{}, err
	}
	l := &ledger{start: start, budgets: []Budget{b}, last: start}
	t := teller{}
	t.started(start, b)
	for _, e := range entries {
		t.cal = asOf(cal, e)
		before := lay(start, l.budgets, l.open(e.At), t.cal)
		due := before[len(before)-1].due
		was := *l
		if err := l.apply(e, due); err != nil {
			return Projection{}, err
		}
		t.entry(&was, l, e, due)
	}
	now = later(l.last, now)
	if l.stopped {
		now = l.stoppedAt
	}
	p := l.project(cal, now)
	t.cal = cal
	t.ended(l, p, now)
	p.Lines = t.lines
	for _, line := range t.lines {
		p.Ledger = append(p.Ledger, line.Text)
	}
	return p, nil
}

// project lays the clock out as it stands at now.
func (l *ledger) project(cal Calendar, now time.Time) Projection {
	paused := l.open(now)
	stages := lay(l.start, l.budgets, paused, cal)
	last := stages[len(stages)-1]
	p := Projection{Due: last.due, Rolled: !last.rolled.IsZero(), State: l.state(now, last.due), Stopped: l.stoppedAt}
	for _, s := range stages {
		p.Provisional = p.Provisional || s.provisional
	}
	for _, num := range []int{2, 3, 4} {
		p.Rungs = append(p.Rungs, Rung{Share: float64(num) / 4, At: reach(stages, paused, num, 4)})
	}
	day := ending(last.due)
	for level := 1; level <= Levels; level++ {
		day = nextWorkday(day, paused, cal)
		p.Chain = append(p.Chain, Rung{Share: 1, Level: level, At: end(day)})
	}
	p.Consumed, p.Spent = consumed(stages, paused, now)
	switch {
	case l.stopped:
		p.Met = !l.stoppedAt.After(p.Due)
	case l.suspended:
		p.Until = l.until
		p.Stopped = time.Time{}
	default:
		p.Stopped = time.Time{}
	}
	p.Left = left(p, stages, cal, now)
	return p
}

func (l *ledger) state(now, due time.Time) State {
	switch {
	case l.stopped:
		return Stopped
	case l.resting:
		return Resting
	case l.suspended:
		return Suspended
	case now.After(due):
		return Expired
	}
	return Running
}

// nextWorkday is the first working day after day at whose 24:00 the clock runs.
func nextWorkday(day civil.Date, p pauses, cal Calendar) civil.Date {
	for {
		next := day.AddDays(1)
		if next == day {
			return next
		}
		if last, paused := p.past(end(next)); paused {
			day = last
			continue
		}
		if worked, _ := cal.IsWorkday(next); worked {
			return next
		}
		day = next
	}
}

// part is what is spent of one unit: of Minute a length of time, else a number.
type part struct {
	unit Unit
	n    int
	d    time.Duration
}

// consumed writes what is spent, in each unit on its own, and the share of it.
func consumed(stages []stage, p pauses, now time.Time) (string, float64) {
	var parts []part
	done, total := 0.0, 0.0
	for i, s := range stages {
		total += s.length()
		if i > 0 && !now.After(s.from) {
			continue
		}
		one := s.part(p, now)
		done += one.d.Hours()/24 + float64(s.spent(now))
		if last := len(parts) - 1; last >= 0 && parts[last].unit == one.unit {
			parts[last].n, parts[last].d = parts[last].n+one.n, parts[last].d+one.d
		} else if i == 0 || one.n > 0 || one.d > 0 {
			parts = append(parts, one)
		}
	}
	texts := make([]string, len(parts))
	for i, one := range parts {
		if texts[i] = (Budget{one.n, one.unit}).String(); one.unit == Minute {
			texts[i] = clockText(one.d)
		}
	}
	return strings.Join(texts, "+"), min(done/max(total, 1e-9), 1)
}

// part is what is spent of a stage; a month that has not ended counts in days.
func (s stage) part(p pauses, now time.Time) part {
	n := s.spent(now)
	switch {
	case s.budget.elapsed():
		return part{unit: Minute, d: min(p.run(s.from, now), s.budget.span())}
	case s.budget.Unit == Month && n == len(s.days):
		return part{unit: Month, n: s.budget.Amount}
	case s.budget.Unit == Month:
		return part{unit: Day, n: n}
	}
	return part{unit: s.budget.Unit, n: n}
}

// spent is how many of a stage's days have ended by now.
func (s stage) spent(now time.Time) int {
	for i, d := range s.days {
		if end(d).After(now) {
			return i
		}
	}
	return len(s.days)
}
