package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/appeal/exchange"
)

type exportCommands struct {
	Appeals exportAppealsCommand `cmd:"" help:"把诉求导出成 yikou import appeals 能读的文件（JSONL，每行一件）"`
}

type exportAppealsCommand struct {
	File    string  `arg:"" help:"写到这个文件；- 为标准输出"`
	System  *string `help:"只导出来自这个系统的诉求；空字符串为本系统登记的"`
	Persons bool    `help:"带上反映人的姓名和电话（要求保密的除外）；每次导出都留审计记录"`
}

// Run writes the cases of the instance.
func (c exportAppealsCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		options := exchange.FileOptions{System: c.System, Persons: c.Persons}
		if c.File == "-" {
			_, err := a.Exchange.WriteFile(ctx, s.Stdout, options)
			return err
		}
		report, err := c.write(func(w io.Writer) (exchange.FileReport, error) { return a.Exchange.WriteFile(ctx, w, options) })
		if err != nil {
			return err
		}
		return s.result(report, report.Words())
	})
}

// write makes the file, or none when something fails.
func (c exportAppealsCommand) write(do func(io.Writer) (exchange.FileReport, error)) (report exchange.FileReport, err error) {
	f, err := os.OpenFile(c.File, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return report, fmt.Errorf("文件没有写成（已有同名文件的不覆盖）：%w", err)
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			err = errors.Join(err, os.Remove(c.File))
		}
	}()
	return do(f)
}
