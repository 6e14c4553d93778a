// Package policytest sets up the policy module over an empty registry, with a
// small dictionary and a city of two districts, for tests of what stands on it.
package policytest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/policy/wording"
)

// City is what the module asks of the others.
type City struct{}

// FactKeys returns no keys beyond those that every instance has.
func (City) FactKeys(context.Context) ([]wording.FactKey, error) { return nil, nil }

// DepartmentNames returns the names of two departments.
func (City) DepartmentNames(context.Context) (map[string]string, error) {
	return map[string]string{"wz-sci": "云溪区科学技术局", "wz-ind": "云溪区工业和信息化局"}, nil
}

// DivisionNames returns the tree.
func (c City) DivisionNames(context.Context) (wording.Divisions, error) { return c, nil }

// Name returns the name of a district.
func (City) Name(code string) string {
	return map[string]string{"390102": "云溪区", "390102001": "麦溪街道", "390103": "松澜区"}[code]
}

// Gate lets every export out and keeps what it let out.
type Gate struct{ Taken []*export.Prepared }

// Take gives every export the same number.
func (g *Gate) Take(_ context.Context, p *export.Prepared) (export.Ticket, error) {
	g.Taken = append(g.Taken, p)
	return export.Ticket{Number: "2026-000001", Who: "王样例", Unit: "云溪区科学技术局", Rows: p.Rows}, nil
}

// Bundle is the module on one database.
type Bundle struct {
	*policy.Service
	City
	Gate  *Gate
	Fixed *clock.Fixed
}

// New sets the module up. It is the morning of 21 November 2026 in Beijing.
func New(t *testing.T, d *db.DB) Bundle {
	t.Helper()
	fixed, registry := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)), jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{})
	require.NoError(t, err)
	b := Bundle{Gate: &Gate{}, Fixed: fixed}
	b.Service = policy.New(policy.Deps{
		DB: d, Clock: fixed, Audit: audit.New(d, fixed), Bus: events.NewBus(d, fixed, runner, registry), Jobs: runner, Search: textsearch.New(d),
		Dictionary: b.City, Divisions: b.City, Departments: b.City, Exports: b.Gate,
	})
	_, err = b.ImportPolicies(System(t), strings.NewReader(policies))
	require.NoError(t, err)
	return b
}

const policies = `[{"id":"p1","title":"云溪区支持企业成长若干措施","document_no":"云政发〔2025〕1号","level":"district","issuers":["云溪区人民政府"],
	"published_on":"2025-12-01","text":["第一条 鼓励企业扩大投资。","第二条 奖励资金由区财政安排。","第三条 注册地在云溪区、属于重点行业、上年度营业收入达到标准的企业适用本措施。"],
	"fair_competition_review":{"reviewed_on":"2025-11-20","reviewer":"云溪区科学技术局","conclusion":"符合要求"}}]`

// Measure is a complete measure for firms of an industry with a revenue of at
// least so many ten thousand yuan.
func Measure(id, title, industry string, floor int) string {
	return fmt.Sprintf(`{"id":%q,"title":%q,"delivery":"claim","when":{"all":[
		{"id":"c1","fact":"industry","op":"under","value":%q,"quote":"属于重点行业"},
		{"id":"c2","fact":"revenue","period":"Y-1","op":">=","value":%d,"quote":"上年度营业收入达到标准"}]},
		"benefit":{"fixed":"100000.00"},"kind":"grant","summary":"营业收入达标的企业给予奖励","beneficiaries":"成长型企业","amount_text":"10万元",
		"materials":[{"name":"收款账户确认","note":"盖章"}],"steps":[{"title":"确认账户","text":"在网上确认。"}],"time_limit":"5个工作日","payment_term":"10个工作日",
		"department":"wz-sci","contact":{"unit":"高新技术科","phone":"0390-5550001"},"policy":"p1"}`, id, title, industry, floor*10_000)
}

// Publish imports measures as the program does, which publishes complete ones.
func (b Bundle) Publish(t *testing.T, measures ...string) {
	t.Helper()
	_, err := b.ImportMeasures(System(t), strings.NewReader("["+strings.Join(measures, ",")+"]"))
	require.NoError(t, err)
}

// Stop ends a published measure.
func (b Bundle) Stop(t *testing.T, measure string) {
	t.Helper()
	stages := life.New(life.Deps{DB: b.DB, Clock: b.Clock, Audit: b.Audit, Bus: b.Bus, Catalogue: b.Service})
	require.NoError(t, stages.Withdraw(System(t), measure, 0, "政策已经调整，不再受理"))
}

// System is the program itself.
func System(t *testing.T) context.Context {
	t.Helper()
	return authz.AsSystem(t.Context(), "test")
}

// Staff is somebody who holds these permissions everywhere.
func Staff(t *testing.T, permissions ...authz.Permission) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "staff-1", Name: "王样例", Grants: grants})
}
