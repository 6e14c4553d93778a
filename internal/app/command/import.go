package command

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/policy"
)

type importCommands struct {
	Enterprises importEnterprisesCommand `cmd:"" help:"导入企业（CSV 或 XLSX）"`
	Facts       importFactsCommand       `cmd:"" help:"导入企业事实（CSV 或 XLSX）"`
	FactKeys    importFactKeysCommand    `cmd:"" name:"fact-keys" help:"导入事实字典（JSON）"`
	Policies    importPoliciesCommand    `cmd:"" help:"导入政策：一个 JSON 文件，或一个放着 PDF、DOCX、HTML、Markdown、TXT 的文件夹（可带 index.csv）"`
	Folder      importFolderCommand      `cmd:"" name:"policies-folder" help:"导入一个文件夹里的政策"`
	Measures    importMeasuresCommand    `cmd:"" help:"导入政策事项（JSON）"`
	Appeals     importAppealsCommand     `cmd:"" help:"导入热线等外来诉求（JSONL，每行一件）"`
}

type importEnterprisesCommand struct {
	File   string `arg:"" help:"文件"`
	Report string `help:"把完整报告写到这个文件" placeholder:"OUT.json"`
}

// Run imports a register file.
func (c importEnterprisesCommand) Run(s *session) error {
	return s.importTable(c.File, c.Report, func(a *app.App) enterprise.Importer { return a.Enterprise.ImportEnterprises })
}

type importFactsCommand struct {
	File   string `arg:"" help:"文件"`
	Report string `help:"把完整报告写到这个文件" placeholder:"OUT.json"`
}

// Run imports facts of registered enterprises.
func (c importFactsCommand) Run(s *session) error {
	return s.importTable(c.File, c.Report, func(a *app.App) enterprise.Importer { return a.Enterprise.ImportFacts })
}

func (s *session) importTable(name, reportTo string, of func(*app.App) enterprise.Importer) error {
	file, err := os.Open(name)
	if err != nil {
		return unreadable(name, err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		return unreadable(name, os.ErrNotExist)
	}
	return s.with(func(ctx context.Context, a *app.App) error {
		report, err := of(a)(ctx, file, info.Size(), filepath.Base(name), nil)
		if err != nil {
			return err
		}
		if reportTo != "" {
			if err := writeJSON(reportTo, report); err != nil {
				return err
			}
		}
		return s.result(report, reportWords(report))
	})
}

// reportWords says what an import did, with the first few problems.
func reportWords(r enterprise.Report) string {
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "共 %d 行：接受 %d（新增 %d，更新 %d，没有变化 %d），其中有提醒 %d；拒绝 %d。用时 %.1f 秒。",
		r.Rows, r.Accepted, r.Created, r.Updated, r.Unchanged, r.Warned, r.Refused, r.Seconds)
	const shown = 20
	for i, p := range r.Problems {
		if i == shown {
			_, _ = fmt.Fprintf(&b, "\n……另有 %d 条，见 --report 写出的报告。", len(r.Problems)-shown)
			break
		}
		level := "提醒"
		if p.Level == "refusal" {
			level = "拒绝"
		}
		_, _ = fmt.Fprintf(&b, "\n第 %d 行 %s（%s）：%s", p.Row, p.Column, level, p.Reason)
	}
	return b.String()
}

func writeJSON(name string, object any) error {
	text, err := json.MarshalIndent(object, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(name, append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("导入已完成，但报告没有写成：%w", err)
	}
	return nil
}

type importFactKeysCommand struct {
	File string `arg:"" help:"文件"`
}

// Run adds keys to the fact dictionary.
func (c importFactKeysCommand) Run(s *session) error {
	return s.importJSON(c.File, func(ctx context.Context, a *app.App, r *os.File) (any, string, error) {
		info, err := r.Stat()
		if err != nil {
			return nil, "", err
		}
		done, err := a.Enterprise.ImportFactKeys(ctx, r, info.Size())
		return done, fmt.Sprintf("事实字典：新增 %d，更新 %d，没有变化 %d。", done.Created, done.Updated, done.Unchanged), err
	})
}

type importPoliciesCommand struct {
	File   string `arg:"" help:"文件或文件夹"`
	Report string `help:"把完整报告写到这个文件" placeholder:"OUT.json"`
}

// Run imports policy documents.
func (c importPoliciesCommand) Run(s *session) error {
	if info, err := os.Stat(c.File); err == nil && info.IsDir() {
		return importFolderCommand{c.File, c.Report}.Run(s)
	}
	return s.importJSON(c.File, func(ctx context.Context, a *app.App, r *os.File) (any, string, error) {
		done, err := a.Policy.ImportPolicies(ctx, r)
		return policy.ReportOf(done), importedWords("政策文件", done), err
	})
}

type importAppealsCommand struct {
	File   string `arg:"" help:"文件"`
	System string `help:"来自哪个系统，与外部编号一起认出同一件诉求" default:"12345"`
	Check  bool   `help:"只检查，什么也不登记"`
	Report string `help:"把完整报告写到这个文件" placeholder:"OUT.json"`
}

// Run imports cases of the hotline or another system, each once.
func (c importAppealsCommand) Run(s *session) error {
	return s.importJSON(c.File, func(ctx context.Context, a *app.App, r *os.File) (any, string, error) {
		take := a.Intake.Import
		if c.Check {
			take = a.Intake.CheckImport
		}
		report, err := take(ctx, c.System, r)
		if err == nil && c.Report != "" {
			err = writeJSON(c.Report, report)
		}
		return report, report.Words(), err
	})
}

type importMeasuresCommand struct {
	File string `arg:"" help:"文件"`
}

// Run imports measures.
func (c importMeasuresCommand) Run(s *session) error {
	return s.importJSON(c.File, func(ctx context.Context, a *app.App, r *os.File) (any, string, error) {
		done, err := a.Policy.ImportMeasures(ctx, r)
		return policy.ReportOf(done), importedWords("政策事项", done), err
	})
}

func importedWords(what string, done policy.Imported) string {
	return fmt.Sprintf("%s：新增 %d，更新 %d，没有变化 %d。", what, done.Created, done.Updated, done.Unchanged)
}

func (s *session) importJSON(name string, do func(context.Context, *app.App, *os.File) (any, string, error)) error {
	file, err := os.Open(name)
	if err != nil {
		return unreadable(name, err)
	}
	defer func() { _ = file.Close() }()
	return s.with(func(ctx context.Context, a *app.App) error {
		object, words, err := do(ctx, a, file)
		if err != nil {
			return err
		}
		return s.result(object, words)
	})
}
