package inbox

import (
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Name names a tray. A count and a list of the same tray and filter are made of the
// same condition, so they are always equal.
type Name string

// The trays.
const (
	Mine         Name = "mine"
	Department   Name = "department"
	All          Name = "all"
	Accept       Name = "accept"
	Dispatch     Name = "dispatch"
	Read         Name = "read"
	Callback     Name = "callback"
	Extension    Name = "extension"
	Late         Name = "late"
	Risk         Name = "risk"
	Open         Name = "open"
	Today        Name = "today"
	Deliberation Name = "deliberation"
)

// running is of a case whose term runs.
const running = `state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied') AND suspended = ? AND due_at IS NOT NULL AND due_at `

// Tray is a box twice: as a condition in SQL and as one on the columns in memory.
type Tray struct {
	Condition string
	Args      []any
	Box       Box
}

// Asker is what trays depend on: who asks, with the departments below, and when.
type Asker struct {
	Staff    string
	Below    []string
	Now      time.Time
	Calendar deadline.Calendar
}

// Tray returns what lies in a tray for the asker.
func (a Asker) Tray(name Name) Tray {
	now := db.At(a.Now)
	state := func(one string) Tray {
		return Tray{`state = ?`, []any{one}, Box{States: []string{one}}}
	}
	termed := Box{States: termed(), Running: true}
	switch name {
	case Mine:
		return Tray{`id IN (SELECT case_id FROM appeal_part WHERE staff = ? AND state IN ('sent', 'taken'))`, []any{a.Staff}, Box{Held: a.Staff}}
	case Department:
		if len(a.Below) == 0 {
			return Tray{`1 = 0`, nil, Box{In: true}}
		}
		return Tray{
			`id IN (SELECT case_id FROM appeal_part WHERE state IN ('sent', 'taken') AND department IN (` + db.Placeholders(len(a.Below)) + `))`, anys(a.Below),
			Box{In: true, Departments: a.Below},
		}
	case Accept:
		return state("received")
	case Dispatch:
		return state("accepted")
	case Read:
		return state("replied")
	case Callback:
		return state("read")
	case Extension:
		return Tray{`id IN (SELECT case_id FROM appeal_extension WHERE state = 'asked')`, nil, Box{Asked: true}}
	case Late:
		termed.DueUntil = Instant(now.Time) - 1
		return Tray{running + `< ?`, []any{false, now}, termed}
	case Today:
		end := db.At(civil.Of(now.In(civil.Beijing)).End(civil.Beijing))
		termed.DueFrom, termed.DueUntil = Instant(now.Time), Instant(end.Time)
		return Tray{running + `>= ? AND due_at <= ?`, []any{false, now, end}, termed}
	case Risk:
		soon := db.At(nextWorkday(now.Time, a.Calendar))
		termed.DueFrom, termed.Soon, termed.RiskUntil = Instant(now.Time), Instant(soon.Time), Instant(now.Time)
		return Tray{running + `>= ? AND (due_at <= ? OR risk_at <= ?)`, []any{false, now, soon, now}, termed}
	case Open:
		return Tray{`state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied', 'read')`, nil, Box{States: live()}}
	case Deliberation:
		return Tray{
			`deliberation = ? AND state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied', 'read')`, []any{true},
			Box{States: live(), Deliberation: true},
		}
	}
	return Tray{Condition: `1 = 1`}
}

// termed are the states in which a term runs, live those that have not ended.
func termed() []string { return []string{"received", "accepted", "dispatched", "in_hand", "replied"} }

func live() []string { return append(termed(), "read") }

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, t := range list {
		out[i] = t
	}
	return out
}

// nextWorkday is the same time of day on the next working day: what ends before it
// has less than one working day left.
func nextWorkday(now time.Time, calendar deadline.Calendar) time.Time {
	for days := 1; ; days++ {
		then := now.AddDate(0, 0, days)
		// Two weeks without a working day are a calendar that makes no sense.
		if worked, _ := calendar.IsWorkday(civil.Of(then.In(civil.Beijing))); worked || days == 14 {
			return then
		}
	}
}
