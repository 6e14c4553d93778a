package command

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/policy/eligibility/matchfile"
	"github.com/yikou/yikou/internal/standard/civil"
)

type matchCommand struct {
	Measures    string `required:"" help:"政策事项文件（JSON）" placeholder:"M.json"`
	Enterprises string `required:"" help:"企业文件（每行一个 JSON 对象）" placeholder:"E.jsonl"`
	AsOf        string `help:"以哪一天为准（默认今天）" placeholder:"YYYY-MM-DD"`
	Trace       bool   `help:"逐条写出每个条件的依据"`
}

// Run writes one line for each enterprise and measure. A refused line is named
// on stderr while the others go on; the command then ends with 1.
func (c matchCommand) Run(s *session) error {
	day := civil.Of(clock.System().Now().In(civil.Beijing))
	if c.AsOf != "" {
		var err error
		if day, err = civil.Parse(c.AsOf); err != nil {
			return usageError{fmt.Errorf("--as-of 应为日期，例如 2026-01-02")}
		}
	}
	measures, err := os.Open(c.Measures)
	if err != nil {
		return unreadable(c.Measures, err)
	}
	defer func() { _ = measures.Close() }()
	enterprises, err := os.Open(c.Enterprises)
	if err != nil {
		return unreadable(c.Enterprises, err)
	}
	defer func() { _ = enterprises.Close() }()
	out := bufio.NewWriterSize(s.Stdout, 1<<20)
	err = matchfile.Match(s, measures, enterprises, out, matchfile.Options{
		AsOf: day, Trace: c.Trace,
		Refused: func(line matchfile.RefusedLine) error {
			_, err := fmt.Fprintln(s.Stderr, line)
			return err
		},
	})
	if flushErr := out.Flush(); err == nil {
		err = flushErr
	}
	if lines, ok := errors.AsType[*matchfile.LinesError](err); ok {
		return fmt.Errorf("企业文件有 %d 行没有通过，已逐行说明；其余各行已匹配并输出", lines.Count)
	}
	return err
}

// unreadable says that a file named on the command line cannot be opened.
func unreadable(name string, err error) error {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("没有这个文件：%s", name)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("没有读取这个文件的权限：%s", name)
	default:
		return fmt.Errorf("打不开文件 %s：%w", name, err)
	}
}
