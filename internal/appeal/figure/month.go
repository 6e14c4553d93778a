package figure

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/authz"
)

// yearOfMonths is how many months the course of the rates has.
const yearOfMonths = 12

// MonthRow is what the rates of one month come to.
type MonthRow struct {
	Month Month
	// Rates are in the order of the variable of that name.
	Rates [3]Tally
}

// Course returns the rates of the twelve months up to one, the oldest first, in the
// sight of the caller; an empty month is this one. Each month is the same as the whole
// of Rates for it alone.
func (s *Service) Course(ctx context.Context, until string) ([]MonthRow, error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	sight, err := s.Sight(ctx, appeal.PermRead)
	if err != nil {
		return nil, err
	}
	period, err := s.period(Question{Month: until})
	if err != nil {
		return nil, err
	}
	period.From = period.Until.Add(1 - yearOfMonths)
	all, err := s.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	cases, err := s.scores(ctx, sight, period)
	if err != nil {
		return nil, err
	}
	c := newCourse(period, all, s.Clock.Now().UnixMicro())
	return c.rows(cases), nil
}

// course counts each month of a period by itself.
type course struct {
	months []MonthRow
	counts []count
	// begins are when each month does, and when the one after the last does.
	begins []int64
}

func newCourse(p Period, all []Definition, now int64) *course {
	c := &course{}
	for m := p.From; !p.Until.first.Before(m.first); m = m.Add(1) {
		one := count{now: now}
		if spans, ok := (Period{m, m}).Spans(all); ok {
			one.by(spans)
		}
		c.months, c.counts, c.begins = append(c.months, MonthRow{Month: m}), append(c.counts, one), append(c.begins, m.begins())
	}
	c.begins = append(c.begins, p.Until.Add(1).begins())
	return c
}

// at is the number of the month in which an instant lies, -1 for none of them.
func (c *course) at(instant int64) int {
	i, found := slices.BinarySearch(c.begins, instant)
	if !found {
		i--
	}
	if i >= len(c.months) {
		return -1
	}
	return i
}

// rows counts the cases. A rate counts a case by when it was received or closed: in
// any other month it is nothing.
func (c *course) rows(cases scores) []MonthRow {
	for _, s := range cases {
		received, closed := c.at(s.Received), c.at(s.Closed)
		for n, i := range [...]int{received, closed} {
			if i < 0 || n == 1 && i == received {
				continue
			}
			var r Row
			if out, counted := c.counts[i].judge(s, s.Answered); counted {
				r.add(out)
			}
			for rate := range r.Rates {
				c.months[i].Rates[rate].Hit += r.Rates[rate].Hit
				c.months[i].Rates[rate].Base += r.Rates[rate].Base
			}
		}
	}
	return c.months
}
