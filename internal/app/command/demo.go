package command

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/app"
)

type demoCommand struct {
	Enterprises int `help:"企业数量（默认 20000）" placeholder:"N"`
}

// Run makes the demo city and waits for its first match run.
func (c demoCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		if err := a.CreateDemo(ctx, app.DemoOptions(c)); err != nil {
			return err
		}
		if err := a.FinishRuns(ctx); err != nil {
			return err
		}
		return s.result(map[string]string{"place": app.DemoPlace()}, fmt.Sprintf("演示城市 %s 已建好。用 yikou serve --demo 启动。", app.DemoPlace()))
	})
}
