package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"github.com/yikou/yikou/internal/platform/db"
)

// Job is one job that has not ended, as a backup keeps it: alike on both
// engines.
type Job struct {
	Kind        string                   `json:"kind"`
	Args        json.RawMessage          `json:"args"`
	Queue       string                   `json:"queue"`
	State       string                   `json:"state"`
	Priority    int                      `json:"priority"`
	Attempt     int                      `json:"attempt"`
	MaxAttempts int                      `json:"max_attempts"`
	Errors      []rivertype.AttemptError `json:"errors,omitempty"`
	Metadata    json.RawMessage          `json:"metadata,omitempty"`
	Tags        []string                 `json:"tags,omitempty"`
	CreatedAt   time.Time                `json:"created_at"`
	ScheduledAt time.Time                `json:"scheduled_at"`
}

// page is how many jobs are read at once.
const page = 1000

// Export calls fn for every job that has not ended, oldest first. It reads in
// the context's transaction.
func Export(ctx context.Context, d *db.DB, fn func(Job) error) error {
	tx, err := d.Tx(ctx)
	if err != nil {
		return err
	}
	executor := Driver(d).UnwrapExecutor(tx)
	for last := int64(0); ; {
		rows, err := executor.JobList(ctx, &riverdriver.JobListParams{
			Max: page, NamedArgs: map[string]any{"last": last}, OrderByClause: "id",
			WhereClause: "id > @last AND state NOT IN ('cancelled', 'completed', 'discarded')",
		})
		if err != nil {
			return fmt.Errorf("list jobs: %w", err)
		}
		for _, r := range rows {
			last = r.ID
			err := fn(Job{
				Kind: r.Kind, Args: r.EncodedArgs, Queue: r.Queue, State: string(r.State), Priority: r.Priority, Attempt: r.Attempt,
				MaxAttempts: r.MaxAttempts, Errors: r.Errors, Metadata: r.Metadata, Tags: r.Tags,
				CreatedAt: r.CreatedAt.UTC(), ScheduledAt: r.ScheduledAt.UTC(),
			})
			if err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
	}
}

// Import puts a job back into an empty queue, in the context's transaction. One
// that was running when the backup was taken becomes available: whoever ran it
// does not live here.
func Import(ctx context.Context, d *db.DB, j Job) error {
	tx, err := d.Tx(ctx)
	if err != nil {
		return err
	}
	state := rivertype.JobState(j.State)
	if state == rivertype.JobStateRunning {
		state = rivertype.JobStateAvailable
	}
	failures := make([][]byte, len(j.Errors))
	for i, e := range j.Errors {
		if failures[i], err = json.Marshal(e); err != nil {
			return err
		}
	}
	if len(failures) == 0 {
		failures = nil
	}
	tags := j.Tags
	if tags == nil {
		tags = []string{}
	}
	_, err = Driver(d).UnwrapExecutor(tx).JobInsertFull(ctx, &riverdriver.JobInsertFullParams{
		Kind: j.Kind, EncodedArgs: j.Args, Queue: j.Queue, State: state, Priority: j.Priority, Attempt: j.Attempt,
		MaxAttempts: j.MaxAttempts, Errors: failures, Metadata: j.Metadata, Tags: tags,
		CreatedAt: &j.CreatedAt, ScheduledAt: &j.ScheduledAt,
	})
	if err != nil {
		return fmt.Errorf("put job %s back: %w", j.Kind, err)
	}
	return nil
}

// Requeue marks the tasks whose job was running as queued again, which belongs
// after the last Import, in the same transaction. It also drops the
// signs of programs that lived elsewhere.
func Requeue(ctx context.Context, d *db.DB) error {
	for _, statement := range []string{
		`UPDATE job_task SET state = 'queued', version = version + 1 WHERE state = 'running'`,
		`DELETE FROM job_node`,
	} {
		if _, err := d.Exec(ctx, statement); err != nil {
			return fmt.Errorf("queue running tasks again: %w", err)
		}
	}
	return nil
}

// Clear empties the queue, in the context's transaction.
func Clear(ctx context.Context, d *db.DB) error {
	if _, err := d.Exec(ctx, `DELETE FROM river_job`); err != nil {
		return fmt.Errorf("empty the queue: %w", err)
	}
	return nil
}
