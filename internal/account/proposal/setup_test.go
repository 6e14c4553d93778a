package proposal_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/proposal"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/staff"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

const password = "correct horse battery"

// bundle is an office with a system administrator, two security administrators, a
// clerk, and nobody who holds nothing.
type bundle struct {
	*proposal.Service
	staff    *staff.Service
	roles    *role.Service
	accounts *account.Service
	db       *db.DB
	clock    *clock.Fixed
	system   context.Context
	ids      map[string]string
}

type nowhere struct{}

func (nowhere) Names(context.Context, []string) (map[string]string, error) { return nil, nil }

func (nowhere) ByCode(context.Context, []string) (map[string]account.Department, error) {
	return nil, nil
}

func (nowhere) NamesOf(context.Context, string) ([]string, error) { return nil, nil }

func (nowhere) DepartmentNames(context.Context, []string) (map[string]string, error) { return nil, nil }

func (nowhere) Send(context.Context, string, string) error { return nil }

var definitions = slices.Concat(account.Permissions, role.Permissions, proposal.Permissions, []authz.Definition{
	{Permission: "test.read", Label: "看企业"}, {Permission: "test.audit", Label: "看审计", Power: authz.AuditPower},
})

func one(code, name string, permissions ...authz.Permission) role.Role {
	r := role.Role{Code: code, Name: name}
	for _, p := range permissions {
		r.Grants = append(r.Grants, role.Grant{Permission: p, Reach: kernel.ReachAll})
	}
	return r
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	b := &bundle{db: d, clock: clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)), system: authz.AsSystem(t.Context(), "test"), ids: map[string]string{}}
	registry := jobs.NewRegistry()
	log := slog.New(slog.DiscardHandler)
	runner, err := jobs.New(d, b.clock, log, registry, jobs.Options{})
	require.NoError(t, err)
	chain, bus := audit.New(d, b.clock), events.NewBus(d, b.clock, runner, registry)
	key := []byte("thirty-two bytes, for tests only")
	ring, err := seal.NewKeyring(map[string][]byte{"t": key}, "t", key)
	require.NoError(t, err)
	b.roles, err = role.New(role.Deps{DB: d, Clock: b.clock, Audit: chain, Bus: bus, Permissions: definitions, Shipped: []role.Role{
		one("system", "系统管理员", account.PermissionStaffEdit, role.PermissionRead),
		one("security", "安全管理员", role.PermissionRead, role.PermissionEdit, role.PermissionConfirm, proposal.PermissionConfirmReset),
		one("audit", "审计管理员", "test.audit"), one("clerk", "窗口人员", "test.read"),
	}})
	require.NoError(t, err)
	require.NoError(t, b.roles.Seed(b.system))
	config := account.DefaultConfig()
	config.Argon2.Memory = 8
	b.accounts, err = account.New(account.Deps{
		DB: d, Clock: b.clock, Audit: chain, Bus: bus, Jobs: runner, Seal: seal.New(ring), Log: log, Random: rand.Reader,
		Sender: nowhere{}, Enterprises: nowhere{}, Departments: nowhere{}, Roles: b.roles, Config: config,
	})
	require.NoError(t, err)
	b.staff = staff.New(staff.Deps{
		DB: d, Clock: b.clock, Audit: chain, Bus: bus, Seal: seal.New(ring), Random: rand.Reader,
		Roles: b.roles, Accounts: b.accounts, Departments: nowhere{},
	})
	b.Service = proposal.New(proposal.Deps{DB: d, Clock: b.clock, Audit: chain, Bus: bus, Roles: b.roles, Staff: b.staff})
	for login, roles := range map[string][]string{"xitong": {"system"}, "anquan": {"security"}, "anquan2": {"security"}, "chuangkou": {"clerk"}, "xinren": nil} {
		m, _, err := b.accounts.CreateStaff(b.system, account.NewStaff{Login: login, Name: login, Password: password, Roles: roles})
		require.NoError(t, err)
		b.ids[login] = m.ID
	}
	return b
}

// as returns a context in which a member of staff acts with what they may do now.
func (b *bundle) as(t require.TestingT, login string) context.Context {
	grants, err := b.roles.GrantsOfStaff(b.system, b.ids[login])
	require.NoError(t, err)
	return authz.With(b.system, kernel.Principal{Kind: kernel.StaffPrincipal, ID: b.ids[login], Name: login, Grants: grants})
}

func (b *bundle) held(t require.TestingT, login string) []string {
	roles, err := b.roles.OfStaff(b.system, b.ids[login])
	require.NoError(t, err)
	codes := []string{}
	for _, r := range roles {
		codes = append(codes, r.Code)
	}
	return codes
}

func (b *bundle) state(t *testing.T, id string) proposal.State {
	t.Helper()
	p, err := b.Get(b.system, id)
	require.NoError(t, err)
	return p.State
}

func (b *bundle) audited(t *testing.T, action string) int {
	t.Helper()
	var n int
	require.NoError(t, b.db.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE action = ?`, action).Scan(&n))
	return n
}
