package deadline

import (
	"slices"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// span is a stretch in which a clock did not run.
type span struct{ from, to time.Time }

// pauses are in order and do not overlap.
type pauses []span

// with returns the pauses and one more, joined where they touch.
func (p pauses) with(from, to time.Time) pauses {
	if !to.After(from) {
		return p
	}
	all := append(slices.Clone(p), span{from, to})
	slices.SortFunc(all, func(a, b span) int { return a.from.Compare(b.from) })
	out := all[:1]
	for _, s := range all[1:] {
		if last := &out[len(out)-1]; !s.from.After(last.to) {
			last.to = later(last.to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// past returns the last day whose 24:00 lies in the pause that holds a midnight,
// and whether there is such a pause: what counts days steps over it at once, however
// long it lasts. Midnight belongs to the day that ends, so a pause from that very
// instant does not hold it and one up to it does.
func (p pauses) past(midnight time.Time) (civil.Date, bool) {
	for _, s := range p {
		if s.from.Before(midnight) && !midnight.After(s.to) {
			last := ending(s.to)
			if end(last).After(s.to) {
				last = last.AddDays(-1)
			}
			return last, true
		}
	}
	return civil.Date{}, false
}

// after returns the instant at which the clock has run for d since from.
func (p pauses) after(from time.Time, d time.Duration) time.Time {
	for _, s := range p {
		if !s.to.After(from) {
			continue
		}
		if s.from.After(from) {
			run := s.from.Sub(from)
			if run >= d {
				break
			}
			d -= run
		}
		from = s.to
	}
	return from.Add(d)
}

// run returns for how long the clock ran between two instants.
func (p pauses) run(from, to time.Time) time.Duration {
	if !to.After(from) {
		return 0
	}
	d := to.Sub(from)
	for _, s := range p {
		a, b := later(s.from, from), s.to
		if b.After(to) {
			b = to
		}
		if b.After(a) {
			d -= b.Sub(a)
		}
	}
	return d
}
