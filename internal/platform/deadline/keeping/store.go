package keeping

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/standard/civil"
)

// together is how many rows one statement writes or names.
const together = 500

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func (k *Keeper) mark(ctx context.Context) (string, error) {
	var calendar, profiles sql.NullString
	err := k.DB.QueryRow(ctx, `SELECT (SELECT max(id) FROM deadline_amendment), (SELECT max(id) FROM deadline_profile)`).Scan(&calendar, &profiles)
	return calendar.String + " " + profiles.String, wrap(err, "look whether calendar or profiles changed")
}

func one(truth bool) int64 {
	if truth {
		return 1
	}
	return 0
}

// kept is the state that is stored: expiry is a matter of the present.
func (c *Clock) kept() string {
	if c.State == deadline.Expired {
		return string(deadline.Running)
	}
	return string(c.State)
}

// next is the rung that a clock waits for, of those from the n-th on; false when
// none is left or the clock does not run.
func (c *Clock) next(n int64) (rung int64, at time.Time, ok bool) {
	if !c.runs() || n > int64(len(c.Rungs)) {
		return 0, time.Time{}, false
	}
	return n, c.Rungs[n-1].At, true
}

// insertClocks writes new clocks.
func (k *Keeper) insertClocks(ctx context.Context, clocks []Clock) error {
	for some := range slices.Chunk(clocks, together) {
		args := make([]any, 0, 18*len(some))
		waits := make([]wait, 0, len(some))
		for _, c := range some {
			args = append(args, c.ID, c.Case.Kind, c.Case.ID, c.Name, c.Holder, c.Profile.Code, c.Profile.Version, db.At(c.Start),
				db.Date{Date: civil.Of(c.Start.In(civil.Beijing))}, c.Budget.String(), db.At(c.Due), c.kept(), db.At(c.Stopped),
				one(c.Met), one(c.Rolled), len(c.Entries), c.edition, c.Version)
			if rung, at, ok := c.next(1); ok {
				waits = append(waits, wait{c.ID, rung, at})
			}
		}
		if _, err := k.DB.Exec(ctx, `INSERT INTO deadline_clock (id, case_kind, case_id, name, holder, profile, profile_version, started_at,
			start_day, budget, due_at, state, stopped_at, met, rolled, entries, edition, version) VALUES `+db.PlaceholderRows(len(some), 18), args...); err != nil {
			return wrap(err, "save clocks")
		}
		if err := k.await(ctx, waits); err != nil {
			return err
		}
	}
	return nil
}

// wait is the rung that a clock waits for.
type wait struct {
	clock string
	rung  int64
	at    time.Time
}

// await sets the rungs that clocks wait for.
func (k *Keeper) await(ctx context.Context, waits []wait) error {
	for some := range slices.Chunk(waits, together) {
		args := make([]any, 0, 3*len(some))
		for _, w := range some {
			args = append(args, w.clock, w.rung, db.At(w.at))
		}
		if _, err := k.DB.Exec(ctx, `INSERT INTO deadline_next (clock, rung, at) VALUES `+db.PlaceholderRows(len(some), 3)+`
			ON CONFLICT (clock) DO UPDATE SET rung = excluded.rung, at = excluded.at`, args...); err != nil {
			return wrap(err, "set next rungs")
		}
	}
	return nil
}

// forget ends the waiting of clocks.
func (k *Keeper) forget(ctx context.Context, clocks []string) error {
	for some := range slices.Chunk(clocks, together) {
		if _, err := k.DB.Exec(ctx, `DELETE FROM deadline_next WHERE clock IN (`+db.Placeholders(len(some))+`)`, anys(some)...); err != nil {
			return wrap(err, "end waiting")
		}
	}
	return nil
}

func anys(texts []string) []any {
	list := make([]any, len(texts))
	for i, t := range texts {
		list[i] = t
	}
	return list
}

// hold locks the rows at which sweeps and changes wait for each other.
func (k *Keeper) hold(ctx context.Context, clocks []string) error {
	_, err := k.DB.Exec(ctx, `UPDATE deadline_next SET rung = rung WHERE clock IN (`+db.Placeholders(len(clocks))+`)`, anys(clocks)...)
	return wrap(err, "hold clocks")
}

const selectClocks = `SELECT c.id, c.case_kind, c.case_id, c.name, c.holder, c.profile, c.profile_version, c.started_at, c.budget, c.due_at,
	c.edition, c.version, coalesce(e.kind, ''), e.at, coalesce(e.basis, ''), coalesce(e.by_name, ''), coalesce(e.added, ''), e.until_at, e.recorded_at
	FROM deadline_clock c LEFT JOIN deadline_entry e ON e.clock = c.id `

// clocksOf loads the clocks of cases.
func (k *Keeper) clocksOf(ctx context.Context, kind string, ids []string) ([]Clock, error) {
	var all []Clock
	for some := range slices.Chunk(ids, together) {
		rows, err := k.DB.Query(ctx, selectClocks+`WHERE c.case_kind = ? AND c.case_id IN (`+db.Placeholders(len(some))+`) ORDER BY c.id, e.seq`,
			append([]any{kind}, anys(some)...)...)
		if all, err = scanClocks(all, rows, err); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// clocks loads clocks by their ids, in the order of these.
func (k *Keeper) clocks(ctx context.Context, ids []string) ([]Clock, error) {
	var all []Clock
	for some := range slices.Chunk(ids, together) {
		rows, err := k.DB.Query(ctx, selectClocks+`WHERE c.id IN (`+db.Placeholders(len(some))+`) ORDER BY c.id, e.seq`, anys(some)...)
		if all, err = scanClocks(all, rows, err); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanClocks(all []Clock, rows *sql.Rows, err error) ([]Clock, error) {
	if err != nil {
		return nil, wrap(err, "load clocks")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var c Clock
		var e deadline.Entry
		var start, due, at, until, recorded db.Time
		var budget, added string
		if err := rows.Scan(&c.ID, &c.Case.Kind, &c.Case.ID, &c.Name, &c.Holder, &c.Profile.Code, &c.Profile.Version, &start, &budget, &due,
			&c.edition, &c.Version, &e.Kind, &at, &e.Basis, &e.By, &added, &until, &recorded); err != nil {
			return nil, wrap(err, "load clocks")
		}
		if n := len(all); n == 0 || all[n-1].ID != c.ID {
			c.Start, c.stored = start.Time, due.Time
			if c.Budget, err = deadline.ParseBudget(budget); err != nil {
				return nil, wrap(err, "load clock "+c.ID)
			}
			all = append(all, c)
		}
		if e.Kind == "" {
			continue
		}
		e.At, e.Until, e.RecordedAt = at.Time, until.Time, recorded.Time
		if added != "" {
			if e.Add, err = deadline.ParseBudget(added); err != nil {
				return nil, wrap(err, "load ledger of clock "+c.ID)
			}
		}
		last := &all[len(all)-1]
		last.Entries = append(last.Entries, e)
	}
	return all, wrap(rows.Err(), "load clocks")
}

// saveClock writes what has changed of a clock, whose version was one less.
func (k *Keeper) saveClock(ctx context.Context, c *Clock) error {
	result, err := k.DB.Exec(ctx, `UPDATE deadline_clock SET holder = ?, due_at = ?, state = ?, stopped_at = ?, met = ?, rolled = ?, entries = ?,
		edition = ?, version = ? WHERE id = ? AND version = ?`, c.Holder, db.At(c.Due), c.kept(), db.At(c.Stopped), one(c.Met), one(c.Rolled),
		len(c.Entries), c.edition, c.Version, c.ID, c.Version-1)
	if err != nil {
		return wrap(err, "save clock")
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		if err == nil {
			err = ErrStale
		}
		return err
	}
	return nil
}

// addEntry appends to the ledger of a clock.
func (k *Keeper) addEntry(ctx context.Context, clock string, seq int, e deadline.Entry) error {
	_, err := k.DB.Exec(ctx, `INSERT INTO deadline_entry (clock, seq, kind, at, basis, by_name, added, until_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		clock, seq, string(e.Kind), db.At(e.At), e.Basis, e.By, e.Add.String(), db.At(e.Until), db.At(e.RecordedAt))
	return wrap(err, "append to ledger")
}

// reached is the highest rung of a clock that has called, 0 for none.
func (k *Keeper) reached(ctx context.Context, clock string) (rung int64, err error) {
	err = k.DB.QueryRow(ctx, `SELECT coalesce(max(rung), 0) FROM deadline_fired WHERE clock = ?`, clock).Scan(&rung)
	return rung, wrap(err, "load rungs of clock")
}
