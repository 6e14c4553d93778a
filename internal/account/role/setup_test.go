package role_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// definitions are one permission of each power, and two of business.
var definitions = []authz.Definition{
	{Permission: "test.keep", Label: "管账号", Power: authz.SystemPower},
	{Permission: "test.grant", Label: "管权限", Power: authz.SecurityPower},
	{Permission: "test.audit", Label: "看审计", Power: authz.AuditPower},
	{Permission: "test.read", Label: "看企业"},
	{Permission: "test.pay", Label: "拨付"},
	{Permission: "test.task", Label: "看任务", Power: authz.Common},
}

func one(code, name string, permissions ...authz.Permission) role.Role {
	r := role.Role{Code: code, Name: name}
	for _, p := range permissions {
		r.Grants = append(r.Grants, role.Grant{Permission: p, Reach: kernel.ReachOwn})
	}
	return r
}

func shipped() []role.Role {
	return []role.Role{
		one("system", "系统管理员", "test.keep", "test.task"),
		one("security", "安全管理员", "test.grant"),
		one("audit", "审计管理员", "test.audit"),
		one("clerk", "窗口人员", "test.read", "test.task"),
		one("empty", "闲职"),
		one("mandate_handler", "企业经办人", "test.read"),
	}
}

type bundle struct {
	*role.Service
	db     *db.DB
	system context.Context
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	c := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, c, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	s, err := role.New(role.Deps{
		DB: d, Clock: c, Audit: audit.New(d, c), Bus: events.NewBus(d, c, runner, registry), Permissions: definitions, Shipped: shipped(),
	})
	require.NoError(t, err)
	b := &bundle{s, d, authz.AsSystem(t.Context(), "test")}
	require.NoError(t, s.Seed(b.system))
	return b
}

// person adds a member of staff with roles past every rule, as an older program
// could have.
func (b *bundle) person(t *testing.T, login string, roles ...string) string {
	t.Helper()
	_, err := b.db.Exec(t.Context(), `INSERT INTO account_staff (id, login, name, department, division, status, password_hash, password_set_at, created_at, updated_at, version)
		VALUES (?, ?, '张示例', '', '', 'active', '', ?, ?, ?, 1)`, login, login, db.At(b.Clock.Now()), db.At(b.Clock.Now()), db.At(b.Clock.Now()))
	require.NoError(t, err)
	for _, r := range roles {
		_, err := b.db.Exec(t.Context(), `INSERT INTO account_staff_role (staff, role) VALUES (?, ?)`, login, r)
		require.NoError(t, err)
	}
	return login
}

// set gives a person roles as an import does.
func (b *bundle) set(login string, roles ...string) error {
	return b.DB.InTx(b.system, func(ctx context.Context) error { return b.SetStaff(ctx, login, "张示例", roles) })
}

// change gives a role a new version as a confirmed proposal does.
func (b *bundle) change(r role.Role) error {
	return b.DB.InTx(b.system, func(ctx context.Context) error {
		if err := b.Lock(ctx); err != nil {
			return err
		}
		return b.Change(ctx, role.Version{Role: r, Proposal: "p", ProposedBy: "a", ConfirmedBy: "b", Reason: "试"})
	})
}

func (b *bundle) held(t *testing.T, login string) []string {
	t.Helper()
	roles, err := b.OfStaff(t.Context(), login)
	require.NoError(t, err)
	codes := []string{}
	for _, r := range roles {
		codes = append(codes, r.Code)
	}
	return codes
}

func (b *bundle) count(t *testing.T, query string) int {
	t.Helper()
	var n int
	require.NoError(t, b.db.QueryRow(t.Context(), query).Scan(&n))
	return n
}
