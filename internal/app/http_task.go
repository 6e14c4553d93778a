package app

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/web"
)

// PermissionTasks lets its holder follow long work; with reach all, everybody's.
const PermissionTasks authz.Permission = "task.read"

// TaskBody is long work as a screen shows it.
type TaskBody struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind"`
	KindLabel  string     `json:"kind_label"`
	State      string     `json:"state" enum:"queued,running,done,failed,cancelled"`
	Done       int64      `json:"done" doc:"已完成的数量"`
	Total      int64      `json:"total" doc:"总数，尚不清楚时为 0"`
	Note       string     `json:"note" doc:"正在做什么；失败时是原因"`
	ResultURL  string     `json:"result_url" doc:"结果的页面"`
	CreatedAt  time.Time  `json:"created_at"`
	StartedAt  *time.Time `json:"started_at,omitempty"`
	FinishedAt *time.Time `json:"finished_at,omitempty"`
}

func taskBody(t jobs.Task) TaskBody {
	body := TaskBody{
		ID: t.ID, Kind: t.Kind, KindLabel: t.Label, State: string(t.State), Done: t.Done, Total: t.Total,
		Note: t.Note, ResultURL: t.ResultURL, CreatedAt: t.CreatedAt,
	}
	if t.ErrorMessage != "" {
		body.Note = t.ErrorMessage
	}
	if !t.StartedAt.IsZero() {
		body.StartedAt = &t.StartedAt
	}
	if !t.FinishedAt.IsZero() {
		body.FinishedAt = &t.FinishedAt
	}
	return body
}

type taskInput struct {
	ID string `path:"id" maxLength:"36"`
}

type taskOutput struct {
	Body TaskBody
}

type tasksOutput struct {
	Body kernel.Rows[TaskBody]
}

// tasks serves the list, one task, and its progress as it happens.
func (a *App) tasks(api *web.API) {
	web.Register(api, web.Operation{ID: "list-tasks", Method: http.MethodGet, Path: "/jobs", Tag: "task",
		Summary: "我的任务", Permission: PermissionTasks},
		func(ctx context.Context, in *struct{ web.PageInput }) (*tasksOutput, error) {
			scope, err := authz.Require(ctx, PermissionTasks)
			if err != nil {
				return nil, err
			}
			found, err := a.Jobs.List(ctx, ownerIn(scope), in.Page())
			if err != nil {
				return nil, err
			}
			out := &tasksOutput{Body: kernel.Rows[TaskBody]{Items: []TaskBody{}, Total: found.Total, Next: found.Next}}
			for _, t := range found.Items {
				out.Body.Items = append(out.Body.Items, taskBody(t))
			}
			return out, nil
		})
	web.Register(api, web.Operation{ID: "get-task", Method: http.MethodGet, Path: "/jobs/{id}", Tag: "task",
		Summary: "一项任务", Permission: PermissionTasks},
		func(ctx context.Context, in *taskInput) (*taskOutput, error) {
			t, err := a.visibleTask(ctx, in.ID)
			return &taskOutput{Body: taskBody(t)}, err
		})
	web.RegisterEvents[taskInput, TaskBody](api, web.Operation{ID: "follow-task", Method: http.MethodGet, Path: "/jobs/{id}/progress",
		Tag: "task", Summary: "任务的进度（事件流）", Permission: PermissionTasks}, a.followTask)
}

// ownerIn is whose tasks a scope reaches: everybody's, or the principal's own.
func ownerIn(scope kernel.Scope) string {
	if scope.Reach == kernel.ReachAll {
		return ""
	}
	return scope.Principal
}

func (a *App) visibleTask(ctx context.Context, id string) (jobs.Task, error) {
	scope, err := authz.Require(ctx, PermissionTasks)
	if err != nil {
		return jobs.Task{}, err
	}
	t, err := a.Jobs.Get(ctx, id)
	if err != nil {
		return jobs.Task{}, err
	}
	if owner := ownerIn(scope); owner != "" && t.Owner != owner {
		return jobs.Task{}, jobs.ErrNotFound
	}
	return t, nil
}

// followTask sends "progress" for each change and "end" with the last one. The
// state of the task is all there is to know, so a client that lost the
// connection simply asks again.
func (a *App) followTask(ctx context.Context, in *taskInput) (func(context.Context, web.Send) error, error) {
	t, err := a.visibleTask(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, send web.Send) error {
		changes, err := a.Jobs.Follow(ctx, t.ID)
		if err != nil {
			return err
		}
		for t := range changes {
			event := "progress"
			if t.State.Final() {
				event = "end"
			}
			if err := send(event, strconv.FormatInt(t.Version, 10), taskBody(t)); err != nil || t.State.Final() {
				return err
			}
		}
		return ctx.Err()
	}, nil
}
