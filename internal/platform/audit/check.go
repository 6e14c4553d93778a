package audit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Check is what one verification found.
type Check struct {
	At time.Time
	// Entries that hold, and Anchors that agree.
	Entries, Anchors int64
	// Whole says that nothing was found.
	Whole bool
	// BrokenAt is the number of the first entry that does not hold, 0 if none.
	BrokenAt int64
	// Reason says in Chinese what was found.
	Reason string
	Took   time.Duration
}

// Run verifies the chain and every anchor of the instance, and remembers what it
// found. What does not hold is no error of Run.
func (l *Log) Run(ctx context.Context) (Check, error) {
	l.verifying.Lock() // two at once on one node would only slow each other down
	defer l.verifying.Unlock()
	c := Check{At: l.clock.Now().UTC()}
	var err error
	if c.Entries, err = l.Verify(ctx); err == nil && l.Anchors != "" {
		var agree int
		agree, err = l.VerifyAnchors(ctx, l.Anchors)
		c.Anchors = int64(agree)
	}
	if err := c.found(err); err != nil {
		return c, err
	}
	c.Took = l.clock.Now().Sub(c.At)
	err = l.db.InTx(ctx, func(ctx context.Context) error {
		if err := l.saveCheck(ctx, c); err != nil {
			return err
		}
		return l.Record(ctx, Entry{Action: "audit.verified", ObjectKind: "audit", Detail: map[string]any{
			"entries": c.Entries, "anchors": c.Anchors, "whole": c.Whole, "broken_at": c.BrokenAt,
		}})
	})
	return c, err
}

// found takes over what a verification ended with. It returns what is no finding
// but a failure.
func (c *Check) found(err error) error {
	if broken, is := errors.AsType[*Broken](err); is {
		c.BrokenAt, c.Reason = broken.Seq, broken.Reason
		return nil
	}
	if forged, is := errors.AsType[*errs.Error](err); is && forged.Kind == errs.Invalid {
		c.Reason = forged.Msg
		return nil
	}
	c.Whole = err == nil
	return err
}

func (l *Log) saveCheck(ctx context.Context, c Check) error {
	_, err := l.db.Exec(ctx, `INSERT INTO audit_check (id, at, entries, anchors, whole, broken_at, reason, milliseconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		kernel.NewID(), db.At(c.At), c.Entries, c.Anchors, c.Whole, c.BrokenAt, c.Reason, c.Took.Milliseconds())
	if err != nil {
		return fmt.Errorf("keep finding of verification: %w", err)
	}
	return nil
}

// State is how the chain stands.
type State struct {
	// Entries is the number of the last entry.
	Entries int64
	// Checks are the last verifications, the newest first, at most ten.
	Checks []Check
}

// State returns how the chain stands.
func (l *Log) State(ctx context.Context) (State, error) {
	head, _, err := l.ends(ctx)
	if err != nil {
		return State{}, err
	}
	state := State{Entries: head.seq}
	rows, err := l.db.Query(ctx, `SELECT at, entries, anchors, whole, broken_at, reason, milliseconds FROM audit_check ORDER BY at DESC, id DESC LIMIT 10`)
	if err != nil {
		return State{}, fmt.Errorf("list verifications: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var c Check
		var at db.Time
		var ms int64
		if err := rows.Scan(&at, &c.Entries, &c.Anchors, &c.Whole, &c.BrokenAt, &c.Reason, &ms); err != nil {
			return State{}, fmt.Errorf("read verification: %w", err)
		}
		c.At, c.Took = at.Time, time.Duration(ms)*time.Millisecond
		state.Checks = append(state.Checks, c)
	}
	return state, rows.Err()
}
