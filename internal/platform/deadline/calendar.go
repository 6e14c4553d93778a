package deadline

import (
	"time"

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
	// arranged are years whose days off the amendments set, published or not.
	arranged map[int]bool
}

// Amend returns base with days set otherwise; of two for one day the later one
// of the list counts.
func Amend(base Calendar, days ...Override) *Amended {
	a := &Amended{base: base, days: make(map[civil.Date]workday.Special, len(days)), arranged: map[int]bool{}}
	for _, d := range days {
		if d.Published {
			delete(a.days, d.Date)
			continue
		}
		a.days[d.Date] = workday.Special{Name: d.Name, Off: d.Off}
	}
	for _, d := range days {
		a.arranged[d.Date.Year()] = Arranged(a, d.Date.Year())
	}
	return a
}

// always are the days off that fall on the same date every year (全国年节及纪念日
// 放假办法, 2024, art. 2). Three of them follow each other, so without an arrangement
// at least one would be worked.
var always = []struct {
	month time.Month
	day   int
}{{time.January, 1}, {time.May, 1}, {time.May, 2}, {time.October, 1}, {time.October, 2}, {time.October, 3}}

// Arranged reports whether cal has the days off of a year, and not only Mondays to
// Fridays: it leaves none of those days worked that are off every year.
func Arranged(cal Calendar, year int) bool {
	for _, d := range always {
		day, err := civil.New(year, d.month, d.day)
		if err != nil {
			return false
		}
		if worked, _ := cal.IsWorkday(day); worked {
			return false
		}
	}
	return true
}

// IsWorkday implements Calendar; a day that was set is never provisional, nor is any
// of a year that was arranged.
func (a *Amended) IsWorkday(d civil.Date) (worked, provisional bool) {
	if s, ok := a.days[d]; ok {
		return !s.Off, false
	}
	worked, provisional = a.base.IsWorkday(d)
	return worked, provisional && !a.arranged[d.Year()]
}

// Special implements Calendar.
func (a *Amended) Special(d civil.Date) (workday.Special, bool) {
	if s, ok := a.days[d]; ok {
		return s, true
	}
	return a.base.Special(d)
}
