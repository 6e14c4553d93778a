package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/platform/audit"
)

type auditCommands struct {
	Verify auditVerifyCommand `cmd:"" help:"核对审计链和锚点"`
	Anchor auditAnchorCommand `cmd:"" help:"签发今天的锚点（后台每天也会做）"`
}

type auditVerifyCommand struct {
	Anchors string `help:"锚点所在的目录（默认为配置的目录）" placeholder:"DIR"`
}

// Run walks the audit chain and compares it with the anchors. A broken chain ends
// the command with 1.
func (c auditVerifyCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		entries, err := a.Audit.Verify(ctx)
		anchors := 0
		if err == nil {
			folder := a.Config.AnchorFolder()
			if c.Anchors != "" {
				folder = c.Anchors
			}
			anchors, err = a.Audit.VerifyAnchors(ctx, folder)
		}
		if broken, ok := errors.AsType[*audit.Broken](err); ok {
			return errors.Join(broken, s.resultOnlyJSON(map[string]any{"entries": entries, "whole": false, "broken_at": broken.Seq, "reason": broken.Reason}))
		}
		if err != nil {
			return err
		}
		return s.result(map[string]any{"entries": entries, "anchors": anchors, "whole": true},
			fmt.Sprintf("审计链完整，共 %d 条，与 %d 个锚点相符。", entries, anchors))
	})
}

type auditAnchorCommand struct{}

// Run writes the anchor of the day.
func (auditAnchorCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		name, err := a.Audit.Anchor(ctx)
		if err != nil {
			return err
		}
		path := filepath.Join(a.Config.AnchorFolder(), name)
		return s.result(map[string]string{"anchor": path}, "今天的锚点在 "+path+"，请另存到别的机器上。")
	})
}

// resultOnlyJSON prints the object with --json and nothing without.
func (s *session) resultOnlyJSON(object any) error {
	if !s.global.JSON {
		return nil
	}
	return s.result(object)
}
