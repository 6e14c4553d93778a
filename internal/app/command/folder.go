package command

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/policy/library"
)

type importFolderCommand struct {
	Folder string `arg:"" help:"文件夹"`
	Report string `help:"把完整报告写到这个文件" placeholder:"OUT.json"`
}

// Run imports the policies of a folder.
func (c importFolderCommand) Run(s *session) error {
	info, err := os.Stat(c.Folder)
	if err != nil || !info.IsDir() {
		return unreadable(c.Folder, os.ErrNotExist)
	}
	root, err := os.OpenRoot(c.Folder)
	if err != nil {
		return unreadable(c.Folder, err)
	}
	defer func() { _ = root.Close() }()
	return s.with(func(ctx context.Context, a *app.App) error {
		report, err := a.Library.ImportFolder(ctx, root.FS(), nil)
		if err != nil {
			return err
		}
		if c.Report != "" {
			if err := writeJSON(c.Report, report); err != nil {
				return err
			}
		}
		return s.result(report, folderWords(report))
	})
}

// folderWords says what the import of a folder did, with the first few problems.
func folderWords(r library.FolderReport) string {
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "共 %d 个文件：接受 %d（新增 %d，更新 %d，没有变化 %d），共 %d 条；拒绝 %d，提醒 %d；同名旧版 %d 份标为已被取代。用时 %.1f 秒。",
		r.Files, r.Accepted, r.Created, r.Updated, r.Unchanged, r.Articles, r.Refused, r.Warned, r.Replaced, r.Seconds)
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
		_, _ = fmt.Fprintf(&b, "\n%s（%s）：%s", p.File, level, p.Reason)
	}
	return b.String()
}
