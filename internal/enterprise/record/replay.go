package record

import (
	"slices"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// AsOn returns the statements that held on a day, of all that were ever recorded in
// the order of their recording: those that say nothing later than the day or state
// no day, and of several by one source about the same thing the one with the latest
// day, of equal days the one recorded last. Statements recorded at known or later are
// left out; zero knows all. KindOf gives the kind of a key.
func AsOn(facts []Fact, kindOf func(key string) Kind, day civil.Date, known time.Time) []Fact {
	type subject struct{ key, period, subject, source string }
	chosen := map[subject]int{}
	var list []Fact
	for _, f := range facts {
		if f.AsOf.After(day) || !known.IsZero() && !f.RecordedAt.Before(known) {
			continue
		}
		f.Replaced = false
		about := subject{f.Key, f.Period, f.Subject(kindOf(f.Key)), f.Source}
		i, seen := chosen[about]
		switch {
		case !seen:
			chosen[about] = len(list)
			list = append(list, f)
		case !f.AsOf.Before(list[i].AsOf):
			list[i] = f
		}
	}
	slices.SortFunc(list, func(a, b Fact) int { return int(a.ID - b.ID) })
	return list
}
