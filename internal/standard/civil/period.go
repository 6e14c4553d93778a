package civil

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrPeriod says that a text is not an ISO 8601 duration of whole years,
// months, weeks and days.
var ErrPeriod = errors.New("not an ISO 8601 period of years, months, weeks, days")

// Period is a span of calendar time: years and months, then days. None of the
// three is negative and none is over 9,999 years' worth.
type Period struct {
	Years, Months, Days int
}

// ParsePeriod reads an ISO 8601 duration without a time of day: P3Y, P6M, P1Y6M,
// P2W, P90D, P1Y2M3D. Weeks become seven days each. ErrPeriod for anything else,
// also for a sign, a fraction, units out of order or a bare P.
func ParsePeriod(s string) (Period, error) {
	var p Period
	rest, ok := strings.CutPrefix(s, "P")
	if !ok || rest == "" {
		return p, fmt.Errorf("%w: %q", ErrPeriod, clip(s))
	}
	const units = "YMWD"
	next := 0
	for rest != "" {
		end := 0
		for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
			end++
		}
		if end == 0 || end > 7 || end == len(rest) {
			return Period{}, fmt.Errorf("%w: %q", ErrPeriod, clip(s))
		}
		n, _ := digits(rest[:end])
		unit := strings.IndexByte(units, rest[end])
		if unit < next {
			return Period{}, fmt.Errorf("%w: %q", ErrPeriod, clip(s))
		}
		switch units[unit] {
		case 'Y':
			p.Years = n
		case 'M':
			p.Months = n
		case 'W':
			p.Days = 7 * n
		case 'D':
			p.Days += n
		}
		next, rest = unit+1, rest[end+1:]
	}
	if p.Years > maxYear || p.Months > maxYear*12 || p.Days > maxYear*366 {
		return Period{}, fmt.Errorf("%w: %q is too long", ErrPeriod, clip(s))
	}
	return p, nil
}

// String returns the period in ISO 8601, P0D for none.
func (p Period) String() string {
	b := []byte{'P'}
	for _, part := range [3]struct {
		n    int
		unit byte
	}{{p.Years, 'Y'}, {p.Months, 'M'}, {p.Days, 'D'}} {
		if part.n != 0 {
			b = append(strconv.AppendInt(b, int64(part.n), 10), part.unit)
		}
	}
	if len(b) == 1 {
		return "P0D"
	}
	return string(b)
}

// Add returns d plus the period: years and months together first, which end on
// the same day number or the month's last day, then days. 2024-02-29 plus P1Y is
// 2025-02-28.
func (d Date) Add(p Period) Date {
	return d.AddMonths(p.Years*12 + p.Months).AddDays(p.Days)
}
