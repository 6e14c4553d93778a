package command

import (
	"errors"

	"github.com/yikou/yikou/internal/app"
)

type serveCommand struct {
	Listen string `help:"监听地址（默认 localhost:8080）" placeholder:"HOST:PORT"`
	Demo   bool   `help:"演示方式：没有数据时建立演示城市，验证码显示在这里"`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(s *session) error {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	if c.Listen != "" {
		settings.Server.Listen = c.Listen
	}
	settings.Demo = settings.Demo || c.Demo
	a, err := app.New(s, settings, app.Options{Version: s.Version, Console: s.Stdout, LogTo: s.Stderr, Clock: s.Clock})
	if err != nil {
		return err
	}
	return errors.Join(a.Serve(s), a.Close())
}
