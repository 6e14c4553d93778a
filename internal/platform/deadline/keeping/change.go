package keeping

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
)

// Suspend stops the counting of a clock, with a legal basis. It is refused after
// expiry.
func (k *Keeper) Suspend(ctx context.Context, clockID string, m Mark) (Clock, error) {
	return k.enter(ctx, clockID, deadline.Entry{Kind: deadline.Suspend}, m)
}

// Resume ends a suspension.
func (k *Keeper) Resume(ctx context.Context, clockID string, m Mark) (Clock, error) {
	return k.enter(ctx, clockID, deadline.Entry{Kind: deadline.Resume}, m)
}

// Extend appends a budget, with a reason. It is refused after expiry.
func (k *Keeper) Extend(ctx context.Context, clockID string, add deadline.Budget, m Mark) (Clock, error) {
	return k.enter(ctx, clockID, deadline.Entry{Kind: deadline.Extend, Add: add}, m)
}

// Stop ends a clock: what was due is done. Its verdict never moves again.
func (k *Keeper) Stop(ctx context.Context, clockID string, m Mark) (Clock, error) {
	return k.enter(ctx, clockID, deadline.Entry{Kind: deadline.Stop}, m)
}

// Restart takes a stop back. The clock goes on where it stopped.
func (k *Keeper) Restart(ctx context.Context, clockID string, m Mark) (Clock, error) {
	return k.enter(ctx, clockID, deadline.Entry{Kind: deadline.Restart}, m)
}

// Rest stops the counting of a clock whose case is handled within another one: it
// calls nobody until it is woken, also when it had expired. A clock that has
// stopped is left alone.
func (k *Keeper) Rest(ctx context.Context, clockID string, m Mark) (Clock, error) {
	return k.enter(ctx, clockID, deadline.Entry{Kind: deadline.Rest}, m)
}

// Wake ends a rest. The clock goes on where it rested.
func (k *Keeper) Wake(ctx context.Context, clockID string, m Mark) (Clock, error) {
	return k.enter(ctx, clockID, deadline.Entry{Kind: deadline.Wake}, m)
}

// RestCase rests all clocks of a case that have not stopped: it was merged into
// another.
func (k *Keeper) RestCase(ctx context.Context, of Case, m Mark) ([]Clock, error) {
	return k.each(ctx, of, k.Rest, m, func(s deadline.State) bool { return s != deadline.Stopped && s != deadline.Resting })
}

// WakeCase wakes all clocks of a case that rest: it stands on its own again.
func (k *Keeper) WakeCase(ctx context.Context, of Case, m Mark) ([]Clock, error) {
	return k.each(ctx, of, k.Wake, m, func(s deadline.State) bool { return s == deadline.Resting })
}

// StopCase stops all clocks of a case that have not stopped.
func (k *Keeper) StopCase(ctx context.Context, of Case, m Mark) ([]Clock, error) {
	return k.each(ctx, of, k.Stop, m, func(s deadline.State) bool { return s != deadline.Stopped })
}

func (k *Keeper) each(ctx context.Context, of Case, do func(context.Context, string, Mark) (Clock, error), m Mark, concerns func(deadline.State) bool) (all []Clock, err error) {
	err = k.DB.InTx(ctx, func(ctx context.Context) error {
		found, err := k.Of(ctx, of.Kind, of.ID)
		if err != nil {
			return err
		}
		all = found[of.ID]
		for i, c := range all {
			if !concerns(c.State) {
				continue
			}
			if all[i], err = do(ctx, c.ID, m); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// Hand gives a clock to another holder, who is called from now on.
func (k *Keeper) Hand(ctx context.Context, clockID, holder string) (Clock, error) {
	return k.change(ctx, clockID, func(_ context.Context, c *Clock, _ *known, _ time.Time) error {
		c.Holder = holder
		return nil
	})
}

// enter appends an entry to a ledger.
func (k *Keeper) enter(ctx context.Context, clockID string, e deadline.Entry, m Mark) (Clock, error) {
	return k.change(ctx, clockID, func(ctx context.Context, c *Clock, have *known, now time.Time) error {
		e.At, e.Basis, e.By, e.Until, e.RecordedAt = db.At(m.At).Time, m.Basis, m.By, db.At(m.Until).Time, now
		if e.At.IsZero() {
			e.At = now
		}
		last := c.Start
		if n := len(c.Entries); n > 0 {
			last = c.Entries[n-1].At
		}
		switch {
		case e.At.After(now) && e.At.After(last):
			return ErrFuture
		case last.After(now) && e.At.Before(last):
			e.At = last // the machine's clock was ahead and has been set right
		}
		if e.Kind == deadline.Restart {
			c.edition = have.almanac.latest()
		}
		c.Entries = append(c.Entries, e)
		if err := c.derive(have, now); err != nil {
			return err
		}
		return k.addEntry(ctx, c.ID, len(c.Entries), e)
	})
}

// change loads a clock, lets it be changed and saves it. It holds the row at which
// sweeps wait, so that none of them sees half a change.
func (k *Keeper) change(ctx context.Context, clockID string, do func(ctx context.Context, c *Clock, have *known, now time.Time) error) (changed Clock, err error) {
	err = k.DB.InTx(ctx, func(ctx context.Context) error {
		if err := k.lock(ctx, []string{clockID}); err != nil {
			return err
		}
		have, err := k.know(ctx)
		if err != nil {
			return err
		}
		found, err := k.clocks(ctx, []string{clockID})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		c, now := &found[0], k.Clock.Now()
		if err := c.complete(have, now); err != nil {
			return err
		}
		if c.State != deadline.Stopped {
			if err := k.follow(ctx, have, found, now); err != nil {
				return err
			}
		}
		if err := do(ctx, c, have, now); err != nil {
			return err
		}
		c.Version++
		if err := k.saveClock(ctx, c); err != nil {
			return err
		}
		changed = *c
		return k.rewait(ctx, c)
	})
	return changed, err
}

// rewait sets the rung that a clock waits for after a change.
func (k *Keeper) rewait(ctx context.Context, c *Clock) error {
	rung, err := k.reached(ctx, c.ID)
	if err != nil {
		return err
	}
	if rung, at, ok := c.next(rung + 1); ok {
		return k.await(ctx, []wait{{c.ID, rung, at}})
	}
	return k.forget(ctx, []string{c.ID})
}
