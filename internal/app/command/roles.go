package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/staff"
	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

type roleCommands struct {
	Export rolesExportCommand `cmd:"" help:"输出每个角色的权限和担任的人"`
	Check  rolesCheckCommand  `cmd:"" help:"核对三员分立：三员是谁、有没有人兼任、哪些账号长期不用"`
}

// roleListing is a role as auditors receive it.
type roleListing struct {
	Code    string            `json:"code"`
	Name    string            `json:"name"`
	Origin  role.Origin       `json:"origin"`
	Version int64             `json:"version"`
	Grants  map[string]string `json:"grants"`
	Holders []string          `json:"holders"`
}

type rolesExportCommand struct{}

// Run lists who holds what.
func (rolesExportCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		roles, err := a.Roles.List(ctx)
		if err != nil {
			return err
		}
		people, err := everybody(ctx, a)
		if err != nil {
			return err
		}
		var list []roleListing
		var text []string
		for _, k := range roles {
			one := roleListing{Code: k.Code, Name: k.Name, Origin: k.Origin, Version: k.Version, Grants: map[string]string{}, Holders: []string{}}
			for _, g := range k.Grants {
				one.Grants[string(g.Permission)] = role.ReachName(g.Reach)
			}
			for _, m := range people {
				if slices.ContainsFunc(m.Roles, func(r role.Role) bool { return r.Code == k.Code }) {
					one.Holders = append(one.Holders, m.Login)
				}
			}
			list = append(list, one)
			text = append(text, fmt.Sprintf("%s（%s，第 %d 版）：%s", k.Name, k.Code, k.Version, orNobody(one.Holders)))
			for _, g := range k.Grants {
				text = append(text, fmt.Sprintf("    %-28s %s", g.Permission, role.ReachName(g.Reach)))
			}
		}
		return s.result(map[string]any{"roles": list}, text...)
	})
}

type rolesCheckCommand struct {
	Idle int `help:"多少天没有登录算长期不用" default:"90"`
}

// errSeparation ends the command with 1.
var errSeparation = errors.New("三员分立不成立，请按上面列出的处理")

// Run names the three administrators, those who hold two powers, and accounts that
// nobody uses. It fails when somebody holds two powers, or a power has nobody.
func (c rolesCheckCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) error {
		people, err := everybody(ctx, a)
		if err != nil {
			return err
		}
		before := a.Clock.Now().AddDate(0, 0, -c.Idle)
		keepers := map[string][]string{"system": {}, "security": {}, "audit": {}}
		both, idle := []string{}, []string{}
		for _, m := range people {
			if m.Status == account.Left {
				continue
			}
			powers := a.Roles.Catalogue.Powers(m.Roles...)
			for _, p := range powers {
				if p.Closed() {
					keepers[string(p)] = append(keepers[string(p)], m.Login)
				}
			}
			if !role.Separate(powers) {
				both = append(both, m.Login)
			}
			if used := lastUse(m); used.Before(before) {
				idle = append(idle, m.Login)
			}
		}
		text := []string{
			"系统管理员：" + orNobody(keepers[string(authz.SystemPower)]),
			"安全管理员：" + orNobody(keepers[string(authz.SecurityPower)]),
			"审计管理员：" + orNobody(keepers[string(authz.AuditPower)]),
			"兼任两种权力：" + orNobody(both),
			fmt.Sprintf("%d 天没有登录：%s", c.Idle, orNobody(idle)),
		}
		if len(keepers[string(authz.SecurityPower)]) == 1 {
			text = append(text, "只有一位安全管理员，变更没有人可以确认；请用 yikou staff create 再建一位。")
		}
		err = s.result(map[string]any{"administrators": keepers, "two_powers": both, "idle": idle}, text...)
		if len(both) > 0 || slices.ContainsFunc([]string{"system", "security", "audit"}, func(p string) bool { return len(keepers[p]) == 0 }) {
			err = errors.Join(err, errSeparation)
		}
		return err
	})
}

func lastUse(m staff.Member) time.Time {
	if m.LastLogin.IsZero() {
		return m.CreatedAt
	}
	return m.LastLogin
}

func orNobody(logins []string) string {
	if len(logins) == 0 {
		return "无"
	}
	return strings.Join(logins, "、")
}

// everybody returns every account with its roles.
func everybody(ctx context.Context, a *app.App) ([]staff.Member, error) {
	var list []staff.Member
	page := kernel.Page{Limit: kernel.PageLimit}
	for {
		rows, err := a.Staff.List(ctx, staff.Filter{}, page)
		if err != nil {
			return nil, err
		}
		list = append(list, rows.Items...)
		if page.After = rows.Next; page.After == "" {
			return list, nil
		}
	}
}
