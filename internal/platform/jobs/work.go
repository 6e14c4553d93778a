package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
)

// ErrFenced is what a commit fails with when another program has taken the job over.
var ErrFenced = errors.New("jobs: this attempt has been taken over by another program")

// Why the context of a running job ended.
var (
	errStopping  = errors.New("jobs: the program stops")
	errCancelled = errors.New("jobs: cancelled by request")
	errTimeout   = errors.New("jobs: the attempt took longer than its time limit")
)

// releasedMark begins the error that River stores for an attempt that was cut
// short by a stop and so did not fail.
const releasedMark = "released: "

// run is one attempt in this program.
type run struct {
	runner  *Runner
	row     *rivertype.JobRow
	task    string
	silent  bool
	cancel  context.CancelCauseFunc
	mu      sync.Mutex
	expired bool // taken over by another program
}

type runKey struct{}

// runs are the attempts in this program, by River's id.
type runs struct {
	mu sync.Mutex
	m  map[int64]*run
}

func newRuns() *runs { return &runs{m: map[int64]*run{}} }

func (s *runs) add(n *run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[n.row.ID] = n
}

func (s *runs) remove(n *run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.m[n.row.ID] == n {
		delete(s.m, n.row.ID)
	}
}

func (s *runs) has(id int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.m[id]
	return ok
}

func (s *runs) all() []*run {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*run, 0, len(s.m))
	for _, n := range s.m {
		list = append(list, n)
	}
	return list
}

func (s *runs) cancelAll(cause error) {
	for _, n := range s.all() {
		n.cancel(cause)
	}
}

// expire marks every attempt as taken over and ends its context.
func (s *runs) expire() {
	for _, n := range s.all() {
		n.mu.Lock()
		n.expired = true
		n.mu.Unlock()
		n.cancel(ErrFenced)
	}
}

// Report tells the followers of the running task how far it is: done of total
// units, and in Chinese what is being done. It never waits and never touches
// the context's transaction; it does nothing outside a followed job.
func Report(ctx context.Context, done, total int64, note string) {
	if n, ok := ctx.Value(runKey{}).(*run); ok && !n.silent {
		n.runner.live.change(n.task, func(t *Task) { t.Done, t.Total, t.Note = done, total, note })
	}
}

// SetResult says where what the running task made can be found. It is stored
// when the task is done; it does nothing outside a followed job.
func SetResult(ctx context.Context, url string) {
	if n, ok := ctx.Value(runKey{}).(*run); ok && !n.silent {
		n.runner.live.change(n.task, func(t *Task) { t.ResultURL = url })
	}
}

// Fence fails with db.ErrNoTx outside a transaction and otherwise does nothing:
// every transaction of a job is fenced by itself, so that its commit fails with
// ErrFenced when another program has taken this attempt over. It remains for
// code that wants to say so.
func Fence(ctx context.Context) error {
	n, ok := ctx.Value(runKey{}).(*run)
	if !ok {
		return nil
	}
	_, err := n.runner.db.Tx(ctx)
	return err
}

// hold locks River's row if the attempt still is this one.
func (n *run) hold(ctx context.Context) error {
	result, err := n.runner.db.Exec(ctx, `UPDATE river_job SET attempt = attempt WHERE id = ? AND attempt = ? AND state = 'running'`,
		n.row.ID, n.row.Attempt)
	if err != nil {
		return fmt.Errorf("fence job %d: %w", n.row.ID, err)
	}
	held, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if held == 0 {
		n.mu.Lock()
		n.expired = true
		n.mu.Unlock()
		n.runner.logger.WarnContext(ctx, "stale commit refused", "kind", n.row.Kind, "task", n.task)
		return ErrFenced
	}
	return nil
}

func (n *run) taken() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.expired
}

// worker adapts one definition to River.
type worker struct {
	river.WorkerDefaults[arguments]
	runner *Runner
	entry  entry
}

// Timeout returns -1: the time limit is set in Work, with a cause.
func (w *worker) Timeout(*river.Job[arguments]) time.Duration { return -1 }

// Work runs one attempt and settles the task. What it returns settles River's
// row: nil completes it, a JobCancelError ends it, another error lets it run
// again.
func (w *worker) Work(ctx context.Context, job *river.Job[arguments]) error {
	r := w.runner
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	n := &run{runner: r, row: job.JobRow, task: job.Args.Task, silent: w.entry.silent, cancel: cancel}
	r.runs.add(n)
	defer r.runs.remove(n)
	ctx = context.WithValue(ctx, runKey{}, n)

	failures, crashes := attempts(job.JobRow)
	if !n.silent {
		open, err := r.begin(ctx, n)
		if err != nil || !open {
			return err
		}
		defer r.live.end(n.task)
	}
	err := w.attempt(ctx, n, job, failures, crashes)
	settled := context.WithoutCancel(ctx)
	if n.taken() {
		return w.park(ctx, n)
	}
	outcome := w.judge(ctx, err, failures)
	if outcome.state == Failed {
		r.logger.ErrorContext(ctx, "job failed", "kind", w.entry.kind, "task", n.task, "error", err)
	} else if err != nil && outcome.state == Queued {
		r.logger.WarnContext(ctx, "job will be tried again", "kind", w.entry.kind, "task", n.task, "failures", failures+1, "error", err)
	}
	if !n.silent {
		if err := r.settle(settled, n, job, outcome); errors.Is(err, ErrFenced) {
			return w.park(ctx, n)
		} else if err != nil {
			return fmt.Errorf("store outcome of job: %w", err)
		}
	}
	return outcome.river
}

// attempts counts how often the job failed and how often its program died.
func attempts(row *rivertype.JobRow) (failures, crashes int) {
	released := 0
	for _, e := range row.Errors {
		if len(e.Error) >= len(releasedMark) && e.Error[:len(releasedMark)] == releasedMark {
			released++
		} else {
			failures++
		}
	}
	return failures, row.Attempt - 1 - failures - released
}

// attempt calls the definition's Work within its time limit and turns a panic
// into an error.
func (w *worker) attempt(ctx context.Context, n *run, job *river.Job[arguments], failures, crashes int) (err error) {
	if crashes > crashAllowance {
		return errs.Newf(errs.Conflict, "job.crashed", "任务“%s”执行时程序多次中断，已停止重试。请把任务编号交给管理员。", w.entry.label)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, w.entry.timeout, errTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if err != nil && errors.Is(context.Cause(ctx), errTimeout) {
			err = fmt.Errorf("%w: %w", errTimeout, err)
		}
	}()
	return w.entry.work(db.Guarded(ctx, n.hold), Job{ID: n.task, Kind: w.entry.kind, Owner: job.Args.Owner, Failures: failures}, job.Args.Args)
}

// park holds the place of an attempt that was taken over until River's row is
// not running any more. Had it returned at once, River would write this
// attempt's end over the row of the attempt that runs elsewhere.
func (w *worker) park(ctx context.Context, n *run) error {
	w.runner.logger.WarnContext(ctx, "attempt was taken over by another program", "kind", w.entry.kind, "task", n.task)
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-w.runner.stopping:
			return errors.New(releasedMark + "taken over by another program")
		case <-ticker.C:
		}
		var running bool
		err := w.runner.db.QueryRow(context.WithoutCancel(ctx), `SELECT state = 'running' FROM river_job WHERE id = ?`, n.row.ID).Scan(&running)
		if db.IsNoRows(err) || (err == nil && !running) {
			return ErrFenced
		}
	}
}

// outcome is what one attempt comes to.
type outcome struct {
	state         State
	code, message string
	river         error
}

func (w *worker) judge(ctx context.Context, err error, failures int) outcome {
	cause := context.Cause(ctx)
	switch {
	case err == nil:
		return outcome{state: Done}
	case errors.Is(cause, errCancelled):
		return outcome{state: Cancelled, river: river.JobCancel(err)}
	case cause != nil && ctx.Err() != nil: // the program stops
		return outcome{state: Queued, river: fmt.Errorf(releasedMark+"%w", err)}
	}
	known, _ := errors.AsType[*errs.Error](err)
	if known == nil {
		known = errs.Newf(errs.Internal, "job.failed",
			"任务“%s”没有完成：程序内部出错，没有提交的部分已撤回。请稍后重试；若再次失败，请把任务编号交给管理员。", w.entry.label)
	}
	if permanent(known.Kind) || failures+1 >= w.entry.maxAttempts {
		return outcome{state: Failed, code: known.Code, message: known.Msg, river: river.JobCancel(err)}
	}
	return outcome{state: Queued, code: known.Code, message: known.Msg, river: err}
}

// permanent reports whether trying again cannot help.
func permanent(k errs.Kind) bool {
	switch k {
	case errs.Internal, errs.TooMany, errs.Unavailable:
		return false
	default:
		return true
	}
}

// begin marks the task as running. It reports false when the task has already
// ended: the program died after storing that and before River knew.
func (r *Runner) begin(ctx context.Context, n *run) (open bool, err error) {
	err = r.db.InTx(ctx, func(ctx context.Context) error {
		result, err := r.db.Exec(ctx, `UPDATE job_task SET state = 'running', attempt = ?, started_at = coalesce(started_at, ?),
				error_code = '', error_message = '', version = version + 1
			WHERE id = ? AND state IN ('queued', 'running')`, n.row.Attempt, db.At(r.clock.Now()), n.task)
		if err != nil {
			return err
		}
		changed, err := result.RowsAffected()
		open = changed == 1
		return err
	})
	if err != nil || !open {
		return false, err
	}
	task, err := r.stored(ctx, n.task)
	if err != nil {
		return false, err
	}
	r.live.begin(task, n.row.Attempt)
	return true, nil
}

// settle stores the outcome in the task's row and, when it is done, completes
// River's row in the same transaction, so that the two agree whatever happens.
func (r *Runner) settle(ctx context.Context, n *run, job *river.Job[arguments], o outcome) error {
	task, _ := r.live.get(n.task)
	finished := db.Time{}
	if o.state.Final() {
		finished = db.At(r.clock.Now())
	}
	return r.db.InTx(ctx, func(ctx context.Context) error {
		if err := n.hold(ctx); err != nil {
			return err
		}
		_, err := r.db.Exec(ctx, `UPDATE job_task SET state = ?, done = ?, total = ?, note = ?, error_code = ?, error_message = ?,
				result_url = ?, finished_at = ?, version = version + 1 WHERE id = ?`,
			o.state, task.Done, task.Total, task.Note, o.code, o.message, task.ResultURL, finished, n.task)
		if err != nil || o.state != Done {
			return err
		}
		tx, err := r.db.Tx(ctx)
		if err != nil {
			return err
		}
		_, err = river.JobCompleteTx[riverdriver.Driver[*sql.Tx]](ctx, tx, job)
		return err
	})
}

// retryPolicy says when River tries a failed attempt again.
type retryPolicy struct{ runner *Runner }

// NextRetry returns the instant of the next attempt, in UTC: see utc.
func (p retryPolicy) NextRetry(row *rivertype.JobRow) time.Time {
	failures, _ := attempts(row)
	return clock.System().Now().Add(p.runner.options.Backoff(failures + 1))
}

// storeProgress writes what was reported since the last call. It gives up
// quickly when the writer is busy, which on SQLite it may be for as long as the
// very job runs; followers in this program read the hub in the meantime.
func (r *Runner) storeProgress(ctx context.Context) {
	for _, l := range r.live.takeDirty() {
		short, done := context.WithTimeout(ctx, 250*time.Millisecond)
		_, err := r.db.Exec(short, `UPDATE job_task SET done = ?, total = ?, note = ?, version = version + 1
			WHERE id = ? AND attempt = ? AND state = 'running'`, l.task.Done, l.task.Total, l.task.Note, l.task.ID, l.attempt)
		done()
		if err != nil {
			r.live.markDirty(l.task.ID)
			r.logger.LogAttrs(ctx, slog.LevelDebug, "progress not stored yet", slog.String("task", l.task.ID), slog.String("error", err.Error()))
		}
	}
}

// cancelAsked ends the contexts of the running tasks that somebody cancelled.
func (r *Runner) cancelAsked(ctx context.Context) {
	for _, n := range r.runs.all() {
		if n.silent {
			continue
		}
		var asked bool
		err := r.db.QueryRow(ctx, `SELECT cancel_asked = 1 FROM job_task WHERE id = ?`, n.task).Scan(&asked)
		if err == nil && asked {
			n.cancel(errCancelled)
		}
	}
}
