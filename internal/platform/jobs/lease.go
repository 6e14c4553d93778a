package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
)

// deadAfter is how many of its own beats a program sees another's counter stand
// still before it takes that one for dead. Counting beats instead of reading a
// clock lets a program that was itself stopped accuse nobody.
const deadAfter = 5

// orphanAfter is how many beats in a row a job must be found running by nobody.
// More than one, because a program that starts may take a job between two
// readings.
const orphanAfter = 2

// lostAfter is the same for a job that this very program has taken and no
// longer knows. River stores the end of a job a little after the job has ended,
// and tries for half a minute when the database is busy.
const lostAfter = 15

// sightings is what this program has seen of the others.
type sightings struct {
	nodes   map[string]nodeSeen
	orphans map[attemptKey]int
}

type nodeSeen struct {
	beat  int64
	still int
}

type attemptKey struct {
	id      int64
	attempt int
}

// beat raises this program's counter. It reports false when the others have
// taken this program for dead and deleted its row, which it makes anew.
func (r *Runner) beat(ctx context.Context, node string) (known bool, err error) {
	result, err := r.db.Exec(ctx, `UPDATE job_node SET beat = beat + 1 WHERE id = ?`, node)
	if err != nil {
		return true, fmt.Errorf("show that this program lives: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return true, err
	}
	_, err = r.db.Exec(ctx, `INSERT INTO job_node (id, beat) VALUES (?, 1) ON CONFLICT DO NOTHING`, node)
	return false, err
}

// leave deletes this program's row.
func (r *Runner) leave(ctx context.Context, node string) {
	if _, err := r.db.Exec(ctx, `DELETE FROM job_node WHERE id = ?`, node); err != nil {
		r.logger.WarnContext(ctx, "this program could not sign off", "error", err)
	}
}

// watch shows that this program lives and takes over what nobody works any more:
// the jobs of dead programs, and jobs that this one no longer knows of because
// River could not store their end.
func (r *Runner) watch(ctx context.Context, node string) {
	if err := r.watchOnce(ctx, node); err != nil && ctx.Err() == nil {
		r.logger.ErrorContext(ctx, "watch over jobs", "error", err)
	}
}

func (r *Runner) watchOnce(ctx context.Context, node string) error {
	if r.db.Engine() == db.Postgres { // SQLite is one program: nobody looks
		known, err := r.beat(ctx, node)
		if err != nil {
			return err
		}
		if !known {
			r.logger.ErrorContext(ctx, "this program was taken for dead; its jobs run elsewhere")
			r.runs.expire()
		}
		if err := r.buryDead(ctx, node); err != nil {
			return err
		}
	}
	return r.adoptOrphans(ctx, node)
}

// buryDead deletes the rows of programs that stand still. Their jobs become
// orphans, and a program that only slept learns of it at its next beat.
func (r *Runner) buryDead(ctx context.Context, self string) error {
	beats, err := r.nodes(ctx)
	if err != nil {
		return err
	}
	seen := make(map[string]nodeSeen, len(beats))
	for id, beat := range beats {
		if id == self {
			continue
		}
		s, ok := r.seen.nodes[id]
		if ok && s.beat == beat {
			s.still++
		} else {
			s = nodeSeen{beat: beat}
		}
		seen[id] = s
		if s.still < deadAfter {
			continue
		}
		if _, err := r.db.Exec(ctx, `DELETE FROM job_node WHERE id = ? AND beat = ?`, id, beat); err != nil {
			return fmt.Errorf("delete dead program: %w", err)
		}
		r.logger.WarnContext(ctx, "another program is taken for dead", "program", id)
	}
	r.seen.nodes = seen
	return nil
}

func (r *Runner) nodes(ctx context.Context) (map[string]int64, error) {
	rows, err := r.db.Query(ctx, `SELECT id, beat FROM job_node`)
	if err != nil {
		return nil, fmt.Errorf("list programs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	beats := map[string]int64{}
	for rows.Next() {
		var id string
		var beat int64
		if err := rows.Scan(&id, &beat); err != nil {
			return nil, err
		}
		beats[id] = beat
	}
	return beats, rows.Err()
}

// adoptOrphans makes running jobs available again that no living program works.
func (r *Runner) adoptOrphans(ctx context.Context, self string) error {
	running, err := r.running(ctx)
	if err != nil || len(running) == 0 {
		r.seen.orphans = nil
		return err
	}
	beats, err := r.nodes(ctx)
	if err != nil {
		return err
	}
	orphans := map[attemptKey]int{}
	for _, row := range running {
		by := ""
		if n := len(row.AttemptedBy); n > 0 {
			by = row.AttemptedBy[n-1]
		}
		_, alive := beats[by]
		patience := orphanAfter
		if by == self {
			alive, patience = r.runs.has(row.ID), lostAfter
		}
		if alive {
			continue
		}
		key := attemptKey{row.ID, row.Attempt}
		orphans[key] = r.seen.orphans[key] + 1
		if orphans[key] < patience {
			continue
		}
		if err := r.release(ctx, row); err != nil {
			return err
		}
		delete(orphans, key)
	}
	r.seen.orphans = orphans
	return nil
}

// takeOverAll makes everything available that is stored as running. Only the
// program that has the database for itself may call it, before it works.
func (r *Runner) takeOverAll(ctx context.Context) error {
	running, err := r.running(ctx)
	if err != nil {
		return err
	}
	for _, row := range running {
		if err := r.release(ctx, row); err != nil {
			return err
		}
	}
	_, err = r.db.Exec(ctx, `DELETE FROM job_node`)
	return err
}

// runningLimit is far above the number of workers of all programs together.
const runningLimit = 100_000

func (r *Runner) running(ctx context.Context) ([]*rivertype.JobRow, error) {
	rows, err := r.driver.GetExecutor().JobGetStuck(ctx, &riverdriver.JobGetStuckParams{
		Max: runningLimit, StuckHorizon: clock.System().Now().Add(24 * time.Hour),
	})
	if err != nil {
		return nil, fmt.Errorf("list running jobs: %w", err)
	}
	return rows, nil
}

// release makes one attempt available for the next unless it has just ended.
func (r *Runner) release(ctx context.Context, row *rivertype.JobRow) error {
	err := r.db.InTx(ctx, func(ctx context.Context) error {
		result, err := r.db.Exec(ctx, `UPDATE river_job SET state = 'available' WHERE id = ? AND attempt = ? AND state = 'running'`,
			row.ID, row.Attempt)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err
		}
		var args arguments
		if err := json.Unmarshal(row.EncodedArgs, &args); err != nil {
			return err
		}
		r.logger.WarnContext(ctx, "job of a dead program runs again", "kind", row.Kind, "task", args.Task)
		_, err = r.db.Exec(ctx, `UPDATE job_task SET state = 'queued', version = version + 1 WHERE id = ? AND state = 'running'`, args.Task)
		return err
	})
	if err != nil {
		return fmt.Errorf("take over job %d: %w", row.ID, err)
	}
	return nil
}
