package keeping

import (
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/workday"
)

// edition is the calendar after one amendment; number 0 is the published one.
type edition struct {
	number int64
	at     time.Time
	reason string
	days   []deadline.Override
	cal    deadline.Calendar
}

// almanac are all editions, in order of their numbers, which begin with 0 and have
// no gaps.
type almanac []edition

// published is the almanac before any amendment.
func published() almanac { return almanac{{cal: workday.Default()}} }

// amended returns the almanac with one more edition.
func (a almanac) amended(number int64, at time.Time, reason string, days []deadline.Override) almanac {
	last := a[len(a)-1]
	all := slices.Concat(last.days, days)
	return append(slices.Clip(a), edition{number: number, at: at, reason: reason, days: all, cal: deadline.Amend(workday.Default(), all...)})
}

// latest is the number of the last edition.
func (a almanac) latest() int64 { return a[len(a)-1].number }

// under returns the calendar of an edition, with its history.
func (a almanac) under(number int64) deadline.History {
	return history{a[:min(number+1, int64(len(a)))]}
}

// now returns the calendar of the last edition.
func (a almanac) now() deadline.History { return history{a} }

// history is an almanac up to an edition, as a calendar.
type history struct{ editions almanac }

// IsWorkday implements deadline.Calendar by the last edition.
func (h history) IsWorkday(d civil.Date) (worked, provisional bool) {
	return h.editions[len(h.editions)-1].cal.IsWorkday(d)
}

// Special implements deadline.Calendar by the last edition.
func (h history) Special(d civil.Date) (workday.Special, bool) {
	return h.editions[len(h.editions)-1].cal.Special(d)
}

// At returns the calendar of the edition that was known at an instant.
func (h history) At(t time.Time) deadline.Calendar {
	for i := len(h.editions) - 1; i > 0; i-- {
		if !h.editions[i].at.After(t) {
			return h.editions[i].cal
		}
	}
	return h.editions[0].cal
}
