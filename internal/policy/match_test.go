package policy_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/standard/civil"
)

func (b bundle) day(t *testing.T, text string) civil.Date {
	t.Helper()
	if text == "" {
		return civil.Date{}
	}
	day, err := civil.Parse(text)
	require.NoError(t, err)
	return day
}

// listed returns the codes of a result's enterprises, page by page.
func (b bundle) listed(t *testing.T, ctx context.Context, run string, f policy.ResultFilter) []string {
	t.Helper()
	usccs := []string{}
	page := kernel.Page{Limit: 2}
	for {
		rows, err := b.ResultEnterprises(ctx, "m1", run, f, page)
		require.NoError(t, err)
		for _, r := range rows.Items {
			usccs = append(usccs, r.USCC)
		}
		if rows.Next == "" {
			require.EqualValues(t, rows.Total, len(usccs), "the total is the number of rows")
			return usccs
		}
		page.After = rows.Next
	}
}

// settled is a city of six with a finished run: A, B eligible, C near, D without
// a fact, E far, F elsewhere.
func settled(t *testing.T, d *db.DB) (bundle, matchrun.Run) {
	b := setup(t, d).withPolicies(t)
	b.city.put("A", "390102001", revenue(1000))
	b.city.put("B", "390102002", revenue(1000))
	b.city.put("C", "390102001", revenue(999))
	b.city.put("D", "390102001")
	b.city.put("E", "390103", revenue(10))
	b.city.put("F", "390103", revenue(1000))
	b.imported(t, growth("m1", 1000, ""))
	b.start(t)
	return b, b.finish(t, system(t))
}

func TestARunKeepsWhoGetsWhatAndTheNextOneTellsTheDifference(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, first := settled(t, d)
		result, err := b.Result(system(t), "m1", "")
		require.NoError(t, err)
		require.Equal(t, first.ID, result.Run.ID)
		require.Equal(t, matchrun.Counts{eligibility.Eligible: 2, eligibility.NeedsReview: 0, eligibility.NeedFacts: 1, eligibility.Ineligible: 3}, result.Counts)
		require.EqualValues(t, 200_000_00, result.Amount)
		require.EqualValues(t, 2, result.Near)
		require.Nil(t, result.Changes)

		b.city.put("A", "390102001")                // its fact is withdrawn
		b.city.put("B", "390102002", revenue(1))    // falls
		b.city.put("C", "390102001", revenue(2000)) // rises
		b.city.put("D", "390102001", revenue(5))
		b.city.put("G", "390102001", revenue(3000)) // new in town
		read := b.city.read
		second := b.finish(t, system(t))
		require.Equal(t, read+5, b.city.read, "only what changed is read again")
		result, err = b.Result(system(t), "m1", second.ID)
		require.NoError(t, err)
		require.Equal(t, map[matchrun.Change]int64{
			matchrun.BecameEligible: 2, matchrun.NoLongerEligible: 2, matchrun.NewlyMissing: 1, matchrun.NewlyReview: 0, matchrun.NewlyIneligible: 2,
		}, result.Changes)
		for change, want := range map[matchrun.Change][]string{
			matchrun.BecameEligible: {"C", "G"}, matchrun.NoLongerEligible: {"A", "B"}, matchrun.NewlyMissing: {"A"}, matchrun.NewlyReview: {}, matchrun.NewlyIneligible: {"B", "D"},
		} {
			require.Equal(t, want, b.listed(t, system(t), second.ID, policy.ResultFilter{Change: change}), change)
		}
		require.Equal(t, []string{"A", "B"}, b.listed(t, system(t), first.ID, policy.ResultFilter{Verdict: "eligible"}), "the first run stays as it was")
		require.Equal(t, []string{"A", "B", "C", "D", "E", "F", "G"}, b.listed(t, system(t), "", policy.ResultFilter{}))

		runs, err := b.Runs(system(t), kernel.Page{Limit: 1})
		require.NoError(t, err)
		require.EqualValues(t, 2, runs.Total)
		require.Equal(t, second.ID, runs.Items[0].ID)
		require.Equal(t, "done", runs.Items[0].State)
		require.Equal(t, first.ID, runs.Items[0].Previous)
		require.EqualValues(t, 7, runs.Items[0].Enterprises)
		_, err = b.audit.Verify(t.Context())
		require.NoError(t, err)
	})
}

func TestOnlyTheLastRunsAreKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, first := settled(t, d)
		for range matchrun.Kept - 1 {
			b.finish(t, system(t))
		}
		_, err := b.Result(system(t), "m1", first.ID)
		require.NoError(t, err)
		b.finish(t, system(t))
		_, err = b.Result(system(t), "m1", first.ID)
		require.ErrorIs(t, err, matchrun.ErrRunNotFound)
		runs, err := b.Runs(system(t), kernel.Page{Limit: 50})
		require.NoError(t, err)
		require.EqualValues(t, matchrun.Kept, runs.Total)
		var left int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM policy_match_result`).Scan(&left))
		require.Equal(t, matchrun.Kept, left)
		oldest := runs.Items[len(runs.Items)-1]
		require.Equal(t, first.ID, oldest.Previous)
		result, err := b.Result(system(t), "m1", oldest.ID)
		require.NoError(t, err)
		require.Nil(t, result.Changes, "what it would be compared with is gone")
	})
}

func TestAReaderCountsListsAndExportsOnlyTheirOwnDivision(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, _ := settled(t, d)
		street := staff(t, kernel.ReachDivisionSubtree, "390102001")
		result, err := b.Result(street, "m1", "")
		require.NoError(t, err)
		require.Equal(t, matchrun.Counts{eligibility.Eligible: 1, eligibility.NeedsReview: 0, eligibility.NeedFacts: 1, eligibility.Ineligible: 1}, result.Counts)
		require.EqualValues(t, 100_000_00, result.Amount)
		require.EqualValues(t, 2, result.Near)
		require.Equal(t, []string{"A", "C", "D"}, b.listed(t, street, "", policy.ResultFilter{}))
		require.Equal(t, []string{}, b.listed(t, street, "", policy.ResultFilter{Enterprises: policy.EnterpriseFilter{Division: "390103"}}))
		require.Equal(t, []string{"E", "F"}, b.listed(t, system(t), "", policy.ResultFilter{Enterprises: policy.EnterpriseFilter{Division: "390103"}}))
		require.Equal(t, []string{"D"}, b.listed(t, street, "", policy.ResultFilter{Enterprises: policy.EnterpriseFilter{Text: "业D"}}))
		rows, err := b.Measures(street, policy.MeasureFilter{}, kernel.Page{})
		require.NoError(t, err)
		require.Equal(t, result.Counts, rows.Items[0].Counts)
		near, err := b.NearMisses(street, "m1", "", policy.EnterpriseFilter{}, kernel.Page{})
		require.NoError(t, err)
		require.EqualValues(t, 2, near.Total)
		require.Equal(t, []string{"C", "D"}, []string{near.Items[0].USCC, near.Items[1].USCC})
		require.Equal(t, "还差 1 元", near.Items[0].Gap)
		require.Equal(t, "不低于 1,000 元", near.Items[0].Threshold)
		require.Equal(t, "缺少营业收入", near.Items[1].Gap)
		require.Equal(t, []string{"A", "C", "D"}, exported(t, b, street, policy.ResultFilter{}))
	})
}

// exported returns the codes in an exported workbook.
func exported(t *testing.T, b bundle, ctx context.Context, f policy.ResultFilter) []string {
	t.Helper()
	rows := workbook(t, b, ctx, f)
	usccs := []string{}
	for _, row := range rows[1:] {
		usccs = append(usccs, row[1])
	}
	return usccs
}

func workbook(t *testing.T, b bundle, ctx context.Context, f policy.ResultFilter) [][]string {
	t.Helper()
	prepared, err := b.Export(ctx, "m1", "", f)
	require.NoError(t, err)
	var file bytes.Buffer
	require.NoError(t, prepared.Write(ctx, &file, export.Ticket{Number: "DC2026-000001", Rows: prepared.Rows}))
	book, err := excelize.OpenReader(&file)
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	rows, err := book.GetRows(book.GetSheetName(0), excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	require.EqualValues(t, prepared.Rows, len(rows)-1)
	return rows
}

func TestAnExportHoldsTheFilteredRowsAndNoFormulas(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, _ := settled(t, d)
		b.city.all["A"].Name = `=HYPERLINK("http://evil")`
		rows := workbook(t, b, system(t), policy.ResultFilter{Verdict: "eligible"})
		require.Equal(t, []string{"企业名称", "统一社会信用代码", "区划", "行业", "规模", "结论", "金额（元）", "与上次相比"}, rows[0][:8])
		require.Contains(t, rows[0][8], "DC2026-000001")
		require.Equal(t, `'=HYPERLINK("http://evil")`, rows[1][0])
		require.Equal(t, "100000", rows[1][6])
		require.Len(t, rows, 3)
	})
}

func TestARunThatBreaksOffLeavesNothingAndIsDoneAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, first := settled(t, d)
		gone := errors.New("the registry does not answer")
		b.city.mu.Lock()
		b.city.broken = gone
		b.city.mu.Unlock()
		run, err := b.StartRun(system(t), civil.Date{})
		require.NoError(t, err)
		again, err := b.StartRun(system(t), civil.Date{})
		require.NoError(t, err)
		require.Equal(t, run.ID, again.ID, "one run at a time as of a day")

		result, err := b.Result(system(t), "m1", "")
		require.NoError(t, err)
		require.Equal(t, first.ID, result.Run.ID)
		_, err = b.Result(system(t), "m1", run.ID)
		require.ErrorIs(t, err, matchrun.ErrRunNotFound)

		b.city.mu.Lock()
		b.city.broken = nil
		b.city.mu.Unlock()
		require.Equal(t, jobs.Done, b.end(t, run.Job).State)
		result, err = b.Result(system(t), "m1", "")
		require.NoError(t, err)
		require.Equal(t, run.ID, result.Run.ID)
		require.Equal(t, first.ID, result.Run.Previous)
	})
}

func TestARunThatIsCutShortIsFinishedByTheNextProgram(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d).withPolicies(t)
		b.city.put("A", "390102001", revenue(1000))
		b.imported(t, growth("m1", 1000, ""))
		b.city.entered = make(chan struct{})
		require.NoError(t, b.runner.Start(t.Context()))
		run, err := b.StartRun(system(t), civil.Date{})
		require.NoError(t, err)
		select {
		case <-b.city.entered:
		case <-time.After(patience):
			require.Fail(t, "the run did not begin")
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		_ = b.runner.Stop(ended) // cuts the run short
		_, err = b.Result(system(t), "m1", run.ID)
		require.ErrorIs(t, err, matchrun.ErrRunNotFound)
		_, err = b.Result(system(t), "m1", "")
		require.ErrorIs(t, err, matchrun.ErrNoRun)

		b.city.mu.Lock()
		b.city.entered = nil
		b.city.mu.Unlock()
		next := program(t, d, b.city)
		next.start(t)
		require.Equal(t, jobs.Done, next.end(t, run.Job).State)
		result, err := next.Result(system(t), "m1", run.ID)
		require.NoError(t, err)
		require.EqualValues(t, 1, result.Counts[eligibility.Eligible])
	})
}

func TestAmountsThatDependOnFactsAreKeptForEachEnterprise(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.city.put("A", "390102", revenue(1000))
		b.city.put("B", "390102", revenue(3000))
		b.city.put("C", "390102")
		b.imported(t, `{"id":"m1","when":{"id":"c","fact":"division","op":"under","value":"390102"},"benefit":{"rate":{"of":{"fact":"revenue","period":"Y-1"},"rate":0.1}}}`)
		b.start(t)
		b.finish(t, system(t))
		b.city.put("A", "390102", revenue(9999))
		rows, err := b.ResultEnterprises(system(t), "m1", "", policy.ResultFilter{Verdict: "eligible"}, kernel.Page{})
		require.NoError(t, err)
		require.EqualValues(t, 3, rows.Total)
		require.Equal(t, []int64{100_00, 300_00, matchrun.NoAmount}, []int64{rows.Items[0].Amount, rows.Items[1].Amount, rows.Items[2].Amount})
		result, err := b.Result(system(t), "m1", "")
		require.NoError(t, err)
		require.EqualValues(t, 400_00, result.Amount)
	})
}

func TestARunAsOfAnEarlierDayUsesTheVersionOfThatDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d).withPolicies(t)
		b.city.put("A", "390102", revenue(500))
		b.imported(t, growth("m1", 100, ""))
		b.imported(t, growth("m1", 1000, `,"effective_from":"2026-12-01"`))
		b.start(t)
		verdict := func(day string) string {
			run, err := b.StartRun(system(t), b.day(t, day))
			require.NoError(t, err)
			require.Equal(t, jobs.Done, b.end(t, run.Job).State)
			b.clock.Move(1)
			rows, err := b.ResultEnterprises(system(t), "m1", run.ID, policy.ResultFilter{}, kernel.Page{})
			require.NoError(t, err)
			return rows.Items[0].Verdict.String()
		}
		require.Equal(t, "eligible", verdict("2026-11-30"))
		require.Equal(t, "ineligible", verdict("2026-12-01"))
	})
}

func TestWhatNeedsAPermissionIsRefusedWithoutIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		firm := handler(t, "A")
		for name, call := range map[string]func() error{
			"import measures": func() error { _, err := b.ImportMeasures(firm, strings.NewReader("[]")); return err },
			"import policies": func() error { _, err := b.ImportPolicies(firm, strings.NewReader("[]")); return err },
			"run":             func() error { _, err := b.StartRun(firm, civil.Date{}); return err },
			"runs":            func() error { _, err := b.Runs(firm, kernel.Page{}); return err },
			"measures":        func() error { _, err := b.Measures(firm, policy.MeasureFilter{}, kernel.Page{}); return err },
			"measure":         func() error { _, err := b.Measure(firm, "m1"); return err },
			"result":          func() error { _, err := b.Result(firm, "m1", ""); return err },
			"export":          func() error { _, err := b.Export(firm, "m1", "", policy.ResultFilter{}); return err },
			"near misses": func() error {
				_, err := b.NearMisses(firm, "m1", "", policy.EnterpriseFilter{}, kernel.Page{})
				return err
			},
			"desk verdicts": func() error { _, err := b.EnterpriseVerdicts(firm, "A", policy.Moment{}); return err },
		} {
			require.ErrorIs(t, call(), authz.ErrForbidden, name)
		}
	})
}
