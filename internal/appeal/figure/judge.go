package figure

import (
	"cmp"
	"iter"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/score"
)

// Outcome is what a rate says of a case.
type Outcome uint8

// The outcomes. Outside is not in the denominator; Hit is in the numerator too.
const (
	Outside Outcome = iota
	Missed
	Hit
	// LeftOut would be in the denominator if the case were not left out of the rates.
	LeftOut
)

func outcome(hit bool) Outcome {
	if hit {
		return Hit
	}
	return Missed
}

// counts reports whether a rule counts a case at all.
func (r *Rule) counts(s *score.Score, span *Span) bool {
	at := s.Received
	if r.By == ByClosed {
		at = s.Closed
	}
	return span.has(at) && (len(r.Kinds) == 0 || slices.Contains(r.Kinds, appeal.Kind(s.Kind))) && !slices.Contains(r.Without, appeal.Closing(s.Closing))
}

// Judge says what a rate makes of a case; answered is the term of whom it is judged
// for.
func (s *Span) Judge(rate Rate, c *score.Score, answered score.Outcome) Outcome {
	rule := s.Definition.Rules[rate]
	return s.judge(rate, &rule, c, answered)
}

func (s *Span) judge(rate Rate, rule *Rule, c *score.Score, answered score.Outcome) Outcome {
	if !rule.counts(c, s) {
		return Outside
	}
	o := said(rate, rule, c, answered)
	if o != Outside && c.Excluded {
		return LeftOut
	}
	return o
}

// said is what a rate says of a case that its rule counts.
func said(rate Rate, rule *Rule, c *score.Score, answered score.Outcome) Outcome {
	switch rate {
	case Response:
		if answered == score.Open {
			return Outside
		}
		return outcome(answered == score.Kept)
	case Resolution:
		return outcome(c.Solved())
	case Satisfaction:
		if c.Grade == 0 {
			return Outside
		}
		return outcome(c.Grade >= rule.LeastGrade)
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
	// ByPerson puts together the cases of one department by who there worked on them.
	ByPerson Group = "person"
)

// Side is the side of a case by which departments are looked at.
type Side string

// The sides.
const (
	Lead    Side = "lead"
	Helping Side = "co_handler"
)

func (s Side) of() score.Side {
	if s == Helping {
		return score.Helping
	}
	return score.Lead
}

// scores are cases, each with what tells its id.
type scores = iter.Seq2[func() string, *score.Score]

// count is how cases are counted: numbers and lists are both made by one.
type count struct {
	spans []Span
	// rules are those of each span, in the order of Rates.
	rules [][3]Rule
	group Group
	side  score.Side
	now   int64
	// department is the one whose people are looked at, of ByPerson only.
	department string
	// own, where it is not nil, are the only departments that have a row.
	own []string
}

// by prepares to count by some spans.
func (c *count) by(spans []Span) {
	c.spans, c.rules = spans, make([][3]Rule, len(spans))
	for n, span := range spans {
		for i, rate := range Rates {
			c.rules[n][i] = span.Definition.Rules[rate]
		}
	}
}

// judge says what each rate, in the order of Rates, makes of a case. It counts once:
// by the first span that counts it at all.
func (c *count) judge(s *score.Score, answered score.Term) (out [3]Outcome, counted bool) {
	term := answered.At(c.now)
	for i, rate := range Rates {
		for n := range c.spans {
			if out[i] = c.spans[n].judge(rate, &c.rules[n][i], s, term); out[i] != Outside {
				counted = true
				break
			}
		}
	}
	return out, counted
}

// keys yields the rows of a table in which a case stands, with the term that counts
// there: once for itself, or once for each department that played the side.
func (c *count) keys(s *score.Score) iter.Seq2[string, score.Term] {
	return func(yield func(string, score.Term) bool) {
		switch c.group {
		case ByDivision:
			yield(s.Division, s.Answered)
		case ByChannel:
			yield(s.Channel, s.Answered)
		case ByKind:
			yield(s.Kind, s.Answered)
		case ByDepartment:
			for _, share := range s.Shares {
				if share.Side == c.side && (c.own == nil || slices.Contains(c.own, share.Department)) && !yield(share.Department, share.Answered) {
					return
				}
			}
		case ByPerson:
			for _, share := range s.Shares {
				if share.Side == c.side && share.Department == c.department {
					yield(share.Staff, share.Answered)
					return
				}
			}
		}
	}
}

// Tally is the numerator and denominator of a rate.
type Tally struct{ Hit, Base int }

// Row is one row of the table: all three rates, never one alone.
type Row struct {
	Key, Name string
	// Cases are those that count for at least one rate, Excluded those that would if
	// they were not left out.
	Cases, Excluded int
	// Rates are in the order of the variable of that name.
	Rates [3]Tally
}

func (r *Row) add(outcomes [3]Outcome) {
	if leftOut(outcomes) {
		r.Excluded++
		return
	}
	r.Cases++
	for i, o := range outcomes {
		if o != Outside {
			r.Rates[i].Base++
		}
		if o == Hit {
			r.Rates[i].Hit++
		}
	}
}

// leftOut reports whether outcomes are of a case that is left out: then none of them
// is a hit or a miss.
func leftOut(outcomes [3]Outcome) bool { return slices.Contains(outcomes[:], LeftOut) }

// table counts cases for the whole and for every row, by key.
func (c *count) table(cases scores) (whole Row, rows []Row) {
	at := map[string]*Row{}
	for _, s := range cases {
		all, counts := c.judge(s, s.Answered)
		if counts {
			whole.add(all)
		}
		for key, answered := range c.keys(s) {
			out, counted := all, counts
			if answered != s.Answered {
				out, counted = c.judge(s, answered)
			}
			if !counted {
				continue
			}
			if at[key] == nil {
				at[key] = &Row{Key: key}
			}
			at[key].add(out)
		}
	}
	for _, r := range at {
		rows = append(rows, *r)
	}
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.Key, b.Key) })
	return whole, rows
}

// Part is which cases of a rate a list shows.
type Part string

// The parts. Counted are the cases of a row, whatever rate counts them, Excluded those
// that are left out.
const (
	Counted     Part = "cases"
	Denominator Part = "base"
	Numerator   Part = "hit"
	TheMissed   Part = "missed"
	Excluded    Part = "excluded"
)

// has reports whether a part holds a case of which a rate says something.
func (p Part) has(o Outcome) bool {
	switch p {
	case Denominator:
		return o != Outside
	case Numerator:
		return o == Hit
	case TheMissed:
		return o == Missed
	}
	return false
}

// behind returns the ids behind one number, the newest first.
func (c *count) behind(cases scores, n Number) (ids []string) {
	rate := slices.Index(Rates, n.Rate)
	wanted := func(s *score.Score, answered score.Term) bool {
		out, counted := c.judge(s, answered)
		if leftOut(out) || n.Part == Excluded {
			return leftOut(out) && n.Part == Excluded
		}
		return counted && (n.Part == Counted || rate >= 0 && n.Part.has(out[rate]))
	}
	for id, s := range cases {
		if n.Whole {
			if wanted(s, s.Answered) {
				ids = append(ids, id())
			}
			continue
		}
		for key, answered := range c.keys(s) {
			if key == n.Key && wanted(s, answered) {
				ids = append(ids, id())
				break
			}
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(b, a) })
	return ids
}
