package figure_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/sheet"
)

// A year passes in which cases come in one month and end in another.
func (b *bundle) year() {
	b.t.Helper()
	for i := range 14 {
		id := b.receive()
		b.answered(id, []string{"tax", "water"}[i%2], appeal.Solved)
		if i%3 == 0 {
			b.clock.Move(20 * 24 * time.Hour)
		}
		b.called(id, appeal.Solved, 1+i%5)
		secret := b.receive(func(c *appeal.Case) { c.Accused = "tax" })
		b.led(secret, "water")
		b.clock.Move(15 * 24 * time.Hour)
	}
}

func TestEachMonthOfTheCourseIsTheWholeOfThatMonthForEveryReader(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		b.year()
		for _, department := range []string{"centre", "tax", "water"} {
			who := b.unit(department)
			if department == "centre" {
				who = b.leader()
			}
			months, err := b.Course(who, "")
			require.NoError(t, err)
			require.Len(t, months, 12)
			assert.Equal(t, figure.MonthOf(b.clock.Now()), months[11].Month)
			assert.Equal(t, months[11].Month.Add(-11), months[0].Month)
			counted := 0
			for _, m := range months {
				table, err := b.Rates(who, figure.Question{Month: m.Month.String()})
				require.NoError(t, err)
				assert.Equal(t, table.Whole.Rates, m.Rates, "%s of %s", m.Month, department)
				counted += m.Rates[1].Base
			}
			assert.Positive(t, counted)
		}
		past, err := b.Course(b.leader(), "2026-03")
		require.NoError(t, err)
		assert.Equal(t, "2026-03", past[11].Month.String())
		assert.Positive(t, past[11].Rates[0].Base)
		assert.Zero(t, past[10].Rates)
		_, err = b.Course(b.leader(), "2026-13")
		require.ErrorIs(t, err, figure.ErrMonth)
	})
}

func TestAnExportOfTheRatesHasTheRowsOfTheScreenWithinTheReachOfWhoExports(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		solved := b.receive()
		b.answered(solved, "tax", appeal.Solved)
		b.called(solved, appeal.Solved, 5)
		failed := b.receive()
		b.answered(failed, "tax", appeal.Solved)
		for range 3 {
			b.called(failed, appeal.Solved, 0)
		}
		b.led(b.receive(func(c *appeal.Case) { c.Accused = "tax" }), "water")

		lines := func(p map[string]kernel.Reach, q figure.ExportQuery) [][]string {
			t.Helper()
			who := authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "one", Department: "tax", Session: "s", Grants: p})
			out, err := b.Export(who, q)
			require.NoError(t, err)
			assert.NotContains(t, out.Query, `"month":""`, "approved next month, it is of this one")
			again, err := figure.Lists{Service: b.Service}.Prepare(who, out.Query)
			require.NoError(t, err)
			ticket, err := b.Exports.Take(who, again)
			require.NoError(t, err)
			var file bytes.Buffer
			require.NoError(t, again.Write(who, &file, ticket))
			rows := csvRows(t, again.File, file.Bytes())
			require.EqualValues(t, len(rows)-1, again.Rows)
			return rows
		}
		read := map[string]kernel.Reach{string(appeal.PermRead): kernel.ReachAll, string(figure.PermRead): kernel.ReachAll, string(figure.PermExport): kernel.ReachAll}
		for _, format := range []sheet.Format{sheet.CSV, sheet.Workbook} {
			rows := lines(read, figure.ExportQuery{Format: format})
			assert.Equal(t, []string{"时间", "部门", "计入诉求", "剔除", "响应率分子", "响应率分母", "响应率（%）"}, rows[0][:7])
			assert.Contains(t, rows[0][13], "导出编号 DC1")
			require.Len(t, rows, 3, "the whole, and the department; nothing of who complains of it")
			assert.Equal(t, []string{"2026 年 3 月", "全部", "2", "0", "2", "2", "100", "1", "2", "50", "1", "1", "100"}, rows[1][:13])
			assert.Equal(t, "tax", rows[2][1])
		}
		read[string(figure.PermExport)] = kernel.ReachOwn
		rows := lines(read, figure.ExportQuery{Format: sheet.CSV, By: figure.ByKind})
		require.Len(t, rows, 2)
		assert.Equal(t, "0", rows[1][2], "who may export only his own cases takes no others away")

		delete(read, string(figure.PermRead))
		_, err := b.Export(authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "one", Department: "tax", Session: "s", Grants: read}), figure.ExportQuery{})
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = figure.Lists{Service: b.Service}.Prepare(b.leader(), `{"people":"all"}`)
		require.ErrorIs(t, err, figure.ErrExportQuery)
	})
}

// csvRows are the rows of a file of either form.
func csvRows(t *testing.T, name string, file []byte) [][]string {
	t.Helper()
	if strings.HasSuffix(name, ".csv") {
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff")))).ReadAll()
		require.NoError(t, err)
		return rows
	}
	book, err := excelize.OpenReader(bytes.NewReader(file))
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	rows, err := book.GetRows("三率")
	require.NoError(t, err)
	return rows
}
