package keeping

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// The jobs of this package: JobSweep runs every SweepEvery, JobFollow after each
// amendment of the calendar.
const (
	JobSweep   = "deadline.sweep"
	JobFollow  = "deadline.follow"
	SweepEvery = 3 * time.Second
)

// DefineJobs adds the jobs.
func (k *Keeper) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "提醒到期", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			_, err := k.Sweep(authz.AsSystem(ctx, JobSweep))
			return err
		},
	})
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobWatch, Label: "核对放假安排", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			return k.Watch(authz.AsSystem(ctx, JobWatch))
		},
	})
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobFollow, Label: "按修订的历书重算期限", Silent: true, MaxAttempts: 20, Timeout: 2 * time.Hour,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			return k.Follow(authz.AsSystem(ctx, JobFollow))
		},
	})
}

// batch is how many clocks one transaction of a sweep calls for: large enough for
// 10,000 in two seconds, small enough that a change never waits long.
const batch = 1000

// Sweep calls for every rung that is reached, each once for ever, and returns how
// many it called for. Several may run at a time.
func (k *Keeper) Sweep(ctx context.Context) (called int, err error) {
	for {
		n, looked, err := k.sweepBatch(ctx)
		called += n
		if err != nil || looked < batch {
			return called, err
		}
	}
}

func (k *Keeper) sweepBatch(ctx context.Context) (called, looked int, err error) {
	err = k.DB.InTx(ctx, func(ctx context.Context) error {
		called, looked = 0, 0
		if _, err := k.DB.Exec(ctx, `UPDATE deadline_gate SET turn = turn + 1 WHERE id = 1`); err != nil {
			return wrap(err, "pass the gate of sweeps")
		}
		now := k.Clock.Now()
		waits, err := k.due(ctx, now)
		if err != nil || len(waits) == 0 {
			return err
		}
		looked = len(waits)
		have, err := k.know(ctx)
		if err != nil {
			return err
		}
		s, err := k.reach(ctx, have, waits, now)
		if err != nil {
			return err
		}
		told, err := k.claim(ctx, s, now)
		if err != nil {
			return err
		}
		called = len(told)
		if err := k.await(ctx, s.waits); err != nil {
			return err
		}
		if err := k.forget(ctx, s.done); err != nil {
			return err
		}
		return events.PublishAll(ctx, k.Bus, EventRungReached, told)
	})
	return called, looked, err
}

// swept is what a batch of a sweep found.
type swept struct {
	reached []wait // the rungs that are reached
	told    map[wait]RungReached
	waits   []wait   // what the clocks wait for from now on
	done    []string // clocks that wait for nothing more
}

// due takes the clocks whose next rung is reached, and holds them.
func (k *Keeper) due(ctx context.Context, now time.Time) ([]wait, error) {
	rows, err := k.DB.Query(ctx, `UPDATE deadline_next SET rung = rung WHERE at <= ? AND clock IN
		(SELECT clock FROM deadline_next WHERE at <= ? ORDER BY at, clock LIMIT ?) RETURNING clock, rung, at`, db.At(now), db.At(now), batch)
	if err != nil {
		return nil, wrap(err, "look for rungs")
	}
	defer func() { _ = rows.Close() }()
	var waits []wait
	for rows.Next() {
		var w wait
		var at db.Time
		if err := rows.Scan(&w.clock, &w.rung, &at); err != nil {
			return nil, wrap(err, "look for rungs")
		}
		w.at = at.Time
		waits = append(waits, w)
	}
	return waits, wrap(rows.Err(), "look for rungs")
}

// reach derives which rungs of the clocks are reached.
func (k *Keeper) reach(ctx context.Context, have *known, waits []wait, now time.Time) (swept, error) {
	from := make(map[string]int64, len(waits))
	ids := make([]string, len(waits))
	for i, w := range waits {
		ids[i], from[w.clock] = w.clock, w.rung
	}
	slices.Sort(ids)
	clocks, err := k.clocks(ctx, ids)
	if err != nil {
		return swept{}, err
	}
	s := swept{told: map[wait]RungReached{}}
	for i := range clocks {
		c := &clocks[i]
		if err := c.derive(have, now); err != nil {
			return swept{}, wrap(err, "derive clock "+c.ID)
		}
		next := from[c.ID]
		for ; c.runs() && next <= int64(len(c.Rungs)) && !c.Rungs[next-1].At.After(now); next++ {
			r := c.Rungs[next-1]
			w := wait{clock: c.ID, rung: next, at: r.At}
			s.reached = append(s.reached, w)
			s.told[wait{clock: c.ID, rung: next}] = RungReached{
				Kind: c.Case.Kind, ID: c.Case.ID, Clock: c.ID, Name: c.Name, Holder: c.Holder, Profile: c.Profile.Code,
				Rung: r.Share, Level: r.Level, At: r.At, Due: c.Due,
			}
		}
		if rung, at, ok := c.next(next); ok {
			s.waits = append(s.waits, wait{c.ID, rung, at})
		} else {
			s.done = append(s.done, c.ID)
		}
	}
	return s, nil
}

// claim writes that rungs have called and returns what is to be told of those that
// had not.
func (k *Keeper) claim(ctx context.Context, s swept, now time.Time) ([]RungReached, error) {
	var told []RungReached
	for some := range slices.Chunk(s.reached, together) {
		claimed, err := k.claimSome(ctx, some, now)
		if err != nil {
			return nil, wrap(err, "claim rungs")
		}
		for _, w := range claimed {
			told = append(told, s.told[w])
		}
	}
	return told, nil
}

// claimSome claims rungs in one statement and returns those that nobody had.
func (k *Keeper) claimSome(ctx context.Context, some []wait, now time.Time) (claimed []wait, err error) {
	args := make([]any, 0, 4*len(some))
	for _, w := range some {
		args = append(args, w.clock, w.rung, db.At(w.at), db.At(now))
	}
	rows, err := k.DB.Query(ctx, `INSERT INTO deadline_fired (clock, rung, at, fired_at) VALUES `+db.PlaceholderRows(len(some), 4)+`
		ON CONFLICT (clock, rung) DO NOTHING RETURNING clock, rung`, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var w wait
		if err := rows.Scan(&w.clock, &w.rung); err != nil {
			return nil, err
		}
		claimed = append(claimed, w)
	}
	return claimed, rows.Err()
}
