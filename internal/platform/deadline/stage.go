package deadline

import (
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// stage is one budget of a clock laid out in time: the first, or an extension.
type stage struct {
	budget Budget
	from   time.Time
	due    time.Time
	// days are, for a budget counted at midnight, the days that consume it.
	days []civil.Date
	// rolled is the day off on which the term would have ended, else zero.
	rolled      civil.Date
	provisional bool
}

// length is how long a stage is, in days, to tell shares of several stages.
func (s stage) length() float64 {
	if s.budget.elapsed() {
		return s.budget.span().Hours() / 24
	}
	return float64(len(s.days))
}

// lay lays budgets out one after the other. The first begins at start, whose day
// is not counted (民法典 art. 201); each other begins at the due time before it.
func lay(start time.Time, budgets []Budget, p pauses, cal Calendar) []stage {
	stages := make([]stage, 0, len(budgets))
	from, day := start, civil.Of(start.In(civil.Beijing))
	for _, b := range budgets {
		s := stage{budget: b, from: from}
		if b.elapsed() {
			s.due = p.after(from, b.span())
			day = ending(s.due)
		} else {
			s.count(day, p, cal)
			day = ending(s.due)
		}
		from = s.due
		stages = append(stages, s)
	}
	return stages
}

// count consumes days after a day until the budget is spent, then rolls a term
// in days or months that ends on a day off (民法典 art. 202, 203).
func (s *stage) count(day civil.Date, p pauses, cal Calendar) {
	n := s.budget.Amount
	if s.budget.Unit == Month {
		n = day.AddMonths(n).DaysSince(day)
	}
	s.days = make([]civil.Date, 0, n)
	for len(s.days) < n {
		next := day.AddDays(1)
		if next == day { // the end of the year 9999
			break
		}
		if last, paused := p.past(end(next)); paused {
			day = last
			continue
		}
		day = next
		if s.budget.Unit == Workday {
			worked, provisional := cal.IsWorkday(day)
			s.provisional = s.provisional || provisional
			if !worked {
				continue
			}
		}
		s.days = append(s.days, day)
	}
	if s.budget.Unit != Workday {
		day = s.roll(day, p, cal)
	}
	s.due = end(day)
}

// roll moves the end of a term off a day off. A day at whose 24:00 the clock does
// not run cannot be the end: a suspended clock never expires.
func (s *stage) roll(day civil.Date, p pauses, cal Calendar) civil.Date {
	last := day
	for {
		if over, paused := p.past(end(day)); paused {
			day = over
		} else {
			worked, provisional := cal.IsWorkday(day)
			s.provisional = s.provisional || provisional
			if worked {
				break
			}
		}
		next := day.AddDays(1)
		if next == day {
			break
		}
		day = next
	}
	if day != last {
		s.rolled = last
	}
	return day
}

// ending returns the day to which an instant belongs as an end: midnight is the
// 24:00 of the day before.
func ending(t time.Time) civil.Date { return civil.Of(t.Add(-1).In(civil.Beijing)) }

// reach returns when a share num/den of all stages is reached: by elapsed time in
// a stage of hours, at the end of a day in one of days, rounded up.
func reach(stages []stage, p pauses, num, den int) time.Time {
	if num == den {
		return stages[len(stages)-1].due
	}
	total := 0.0
	for _, s := range stages {
		total += s.length()
	}
	want := total * float64(num) / float64(den)
	for _, s := range stages {
		if have := s.length(); have < want {
			want -= have
			continue
		}
		if s.budget.elapsed() {
			// A quarter of whole minutes is whole seconds.
			return p.after(s.from, time.Duration(want*24*float64(time.Hour)).Round(time.Second))
		}
		if len(s.days) == 0 {
			return s.due
		}
		// Shares are quarters: no rounding error lies between a whole number and the next day.
		i := int(want)
		if float64(i) < want {
			i++
		}
		return end(s.days[max(i, 1)-1])
	}
	return stages[len(stages)-1].due
}

// end is the 24:00 of a day.
func end(d civil.Date) time.Time { return d.End(civil.Beijing).UTC() }
