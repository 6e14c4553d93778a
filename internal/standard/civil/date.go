package civil

import (
	"errors"
	"fmt"
	"time"
)

// ErrDate says that a text or a triple of numbers is not a day of the
// Gregorian calendar between 0001-01-01 and 9999-12-31.
var ErrDate = errors.New("not a calendar date")

// Date is one day of the Gregorian calendar, years 1 to 9999. It is comparable
// with == and usable as a map key. The zero Date is no day at all: IsZero says
// so, it is written as the empty text, and it sorts before every day.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

const (
	minYear = 1
	maxYear = 9999
)

var daysBefore = [13]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

// New returns the day of that year, month and day of the month; ErrDate when
// there is none such.
func New(year int, month time.Month, day int) (Date, error) {
	if year < minYear || year > maxYear || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month) {
		return Date{}, fmt.Errorf("%w: %d-%d-%d", ErrDate, year, int(month), day)
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// Of returns the day on which t falls in t's own location: convert t first,
// `civil.Of(t.In(shanghai))`. The zero time gives the zero Date.
func Of(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.Date()
	if y < minYear || y > maxYear {
		return Date{}
	}
	return Date{int16(y), uint8(m), uint8(d)}
}

// OfDays returns the day that lies n days after 1970-01-01, clamped to the
// years 1 to 9999. It is the inverse of Date.Days.
func OfDays(n int) Date {
	n = min(max(n, minDays), maxDays)
	return fromDays(n)
}

// DaysIn returns how many days that month of that year has; month must be
// 1 to 12.
func DaysIn(year int, month time.Month) int {
	if month == time.February {
		if leap(year) {
			return 29
		}
		return 28
	}
	return daysBefore[month] - daysBefore[month-1]
}

func leap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// Year returns the year, 0 for the zero Date.
func (d Date) Year() int { return int(d.year) }

// Month returns the month, 0 for the zero Date.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns the day of the month, 0 for the zero Date.
func (d Date) Day() int { return int(d.day) }

// IsZero reports whether d is no day at all.
func (d Date) IsZero() bool { return d == Date{} }

// Days returns the number of days from 1970-01-01 to d, negative before it. It
// is the dense form for columns and arithmetic; the zero Date gives the
// smallest int32, so that it sorts first.
func (d Date) Days() int {
	if d.IsZero() {
		return -1 << 31
	}
	return toDays(int(d.year), int(d.month), int(d.day))
}

// Weekday returns the day of the week; the zero Date gives Sunday.
func (d Date) Weekday() time.Weekday {
	if d.IsZero() {
		return time.Sunday
	}
	// 1970-01-01 was a Thursday.
	return time.Weekday(((d.Days()+int(time.Thursday))%7 + 7) % 7)
}

// Time returns the first moment of d in loc; the zero Date gives the zero time.
func (d Date) Time(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, loc)
}

// End returns the 24:00 of d in loc, which is the first moment of the day
// after; the zero Date gives the zero time.
func (d Date) End(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(int(d.year), time.Month(d.month), int(d.day)+1, 0, 0, 0, 0, loc)
}

// AddDays returns the day n days later, or earlier when n is negative, clamped
// to the years 1 to 9999. The zero Date stays zero.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	// The clamp comes before the sum so that a huge n cannot overflow it.
	return OfDays(d.Days() + min(max(n, minDays-maxDays), maxDays-minDays))
}

// AddMonths returns the day with the same number n months later, or that
// month's last day where it has no such number (民法典 art. 202): 31 January
// plus one month is 28 or 29 February. It is clamped to the years 1 to 9999;
// the zero Date stays zero.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	const span = (maxYear - minYear + 1) * 12
	months := int(d.year)*12 + int(d.month) - 1 + min(max(n, -span), span)
	year, month := months/12, time.Month(months%12+1)
	switch {
	case months < minYear*12:
		return OfDays(minDays)
	case year > maxYear:
		return OfDays(maxDays)
	}
	return Date{int16(year), uint8(month), uint8(min(int(d.day), DaysIn(year, month)))}
}

// AddYears returns the same day n years later; the 29th of February becomes the
// 28th in a year that has no 29th. It is clamped like AddMonths.
func (d Date) AddYears(n int) Date {
	return d.AddMonths(min(max(n, -maxYear), maxYear) * 12)
}

// DaysSince returns the number of days from o to d, negative when d is earlier.
// With a zero Date on either side the answer means nothing.
func (d Date) DaysSince(o Date) int { return d.Days() - o.Days() }

// Compare returns -1, 0 or +1 as d is before, the same as or after o. The zero
// Date is before every day.
func (d Date) Compare(o Date) int {
	a, b := d.key(), o.key()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Before reports whether d is earlier than o.
func (d Date) Before(o Date) bool { return d.key() < o.key() }

// After reports whether d is later than o.
func (d Date) After(o Date) bool { return d.key() > o.key() }

// LastOfMonth returns the last day of d's month; the zero Date stays zero.
func (d Date) LastOfMonth() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.year, d.month, uint8(DaysIn(int(d.year), d.Month()))}
}

func (d Date) key() int { return int(d.year)<<16 | int(d.month)<<8 | int(d.day) }

// The days of 0001-01-01 and of 9999-12-31.
const (
	minDays = -719_162
	maxDays = 2_932_896
)

// toDays counts from a year that starts in March, so that the leap day is the
// last day of its year and months have a linear formula.
func toDays(y, m, d int) int {
	if m <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

func fromDays(n int) Date {
	n += 719468
	era := n / 146097
	if n < 0 {
		era = (n - 146096) / 146097
	}
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d := doy - (153*mp+2)/5 + 1
	m := mp + 3
	if m > 12 {
		m -= 12
	}
	y := yoe + era*400
	if m <= 2 {
		y++
	}
	return Date{int16(y), uint8(m), uint8(d)}
}
