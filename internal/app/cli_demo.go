package app

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
)

type demoCommand struct {
	Enterprises int `help:"企业数量（默认 20000）" placeholder:"N"`
}

// Run makes the demo city and waits for its first match run.
func (c demoCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *App) error {
		if err := a.CreateDemo(ctx, DemoOptions(c)); err != nil {
			return err
		}
		if err := a.finishRuns(ctx); err != nil {
			return err
		}
		return s.result(map[string]string{"place": demoPlace()}, fmt.Sprintf("演示城市 %s 已建好。用 yikou serve --demo 启动。", demoPlace()))
	})
}

// finishRuns works the queue until the newest match run is finished.
func (a *App) finishRuns(ctx context.Context) error {
	runs, err := a.Policy.Runs(authz.AsSystem(ctx, "demo"), kernel.Page{Limit: 1})
	if err != nil || len(runs.Items) == 0 {
		return err
	}
	if err := a.Jobs.Start(ctx); err != nil {
		return err
	}
	follow, err := a.Jobs.Follow(ctx, runs.Items[0].Job)
	if err == nil {
		var last jobs.Task
		for last = range follow {
		}
		if last.State != jobs.Done {
			err = fmt.Errorf("第一次匹配没有完成：%s", last.ErrorMessage)
		}
	}
	if stopErr := a.Jobs.Stop(context.WithoutCancel(ctx)); err == nil {
		err = stopErr
	}
	return err
}
