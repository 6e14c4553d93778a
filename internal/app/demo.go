package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/yikou/yikou/internal/demo"
)

func demoPlace() string {
	city := demo.City()
	return city.City + city.District
}

// demoLogins are the accounts that the log-in pages and the console show.
func demoLogins() []Login {
	var logins []Login
	for _, e := range demo.EnterpriseAccounts() {
		logins = append(logins, Login{Face: "my", Who: e.Story, Name: e.Name, Login: e.Phone})
	}
	for _, s := range demo.Staff() {
		logins = append(logins, Login{Face: "desk", Who: s.Post, Name: s.Name, Login: s.Login, Secret: s.Password})
	}
	return logins
}

// printLogins says on the console where to log in as whom.
func printLogins(w io.Writer, address string) {
	_, _ = fmt.Fprintf(w, "\n演示城市：%s（虚构）\n\n  公众网站  %s/\n\n  企业      %s/my    用手机号登录，验证码会显示在这里\n", demoPlace(), address, address)
	for _, l := range demoLogins() {
		if l.Face == "my" {
			_, _ = fmt.Fprintf(w, "            %s  %s：%s\n", l.Login, l.Name, l.Who)
		}
	}
	_, _ = fmt.Fprintf(w, "\n  工作人员  %s/desk  密码都是 %s\n", address, demo.Password)
	for _, l := range demoLogins() {
		if l.Face == "desk" {
			_, _ = fmt.Fprintf(w, "            %-12s %s：%s\n", l.Login, l.Name, l.Who)
		}
	}
	_, _ = fmt.Fprintln(w)
}

// step is one part of making the demo city.
type step struct {
	what string
	do   func(context.Context) error
}

// run does the steps in order and says how far it is.
func run(ctx context.Context, log *slog.Logger, steps []step) error {
	for _, s := range steps {
		log.InfoContext(ctx, "demo city", "step", s.what)
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("建立演示城市时“%s”没有成功：%w", s.what, err)
		}
	}
	return nil
}

// produced streams what a writer of files makes to a reader, without a file in
// between.
func produced(write func(io.Writer) error) io.ReadCloser {
	reader, writer := io.Pipe()
	go func() { _ = writer.CloseWithError(write(writer)) }()
	return reader
}
