package keeping

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/events"
)

// follow brings clocks that do not stand still to the last edition before they are
// changed, as the job would have.
func (k *Keeper) follow(ctx context.Context, have *known, clocks []Clock, now time.Time) error {
	_, err := k.move(ctx, have, clocks, now, have.almanac.latest())
	return err
}

// move projects clocks by each edition after their own, up to one; it journals,
// saves and tells what moved, and returns how many clocks did. The caller holds
// them.
func (k *Keeper) move(ctx context.Context, have *known, clocks []Clock, now time.Time, upTo int64) (int, error) {
	var ids []string
	var moves []move
	var told []Moved
	var due []*Clock
	var waits []wait
	for i := range clocks {
		c := &clocks[i]
		if c.edition >= upTo {
			continue
		}
		before := len(moves)
		was, err := c.project(have, c.edition, now)
		if err != nil {
			return 0, err
		}
		is := was
		for number := c.edition + 1; number <= upTo; number++ {
			last := is.Due
			if is, err = c.project(have, number, now); err != nil {
				return 0, err
			}
			if !is.Due.Equal(last) {
				ids = append(ids, c.ID)
				moves = append(moves, move{edition: number, old: last, due: is.Due, at: now})
				told = append(told, c.moved(last, is.Due, number, have))
			}
		}
		c.edition = max(c.edition, upTo)
		c.take(is)
		if len(moves) > before {
			due = append(due, c)
		}
		if len(moves) == before && !same(was.Rungs, is.Rungs) {
			told = append(told, c.moved(is.Due, is.Due, upTo, have))
		}
		if len(moves) > before || !same(was.Rungs, is.Rungs) || !same(was.Chain, is.Chain) {
			rung, err := k.reached(ctx, c.ID)
			if err != nil {
				return 0, err
			}
			if rung, at, ok := c.next(rung + 1); ok {
				waits = append(waits, wait{c.ID, rung, at})
			}
		}
	}
	if err := k.saveDue(ctx, due); err != nil {
		return 0, err
	}
	for _, c := range due {
		c.Version++
	}
	if err := k.await(ctx, waits); err != nil {
		return 0, err
	}
	if err := k.journal(ctx, ids, moves); err != nil {
		return 0, err
	}
	return len(due), events.PublishAll(ctx, k.Bus, EventMoved, told)
}

// moved tells that an edition moved a clock.
func (c *Clock) moved(from, to time.Time, edition int64, have *known) Moved {
	return Moved{
		Kind: c.Case.Kind, ID: c.Case.ID, Clock: c.ID, OldDue: from, NewDue: to, Edition: edition, Reason: have.almanac[edition].reason,
	}
}

// project derives a clock by one edition.
func (c *Clock) project(have *known, number int64, now time.Time) (deadline.Projection, error) {
	return deadline.Project(c.Start, c.Budget, c.Entries, have.almanac.under(number), now)
}

// same reports whether rungs stand where others do.
func same(a, b []deadline.Rung) bool {
	return slices.EqualFunc(a, b, func(a, b deadline.Rung) bool { return a.At.Equal(b.At) })
}
