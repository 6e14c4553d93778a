package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Exit codes of every command.
const (
	exitDone  = 0 // done
	exitFail  = 1 // refused or failed, with the reason on stderr
	exitUsage = 2 // wrong usage
)

// Invocation is one call of the program: what main hands over, and what a test
// can make up.
type Invocation struct {
	Version        string
	Args           []string
	Environ        []string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Clock is what the instance goes by, the machine's where there is none.
	Clock clock.Clock
}

// commands is the command line. The help texts are what an operator reads.
type commands struct {
	Data     string `help:"数据目录（默认 ./data）" placeholder:"DIR"`
	Database string `help:"数据库：sqlite:路径 或 postgres://…（默认为数据目录里的 SQLite）" placeholder:"URL"`
	Config   string `help:"YAML 配置文件" placeholder:"FILE"`
	JSON     bool   `name:"json" help:"结果以一个 JSON 对象输出"`

	Serve    serveCommand    `cmd:"" help:"启动服务"`
	Migrate  migrateCommand  `cmd:"" help:"把数据库结构升级到本程序的版本"`
	Import   importCommands  `cmd:"" help:"导入文件"`
	Export   exportCommands  `cmd:"" help:"导出文件"`
	Match    matchCommand    `cmd:"" help:"用政策事项文件匹配企业文件（不需要数据库）"`
	Draft    draftCommands   `cmd:"" help:"从政策原文起草条件（不需要数据库）"`
	Bench    benchCommands   `cmd:"" help:"性能测量"`
	Deadline deadlineCommand `cmd:"" help:"计算期限（不需要数据库）"`
	Model    modelCommands   `cmd:"" help:"文本分类模型"`
	Search   searchCommands  `cmd:"" help:"搜索"`
	Backup   backupCommands  `cmd:"" help:"备份"`
	Restore  restoreCommand  `cmd:"" help:"把备份恢复进一个空的实例"`
	Audit    auditCommands   `cmd:"" help:"审计"`
	Keys     keysCommands    `cmd:"" help:"密钥"`
	Staff    staffCommands   `cmd:"" help:"工作人员账号"`
	Roles    roleCommands    `cmd:"" help:"角色和三员分立"`
	Demo     demoCommand     `cmd:"" help:"建立演示城市"`
	OpenAPI  openAPICommand  `cmd:"" name:"openapi" help:"输出接口说明（OpenAPI）"`
	Version  versionCommand  `cmd:"" help:"输出版本"`
}

// session is what a running command has at hand.
type session struct {
	context.Context
	Invocation
	global *commands
}

// Main runs one invocation and returns its exit code.
func Main(ctx context.Context, in Invocation) int {
	var cli commands
	if in.Clock == nil {
		in.Clock = clock.System()
	}
	parser, err := kong.New(&cli, kong.Name("yikou"), kong.Description("一口 —— 企业服务一口办理"),
		kong.Writers(in.Stdout, in.Stderr), kong.Exit(func(code int) { panic(exit(code)) }), kong.UsageOnError())
	if err != nil {
		_, _ = fmt.Fprintln(in.Stderr, err)
		return exitFail
	}
	return parseAndRun(parser, &session{Context: ctx, Invocation: in, global: &cli})
}

// exit carries an exit code out of the parser, which ends the process after
// printing help.
type exit int

func parseAndRun(parser *kong.Kong, s *session) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			asked, ok := fault.(exit)
			if !ok {
				panic(fault)
			}
			code = int(asked)
		}
	}()
	parsed, err := parser.Parse(s.Args)
	if err != nil {
		_, _ = fmt.Fprintf(s.Stderr, "用法不对：%v\n用 yikou --help 查看用法。\n", err)
		return exitUsage
	}
	if err := parsed.Run(s); err != nil {
		s.explain(err)
		if _, ok := errors.AsType[usageError](err); ok {
			return exitUsage
		}
		return exitFail
	}
	return exitDone
}

// usageError is a mistake in the command line that only the command can see.
type usageError struct{ error }

// Run prints the version.
func (versionCommand) Run(s *session) error {
	return s.result(map[string]string{"version": s.Version}, s.Version)
}

type versionCommand struct{}

// explain says on stderr what went wrong: the sentence and the refused places
// of a classified error, the whole chain of any other.
func (s *session) explain(err error) {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Kind == errs.Internal {
		_, _ = fmt.Fprintln(s.Stderr, err)
		return
	}
	_, _ = fmt.Fprintln(s.Stderr, e.Msg)
	for _, f := range e.Fields {
		_, _ = fmt.Fprintf(s.Stderr, "  %s：%s\n", f.Path, f.Msg)
	}
}

// result prints one JSON object with --json, else the text.
func (s *session) result(object any, text ...string) error {
	if s.global.JSON {
		encoder := json.NewEncoder(s.Stdout)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(object)
	}
	_, err := fmt.Fprintln(s.Stdout, strings.Join(text, "\n"))
	return err
}
