package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// InsertOptions say whose job it is and when it runs.
type InsertOptions struct {
	// Owner is the id of the principal who asks for it, empty for the program.
	Owner string
	// ResultURL leads to what the job makes, if that is known beforehand.
	ResultURL string
	// Unique, if not empty, names what the job is about: while another job of
	// the same kind with the same name is queued or running, Insert inserts
	// none and returns that one's id. Silent jobs cannot be unique.
	Unique string
	// ScheduledAt is the earliest start by the database's time; zero is now. A
	// deadline never lives here alone: due times are columns that a sweep reads.
	ScheduledAt time.Time
}

// arguments is what the queue keeps of a job.
type arguments struct {
	kind  string
	Task  string          `json:"task"`
	Owner string          `json:"owner,omitempty"`
	Args  json.RawMessage `json:"args"`
}

// Kind returns the kind that River stores beside the arguments.
func (a arguments) Kind() string { return a.kind }

// crashAllowance is how many attempts of one job may end with the program's
// death before the job is taken for the cause. A guess.
const crashAllowance = 5

// Insert puts a job into the queue and returns its id. It joins the transaction
// of ctx, so that the job runs exactly if that is committed, and makes its own
// otherwise. T must be the type that kind was defined with.
func Insert[T any](ctx context.Context, r *Runner, kind string, args T, o InsertOptions) (jobID string, err error) {
	e, err := r.registry.find(kind)
	if err != nil {
		return "", err
	}
	if !e.fits(args) {
		return "", fmt.Errorf("jobs: %s does not take arguments of type %T", kind, args)
	}
	if e.silent && o.Unique != "" {
		return "", fmt.Errorf("jobs: %s is silent and cannot be unique", kind)
	}
	raw, err := json.Marshal(args)
	if err != nil {
		return "", fmt.Errorf("write arguments of job %s: %w", kind, err)
	}
	return r.insert(ctx, e, raw, o)
}

func (r *Runner) insert(ctx context.Context, e entry, raw json.RawMessage, o InsertOptions) (id string, err error) {
	err = r.db.InTx(ctx, func(ctx context.Context) error {
		id = kernel.NewID()
		if !e.silent {
			alive, err := r.insertTask(ctx, e, id, o)
			if err != nil {
				return err
			}
			if alive != id {
				id = alive
				return nil
			}
		}
		tx, err := r.db.Tx(ctx)
		if err != nil {
			return err
		}
		_, err = r.inserter.InsertTx(ctx, tx, arguments{kind: e.kind, Task: id, Owner: o.Owner, Args: raw}, e.queued(o))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("insert job %s: %w", e.kind, err)
	}
	return id, nil
}

func (e entry) queued(o InsertOptions) *river.InsertOpts {
	opts := &river.InsertOpts{MaxAttempts: e.maxAttempts + crashAllowance + 1, Queue: taskQueue, ScheduledAt: o.ScheduledAt.UTC()}
	if o.ScheduledAt.IsZero() {
		opts.ScheduledAt = time.Time{}
	}
	if e.silent {
		opts.Queue = silentQueue
	}
	return opts
}

// InsertAll puts silent jobs of one kind into the queue in one go, in the
// transaction of ctx; outside one it fails with db.ErrNoTx.
func InsertAll[T any](ctx context.Context, r *Runner, kind string, all []T, o InsertOptions) error {
	e, err := r.registry.find(kind)
	if err != nil {
		return err
	}
	if !e.silent || o.Unique != "" {
		return fmt.Errorf("jobs: %s is not silent or unique: insert them one by one", kind)
	}
	tx, err := r.db.Tx(ctx)
	if err != nil {
		return fmt.Errorf("insert jobs %s: %w", kind, err)
	}
	params := make([]river.InsertManyParams, len(all))
	for i, args := range all {
		if !e.fits(args) {
			return fmt.Errorf("jobs: %s does not take arguments of type %T", kind, args)
		}
		raw, err := json.Marshal(args)
		if err != nil {
			return fmt.Errorf("write arguments of job %s: %w", kind, err)
		}
		params[i] = river.InsertManyParams{Args: arguments{kind: e.kind, Task: kernel.NewID(), Owner: o.Owner, Args: raw}, InsertOpts: e.queued(o)}
	}
	if len(params) == 0 {
		return nil
	}
	if _, err := r.inserter.InsertManyFastTx(ctx, tx, params); err != nil {
		return fmt.Errorf("insert jobs %s: %w", kind, err)
	}
	return nil
}

// insertTask makes the task row and returns its id, or the id of the task that
// is alive under the same unique name.
func (r *Runner) insertTask(ctx context.Context, e entry, id string, o InsertOptions) (alive string, err error) {
	for range 3 { // the other task may end between the two statements
		result, err := r.db.Exec(ctx, `INSERT INTO job_task (id, kind, label, owner, state, done, total, note, error_code,
				error_message, result_url, unique_key, attempt, cancel_asked, created_at, version)
			VALUES (?, ?, ?, ?, 'queued', 0, 0, '', '', '', ?, ?, 0, 0, ?, 1) ON CONFLICT DO NOTHING`,
			id, e.kind, e.label, o.Owner, o.ResultURL, o.Unique, db.At(r.clock.Now()))
		if err != nil {
			return "", err
		}
		if n, err := result.RowsAffected(); err != nil || n == 1 {
			return id, err
		}
		err = r.db.QueryRow(ctx, `SELECT id FROM job_task WHERE kind = ? AND unique_key = ? AND state IN ('queued', 'running')`,
			e.kind, o.Unique).Scan(&alive)
		if !db.IsNoRows(err) {
			return alive, err
		}
	}
	return "", errors.New("jobs: the unique name changed hands too often")
}

// Cancel asks for a task to end: a queued one is cancelled at once, a running
// one within about a second by the end of its context. It fails with
// ErrNotFound for an unknown task and does nothing to one that has ended.
func (r *Runner) Cancel(ctx context.Context, id string) error {
	if _, err := r.stored(ctx, id); err != nil {
		return err
	}
	_, err := r.db.Exec(ctx, `UPDATE job_task SET cancel_asked = 1, version = version + 1,
			finished_at = CASE WHEN state = 'queued' THEN ? ELSE finished_at END,
			state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
		WHERE id = ? AND state IN ('queued', 'running')`, db.At(r.clock.Now()), id)
	if err != nil {
		return fmt.Errorf("cancel task %s: %w", id, err)
	}
	return nil
}
