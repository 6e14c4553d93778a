package command

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/platform/seal"
)

type keysCommands struct {
	List   keysListCommand   `cmd:"" help:"列出密钥，不显示内容"`
	Rotate keysRotateCommand `cmd:"" help:"换一把新密钥，运行中的程序立即改用它，原有数据随后换过去"`
	Reseal keysResealCommand `cmd:"" help:"把还用旧密钥加密的数据换到新密钥（后台每小时也会做）"`
	Forget keysForgetCommand `cmd:"" help:"删除一把已没有数据使用的旧密钥，不可恢复"`
}

// keyRow is a key as `yikou keys list` shows it.
type keyRow struct {
	ID        string     `json:"id"`
	Suite     seal.Suite `json:"suite"`
	CreatedAt time.Time  `json:"created_at"`
	Active    bool       `json:"active"`
	Uses      int64      `json:"uses"`
}

type keysListCommand struct{}

// Run lists the keys with the number of values sealed with each.
func (keysListCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		keys, err := seal.Keys(a.Config.KeyFile())
		if err != nil {
			return err
		}
		list := make([]keyRow, 0, len(keys))
		lines := make([]string, 0, len(keys))
		for _, k := range keys {
			uses, err := a.KeyUses(ctx, k.ID)
			if err != nil {
				return err
			}
			list = append(list, keyRow{k.ID, k.Suite, k.CreatedAt, k.Active, uses})
			note := ""
			if k.Active {
				note = "，正在使用"
			}
			lines = append(lines, fmt.Sprintf("%s  %s  %s 生成，加密了 %d 处数据%s", k.ID, k.Suite, k.CreatedAt.Format(time.DateOnly), uses, note))
		}
		return s.result(map[string]any{"keys": list}, lines...)
	})
}

type keysRotateCommand struct{}

// Run adds a key and moves what is there to it.
func (keysRotateCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		id, err := a.RotateKey(ctx)
		if err != nil {
			return err
		}
		report, err := a.Rekey(ctx, func(int64) {})
		if err != nil {
			return err
		}
		return s.result(map[string]any{"id": id, "moved": report.Moved, "unreadable": report.Unreadable},
			fmt.Sprintf("已启用新密钥 %s，%d 处数据已换过来，%d 处读不出、保持原样。", id, report.Moved, report.Unreadable),
			"请把新的 keys.json 另外备份；旧密钥留在文件里，7 天后可用 yikou keys forget 删除。")
	})
}

type keysResealCommand struct{}

// Run moves what is sealed with other keys to the active one.
func (keysResealCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		report, err := a.Rekey(ctx, func(int64) {})
		if err != nil {
			return err
		}
		return s.result(report, fmt.Sprintf("%d 处数据换到了新密钥，%d 处读不出、保持原样。", report.Moved, report.Unreadable))
	})
}

type keysForgetCommand struct {
	ID string `arg:"" help:"密钥编号，见 yikou keys list"`
}

// Run takes a key away for good.
func (c keysForgetCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		if err := a.ForgetKey(ctx, c.ID); err != nil {
			return err
		}
		return s.result(map[string]string{"forgotten": c.ID}, fmt.Sprintf("密钥 %s 已删除。用它加密的旧备份从此读不出。", c.ID))
	})
}
