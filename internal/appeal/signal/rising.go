package signal

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
)

// How a topic rises. Guesses but where a source stands.
const (
	// week is the time that is compared with as many weeks before as there are records
	// of, at least fewestWeeks and at most mostWeeks.
	week        = 7 * 24 * time.Hour
	mostWeeks   = 8
	fewestWeeks = 2
	// leastCases and leastReporters are the floor: one firm that writes again and again
	// is no hot topic.
	leastCases     = 5
	leastReporters = 3
	// level is how often at most anything at all is named by chance, over all topics and
	// places that are compared.
	level = 0.05
	// within is from which share on the cases of a narrower signal stand for the wider
	// one, which is then left out.
	within = 0.8
)

// Outline is what the rules need of a case.
type Outline struct {
	ID, Topic, Place, USCC string
	ReceivedAt             time.Time
}

// reporter is who stands behind a case: the firm, or the case itself where nobody
// knows of one.
func (o Outline) reporter() string { return cmp.Or(o.USCC, o.ID) }

// Key is what is counted: a topic of any level, everywhere or in one place.
type Key struct{ Topic, Place string }

// keys are everything that a case counts for.
func (o Outline) keys() (list []Key) {
	for code := o.Topic; code != ""; code = code[:max(0, strings.LastIndexByte(code, '.'))] {
		list = append(list, Key{Topic: code})
		if o.Place != "" {
			list = append(list, Key{code, o.Place})
		}
	}
	return list
}

// weeksBefore returns how many whole weeks of records lie before the last seven
// days, up to mostWeeks; 0 where there are too few to compare with.
func weeksBefore(first, now time.Time) int {
	if first.IsZero() {
		return 0
	}
	n := min(int(now.Add(-week).Sub(first)/week), mostWeeks)
	if n < fewestWeeks {
		return 0
	}
	return n
}

// Chance is how likely it is that at least recent of all cases fall into the last of
// weeks + 1 weeks if each falls into any of them alike: the upper tail of the
// binomial distribution of recent + earlier with 1 ÷ (weeks + 1). It is the exact
// test of two Poisson rates given their sum, which holds for small counts and needs
// no estimate of the rate before (J. Przyborowski, H. Wilenski: Homogeneity of
// results in testing samples from Poisson series, Biometrika 31, 1940).
func Chance(recent, earlier, weeks int) float64 {
	n, p := float64(recent+earlier), 1/float64(weeks+1)
	sum := 0.0
	for k := float64(recent); k <= n; k++ {
		all, _ := math.Lgamma(n + 1)
		a, _ := math.Lgamma(k + 1)
		b, _ := math.Lgamma(n - k + 1)
		sum += math.Exp(all - a - b + k*math.Log(p) + (n-k)*math.Log1p(-p))
	}
	return min(sum, 1)
}

// Count is what is known of one key.
type Count struct{ Recent, Earlier, Reporters int }

// Rises reports whether a count lies above what the weeks before let expect, where
// tested keys are compared at once: by chance alone anything at all is named in at
// most 5 of 100 weeks (Bonferroni).
func (c Count) Rises(weeks, tested int) bool {
	return weeks > 0 && c.Recent >= leastCases && c.Reporters >= leastReporters &&
		Chance(c.Recent, c.Earlier, weeks)*float64(max(tested, 1)) <= level
}

// Rising is a key that rises, with its cases.
type Rising struct {
	Key
	Count
	Last, Before []string
}

// rising finds what rises among the cases of the last seven days and the weeks
// before, the least likely first. tested is how many keys were compared: those whose
// cases of all weeks together reach the floor, which says nothing of when they came.
func rising(cases []Outline, weeks int, now time.Time) (list []Rising, tested int) {
	if weeks == 0 {
		return nil, 0
	}
	found := map[Key]*Rising{}
	who := map[Key]map[string]bool{}
	since, from := now.Add(-week), now.Add(-time.Duration(weeks+1)*week)
	for _, o := range cases {
		if !o.ReceivedAt.After(from) || o.ReceivedAt.After(now) {
			continue
		}
		for _, key := range o.keys() {
			r := found[key]
			if r == nil {
				r = &Rising{Key: key}
				found[key], who[key] = r, map[string]bool{}
			}
			if o.ReceivedAt.After(since) {
				r.Last = append(r.Last, o.ID)
				who[key][o.reporter()] = true
			} else {
				r.Before = append(r.Before, o.ID)
			}
		}
	}
	for key, r := range found {
		r.Count = Count{len(r.Last), len(r.Before), len(who[key])}
		if r.Recent+r.Earlier >= leastCases {
			tested++
		}
	}
	for _, r := range found {
		if r.Rises(weeks, tested) {
			list = append(list, *r)
		}
	}
	slices.SortFunc(list, func(a, b Rising) int {
		return cmp.Or(cmp.Compare(Chance(a.Recent, a.Earlier, weeks), Chance(b.Recent, b.Earlier, weeks)), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Place, b.Place))
	})
	return list, tested
}

// under reports whether a key is another one, narrowed to a lower topic or a place.
func (k Key) under(wide Key) bool {
	return k != wide && (k.Topic == wide.Topic || strings.HasPrefix(k.Topic, wide.Topic+".")) && (wide.Place == "" || k.Place == wide.Place)
}

// overshadowed reports whether another rising key says nearly all that one of so many
// cases does: a lower topic, or the same topic everywhere, which names its places.
func overshadowed(one Key, cases int, others map[Key]int) bool {
	for k, n := range others {
		if k.under(one) && k.Place == one.Place && float64(n) >= within*float64(cases) {
			return true
		}
		if one.under(k) && k.Topic == one.Topic && float64(cases) >= within*float64(n) {
			return true
		}
	}
	return false
}
