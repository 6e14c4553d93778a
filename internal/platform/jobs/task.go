package jobs

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
)

// State is where a task stands.
type State string

// The states. A task goes queued → running → done, failed or cancelled; from
// running it returns to queued when an attempt failed or was cut short.
const (
	Queued    State = "queued"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Final reports whether the task will not change any more.
func (s State) Final() bool { return s == Done || s == Failed || s == Cancelled }

// Task is what a person sees of a job.
type Task struct {
	ID    string
	Kind  string
	Label string
	// Owner is the id of the principal who asked for it, empty for the program.
	Owner string
	State State
	// Done of Total units are finished; Total is 0 while it is unknown.
	Done, Total int64
	// Note says in Chinese what is being done ("正在读取第 3 个工作表").
	Note string
	// ErrorCode and ErrorMessage say why a failed task failed.
	ErrorCode, ErrorMessage string
	// ResultURL leads to what the task made.
	ResultURL string
	CreatedAt time.Time
	// StartedAt and FinishedAt are zero until then.
	StartedAt, FinishedAt time.Time
	// Version rises with every stored change.
	Version int64
}

// ErrNotFound is returned for a task that does not exist.
var ErrNotFound = errs.New(errs.NotFound, "job.not_found", "没有找到这项任务，它可能已过保存期。请返回任务列表查看。")

const taskColumns = `id, kind, label, owner, state, done, total, note, error_code, error_message, result_url,
	created_at, started_at, finished_at, version`

func scanTask(scan func(...any) error) (Task, error) {
	var t Task
	var created, started, finished db.Time
	err := scan(&t.ID, &t.Kind, &t.Label, &t.Owner, &t.State, &t.Done, &t.Total, &t.Note, &t.ErrorCode, &t.ErrorMessage,
		&t.ResultURL, &created, &started, &finished, &t.Version)
	t.CreatedAt, t.StartedAt, t.FinishedAt = created.Time, started.Time, finished.Time
	return t, err
}

// Get returns one task as it stands now, or ErrNotFound. It is stored progress
// unless the task runs in this very program.
func (r *Runner) Get(ctx context.Context, id string) (Task, error) {
	if t, ok := r.live.get(id); ok {
		return t, nil
	}
	return r.stored(ctx, id)
}

func (r *Runner) stored(ctx context.Context, id string) (Task, error) {
	t, err := scanTask(r.db.QueryRow(ctx, `SELECT `+taskColumns+` FROM job_task WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return Task{}, ErrNotFound
	}
	if err != nil {
		return Task{}, fmt.Errorf("load task %s: %w", id, err)
	}
	return t, nil
}

// List returns the tasks of one owner, the newest first; an empty owner lists
// everybody's. The cursor is the id of the last row.
func (r *Runner) List(ctx context.Context, owner string, page kernel.Page) (kernel.Rows[Task], error) {
	limit := min(orDefault(page.Limit, 50), kernel.PageLimit)
	rows := kernel.Rows[Task]{Items: []Task{}}
	where, args := `WHERE 1 = 1`, []any{}
	if owner != "" {
		where, args = `WHERE owner = ?`, []any{owner}
	}
	if err := r.db.QueryRow(ctx, `SELECT count(*) FROM job_task `+where, args...).Scan(&rows.Total); err != nil {
		return rows, fmt.Errorf("count tasks: %w", err)
	}
	if page.After != "" {
		where, args = where+` AND id < ?`, append(args, page.After)
	}
	found, err := r.db.Query(ctx, `SELECT `+taskColumns+` FROM job_task `+where+` ORDER BY id DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return rows, fmt.Errorf("list tasks: %w", err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		t, err := scanTask(found.Scan)
		if err != nil {
			return rows, fmt.Errorf("read task: %w", err)
		}
		if live, ok := r.live.get(t.ID); ok {
			t = live
		}
		rows.Items = append(rows.Items, t)
	}
	if len(rows.Items) > limit {
		rows.Items = rows.Items[:limit]
		rows.Next = rows.Items[limit-1].ID
	}
	return rows, found.Err()
}
