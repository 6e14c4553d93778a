package command

import (
	"context"
	"errors"
	"fmt"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/config"
)

// settings are the configuration with what the command line says on top.
func (s *session) settings() (config.Config, error) {
	c, err := config.Load(s.global.Config, s.Environ)
	if err != nil {
		return c, err
	}
	if s.global.Data != "" {
		c.Data = s.global.Data
	}
	if s.global.Database != "" {
		c.Database.URL = s.global.Database
	}
	return c, nil
}

// open opens the instance for a command. What the command does is done by the
// program itself and stands so in the audit chain.
func (s *session) open() (*app.App, context.Context, error) {
	c, err := s.settings()
	if err != nil {
		return nil, nil, err
	}
	if c.Log.Level == config.Default().Log.Level {
		c.Log.Level = "warn" // a command's answer should not drown in its log
	}
	a, err := app.New(s, c, app.Options{Version: s.Version, Console: s.Stdout, LogTo: s.Stderr, Clock: s.Clock})
	return a, authz.AsSystem(s, "command"), err
}

// with runs fn on the opened instance and closes it.
func (s *session) with(fn func(ctx context.Context, a *app.App) error) error {
	a, ctx, err := s.open()
	if err != nil {
		return err
	}
	return errors.Join(fn(ctx, a), a.Close())
}

type migrateCommand struct{}

// Run brings the schema up to date, which opening the instance does.
func (migrateCommand) Run(s *session) error {
	return s.with(func(context.Context, *app.App) error {
		return s.result(map[string]bool{"migrated": true}, "数据库结构已是本程序的版本。")
	})
}

type staffCommands struct {
	Create staffCreateCommand `cmd:"" help:"建立账号；不给密码则生成一个并显示一次"`
}

type staffCreateCommand struct {
	Login      string   `arg:"" help:"工号"`
	Name       string   `required:"" help:"姓名"`
	Department string   `help:"部门代码"`
	Role       []string `help:"角色代码，可重复" placeholder:"ROLE"`
}

// Run creates an account, such as the first administrator of a new instance.
func (c staffCreateCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		staff, password, err := a.Account.CreateStaff(ctx, account.NewStaff{Login: c.Login, Name: c.Name, Department: c.Department, Roles: c.Role})
		if err != nil {
			return err
		}
		return s.result(map[string]string{"id": staff.ID, "login": staff.Login, "password": password},
			fmt.Sprintf("已建立账号 %s（%s）。初始密码：%s\n密码只显示这一次，请交给本人并让其尽快修改。", staff.Login, staff.Name, password))
	})
}

type openAPICommand struct{}

// Run prints the description of the API. It needs no instance and leaves none.
func (openAPICommand) Run(s *session) error {
	document, err := app.DescribeAPI(s)
	if err != nil {
		return err
	}
	_, err = s.Stdout.Write(document)
	return err
}
