package deadline

import (
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/workday"
)

// Calendar tells working days from days off. *workday.Calendar is one.
type Calendar interface {
	// IsWorkday reports whether d is worked; provisional when nothing is known of
	// d's year.
	IsWorkday(d civil.Date) (worked, provisional bool)
	// Special returns what sets d apart, false for an ordinary day.
	Special(d civil.Date) (workday.Special, bool)
}

// Override is one day that an amendment sets apart from the calendar below it, or
// gives back to it.
type Override struct {
	Date      civil.Date
	Off       bool
	Published bool
	Name      string
}

// Amended is a calendar with some days set otherwise. It never changes.
type Amended struct {
	base Calendar
	days map[civil.Date]workday.Special
}

// Amend returns base with days set otherwise; of two for one day the later one
// of the list counts.
func Amend(base Calendar, days ...Override) *Amended {
	a := &Amended{base: base, days: make(map[civil.Date]workday.Special, len(days))}
	for _, d := range days {
		if d.Published {
			delete(a.days, d.Date)
			continue
		}
		a.days[d.Date] = workday.Special{Name: d.Name, Off: d.Off}
	}
	return a
}

// IsWorkday implements Calendar; a day that was set is never provisional.
func (a *Amended) IsWorkday(d civil.Date) (worked, provisional bool) {
	if s, ok := a.days[d]; ok {
		return !s.Off, false
	}
	return a.base.IsWorkday(d)
}

// Special implements Calendar.
func (a *Amended) Special(d civil.Date) (workday.Special, bool) {
	if s, ok := a.days[d]; ok {
		return s, true
	}
	return a.base.Special(d)
}
