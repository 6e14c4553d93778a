package alarm

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Fact is one case of a department that a kind of alarm looks at, and whether it is
// what the kind looks for.
type Fact struct {
	Case, Department string
	Hit              bool
}

// Finding is a department whose cases make an alarm.
type Finding struct {
	Kind          Kind
	Department    string
	Cases         []string
	Share, Others int
}

type tally struct {
	all  int
	hits []string
}

func tallies(facts []Fact) (by map[string]*tally, all, hits int) {
	by = map[string]*tally{}
	for _, f := range facts {
		if f.Department == "" {
			continue
		}
		if by[f.Department] == nil {
			by[f.Department] = &tally{}
		}
		t := by[f.Department]
		t.all++
		all++
		if f.Hit {
			t.hits = append(t.hits, f.Case)
			hits++
		}
	}
	return by, all, hits
}

// Chance is how likely it is that k or more of the hits fall to a department with n
// of all cases when each falls to anybody alike: Fisher's exact test, one-sided
// (R. A. Fisher: Statistical Methods for Research Workers, 1934, §21.02).
func Chance(n, k, all, hits int) float64 {
	choose := func(n, k int) float64 {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(k + 1))
		c, _ := math.Lgamma(float64(n - k + 1))
		return a - b - c
	}
	sum := 0.0
	for x := k; x <= min(n, hits); x++ {
		if all-n >= hits-x {
			sum += math.Exp(choose(n, x) + choose(all-n, hits-x) - choose(all, hits))
		}
	}
	return min(sum, 1)
}

// above finds the departments whose share of hits lies above that of all others by
// more than chance: at most level over all departments together (Bonferroni).
func above(kind Kind, facts []Fact, least int, level float64) (found []Finding) {
	by, all, hits := tallies(facts)
	for department, t := range by {
		k := len(t.hits)
		if k < least || all == t.all || Chance(t.all, k, all, hits)*float64(len(by)) > level {
			continue
		}
		found = append(found, Finding{kind, department, t.hits, percent(k, t.all), percent(hits-k, all-t.all)})
	}
	return sorted(found)
}

// counted finds the departments with at least so many hits.
func counted(kind Kind, facts []Fact, least int) (found []Finding) {
	by, _, _ := tallies(facts)
	for department, t := range by {
		if len(t.hits) >= least {
			found = append(found, Finding{Kind: kind, Department: department, Cases: t.hits})
		}
	}
	return sorted(found)
}

func sorted(list []Finding) []Finding {
	slices.SortFunc(list, func(a, b Finding) int { return cmp.Compare(a.Department, b.Department) })
	return list
}

func percent(part, whole int) int {
	return int(math.Round(100 * float64(part) / float64(max(whole, 1))))
}

// lastMinute reports whether a term that ran from one time to another was kept, but
// only in its last part.
func lastMinute(from, due, done time.Time, lastPercent int) bool {
	if due.IsZero() || done.IsZero() || done.After(due) || !from.Before(due) {
		return false
	}
	return due.Sub(done) <= due.Sub(from)*time.Duration(lastPercent)/100
}

// moves reports whether a merge came when it moves a denominator: after the term of
// the case was over, or in the last days of a month.
func moves(at, due time.Time, monthEndDays int) bool {
	if !due.IsZero() && at.After(due) {
		return true
	}
	day := civil.Of(at.In(civil.Beijing))
	return day.LastOfMonth().DaysSince(day) < monthEndDays
}
