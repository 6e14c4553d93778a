package exchange_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/seal"
)

const firmOne = "91390102MA00000013"

// city is what the module asks of the others.
type city struct{}

func (city) Path(_ context.Context, id string) ([]string, error) {
	if id == "ind-office" {
		return []string{id, "ind"}, nil
	}
	return []string{id}, nil
}
func (city) Subtree(_ context.Context, id string) ([]string, error) { return []string{id}, nil }
func (city) All(context.Context) (map[string]appeal.Department, error) {
	return map[string]appeal.Department{
		"centre": {ID: "centre", Name: "企业服务中心"}, "ind": {ID: "ind", Name: "工业和信息化局"}, "ind-office": {ID: "ind-office", Name: "工信局办公室"}, "water": {ID: "water", Name: "水务局"},
	}, nil
}
func (city) StaffNames(context.Context, []string) (map[string]string, error) { return nil, nil }
func (city) NamesByUSCC(_ context.Context, usccs []string) (map[string]string, error) {
	return map[string]string{firmOne: "=HYPERLINK(\"http://example.com\")"}, nil
}
func (city) Firm(_ context.Context, _ kernel.Scope, uscc string) (intake.Firm, error) {
	if uscc != firmOne {
		return intake.Firm{}, intake.ErrEnterprise
	}
	return intake.Firm{USCC: uscc, Name: "甲公司", Division: "390102000000"}, nil
}

// gate lets every export out and numbers it.
type gate struct{}

func (gate) Take(_ context.Context, p *export.Prepared) (export.Ticket, error) {
	return export.Ticket{Number: "2026-000001", Who: "王样例", Unit: "中心", Rows: p.Rows}, nil
}

// bundle is the module on one database. It is Friday 20 November 2026, 10:00 in
// Beijing.
type bundle struct {
	*exchange.Service
	intake *intake.Service
	fixed  *clock.Fixed
	bus    *events.Bus
	t      *testing.T
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	fixed, registry, log := clock.NewFixed(time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)), jobs.NewRegistry(), slog.New(slog.NewTextHandler(io.Discard, nil))
	runner, err := jobs.New(d, fixed, log, registry, jobs.Options{})
	require.NoError(t, err)
	keys, err := seal.NewKeyring(map[string][]byte{"k1": bytes.Repeat([]byte{7}, 32)}, "k1", bytes.Repeat([]byte{9}, 32))
	require.NoError(t, err)
	chain, bus := audit.New(d, fixed), events.NewBus(d, fixed, runner, registry)
	cases := appeal.New(appeal.Deps{
		DB: d, Clock: fixed, Audit: chain, Bus: bus, Seal: seal.New(keys), Departments: city{}, People: city{}, Enterprises: city{},
		Clocks: keeping.NewKeeper(keeping.Deps{DB: d, Clock: fixed, Audit: chain, Bus: bus, Jobs: runner}),
	})
	in := &intake.Service{Service: cases, Firms: city{}}
	b := bundle{
		Service: &exchange.Service{
			Service: cases, Exports: gate{}, Taker: in, Jobs: runner, Random: rand.Reader, Log: log, Out: outbound.New(outbound.Options{}),
		}, intake: in, fixed: fixed, bus: bus, t: t,
	}
	b.DefineJobs(registry)
	bus.Subscribe(b.Subscriptions()...)
	return b
}

// as acts for a department with permissions over everything.
func (b bundle) as(department string, permissions ...authz.Permission) context.Context {
	b.t.Helper()
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(b.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "s-" + department, Name: "王样例", Department: department, Grants: grants})
}

// receive takes a case in.
func (b bundle) receive(change ...func(*appeal.Case)) *appeal.Case {
	b.t.Helper()
	c := &appeal.Case{
		Channel: appeal.ByCounter, Kind: appeal.Help, Urgency: appeal.Normal, Text: "园区东门的路灯坏了三天，请修好。", Division: "390102",
		Reporter: appeal.Person{Name: "王示例", Phone: "13600000002"},
	}
	for _, f := range change {
		f(c)
	}
	require.NoError(b.t, b.Receive(authz.AsSystem(b.t.Context(), "test"), c))
	return c
}

// act is something that happens to a case.
type act func(context.Context, *appeal.Case) (appeal.Done, error)

func (b bundle) apply(c *appeal.Case, do act) {
	b.t.Helper()
	require.NoError(b.t, b.DB.InTx(authz.AsSystem(b.t.Context(), "test"), func(ctx context.Context) error { return b.Apply(ctx, c, do) }))
}

// withdrawn takes a case back for its reporter.
func withdrawn(at time.Time) act {
	return func(_ context.Context, c *appeal.Case) (appeal.Done, error) {
		return appeal.Done{Event: appeal.EventWithdrawn, Entry: appeal.Entry{Act: appeal.ActWithdraw, Shown: true}}, c.Withdraw(at)
	}
}

// mergedInto makes a case part of another one.
func mergedInto(main *appeal.Case) act {
	return func(_ context.Context, c *appeal.Case) (appeal.Done, error) {
		return appeal.Done{Event: appeal.EventMerged, Entry: appeal.Entry{Act: appeal.ActMerge, Shown: true}}, c.MergeInto(main)
	}
}
