package workday

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// ErrFormat says that a text is not a calendar in the form that Parse reads; the
// wrapping error names the line.
var ErrFormat = errors.New("not a calendar of working days")

// Parse reads a calendar: a line with each year, and under it one line per
// occasion with its name, its days off as MMDD or MMDD-MMDD, and the days worked
// in exchange as +MMDD, all apart by spaces. Empty lines and lines that begin
// with # do not count.
//
//	2026
//	元旦 0101-0103 +0104
func Parse(text string) (*Calendar, error) {
	c := &Calendar{years: map[int]*year{}}
	at, n := 0, 0
	for line := range strings.Lines(text) {
		n++
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if y, err := strconv.Atoi(fields[0]); err == nil && len(fields) == 1 {
			if y < 1949 || y > 9998 || c.years[y] != nil {
				return nil, fmt.Errorf("line %d: %w: year %d", n, ErrFormat, y)
			}
			at = y
			c.years[at] = &year{}
			continue
		}
		if err := c.add(at, fields); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	for y := range c.years {
		if c.first == 0 || y < c.first {
			c.first = y
		}
		c.last = max(c.last, y)
	}
	return c, nil
}

// With returns a calendar in which the years of other count instead: an amended
// arrangement, or one of a year that is new.
func (c *Calendar) With(other *Calendar) *Calendar {
	out := &Calendar{years: map[int]*year{}, occasion: slices.Clone(c.occasion), first: c.first, last: c.last}
	for y, days := range c.years {
		out.years[y] = days
	}
	for y, days := range other.years {
		moved := &year{}
		for i, v := range days {
			if v != 0 {
				moved[i] = out.number(other.occasion[v/2-1])*2 | v&1
			}
		}
		out.years[y] = moved
		if out.first == 0 || y < out.first {
			out.first = y
		}
		out.last = max(out.last, y)
	}
	return out
}

// add reads the line of one occasion.
func (c *Calendar) add(at int, fields []string) error {
	if at == 0 || len(fields) < 2 {
		return fmt.Errorf("%w: %q", ErrFormat, fields[0])
	}
	occasion := c.number(fields[0])
	if occasion == 0 {
		return fmt.Errorf("%w: more than 127 occasions", ErrFormat)
	}
	for _, f := range fields[1:] {
		span, worked := strings.CutPrefix(f, "+")
		first, last, isRange := strings.Cut(span, "-")
		if !isRange {
			last = first
		}
		from, err1 := monthDay(at, first)
		to, err2 := monthDay(at, last)
		if err1 != nil || err2 != nil || to.Before(from) {
			return fmt.Errorf("%w: %q", ErrFormat, f)
		}
		for d := from; !d.After(to); d = d.AddDays(1) {
			v := &c.years[at][dayOfYear(d)]
			if *v != 0 {
				return fmt.Errorf("%w: %s is named twice", ErrFormat, d)
			}
			*v = occasion * 2
			if !worked {
				*v++
			}
		}
	}
	return nil
}

// number returns the number of an occasion from 1, a new one where needed; 0
// when there is no room for it.
func (c *Calendar) number(name string) uint8 {
	i := slices.Index(c.occasion, name)
	if i < 0 {
		i = len(c.occasion)
		if i >= 127 {
			return 0
		}
		c.occasion = append(c.occasion, name)
	}
	return uint8(i + 1)
}

func monthDay(year int, s string) (civil.Date, error) {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) != 4 || n < 0 {
		return civil.Date{}, ErrFormat
	}
	return civil.New(year, time.Month(n/100), n%100)
}
