package workday

import (
	_ "embed"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// cn is written by scripts/standards/workdays.mjs; Parse describes the format.
//
//go:embed cn.txt
var cn string

// Special is a day that the arrangement of its year sets apart.
type Special struct {
	Name string // the occasion, in Chinese: 春节
	Off  bool   // true for a day off, false for a weekend day worked in exchange
}

// Calendar tells working days from days off. It never changes and may be used
// from many goroutines. Make one with Default or Parse.
type Calendar struct {
	years    map[int]*year
	occasion []string
	first    int
	last     int
}

// year holds one byte per day of the year from 1: 0 for an ordinary day, else
// the number of the occasion from 1, doubled, plus one for a day off.
type year [367]uint8

// Default returns the calendar of the State Council, 2004 to 2026.
func Default() *Calendar { return loadDefault() }

var loadDefault = sync.OnceValue(func() *Calendar {
	c, err := Parse(cn)
	if err != nil {
		panic("workday: the embedded calendar is damaged: " + err.Error())
	}
	return c
})

// Known reports whether the arrangement of that year is in the calendar.
func (c *Calendar) Known(year int) bool { return c.years[year] != nil }

// Years returns the first and the last year of the calendar, 0 and 0 for an
// empty one.
func (c *Calendar) Years() (first, last int) { return c.first, c.last }

// IsWorkday reports whether d is worked. The answer is provisional when the
// arrangement of d's year is not known. The zero Date is not worked.
func (c *Calendar) IsWorkday(d civil.Date) (workday, provisional bool) {
	if d.IsZero() {
		return false, false
	}
	y := c.years[d.Year()]
	if y == nil {
		return !weekend(d), true
	}
	if v := y[dayOfYear(d)]; v != 0 {
		return v&1 == 0, false
	}
	return !weekend(d), false
}

// Special returns what the arrangement of d's year says of d; false for an
// ordinary day, also for an ordinary weekend.
func (c *Calendar) Special(d civil.Date) (Special, bool) {
	y := c.years[d.Year()]
	if y == nil || y[dayOfYear(d)] == 0 {
		return Special{}, false
	}
	v := y[dayOfYear(d)]
	return Special{Name: c.occasion[v/2-1], Off: v&1 == 1}, true
}

// AddWorkdays returns the n-th working day after d, which itself is not counted
// (民法典 art. 201), or before d when n is negative; d itself for 0. The answer is
// provisional when a day was counted whose year is not known. It ends at the
// years 1 and 9999; the zero Date stays zero.
func (c *Calendar) AddWorkdays(d civil.Date, n int) (day civil.Date, provisional bool) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		next := d.AddDays(step)
		if next == d {
			break
		}
		d = next
		works, guess := c.IsWorkday(d)
		provisional = provisional || guess
		if works {
			n--
		}
	}
	return d, provisional
}

// Next returns the first working day after d.
func (c *Calendar) Next(d civil.Date) (day civil.Date, provisional bool) {
	return c.AddWorkdays(d, 1)
}

// Roll returns d when it is worked, else the next working day: a term whose last
// day is off ends there (民法典 art. 203).
func (c *Calendar) Roll(d civil.Date) (day civil.Date, provisional bool) {
	works, guess := c.IsWorkday(d)
	if works || d.IsZero() {
		return d, guess
	}
	day, more := c.Next(d)
	return day, guess || more
}

// Between returns how many working days lie after from up to and with to; for an
// earlier to, minus the number from to up to but without from. It is the inverse
// of AddWorkdays: Between(d, AddWorkdays(d, n)) is n.
func (c *Calendar) Between(from, to civil.Date) (n int, provisional bool) {
	if from.IsZero() || to.IsZero() {
		return 0, false
	}
	sign, low, high := 1, from.AddDays(1), to
	if to.Before(from) {
		sign, low, high = -1, to, from.AddDays(-1)
	}
	for d := low; !d.After(high); {
		works, guess := c.IsWorkday(d)
		provisional = provisional || guess
		if works {
			n++
		}
		next := d.AddDays(1)
		if next == d {
			break
		}
		d = next
	}
	return sign * n, provisional
}

func weekend(d civil.Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

func dayOfYear(d civil.Date) int {
	first, _ := civil.New(d.Year(), time.January, 1)
	return d.DaysSince(first) + 1
}
