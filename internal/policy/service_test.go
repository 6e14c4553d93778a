package policy_test

import (
	"context"
	"errors"
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
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

const patience = 30 * time.Second

// bundle is the module on one database with everything it needs.
type bundle struct {
	*policy.Service
	city   *city
	db     *db.DB
	clock  *clock.Fixed
	audit  *audit.Log
	bus    *events.Bus
	runner *jobs.Runner
}

func setup(t *testing.T, d *db.DB) bundle { return program(t, d, newCity()) }

// program is one program on a database that others may work on as well.
func program(t *testing.T, d *db.DB, c *city) bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{
		Beat: 200 * time.Millisecond, Backoff: func(int) time.Duration { return 20 * time.Millisecond },
	})
	require.NoError(t, err)
	b := bundle{city: c, db: d, clock: fixed, audit: audit.New(d, fixed), bus: events.NewBus(d, fixed, runner, registry), runner: runner}
	b.Service = policy.New(policy.Deps{
		DB: d, Clock: fixed, Audit: b.audit, Bus: b.bus, Jobs: runner, Search: textsearch.New(d),
		Enterprises: b.city, Dictionary: b.city, Divisions: b.city, Departments: b.city, Exports: gate{},
	})
	b.DefineJobs(registry)
	b.bus.Subscribe(b.Subscriptions()...)
	return b
}

func (b bundle) start(t *testing.T) {
	t.Helper()
	require.NoError(t, b.runner.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, b.runner.Stop(ctx))
	})
}

// finish starts a run as ctx and waits for its task to end.
func (b bundle) finish(t *testing.T, ctx context.Context) matchrun.Run {
	t.Helper()
	run, err := b.StartRun(ctx, b.day(t, ""))
	require.NoError(t, err)
	require.Equal(t, jobs.Done, b.end(t, run.Job).State)
	b.clock.Move(time.Minute)
	return run
}

func (b bundle) end(t *testing.T, job string) jobs.Task {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tasks, err := b.runner.Follow(ctx, job)
	require.NoError(t, err)
	var last jobs.Task
	for task := range tasks {
		last = task
	}
	require.True(t, last.State.Final(), "%+v", last)
	return last
}

// gate lets every export out under one number.
type gate struct{}

func (gate) Take(_ context.Context, p *export.Prepared) (export.Ticket, error) {
	return export.Ticket{Number: "DC2026-000001", Who: "样例", Rows: p.Rows}, nil
}

func system(t *testing.T) context.Context { return authz.AsSystem(t.Context(), "test") }

// staff may do everything of this module in one division.
func staff(t *testing.T, reach kernel.Reach, division string) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range policy.Permissions {
		if p.Permission != policy.PermMy {
			grants[string(p.Permission)] = reach
		}
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "staff-1", Name: "王科员", Division: division, Grants: grants})
}

func handler(t *testing.T, usccs ...string) context.Context {
	return authz.With(t.Context(), kernel.Principal{
		Kind: kernel.EnterprisePrincipal, ID: "handler-1", Name: "李经办", Enterprises: usccs,
		Grants: map[string]kernel.Reach{string(policy.PermMy): kernel.ReachOwn},
	})
}

// page is what a measure needs for its public page beside its rule.
const page = `"kind":"grant","summary":"营业收入达标的企业给予奖励","beneficiaries":"成长型企业","amount_text":"10万元",
	"materials":[{"name":"收款账户确认"}],"steps":[{"title":"确认账户"}],"time_limit":"5个工作日","payment_term":"10个工作日",
	"department":"wz-sci","contact":{"unit":"高新技术科","phone":"0390-5550001"},"policy":"p1"`

const policies = `[{"id":"p1","title":"云溪区支持企业成长若干措施","document_no":"云政发〔2025〕1号","level":"district","issuers":["云溪区人民政府"],
	"published_on":"2025-12-01","text":["第一条 鼓励企业扩大投资。","第二条 奖励资金由区财政安排。","第三条 注册地在云溪区、上年度营业收入达到标准的企业适用本措施，高企加奖。"],
	"fair_competition_review":{"reviewed_on":"2025-11-20","reviewer":"云溪区科学技术局","conclusion":"符合要求"}}]`

// growth is a complete measure that asks for a revenue.
func growth(id string, floor int, more string) string {
	return fmt.Sprintf(`{"id":%q,"title":"企业成长奖励 %s","delivery":"claim","when":{"all":[
		{"id":"c1","fact":"division","op":"under","value":"390102","quote":"注册地在云溪区"},
		{"id":"c2","fact":"revenue","period":"Y-1","op":">=","value":%d,"quote":"上年度营业收入达到标准"}]},
		"benefit":{"fixed":"100000.00"},%s%s}`, id, id, floor, page, more)
}

func (b bundle) imported(t *testing.T, measures ...string) policy.Imported {
	t.Helper()
	report, err := b.ImportMeasures(system(t), strings.NewReader("["+strings.Join(measures, ",")+"]"))
	require.NoError(t, err)
	return report
}

func (b bundle) withPolicies(t *testing.T) bundle {
	t.Helper()
	_, err := b.ImportPolicies(system(t), strings.NewReader(policies))
	require.NoError(t, err)
	return b
}

func TestAnImportIsAllOrNothingAndASecondOneChangesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d).withPolicies(t)
		require.Equal(t, policy.Imported{Created: 2, Published: 2}, b.imported(t, growth("m1", 100, ""), growth("m2", 200, "")))
		require.Equal(t, policy.Imported{Unchanged: 2, Published: 2}, b.imported(t, growth("m1", 100, ""), growth("m2", 200, "")))

		_, err := b.ImportMeasures(system(t), strings.NewReader("["+growth("m3", 1, "")+","+growth("m1", 150, `,"colour":"red"`)+"]"))
		require.ErrorIs(t, err, definition.ErrRefused)
		_, err = b.PublicMeasure(t.Context(), "m3")
		require.ErrorIs(t, err, definition.ErrMeasureNotFound)

		b.clock.Move(24 * time.Hour)
		require.Equal(t, policy.Imported{Updated: 1, Published: 2}, b.imported(t, growth("m1", 150, "")))
		detail, err := b.Measure(system(t), "m1")
		require.NoError(t, err)
		require.EqualValues(t, 2, detail.Record.Version)
		require.Len(t, detail.Record.Versions, 2)
		require.Equal(t, "2026-11-22", detail.Record.Versions[0].EffectiveFrom.String())

		names, err := b.bus.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{policy.EventImported, policy.EventImported, policy.EventImported}, names)
		_, err = b.audit.Verify(t.Context())
		require.NoError(t, err)
	})
}

func TestAMeasureThatLacksSomethingStaysADraftUntilItIsComplete(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.city.put("A", "390102", revenue(500))
		report := b.imported(t, growth("m1", 100, ""), `{"id":"bare","when":{"id":"c","fact":"revenue","period":"Y-1","op":">","value":1}}`)
		require.Equal(t, 2, report.Created)
		require.Zero(t, report.Published)
		require.Len(t, report.Drafts, 2)
		for _, d := range report.Drafts {
			if d.ID == "m1" {
				require.Equal(t, []definition.Gap{{Path: "policy", Words: "依据的政策文件“p1”还没有导入"}}, d.Gaps)
			}
		}
		rows, err := b.PublicMeasures(t.Context(), policy.PublicFilter{}, kernel.Page{})
		require.NoError(t, err)
		require.Zero(t, rows.Total)
		mine, err := b.MyVerdicts(handler(t, "A"), "A", policy.Moment{})
		require.NoError(t, err)
		require.Empty(t, mine.Items, "a firm sees nothing that is not published")
		desk, err := b.EnterpriseVerdicts(system(t), "A", policy.Moment{})
		require.NoError(t, err)
		require.Len(t, desk.Items, 2, "the desk sees drafts as well")

		b.withPolicies(t)
		rows, err = b.PublicMeasures(t.Context(), policy.PublicFilter{}, kernel.Page{})
		require.NoError(t, err)
		require.EqualValues(t, 1, rows.Total)
		require.Equal(t, "m1", rows.Items[0].ID)

		_, err = b.ImportMeasures(system(t), strings.NewReader(`[{"id":"m1","title":"x","when":{"id":"c","fact":"staff","op":"exists"}}]`))
		require.ErrorIs(t, err, definition.ErrRefused, "a published measure cannot lose its page")
	})
}

func TestADefinitionThatCannotBeIsRefusedWithItsPlaceAndChangesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		deep := strings.Repeat(`{"not":`, 10_000) + `{"id":"c","fact":"staff","op":"exists"}` + strings.Repeat(`}`, 10_000)
		leaf := `{"id":"c","fact":"revenue","period":"Y-1","op":">","value":1}`
		for name, c := range map[string]struct{ file, want string }{
			"no list":                   {`{"id":"m"}`, "应是一个列表"},
			"broken":                    {`[{"id":"m",`, "第 1 行"},
			"unknown operator":          {`[{"id":"m","when":{"id":"c7","fact":"staff","op":"~","value":1}}]`, "事项「m」条件「c7」（[0].when.op）：不认识的运算符「~」"},
			"10,000 levels deep":        {`[{"id":"m","when":` + deep + `}]`, "嵌套"},
			"unknown member":            {`[{"id":"m","when":` + leaf + `,"titel":"x"}]`, "是不是「title」"},
			"no condition":              {`[{"id":"m"}]`, "缺少「when」"},
			"twice the same id":         {`[{"id":"m","when":` + leaf + `},{"id":"m","when":` + leaf + `}]`, "已在第 1 个事项用过"},
			"unknown kind":              {`[{"id":"m","when":` + leaf + `,"kind":"gift"}]`, "事项「m」的「kind」不认识"},
			"unknown delivery":          {`[{"id":"m","when":` + leaf + `,"delivery":"drone"}]`, "事项「m」的「delivery」不认识"},
			"materials are no list":     {`[{"id":"m","when":` + leaf + `,"materials":"身份证"}]`, "事项「m」的「materials」应是列表"},
			"window ends early":         {`[{"id":"m","when":` + leaf + `,"window":{"from":"2026-02-01","to":"2026-01-01"}}]`, "截止日期早于开始日期"},
			"budget is no money":        {`[{"id":"m","when":` + leaf + `,"budget":"很多"}]`, "「budget」应写成"},
			"proactive by discretion":   {`[{"id":"m","delivery":"proactive","when":{"all":[` + leaf + `,{"id":"d","role":"discretion","quote":"领先"}]}}]`, "事项「m」条件「d」：免申即享的事项不能有由人裁量的条件"},
			"proactive by own word":     {`[{"id":"m","delivery":"proactive","when":{"id":"s","fact":"revenue","op":">","value":1,"min_tier":"T2"}}]`, "事项「m」条件「s」：免申即享的条件不能凭企业自报"},
			"proactive by declared key": {`[{"id":"m","delivery":"proactive","when":{"id":"s","expr":{"add":[{"fact":"self_score"},{"fact":"revenue"}]},"op":">","value":1}}]`, "免申即享的条件不能凭企业自报"},
		} {
			_, err := b.ImportMeasures(system(t), strings.NewReader(c.file))
			require.ErrorIs(t, err, definition.ErrRefused, name)
			require.Contains(t, problems(err), c.want, name)
		}
		report := b.imported(t, `{"id":"ok","delivery":"proactive","when":{"id":"s","fact":"self_score","op":">","value":1,"min_tier":"T1"}}`)
		require.Equal(t, 1, report.Created, "none of the refused files left anything")
		rows, err := b.Measures(system(t), policy.MeasureFilter{}, kernel.Page{})
		require.NoError(t, err)
		require.EqualValues(t, 1, rows.Total)
	})
}

func problems(err error) string {
	refused := &errs.Error{}
	if !errors.As(err, &refused) {
		return err.Error()
	}
	var lines []string
	for _, f := range refused.Fields {
		lines = append(lines, f.Msg)
	}
	return strings.Join(lines, "\n")
}

func TestAPageNamesNoMeasureThatIsNotYetInEffect(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d).withPolicies(t)
		b.imported(t, growth("m1", 100, `,"exclusion_group":"g"`), growth("m2", 100, `,"exclusion_group":"g"`),
			growth("m3", 100, `,"exclusion_group":"g","effective_from":"2027-01-01"`))
		page, err := b.PublicMeasure(t.Context(), "m1")
		require.NoError(t, err)
		require.Equal(t, []string{"企业成长奖励 m2"}, page.Exclusive)
		_, err = b.PublicMeasure(t.Context(), "m3")
		require.ErrorIs(t, err, definition.ErrMeasureNotFound)
	})
}

func TestAPolicyThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for name, c := range map[string]struct{ file, want string }{
			"no text":      {`[{"id":"p","title":"t","level":"district"}]`, "政策「p」的「text」没有填"},
			"no level":     {`[{"id":"p","title":"t","text":"x","level":"galaxy"}]`, "「level」不认识"},
			"bad date":     {`[{"id":"p","title":"t","text":"x","level":"street","published_on":"去年"}]`, "「published_on」应是 YYYY-MM-DD 的日期"},
			"bad address":  {`[{"id":"p","title":"t","text":"x","level":"street","source_url":"javascript:alert(1)"}]`, "应是以 http:// 或 https:// 开头的网址"},
			"unknown":      {`[{"id":"p","title":"t","text":"x","level":"street","colour":1}]`, "「colour」不认识"},
			"same twice":   {`[{"id":"p","title":"t","text":"x","level":"street"},{"id":"p","title":"t","text":"x","level":"street"}]`, "用了两次"},
			"wrong type":   {`[{"id":"p","title":"t","text":"x","level":"street","issuers":"区政府"}]`, "「issuers」应是列表"},
			"nested madly": {`[` + strings.Repeat(`[`, 9000) + strings.Repeat(`]`, 9000) + `]`, "第 1 行"},
		} {
			_, err := b.ImportPolicies(system(t), strings.NewReader(c.file))
			require.ErrorIs(t, err, definition.ErrRefused, name)
			require.Contains(t, problems(err), c.want, name)
		}
	})
}

func TestAFirmSeesItsOwnVerdictsAndNobodyElses(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d).withPolicies(t)
		b.city.put("A", "390102", revenue(500))
		b.city.put("B", "390102")
		b.imported(t, growth("m1", 100, `,"exclusion_group":"g"`), growth("m2", 400, `,"exclusion_group":"g"`), growth("m3", 520, ""))
		mine, err := b.MyVerdicts(handler(t, "A"), "A", policy.Moment{})
		require.NoError(t, err)
		require.Equal(t, matchrun.Counts{eligibility.Eligible: 2, eligibility.Ineligible: 1}, mine.Counts)
		require.EqualValues(t, 100_000_00, mine.Amount, "of two that exclude each other one counts")
		require.True(t, mine.Items[2].Near)
		for _, uscc := range []string{"B", "C"} {
			_, err = b.MyVerdicts(handler(t, "A"), uscc, policy.Moment{})
			require.ErrorIs(t, err, policy.ErrEnterpriseNotFound)
			_, err = b.MyVerdict(handler(t, "A"), uscc, "m1", policy.Moment{})
			require.ErrorIs(t, err, policy.ErrEnterpriseNotFound)
		}
		_, err = b.MyVerdicts(t.Context(), "A", policy.Moment{})
		require.ErrorIs(t, err, authz.ErrUnauthenticated)
		one, err := b.MyVerdict(handler(t, "A"), "A", "m1", policy.Moment{})
		require.NoError(t, err)
		require.Equal(t, []string{"企业成长奖励 m2"}, one.Items[0].Exclusive)
		_, err = b.EnterpriseVerdicts(staff(t, kernel.ReachDivisionSubtree, "390199"), "A", policy.Moment{})
		require.Equal(t, errs.NotFound, errs.KindOf(err))
	})
}

func TestStandingsOfPublishedMeasuresFollowTheFacts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d).withPolicies(t)
		b.city.put("A", "390102")
		b.imported(t, growth("m1", 100, ""), growth("m2", 1000, ""), `{"id":"draft","when":{"id":"c","fact":"revenue","period":"Y-1","op":">","value":1}}`)
		standing := func(first, second eligibility.Verdict) []policy.Standing {
			return []policy.Standing{
				{Measure: "m1", Title: "企业成长奖励 m1", Verdict: first}, {Measure: "m2", Title: "企业成长奖励 m2", Verdict: second},
			}
		}
		found, err := b.Standings(system(t), "A")
		require.NoError(t, err)
		require.Equal(t, standing(eligibility.NeedFacts, eligibility.NeedFacts), found)
		b.city.put("A", "390102", revenue(500))
		found, err = b.Standings(system(t), "A")
		require.NoError(t, err)
		require.Equal(t, standing(eligibility.Eligible, eligibility.Ineligible), found)
		_, err = b.Standings(system(t), "nobody")
		require.Equal(t, errs.NotFound, errs.KindOf(err))
	})
}
