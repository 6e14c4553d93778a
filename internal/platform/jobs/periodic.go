package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// Periodic lets a job of kind, whose arguments are empty, run every so often,
// the first time at the first start. When it is due is stored, so a restart
// neither skips nor repeats it, and of several programs one inserts it. While
// the run before is still queued or running, none is added. Call it before
// Start; it panics on an unknown kind and on an interval under a second.
func (r *Runner) Periodic(kind string, every time.Duration) {
	if _, err := r.registry.find(kind); err != nil || every < time.Second {
		panic(fmt.Sprintf("jobs: periodic %s every %s: %v", kind, every, err))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.periodic[kind] = every
}

// plan stores when each periodic job is due first. The caller holds the lock.
func (r *Runner) plan(ctx context.Context) error {
	for kind := range r.periodic {
		_, err := r.db.Exec(ctx, `INSERT INTO job_periodic (kind, next_at) VALUES (?, ?) ON CONFLICT DO NOTHING`, kind, db.At(r.clock.Now()))
		if err != nil {
			return fmt.Errorf("plan periodic job %s: %w", kind, err)
		}
	}
	return nil
}

// insertDue inserts the periodic jobs that are due. A due time further away than
// one interval comes from a clock that was wrong and counts as due.
func (r *Runner) insertDue(ctx context.Context) {
	r.mu.Lock()
	periodic := r.periodic
	r.mu.Unlock()
	for kind, every := range periodic {
		if err := r.insertIfDue(ctx, kind, every); err != nil && ctx.Err() == nil {
			r.logger.ErrorContext(ctx, "insert periodic job", "kind", kind, "error", err)
		}
	}
}

func (r *Runner) insertIfDue(ctx context.Context, kind string, every time.Duration) error {
	now := r.clock.Now()
	next := db.At(now.Add(every))
	var due bool
	err := r.db.QueryRow(ctx, `SELECT next_at <= ? OR next_at > ? FROM job_periodic WHERE kind = ?`, db.At(now), next, kind).Scan(&due)
	if err != nil || !due {
		return err
	}
	return r.db.InTx(ctx, func(ctx context.Context) error {
		result, err := r.db.Exec(ctx, `UPDATE job_periodic SET next_at = ? WHERE kind = ? AND (next_at <= ? OR next_at > ?)`,
			next, kind, db.At(now), next)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err // another program was first
		}
		e, err := r.registry.find(kind)
		if err != nil {
			return err
		}
		options := InsertOptions{Unique: "periodic"}
		if e.silent {
			options.Unique = ""
		}
		_, err = r.insert(ctx, e, json.RawMessage(`{}`), options)
		return err
	})
}

// How long ended tasks are kept: those of people, and those of the program.
// Guesses, both.
const (
	keepOwned = 180 * 24 * time.Hour
	keepOwn   = 7 * 24 * time.Hour
)

// prune deletes tasks that ended long ago.
func (r *Runner) prune(ctx context.Context) {
	now := r.clock.Now()
	_, err := r.db.Exec(ctx, `DELETE FROM job_task WHERE finished_at < ? OR (finished_at < ? AND owner = '')`,
		db.At(now.Add(-keepOwned)), db.At(now.Add(-keepOwn)))
	if err != nil && ctx.Err() == nil {
		r.logger.ErrorContext(ctx, "delete old tasks", "error", err)
	}
}
