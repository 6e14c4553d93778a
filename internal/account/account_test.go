package account_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/uscc"
)

const (
	password = "correct horse battery"
	phone    = "19000000001"
	stranger = "19000009999"
	patience = 30 * time.Second
)

// Two made-up enterprises: no division of China begins with 39.
var (
	firmA = synthetic(1)
	firmB = synthetic(2)
)

// bundle is one instance of the module on a database of its own.
type bundle struct {
	*account.Service
	db    *db.DB
	clock *clock.Fixed
	audit *audit.Log
	texts chan string
	// system is a context in which the program itself acts.
	system context.Context
}

// synthetic returns the code of a made-up enterprise.
func synthetic(serial uint32) string {
	code, err := uscc.Synthetic("91", "390102", serial)
	if err != nil {
		panic(err)
	}
	return string(code)
}

type outbox chan string

func (o outbox) Send(_ context.Context, phone, text string) error {
	o <- phone + " " + text
	return nil
}

type registry map[string]string

func (r registry) Names(_ context.Context, codes []string) (map[string]string, error) {
	names := map[string]string{}
	for _, c := range codes {
		if name, known := r[c]; known {
			names[c] = name
		}
	}
	return names, nil
}

type offices map[string]account.Department

func (o offices) ByCode(_ context.Context, codes []string) (map[string]account.Department, error) {
	found := map[string]account.Department{}
	for _, c := range codes {
		if d, known := o[c]; known {
			found[c] = d
		}
	}
	return found, nil
}

func (o offices) NamesOf(_ context.Context, id string) ([]string, error) {
	if id == "d-ent" {
		return []string{"望渚区企业服务中心", "望渚"}, nil
	}
	return nil, nil
}

var definitions = append([]authz.Definition{
	{Permission: "test.read", Label: "看"}, {Permission: "test.write", Label: "改"}, {Permission: "test.my", Label: "看自己的"},
}, slices.Concat(account.Permissions, role.Permissions)...)

func testRoles() []role.Role {
	return []role.Role{
		{Code: "reader", Name: "查看人员", Grants: []role.Grant{{Permission: "test.read", Reach: kernel.ReachDepartment}}},
		{Code: "writer", Name: "编辑人员", Grants: []role.Grant{
			{Permission: "test.read", Reach: kernel.ReachAll}, {Permission: "test.write", Reach: kernel.ReachOwn},
		}},
		{Code: "keeper", Name: "系统管理员", Grants: []role.Grant{{Permission: account.PermissionStaffEdit, Reach: kernel.ReachAll}}},
		{Code: "mandate_legal_representative", Name: "法定代表人", Grants: []role.Grant{{Permission: "test.my", Reach: kernel.ReachOwn}}},
		{Code: "mandate_handler", Name: "企业经办人", Grants: []role.Grant{{Permission: "test.my", Reach: kernel.ReachOwn}}},
	}
}

func cheap() account.Config {
	c := account.DefaultConfig()
	c.Argon2 = secret.Argon2{Time: 1, Memory: 8, Threads: 1}
	return c
}

func deps(t *testing.T, d *db.DB, c clock.Clock) account.Deps {
	t.Helper()
	key := []byte("thirty-two bytes, for tests only") // the same on every node of a test
	ring, err := seal.NewKeyring(map[string][]byte{"t": key}, "t", key)
	require.NoError(t, err)
	return account.Deps{
		DB: d, Clock: c, Audit: audit.New(d, c), Seal: seal.New(ring), Log: slog.New(slog.DiscardHandler), Random: rand.Reader,
		Enterprises: registry{firmA: "示例甲有限公司", firmB: "示例乙有限公司"},
		Departments: offices{"wz-ent": {ID: "d-ent", Division: "390102000000"}},
		Config:      cheap(),
	}
}

func setup(t *testing.T, d *db.DB, change ...func(*account.Deps)) *bundle {
	t.Helper()
	at := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)) // 9:00 in Beijing
	b := &bundle{db: d, clock: at, texts: make(chan string, 100), system: authz.AsSystem(t.Context(), "test")}
	dep := deps(t, d, at)
	b.audit, dep.Sender = dep.Audit, outbox(b.texts)
	jobRegistry := jobs.NewRegistry()
	runner, err := jobs.New(d, clock.System(), dep.Log, jobRegistry, jobs.Options{Beat: 500 * time.Millisecond})
	require.NoError(t, err)
	dep.Jobs, dep.Bus = runner, events.NewBus(d, at, runner, jobRegistry)
	dep.Roles, err = role.New(role.Deps{DB: d, Clock: at, Audit: dep.Audit, Bus: dep.Bus, Permissions: definitions, Shipped: testRoles()})
	require.NoError(t, err)
	for _, c := range change {
		c(&dep)
	}
	b.Service, err = account.New(dep)
	require.NoError(t, err)
	b.DefineJobs(jobRegistry)
	require.NoError(t, b.Roles.Seed(b.system))
	require.NoError(t, runner.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, runner.Stop(ctx))
	})
	return b
}

// withStaff adds one member of staff, zhang.
func (b *bundle) withStaff(t *testing.T, roles ...string) account.Staff {
	t.Helper()
	staff, _, err := b.CreateStaff(b.system, account.NewStaff{
		Login: "zhang", Name: "张示例", Password: password, Department: "wz-ent", Roles: roles,
	})
	require.NoError(t, err)
	return staff
}

// withPerson adds one person with a mandate for firm A.
func (b *bundle) withPerson(t *testing.T) {
	t.Helper()
	_, err := b.ImportMandates(b.system, []account.MandateRow{{Phone: phone, Name: "许样例", USCC: firmA, Role: account.Handler}})
	require.NoError(t, err)
}

var sixDigits = regexp.MustCompile(`\b[0-9]{6}\b`)

// code asks for a code and waits for the text that carries it.
func (b *bundle) code(ctx context.Context, t *testing.T) string {
	t.Helper()
	_, err := b.RequestCode(ctx, phone)
	require.NoError(t, err)
	select {
	case text := <-b.texts:
		require.Contains(t, text, phone)
		return sixDigits.FindString(text)
	case <-time.After(patience):
		t.Fatal("no text came")
		return ""
	}
}

// withOwn adds what everybody of the staff who is logged in may do.
func withOwn(grants map[string]kernel.Reach) map[string]kernel.Reach {
	grants["account.self"], grants["account.secure"] = kernel.ReachOwn, kernel.ReachOwn
	return grants
}

// from returns a context of a request from an address.
func from(ctx context.Context, address string) context.Context {
	return kernel.WithRequest(ctx, kernel.Request{ID: kernel.NewID(), Address: address})
}

func (b *bundle) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	require.NoError(t, b.db.QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

func (b *bundle) audited(t *testing.T, action string) int {
	t.Helper()
	return b.count(t, `SELECT count(*) FROM audit_entry WHERE action = ?`, action)
}

// wrongCode returns six digits that are not the code.
func wrongCode(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}
