package signal

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/topic"
)

// Spot is a place or, where a case names none, its division.
type Spot struct {
	Name  string
	Cases int
}

// Seen is what a reader sees of a signal: everything in it is made of the cases that
// he sees.
type Seen struct {
	ID string
	Key
	Kind
	Count
	// Cases are those that the signal stands on now, the oldest first.
	Cases []*appeal.Case
	// Firms is how many enterprises reported.
	Firms int
	Spots []Spot
	Words []string
}

// Picture is every signal that a reader sees.
type Picture struct {
	Run
	Rising []*Seen
	Groups []*Seen
}

// gather counts the cases of a signal; named returns the name of the place of a case,
// "" where it has none.
func (s *Seen) gather(named func(*appeal.Case) string) {
	slices.SortFunc(s.Cases, func(a, b *appeal.Case) int { return cmp.Compare(a.ID, b.ID) })
	who, firms, spots := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, c := range s.Cases {
		who[Outline{ID: c.ID, USCC: c.USCC}.reporter()] = true
		if c.USCC != "" {
			firms[c.USCC] = true
		}
		if name := named(c); name != "" {
			spots[name]++
		}
	}
	s.Recent, s.Reporters, s.Firms = len(s.Cases), len(who), len(firms)
	for name, n := range spots {
		s.Spots = append(s.Spots, Spot{name, n})
	}
	slices.SortFunc(s.Spots, func(a, b Spot) int { return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(a.Name, b.Name)) })
}

// First and Last are when the first and the last of the cases came in.
func (s *Seen) First() time.Time { return s.extreme(time.Time.Before) }

// Last is when the last of the cases came in.
func (s *Seen) Last() time.Time { return s.extreme(time.Time.After) }

func (s *Seen) extreme(beyond func(a, b time.Time) bool) (at time.Time) {
	for _, c := range s.Cases {
		if at.IsZero() || beyond(c.ReceivedAt, at) {
			at = c.ReceivedAt
		}
	}
	return at
}

// concentrated is from which share of the cases on a place is named.
const concentrated = 0.5

// Sentence says in words what rises: how many cases, how many before, where, and how
// many firms. place names the place that the signal is about.
func (s *Seen) Sentence(weeks int, place string) string {
	where := ""
	if place != "" {
		where = place + "的"
	}
	text := fmt.Sprintf("近 7 天%s「%s」诉求 %d 件，", where, topic.Default().Label(s.Topic), s.Recent)
	if s.Earlier == 0 {
		text += fmt.Sprintf("前 %d 周没有", weeks)
	} else {
		text += fmt.Sprintf("前 %d 周平均每周 %.1f 件", weeks, float64(s.Earlier)/float64(weeks))
	}
	if place == "" && len(s.Spots) > 0 && float64(s.Spots[0].Cases) >= concentrated*float64(s.Recent) {
		text += fmt.Sprintf("，集中在%s（%d 件）", s.Spots[0].Name, s.Spots[0].Cases)
	}
	if s.Firms > 0 {
		text += fmt.Sprintf("，涉及 %d 家企业", s.Firms)
	}
	return text
}

// standing keeps the rising signals that rise with what is seen of them, and of
// several that say the same the narrowest.
func standing(list []*Seen, weeks, tested int) (out []*Seen) {
	recent := map[Key]int{}
	for _, s := range list {
		if s.Rises(weeks, tested) {
			recent[s.Key] = s.Recent
		}
	}
	for _, s := range list {
		if _, rises := recent[s.Key]; rises && !overshadowed(s.Key, s.Recent, recent) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Seen) int {
		return cmp.Or(cmp.Compare(Chance(a.Recent, a.Earlier, weeks), Chance(b.Recent, b.Earlier, weeks)), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Place, b.Place))
	})
	return out
}

// worth keeps the groups that have enough cases among those that are seen, the
// largest first.
func worth(list []*Seen) (out []*Seen) {
	for _, s := range list {
		if s.Recent >= leastAlike {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Seen) int {
		return cmp.Or(cmp.Compare(b.Recent, a.Recent), cmp.Compare(b.Cases[b.Recent-1].ID, a.Cases[a.Recent-1].ID))
	})
	texts := make([][]string, len(out))
	for i, s := range out {
		for _, c := range s.Cases {
			texts[i] = append(texts[i], c.Text)
		}
	}
	for i, words := range wordsOf(texts) {
		out[i].Words = words
	}
	return out
}
