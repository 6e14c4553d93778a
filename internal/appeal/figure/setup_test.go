package figure_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// office is the organisation of the tests: a centre, and two bureaus of which the
// first has an office below it.
type office struct{}

var above = map[string][]string{"centre": {"centre"}, "tax": {"tax"}, "tax-hall": {"tax-hall", "tax"}, "water": {"water"}}

func (office) Path(_ context.Context, id string) ([]string, error) { return above[id], nil }

func (office) Subtree(_ context.Context, id string) (below []string, err error) {
	if above[id] == nil {
		return []string{id}, nil
	}
	for d, path := range above {
		if slices.Contains(path, id) {
			below = append(below, d)
		}
	}
	slices.Sort(below)
	return below, nil
}

func (office) All(context.Context) (map[string]appeal.Department, error) {
	all := map[string]appeal.Department{}
	for d := range above {
		all[d] = appeal.Department{ID: d, Name: d}
	}
	return all, nil
}

func (office) StaffNames(_ context.Context, ids []string) (map[string]string, error) {
	names := map[string]string{}
	for _, id := range ids {
		if id != "" {
			names[id] = "name of " + id
		}
	}
	return names, nil
}

func (office) NamesByUSCC(context.Context, []string) (map[string]string, error) {
	return map[string]string{}, nil
}

func (office) DivisionNames(context.Context, []string) (map[string]string, error) {
	return map[string]string{"390102": "望渚区"}, nil
}

func (office) Classified(context.Context, *appeal.Case, []string) error { return nil }
func (office) Dispatched(context.Context, *appeal.Case) error           { return nil }

func (office) Reveal(ctx context.Context, _ handling.Reason, load func(context.Context) (*appeal.Case, error)) (int64, error) {
	_, err := load(ctx)
	return 7, err
}

// open is a gate that lets everything out.
type open struct{}

func (open) Take(_ context.Context, p *export.Prepared) (export.Ticket, error) {
	return export.Ticket{Number: "DC1", Who: "zhao", Unit: "centre", Rows: p.Rows}, nil
}

// bundle is the module on one database. It is Monday 2 March 2026, 9:00 in Beijing.
type bundle struct {
	*figure.Service
	handling *handling.Service
	out      *exclusion.Service
	t        testing.TB
	clock    *clock.Fixed
	keeper   *keeping.Keeper
}

func each(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { body(t, setup(t, d)) })
}

func setup(t testing.TB, d *db.DB) *bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	keys, err := seal.LoadOrCreate(filepath.Join(t.TempDir(), "keys"), seal.AES256GCM)
	require.NoError(t, err)
	log, bus := audit.New(d, fixed), events.NewBus(d, fixed, runner, registry)
	keeper := keeping.NewKeeper(keeping.Deps{DB: d, Clock: fixed, Audit: log, Bus: bus, Jobs: runner})
	keeper.DefineJobs(registry)
	cases := appeal.New(appeal.Deps{
		DB: d, Clock: fixed, Audit: log, Bus: bus, Seal: seal.New(keys), Clocks: keeper, Departments: office{}, People: office{}, Enterprises: office{},
	})
	out := &exclusion.Service{Service: cases}
	figures := &figure.Service{Service: cases, Divisions: office{}, Exclusions: out, Exports: open{}}
	out.Rules = figures.ExclusionRules
	return &bundle{
		Service: figures, out: out,
		handling: &handling.Service{Service: cases, Reveals: office{}, Learner: office{}, Files: attachment.New(attachment.Deps{DB: d, Clock: fixed, Audit: log})}, t: t, clock: fixed, keeper: keeper,
	}
}

func (b *bundle) as(id, department string, reach kernel.Reach) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range slices.Concat(appeal.Permissions, figure.Permissions, exclusion.Permissions) {
		grants[string(p.Permission)] = reach
	}
	return authz.With(b.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: id, Department: department, Session: "s", Grants: grants})
}

func (b *bundle) centre() context.Context { return b.as("zhao", "centre", kernel.ReachAll) }
func (b *bundle) leader() context.Context { return b.as("li", "centre", kernel.ReachAll) }
func (b *bundle) unit(department string) context.Context {
	return b.as("staff-"+department, department, kernel.ReachDepartmentSubtree)
}

// receive takes a case in.
func (b *bundle) receive(change ...func(*appeal.Case)) string {
	b.t.Helper()
	c := &appeal.Case{
		Channel: appeal.ByPortal, Kind: appeal.Help, Urgency: appeal.Normal, Text: "园区门口的路灯坏了一个月，请修理。", Division: "390102",
		Reporter: appeal.Person{Name: "王示例", Phone: "13600000001"},
	}
	for _, f := range change {
		f(c)
	}
	require.NoError(b.t, b.Receive(authz.AsSystem(b.t.Context(), "test"), c))
	return c.ID
}

// do does something with a case as it stands.
func (b *bundle) do(id string, act func(handling.Ask) error) {
	b.t.Helper()
	c, err := b.ByID(b.t.Context(), id)
	require.NoError(b.t, err)
	require.NoError(b.t, act(handling.Ask{ID: id, Version: c.Version}))
}

func (b *bundle) accept(id string) {
	b.t.Helper()
	b.do(id, func(a handling.Ask) error { return b.handling.Accept(b.centre(), a, false) })
}

func (b *bundle) dispatched(id, department string, with ...string) {
	b.t.Helper()
	b.do(id, func(a handling.Ask) error {
		return b.handling.Dispatch(b.centre(), a, appeal.Order{Lead: department, CoHandlers: with}, "")
	})
}

// led brings a case into the hands of a department, with co-handlers.
func (b *bundle) led(id, department string, with ...string) {
	b.t.Helper()
	b.accept(id)
	b.dispatched(id, department, with...)
	b.do(id, func(a handling.Ask) error { return b.handling.Take(b.unit(department), a) })
}

// answered brings a case of a department to its callback.
func (b *bundle) answered(id, department string, closing appeal.Closing, with ...string) {
	b.t.Helper()
	b.led(id, department, with...)
	b.do(id, func(a handling.Ask) error {
		return b.handling.Reply(b.unit(department), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: closing})
	})
	b.do(id, func(a handling.Ask) error { return b.handling.Approve(b.leader(), a) })
}

// called records what the reporter says of the result; grade 0 for not reached.
func (b *bundle) called(id string, result appeal.Closing, grade int) {
	b.t.Helper()
	b.do(id, func(a handling.Ask) error {
		return b.handling.CallBack(b.centre(), a, appeal.Callback{Reached: grade > 0, Result: result, Grade: grade, Words: "反映人这样说"})
	})
}
