package reach_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/policy/reach"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// node is the package on one database with the real policy module.
type node struct {
	*reach.Service
	policy *policy.Service
	life   *life.Service
	town   *town
	db     *db.DB
	clock  *clock.Fixed
	audit  *audit.Log
	bus    *events.Bus
	runner *jobs.Runner
}

// started is when the clock of every node stands at first: ten in the morning.
func started() time.Time { return time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC) }

func newNode(t *testing.T, d *db.DB, tw *town, daily int64) node {
	t.Helper()
	fixed := clock.NewFixed(started())
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{
		Beat: 200 * time.Millisecond, Backoff: func(int) time.Duration { return 20 * time.Millisecond },
	})
	require.NoError(t, err)
	n := node{town: tw, db: d, clock: fixed, audit: audit.New(d, fixed), bus: events.NewBus(d, fixed, runner, registry), runner: runner}
	n.policy = policy.New(policy.Deps{
		DB: d, Clock: fixed, Audit: n.audit, Bus: n.bus, Jobs: runner, Search: textsearch.New(d),
		Enterprises: tw, Dictionary: tw, Divisions: tw, Departments: tw,
	})
	n.Service = reach.New(reach.Deps{
		DB: d, Clock: fixed, Audit: n.audit, Bus: n.bus, Jobs: runner, Measures: hiding{n.policy, tw}, Registry: tw, People: tw, Letters: box{d, tw}, Subscribers: tw, Daily: daily,
	})
	n.policy.Openings = n.Service
	n.life = life.New(life.Deps{DB: d, Clock: fixed, Audit: n.audit, Bus: n.bus, Catalogue: n.policy})
	n.policy.DefineJobs(registry)
	n.DefineJobs(registry)
	n.bus.Subscribe(n.policy.Subscriptions()...)
	return n
}

// open makes the table that letters go to, and the policy of every measure.
func (n node) open(t *testing.T) node {
	t.Helper()
	_, err := n.db.Exec(t.Context(), `CREATE TABLE letter (person text NOT NULL, kind text NOT NULL, uscc text NOT NULL, measures text NOT NULL)`)
	require.NoError(t, err)
	_, err = n.policy.ImportPolicies(system(t), strings.NewReader(policies))
	require.NoError(t, err)
	return n
}

func (n node) imported(t *testing.T, measures ...string) {
	t.Helper()
	_, err := n.policy.ImportMeasures(system(t), strings.NewReader("["+strings.Join(measures, ",")+"]"))
	require.NoError(t, err)
}

// start lets the jobs run and has this package hear of runs.
func (n node) start(t *testing.T) {
	t.Helper()
	n.bus.Subscribe(n.Subscriptions()...)
	require.NoError(t, n.runner.Start(t.Context()))
	t.Cleanup(func() { n.stop(t) })
}

func (n node) stop(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
	defer cancel()
	require.NoError(t, n.runner.Stop(ctx))
}

// matched runs the matcher once, as of a day, and tells nobody: this package does
// not hear of it.
func (n node) matched(t *testing.T, day string) string {
	t.Helper()
	var asOf civil.Date
	if day != "" {
		var err error
		asOf, err = civil.Parse(day)
		require.NoError(t, err)
	}
	run, err := n.policy.StartRun(system(t), asOf)
	require.NoError(t, err)
	require.NoError(t, n.runner.Start(t.Context()))
	n.idle(t, "policy.match")
	n.stop(t)
	return run.ID
}

// idle waits until no job of these kinds is left.
func (n node) idle(t *testing.T, kinds ...string) {
	t.Helper()
	args := make([]any, len(kinds))
	for i, kind := range kinds {
		args[i] = kind
	}
	require.Eventually(t, func() bool {
		var left int
		// One look at all kinds: between two, a job of the second could end and leave
		// one of the first.
		err := n.db.QueryRow(t.Context(), `SELECT count(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded')
			AND kind IN (`+db.Placeholders(len(kinds))+`)`, args...).Scan(&left)
		require.NoError(t, err)
		return left == 0
	}, 30*time.Second, 10*time.Millisecond)
}

// letters returns what was told to whom, sorted.
func (n node) letters(t *testing.T) []string {
	t.Helper()
	rows, err := n.db.Query(t.Context(), `SELECT person, kind, measures FROM letter`)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	list := []string{}
	for rows.Next() {
		var person, kind, measures string
		require.NoError(t, rows.Scan(&person, &kind, &measures))
		list = append(list, person+" "+kind+" "+measures)
	}
	require.NoError(t, rows.Err())
	slices.Sort(list)
	return list
}

func (n node) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var c int
	require.NoError(t, n.db.QueryRow(t.Context(), query, args...).Scan(&c))
	return c
}

func system(t *testing.T) context.Context { return authz.AsSystem(t.Context(), "test") }

// officer reads and marks in one division.
func officer(t *testing.T, division string) context.Context {
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "officer-1", Name: "韩范例", Division: division, Grants: map[string]kernel.Reach{
		string(policy.PermRead): kernel.ReachDivisionSubtree, string(reach.PermReach): kernel.ReachDivisionSubtree,
	}})
}

// handler acts for enterprises.
func handler(t *testing.T, usccs ...string) context.Context {
	return authz.With(t.Context(), kernel.Principal{
		Kind: kernel.EnterprisePrincipal, ID: "handler-1", Name: "李经办", Enterprises: usccs, Grants: map[string]kernel.Reach{string(policy.PermMy): kernel.ReachOwn},
	})
}

// town is the registry, its people and their wishes, in memory.
type town struct {
	all []*policy.Enterprise
	// acting are the people of each enterprise; silent ones want no messages.
	acting map[string][]string
	silent map[string]bool
	// grid are the places of each officer.
	grid map[string][]string
	// office is the division in which officers may read lists.
	office string
	// wishing are the enterprises that subscribed to everything.
	wishing []string
	// hidden measures are suspended.
	hidden map[string]bool
	// reading, if not nil, is done once, while a run reads the registry.
	reading func()
	// meanwhile, if not nil, is done once, between looking whom to tell and telling.
	meanwhile func()
}

func newTown() *town {
	return &town{acting: map[string][]string{}, silent: map[string]bool{}, grid: map[string][]string{}, hidden: map[string]bool{}, office: "3901"}
}

// put adds an enterprise with its people, or gives it another revenue; none below 0.
func (tw *town) put(uscc, division string, revenue float64, people ...string) {
	facts := []eligibility.Fact{{Key: "division", Value: eligibility.TextValue(division), Tier: eligibility.T0}}
	if revenue >= 0 {
		facts = append(facts, eligibility.Fact{Key: "revenue", Period: "2025", Value: eligibility.NumberValue(revenue), Tier: eligibility.T0, Source: "税务"})
	}
	tw.acting[uscc] = people
	for _, e := range tw.all {
		if e.USCC == uscc {
			e.Facts = facts
			return
		}
	}
	e := &policy.Enterprise{Ordinal: uint32(len(tw.all) + 1)}
	e.USCC, e.Name, e.Facts = uscc, "企业"+uscc, facts
	tw.all = append(tw.all, e)
}

func division(e *policy.Enterprise) string { return e.Facts[0].Value.Text }

func seen(scope kernel.Scope, e *policy.Enterprise) bool {
	switch scope.Reach {
	case kernel.ReachAll:
		return true
	case kernel.ReachOwn:
		return slices.Contains(scope.Enterprises, e.USCC)
	}
	return strings.HasPrefix(division(e), scope.Division)
}

func (tw *town) Enterprise(_ context.Context, scope kernel.Scope, uscc string) (policy.Enterprise, error) {
	for _, e := range tw.all {
		if e.USCC == uscc && seen(scope, e) {
			return *e, nil
		}
	}
	return policy.Enterprise{}, errs.New(errs.NotFound, "enterprise.not_found", "没有")
}

func (tw *town) EnterpriseOn(ctx context.Context, scope kernel.Scope, uscc string, _ civil.Date, _ bool) (policy.Enterprise, error) {
	return tw.Enterprise(ctx, scope, uscc)
}

func (tw *town) Each(_ context.Context, after int64, fn func(*policy.Enterprise, int64) error) (int64, error) {
	if do := tw.reading; do != nil {
		tw.reading = nil
		do()
	}
	for _, e := range tw.all {
		if err := fn(e, int64(len(tw.all))); err != nil {
			return 0, err
		}
	}
	return after + 1, nil
}

func (tw *town) Load(_ context.Context, ordinals []uint32) ([]policy.Enterprise, error) {
	var out []policy.Enterprise
	for _, o := range ordinals {
		out = append(out, *tw.all[o-1])
	}
	return out, nil
}

func (tw *town) Rows(_ context.Context, ordinals []uint32) ([]policy.EnterpriseRow, error) {
	var out []policy.EnterpriseRow
	for _, o := range ordinals {
		e := tw.all[o-1]
		out = append(out, policy.EnterpriseRow{Ordinal: o, USCC: e.USCC, Name: e.Name, Division: policy.Coded{Code: division(e), Label: "某地"}})
	}
	return out, nil
}

func (tw *town) Within(_ context.Context, scope kernel.Scope, f policy.EnterpriseFilter, fn func(uint32)) error {
	for _, e := range tw.all {
		if seen(scope, e) && strings.HasPrefix(division(e), f.Division) && (strings.Contains(e.Name, f.Text) || e.USCC == f.Text) {
			fn(e.Ordinal)
		}
	}
	return nil
}

func (tw *town) Ordinals(_ context.Context, usccs []string) (map[string]uint32, error) {
	out := map[string]uint32{}
	for _, e := range tw.all {
		if slices.Contains(usccs, e.USCC) {
			out[e.USCC] = e.Ordinal
		}
	}
	return out, nil
}

func (tw *town) ActingAfter(_ context.Context, after string, limit int) ([]reach.Acting, error) {
	var out []reach.Acting
	for _, e := range tw.all { // put in the order of codes
		if e.USCC > after && len(tw.acting[e.USCC]) > 0 && len(out) < limit {
			out = append(out, reach.Acting{USCC: e.USCC, People: tw.acting[e.USCC]})
		}
	}
	return out, nil
}

func (tw *town) Officers(context.Context) ([]reach.Officer, error) {
	var out []reach.Officer
	for _, id := range []string{"officer-1", "officer-2"} {
		if places := tw.grid[id]; places != nil {
			scope := kernel.Scope{Reach: kernel.ReachDivisionSubtree, Division: tw.office}
			out = append(out, reach.Officer{Staff: id, Scope: scope, Places: places})
		}
	}
	return out, nil
}

func (tw *town) Places(_ context.Context, staff string) ([]string, error) { return tw.grid[staff], nil }

func (tw *town) Subscribers(context.Context, string, int64) ([]string, error) { return tw.wishing, nil }

func (tw *town) FactKeys(context.Context) ([]policy.FactKey, error) {
	return []policy.FactKey{{Key: "revenue", Label: "营业收入", Kind: eligibility.KindNumber, Unit: "元", Periodic: true}}, nil
}

func (tw *town) DepartmentNames(context.Context) (map[string]string, error) {
	return map[string]string{}, nil
}

func (tw *town) DivisionNames(context.Context) (wording.Divisions, error) { return tw, nil }

func (tw *town) Name(string) string { return "某地" }

// hiding is the policy module with some measures suspended.
type hiding struct {
	*policy.Service
	town *town
}

func (h hiding) Published(ctx context.Context) ([]*definition.Record, error) {
	list, err := h.Service.Published(ctx)
	return slices.DeleteFunc(list, func(r *definition.Record) bool { return h.town.hidden[r.ID] }), err
}

// box keeps letters in a table, so that what is undone is unsent.
type box struct {
	db   *db.DB
	town *town
}

func (b box) Wanting(_ context.Context, _ reach.Kind, people []string) ([]string, error) {
	if do := b.town.meanwhile; do != nil {
		b.town.meanwhile = nil
		do()
	}
	var out []string
	for _, p := range people {
		if !b.town.silent[p] {
			out = append(out, p)
		}
	}
	return out, nil
}

func (b box) Tell(ctx context.Context, l reach.Letter) error {
	for _, p := range l.People {
		if _, err := b.db.Exec(ctx, `INSERT INTO letter (person, kind, uscc, measures) VALUES (?, ?, ?, ?)`, p, string(l.Kind), l.USCC, words(l)); err != nil {
			return err
		}
	}
	return nil
}

func words(l reach.Letter) string {
	return fmt.Sprint(l.Name, " ", l.Count, " ", l.Measures)
}

func (b box) TellOfficer(ctx context.Context, staff, run string, n int64) error {
	_, err := b.db.Exec(ctx, `INSERT INTO letter (person, kind, uscc, measures) VALUES (?, 'list', ?, ?)`, staff, run, fmt.Sprint(n))
	return err
}

const policies = `[{"id":"p1","title":"支持企业成长若干措施","document_no":"云政发〔2025〕1号","level":"district","issuers":["云溪区人民政府"],
	"published_on":"2025-12-01","text":["第一条 鼓励企业扩大投资。","第二条 上年度营业收入达到标准的企业适用本措施。"],
	"fair_competition_review":{"reviewed_on":"2025-11-20","reviewer":"云溪区科学技术局","conclusion":"符合要求"}}]`

// growth is a measure that asks for a revenue; one of no policy stays a draft.
func growth(id string, floor int, basis string) string {
	return fmt.Sprintf(`{"id":%q,"title":"成长奖励%s","delivery":"claim","when":{"id":"c2","fact":"revenue","period":"Y-1","op":">=","value":%d,"quote":"上年度营业收入达到标准"},
		"benefit":{"fixed":"100000.00"},"kind":"grant","summary":"营业收入达标的企业给予奖励","beneficiaries":"成长型企业","amount_text":"10万元",
		"materials":[{"name":"收款账户确认"}],"steps":[{"title":"确认账户"}],"time_limit":"5个工作日","payment_term":"10个工作日",
		"department":"wz-sci","contact":{"unit":"高新技术科","phone":"0390-5550001"},"policy":%q}`, id, id, floor, basis)
}
