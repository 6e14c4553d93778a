package command

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/backup"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/migrations"
)

// fleeting are the tables that a backup leaves out: bringing them back would log
// people in again who have logged out, and make used codes good again.
var fleeting = []string{"account_session", "account_code", "account_federation"}

type backupCommands struct {
	Create backupCreateCommand `cmd:"" default:"withargs" help:"备份到一个文件，不用停机"`
	Verify backupVerifyCommand `cmd:"" help:"核对一个备份文件（不需要数据库）"`
	List   backupListCommand   `cmd:"" help:"列出做过的备份和恢复"`
}

type backupCreateCommand struct {
	File string `arg:"" help:"备份文件，例如 yikou-2026-01-02.backup"`
}

// Run makes a backup, reads it again and notes it in the audit chain.
func (c backupCreateCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		keys, err := fingerprint(a.Config.KeyFile())
		if err != nil {
			return err
		}
		i := backup.Instance{DB: a.DB, Files: a.Files, Clock: a.Clock, Program: s.Version, Keys: keys, Fleeting: fleeting}
		done, err := backup.Create(ctx, i, c.File)
		if err != nil {
			return err
		}
		if err := backup.RecordCreated(ctx, i, c.File, done); err != nil {
			return err
		}
		return s.result(summaryJSON(done), "已备份到 "+c.File+"："+summaryWords(done)+"。已重新读过一遍，逐项核对无误。",
			"备份里没有密钥。请把 "+a.Config.KeyFile()+" 另外保存，和备份分开放：没有它，恢复后电话和姓名读不出来。")
	})
}

type backupVerifyCommand struct {
	File string `arg:"" help:"备份文件"`
}

// Run reads a backup and compares every part with its sum. It needs no instance.
func (c backupVerifyCommand) Run(s *session) error {
	done, err := backup.Verify(s, c.File)
	if err != nil {
		return readable(c.File, err)
	}
	return s.result(summaryJSON(done), "备份完整："+summaryWords(done)+"。")
}

type backupListCommand struct{}

// Run shows the backups and restores that the audit chain knows of, newest
// first.
func (backupListCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		list, err := backup.History(ctx, a.DB)
		if err != nil {
			return err
		}
		words := []string{fmt.Sprintf("共 %d 次。", len(list))}
		for _, e := range list {
			what := "备份"
			if e.Action == backup.ActionRestored {
				what = "恢复"
			}
			words = append(words, fmt.Sprintf("%s  %s  %s  %d 行  %d 个文件  %s  SHA-256 %s",
				e.At.In(civil.Beijing).Format("2006-01-02 15:04:05"), what, e.Record.File, e.Record.Rows, e.Record.Files, sizeWords(e.Record.Bytes), e.Record.SHA256))
		}
		return s.result(map[string]any{"total": len(list), "items": list}, words...)
	})
}

type restoreCommand struct {
	File string `arg:"" help:"备份文件"`
}

// Run restores a backup into an instance that is still empty. It does not open
// the instance as other commands do: that would seed it.
func (c restoreCommand) Run(s *session) (err error) {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	if err := settings.Validate(); err != nil {
		return err
	}
	if _, err := os.Stat(c.File); err != nil {
		return unreadable(c.File, err)
	}
	keys, err := fingerprint(settings.KeyFile())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	d, err := db.Open(s, settings.DatabaseURL(), db.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	files, err := app.OpenFiles(settings.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	ctx := authz.AsSystem(s, "command")
	i := backup.Instance{DB: d, Files: files, Clock: clock.System(), Program: s.Version, Keys: keys, Fleeting: fleeting}
	done, err := backup.Restore(ctx, i, migrations.Files, c.File)
	if err != nil {
		return readable(c.File, err)
	}
	if err := s.result(summaryJSON(done), "已恢复："+summaryWords(done)+"。行数、文件和审计链都与备份一致。", "所有人需要重新登录。"); err != nil {
		return err
	}
	if done.Broken != "" {
		return fmt.Errorf("数据已恢复，但备份时审计链就已断开：%s", done.Broken)
	}
	return nil
}

// readable passes refusals on and explains a file that cannot be opened.
func readable(name string, err error) error {
	if _, known := errors.AsType[*errs.Error](err); known || !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return unreadable(name, err)
}

// fingerprint tells the keys of a file from others without betraying
// them.
func fingerprint(file string) (string, error) {
	keys, err := seal.Load(file)
	if err != nil {
		return "", err
	}
	sum, err := keys.Derive("backup fingerprint v1")
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(sum[:8]), nil
}

// summaryJSON is a summary without the list of its parts.
func summaryJSON(s backup.Summary) backup.Summary {
	s.Manifest.Parts = nil
	return s
}

func summaryWords(s backup.Summary) string {
	m := s.Manifest
	return fmt.Sprintf("%s 的数据，%d 张表 %d 行，待办任务 %d 项，文件 %d 个，审计 %d 条；%s，SHA-256 %s",
		m.At.In(civil.Beijing).Format("2006-01-02 15:04:05"), len(m.Tables), m.Rows(), m.Jobs, m.Files, m.Audit.Entries, sizeWords(s.Size), s.SHA256)
}

// sizeWords writes a number of bytes for people.
func sizeWords(n int64) string {
	const kib = 1 << 10
	if n < kib*kib {
		return fmt.Sprintf("%d KB", (n+kib-1)/kib)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/kib/kib), ".0") + " MB"
}
