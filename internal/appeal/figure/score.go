package figure

import (
	"cmp"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
)

// Side is the part that a department played in a case. Both sides are scored: who
// was asked to answer, and who was called in to help (条例 art. 33).
type Side string

// The sides. Whole looks at a case as its reporter does.
const (
	Whole   Side = "whole"
	Lead    Side = "lead"
	Helping Side = "co_handler"
)

// Term is whether somebody kept a term.
type Term int

// The terms. Open ones are neither kept nor missed yet, or there is none.
const (
	TermOpen Term = iota
	TermKept
	TermMissed
)

// termOf judges what happened at a time, zero for not yet, by when it was due.
func termOf(done, due, now time.Time) Term {
	switch {
	case due.IsZero():
		return TermOpen
	case !done.IsZero() && !done.After(due):
		return TermKept
	case !done.IsZero() || now.After(due):
		return TermMissed
	}
	return TermOpen
}

// Share is what one department had to do with a case. Answered is its own term: the
// lead has to take a case within a working day, a co-handler has to tell the lead.
type Share struct {
	Department string
	Side       Side
	Answered   Term
}

// Outline is what is known of a case by itself.
type Outline struct {
	ID, Division, Lead string
	Kind               appeal.Kind
	Channel            appeal.Channel
	State              appeal.State
	Closing            appeal.Closing
	Confirmation       appeal.Confirmation
	ReceivedAt         time.Time
	ClosedAt           time.Time
}

// Fact is what the rates need of a case.
type Fact struct {
	Outline
	// Answered is the first response to the reporter.
	Answered Term
	// Grade is the reporter's own, else what was said at the callback, 0 for none.
	Grade  int
	Shares []Share
}

// solved is the same as appeal.Case.Solved: closed, said to be solved, and confirmed
// by the reporter.
func (f Fact) solved() bool {
	return f.State == appeal.Closed && f.Closing == appeal.Solved && f.Confirmation == appeal.Confirmed
}

// Outcome is what a rate says of a case.
type Outcome int

// The outcomes. Outside is not in the denominator; Hit is in the numerator too.
const (
	Outside Outcome = iota
	Missed
	Hit
)

func outcome(hit bool) Outcome {
	if hit {
		return Hit
	}
	return Missed
}

// Judge says what a rate of a definition makes of a case in a month; answered is the
// term of whom it is judged for.
func (d Definition) Judge(rate Rate, f Fact, answered Term, m Month) Outcome {
	rule := d.Rules[rate]
	if !rule.counts(f, m) {
		return Outside
	}
	switch rate {
	case Response:
		if answered == TermOpen {
			return Outside
		}
		return outcome(answered == TermKept)
	case Resolution:
		return outcome(f.solved())
	case Satisfaction:
		if f.Grade == 0 {
			return Outside
		}
		return outcome(f.Grade >= rule.LeastGrade)
	}
	return Outside
}

// Group is by what cases are put together.
type Group string

// The groups.
const (
	ByDepartment Group = "department"
	ByDivision   Group = "division"
	ByChannel    Group = "channel"
	ByKind       Group = "kind"
)

// view is one way of looking at a case: under a key, with the term that counts.
type view struct {
	key      string
	answered Term
}

// views are the rows of a table in which a case stands: once for itself, or once for
// each department that played the side.
func (f Fact) views(by Group, side Side) []view {
	switch by {
	case ByDivision:
		return []view{{f.Division, f.Answered}}
	case ByChannel:
		return []view{{string(f.Channel), f.Answered}}
	case ByKind:
		return []view{{string(f.Kind), f.Answered}}
	}
	var list []view
	for _, s := range f.Shares {
		if s.Side == side {
			list = append(list, view{s.Department, s.Answered})
		}
	}
	return list
}

// Mark is what a rate says of one case in one row.
type Mark struct {
	Case, Key string
	Rate      Rate
	Outcome   Outcome
}

// marks judges cases for every row of a table and for the whole. The whole has the
// key wholeKey. Numbers and lists are both made of them.
func (d Definition) marks(facts []Fact, m Month, by Group, side Side) (rows, whole []Mark) {
	for _, f := range facts {
		for _, rate := range Rates {
			for _, v := range f.views(by, side) {
				if o := d.Judge(rate, f, v.answered, m); o != Outside {
					rows = append(rows, Mark{f.ID, v.key, rate, o})
				}
			}
			if o := d.Judge(rate, f, f.Answered, m); o != Outside {
				whole = append(whole, Mark{Case: f.ID, Rate: rate, Outcome: o})
			}
		}
	}
	return rows, whole
}

// Tally is the numerator and denominator of a rate.
type Tally struct{ Hit, Base int }

// Row is one row of the table: all three rates, never one alone.
type Row struct {
	Key, Name string
	// Cases are those that count for at least one rate.
	Cases int
	Rates map[Rate]Tally
}

// rowsOf counts marks by key.
func rowsOf(marks []Mark) []Row {
	rows := map[string]*Row{}
	cases := map[[2]string]bool{}
	for _, m := range marks {
		r := rows[m.Key]
		if r == nil {
			r = &Row{Key: m.Key, Rates: map[Rate]Tally{}}
			rows[m.Key] = r
		}
		t := r.Rates[m.Rate]
		t.Base++
		if m.Outcome == Hit {
			t.Hit++
		}
		r.Rates[m.Rate] = t
		if at := [2]string{m.Key, m.Case}; !cases[at] {
			cases[at] = true
			r.Cases++
		}
	}
	list := make([]Row, 0, len(rows))
	for _, r := range rows {
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b Row) int { return cmp.Compare(a.Key, b.Key) })
	return list
}

// Part is which cases of a rate a list shows.
type Part string

// The parts. Counted are the cases of a row, whatever rate counts them.
const (
	Counted     Part = "cases"
	Denominator Part = "base"
	Numerator   Part = "hit"
	TheMissed   Part = "missed"
)

// among returns the ids behind one number, the newest first.
func among(marks []Mark, key string, rate Rate, part Part) []string {
	var ids []string
	for _, m := range marks {
		wanted := part == Counted || m.Rate == rate &&
			(part == Denominator || part == Numerator && m.Outcome == Hit || part == TheMissed && m.Outcome == Missed)
		if m.Key == key && wanted {
			ids = append(ids, m.Case)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(b, a) })
	return slices.Compact(ids)
}
