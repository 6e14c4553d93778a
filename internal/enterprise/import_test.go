package enterprise_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/intake"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// code returns the valid made-up code of a made-up firm; province 39 is not in
// use.
func code(t testing.TB, n int) string {
	t.Helper()
	c, err := uscc.Synthetic(uscc.KindEnterprise, "390102", uint32(n))
	require.NoError(t, err)
	return string(c)
}

// wrongCheck returns a code whose check character is wrong.
func wrongCheck(t testing.TB, n int) string {
	t.Helper()
	c := code(t, n)
	last := "0"
	if c[17] == '0' {
		last = "1"
	}
	return c[:17] + last
}

// names lists what the registry holds, in the order of names.
func names(t testing.TB, b bundle, f enterprise.Filter) (list []string) {
	t.Helper()
	page := kernel.Page{Limit: 200}
	for {
		found, err := b.List(system(t), f, "name", page)
		require.NoError(t, err)
		for _, i := range found.Items {
			list = append(list, i.Name)
		}
		if page.After = found.Next; page.After == "" {
			require.EqualValues(t, len(list), found.Total)
			return list
		}
	}
}

// problemsOf writes problems as lines of row, column, level.
func problemsOf(r enterprise.Report) (list []string) {
	for _, p := range r.Problems {
		list = append(list, fmt.Sprintf("%d %s %s", p.Row, p.Column, p.Level))
	}
	return list
}

func TestADirtyRegisterIsTakenWithItsProblemsByRow(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		report := importText(t, b, strings.Join([]string{
			"\ufeff统一社会信用代码,企业名称,成立日期,注册资本（万元）,经营状态,区县,地址,备注",
			code(t, 1) + ",望渚甲机械有限公司,2019年5月6日,50,存续（在营、开业、在册）,,,x",
			wrongCheck(t, 2) + ",望渚乙商贸有限公司,2020/1/2,12(万美元),吊销，未注销,,,x",
			"91390102,望渚丙有限公司,,,,,,x",
			code(t, 4) + ",,2019-01-01,,,,,x",
			code(t, 5) + ",望渚戊有限公司,某年某月,一些钱,怪状态,无此区,,x",
			code(t, 1) + ",望渚甲重复有限公司,,,,,,x",
			"I" + code(t, 7)[1:] + ",望渚庚有限公司,,,,,,x",
			code(t, 8) + ",\"望渚辛\n有限公司\",N/A,N/A,-,,,",
		}, "\r\n"))
		require.Equal(t, []string{
			"2 统一社会信用代码 warning", "3 统一社会信用代码 refusal", "4 企业名称 refusal", "5 成立日期 warning", "5 注册资本（万元） warning",
			"5 区县 warning", "5 经营状态 warning", "6 统一社会信用代码 warning", "7 统一社会信用代码 refusal",
		}, problemsOf(report))
		require.EqualValues(t, 8, report.Rows)
		require.EqualValues(t, 5, report.Accepted)
		require.EqualValues(t, 4, report.Created)
		require.EqualValues(t, 1, report.Unchanged)
		require.EqualValues(t, 3, report.Refused)
		require.EqualValues(t, 3, report.Warned)
		require.EqualValues(t, 2, report.CapitalParsed)
		require.Equal(t, []string{"有 1 列没有用到：备注。"}, report.Notes)

		first, err := b.Get(system(t), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, "望渚甲机械有限公司", first.Name, "of two rows the first counts")
		require.Equal(t, "2019-05-06", first.Registered.String())
		require.Equal(t, "存续", first.Status)
		require.Equal(t, "50(万元)", first.Capital.Text)
		require.EqualValues(t, 50_000_000, first.Capital.Minor, "500,000 yuan in fen")
		second, err := b.Get(system(t), wrongCheck(t, 2))
		require.NoError(t, err)
		require.Equal(t, "吊销", second.Status)
		require.Equal(t, "USD", second.Capital.Currency)
		fifth, err := b.Get(system(t), code(t, 5))
		require.NoError(t, err)
		require.Equal(t, "一些钱", fifth.Capital.Text)
		require.False(t, fifth.Capital.Known)
		require.Equal(t, "怪状态", fifth.Status)
		eighth, err := b.Get(system(t), code(t, 8))
		require.NoError(t, err)
		require.Equal(t, "望渚辛 有限公司", eighth.Name)
		require.Empty(t, eighth.Status+eighth.Capital.Text)
	})
}

func TestTheSameFileAgainChangesNothingAndALaterOneOnlyWhatItSays(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		file := "name,uscc,status,capital,district,province,city,address\n望渚甲有限公司," + code(t, 1) + ",存续,50万元,历下区,山东,济南,解放路1号\n"
		require.EqualValues(t, 1, importText(t, b, file).Created)
		before, err := b.Get(system(t), code(t, 1))
		require.NoError(t, err)
		again := importText(t, b, file)
		require.EqualValues(t, 1, again.Unchanged)
		after, err := b.Get(system(t), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, before, after)

		require.EqualValues(t, 1, importText(t, b, "uscc,name,status\n"+code(t, 1)+",望渚甲有限公司,注销\n").Updated)
		after, err = b.Get(system(t), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, "注销", after.Status)
		require.EqualValues(t, 2, after.Version)
		require.Equal(t, before.Capital, after.Capital)
		require.Equal(t, before.DivisionNow, after.DivisionNow)
		require.Len(t, after.History, 1)
		require.Equal(t, "存续", after.History[0].From)
		require.EqualValues(t, 1, importText(t, b, "uscc,name,status,capital\n"+code(t, 1)+",望渚甲有限公司,,\n").Unchanged, "an empty cell takes nothing away")

		names, err := b.bus.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"enterprise.imported", "enterprise.imported", "enterprise.imported", "enterprise.imported"}, names)
		entries, err := b.audit.Verify(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 4, entries, "one entry for each import and none besides")
	})
}

func xlsx(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		for j, v := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			require.NoError(t, err)
			if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
				require.NoError(t, f.SetCellFormula("Sheet1", cell, s))
				continue
			}
			require.NoError(t, f.SetCellValue("Sheet1", cell, v))
		}
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

func TestAWorkbookIsImportedWithItsDatesAndNumbers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		file := xlsx(t, []any{"企业名称", "统一社会信用代码", "成立日期", "注册资本(万元)"},
			[]any{"望渚甲有限公司", code(t, 1), 43591, 1286.5}, []any{"望渚乙有限公司", code(t, 2), "2020-02-29", "人民币伍拾万元整"})
		report, err := b.ImportEnterprises(system(t), bytes.NewReader(file), int64(len(file)), "名单.xlsx", nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
		first, err := b.Get(system(t), code(t, 1))
		require.NoError(t, err)
		require.Equal(t, "2019-05-06", first.Registered.String())
		require.EqualValues(t, 1_286_500_000, first.Capital.Minor)
		second, err := b.Get(system(t), code(t, 2))
		require.NoError(t, err)
		require.EqualValues(t, 50_000_000, second.Capital.Minor)
	})
}

func TestAFileThatCannotBeImportedChangesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		good := "name,uscc\n望渚甲有限公司," + code(t, 1) + "\n"
		importText(t, b, good)
		gbk, err := simplifiedchinese.GBK.NewEncoder().String("企业名称,统一社会信用代码\n望渚乙有限公司," + code(t, 2) + "\n")
		require.NoError(t, err)
		many := "name,uscc\n"
		for i := range 1500 {
			many += fmt.Sprintf("望渚%d有限公司,%s\n", i, code(t, 100+i))
		}
		cases := map[string]struct {
			file string
			want error
		}{
			"GBK":                          {gbk, sheet.ErrGBK},
			"no header":                    {"望渚乙有限公司," + code(t, 2) + "\n", intake.ErrHeader},
			"a header without the code":    {"name,address\n望渚乙有限公司,x\n", intake.ErrHeader},
			"a formula":                    {string(xlsx(t, []any{"name", "uscc"}, []any{"=1+1", code(t, 2)})), sheet.ErrFormula},
			"a quote open in the last row": {many + "\"望渚乙有限公司," + code(t, 2) + "\n", sheet.ErrQuote},
			"nothing":                      {"", sheet.ErrEmpty},
		}
		for name, c := range cases {
			_, err := b.ImportEnterprises(system(t), strings.NewReader(c.file), int64(len(c.file)), "x", nil)
			require.ErrorIs(t, err, c.want, name)
			require.Equal(t, errs.Invalid, errs.KindOf(err), name)
		}
		require.Equal(t, []string{"望渚甲有限公司"}, names(t, b, enterprise.Filter{}))
		imports, err := b.ListImports(system(t), kernel.Page{Limit: 50})
		require.NoError(t, err)
		require.EqualValues(t, 1, imports.Total)
		entries, err := b.audit.Verify(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, entries)
		importText(t, b, "name,uscc\n望渚丙有限公司,"+code(t, 3)+"\n")
		n, err := b.Ordinal(t.Context(), code(t, 3))
		require.NoError(t, err)
		require.EqualValues(t, 2, n, "ordinals stay dense after a file that was undone")
	})
}

func TestAnImportThatIsCutShortLeavesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		file := "name,uscc\n"
		for i := range 3000 {
			file += fmt.Sprintf("望渚%d有限公司,%s\n", i, code(t, i))
		}
		ctx, cancel := context.WithCancel(system(t))
		_, err := b.ImportEnterprises(ctx, strings.NewReader(file), int64(len(file)), "x.csv", func(done, _ int64) {
			if done >= 1500 {
				cancel()
			}
		})
		require.ErrorIs(t, err, context.Canceled)
		require.Empty(t, names(t, b, enterprise.Filter{}))
		report := importText(t, b, file)
		require.EqualValues(t, 3000, report.Created)
		require.Len(t, names(t, b, enterprise.Filter{}), 3000)
	})
}

func TestMoreProblemsThanCanBeListedAreCountedAndSaid(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	report := importText(t, b, "name,uscc\n"+strings.Repeat("望渚甲有限公司,短\n", 10_050))
	require.EqualValues(t, 10_050, report.Refused)
	require.EqualValues(t, 10_050, report.ProblemCount)
	require.Len(t, report.Problems, 10_000)
	imports, err := b.ListImports(system(t), kernel.Page{Limit: 1})
	require.NoError(t, err)
	require.Contains(t, imports.Items[0].Report.Notes, "问题太多，只列出前 10000 条，另有 50 条没有列出。")
	page, err := b.Problems(system(t), imports.Items[0].ID, enterprise.Refusal, kernel.Page{Limit: 200})
	require.NoError(t, err)
	require.EqualValues(t, 10_000, page.Total)
	next, err := b.Problems(system(t), imports.Items[0].ID, "", kernel.Page{Limit: 200, After: page.Next})
	require.NoError(t, err)
	require.EqualValues(t, 201, next.Items[0].Row)
}

func TestAnyFileImportedTwiceIsUnchangedTheSecondTime(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	b := setup(t, d)
	codes := make([]string, 12)
	for i := range codes {
		codes[i] = code(t, i)
	}
	rapid.Check(t, func(r *rapid.T) {
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("望渚有限公司区路1万元,\"\n年月日-市存续销A")), 0, 9, -1)
		header := []string{"uscc", "name", "registered", "capital", "industry", "scope", "city", "district", "address", "status"}
		var file strings.Builder
		file.WriteString(strings.Join(header, ",") + "\n")
		for range rapid.IntRange(1, 12).Draw(r, "rows") {
			row := []string{rapid.SampledFrom(codes).Draw(r, "code")}
			for range header[1:] {
				row = append(row, `"`+strings.ReplaceAll(cell.Draw(r, "cell"), `"`, `""`)+`"`)
			}
			file.WriteString(strings.Join(row, ",") + "\n")
		}
		run := func() enterprise.Report {
			report, err := b.ImportEnterprises(system(t), strings.NewReader(file.String()), int64(file.Len()), "x.csv", nil)
			require.NoError(r, err)
			return report
		}
		first, second := run(), run()
		require.Equal(r, first.Accepted, second.Unchanged)
		require.Equal(r, first.Accepted, first.Created+first.Updated+first.Unchanged)
		require.Equal(r, first.Problems, second.Problems)
	})
}
