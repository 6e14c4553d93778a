package exchange_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/sheet"
)

// written makes an export and returns its rows below the header.
func (b bundle) written(ctx context.Context, q exchange.Query) [][]string {
	b.t.Helper()
	p, err := b.Export(ctx, q)
	require.NoError(b.t, err)
	ticket, err := gate{}.Take(ctx, p)
	require.NoError(b.t, err)
	var out bytes.Buffer
	require.NoError(b.t, p.Write(ctx, &out, ticket))
	var rows [][]string
	if q.Format == sheet.CSV {
		rows, err = csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
		require.NoError(b.t, err)
	} else {
		book, err := excelize.OpenReader(&out)
		require.NoError(b.t, err)
		rows, err = book.GetRows("诉求")
		require.NoError(b.t, err)
	}
	require.Contains(b.t, strings.Join(rows[0], "|"), "导出编号 2026-000001", "the watermark")
	return rows[1:]
}

func TestAnExportHidesPersonsAndDisarmsFormulas(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.receive(func(c *appeal.Case) {
			c.Text, c.USCC, c.Place = "=cmd|' /C calc'!A0 请打 13600000002 找王示例", firmOne, "+1路灯"
		})
		b.receive(func(c *appeal.Case) { c.Reporter.Confidential = true })
		for _, format := range []sheet.Format{sheet.Workbook, sheet.CSV} {
			rows := b.written(b.as("centre", exchange.PermExport), exchange.Query{Format: format})
			require.Len(t, rows, 2, format)
			whole := strings.Join(rows[0], "|") + strings.Join(rows[1], "|")
			require.NotContains(t, whole, "13600000002", format)
			require.NotContains(t, whole, "王示例", format)
			require.NotContains(t, rows[0][13], "王", "confidential: not even masked")
			require.Equal(t, []string{"王**", "136****0002"}, rows[1][13:15], format)
			for _, cell := range []string{rows[1][9], rows[1][11], rows[1][12]} {
				require.True(t, strings.HasPrefix(cell, "'"), "%s: %s", format, cell)
			}
		}
	})
}

func TestAnExportHasTheCasesOfTheListAndNotThoseOfTheAccused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.receive()
		shielded := b.receive(func(c *appeal.Case) { c.Accused, c.Kind = "ind", appeal.Complain })
		require.Len(t, b.written(b.as("centre", exchange.PermExport), exchange.Query{}), 2)
		require.Len(t, b.written(b.as("centre", exchange.PermExport), exchange.Query{Kind: "complain", Format: sheet.CSV}), 1)
		for _, department := range []string{"ind", "ind-office"} {
			for _, q := range []exchange.Query{{}, {Number: shielded.Number}, {Box: "accept", Format: sheet.CSV}} {
				for _, row := range b.written(b.as(department, exchange.PermExport), q) {
					require.NotEqual(t, shielded.Number, row[0], "%s %v", department, q)
				}
			}
		}
		_, err := b.Export(b.as("centre", appeal.PermRead), exchange.Query{})
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func TestWhatComesInAfterAnExportWasAskedForIsNotInIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := b.as("centre", exchange.PermExport)
		b.receive()
		asked, err := exchange.Lists{Service: b.Service}.Prepare(ctx, `{"kind":"help","sort":"due"}`)
		require.NoError(t, err)
		b.receive()
		again, err := exchange.Lists{Service: b.Service}.Prepare(ctx, asked.Query)
		require.NoError(t, err)
		require.EqualValues(t, 1, again.Rows)
		var out bytes.Buffer
		require.NoError(t, again.Write(ctx, &out, export.Ticket{}))
		_, err = exchange.Lists{Service: b.Service}.Prepare(ctx, `{"where":"1=1"}`)
		require.ErrorIs(t, err, exchange.ErrExportQuery)
	})
}

func TestAFileOfCasesIsImportedElsewhereOnceAndHereNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		system := authz.AsSystem(t.Context(), "test")
		own := b.receive(func(c *appeal.Case) { c.USCC = firmOne })
		b.receive(func(c *appeal.Case) {
			c.Source, c.Reporter.Confidential = appeal.Source{System: "12345", No: "H1"}, true
		})
		b.receive(func(c *appeal.Case) {
			c.Source, c.Text = appeal.Source{System: "street", No: "H1"}, "请回电 13600000002，路灯坏了。"
		})

		var plain, full bytes.Buffer
		report, err := b.WriteFile(system, &plain, exchange.FileOptions{})
		require.NoError(t, err)
		require.EqualValues(t, 3, report.Rows)
		require.NotContains(t, plain.String(), "13600000002")
		require.NotContains(t, plain.String(), "王示例")
		_, err = b.WriteFile(system, &full, exchange.FileOptions{Persons: true})
		require.NoError(t, err)
		require.Equal(t, 2, strings.Count(full.String(), "王示例"), "who wants to be known to the centre only leaves with nobody's file")
		street := "street"
		report, err = b.WriteFile(system, &bytes.Buffer{}, exchange.FileOptions{System: &street})
		require.NoError(t, err)
		require.EqualValues(t, 1, report.Rows)

		for _, file := range []string{plain.String(), full.String()} {
			here, err := b.intake.Import(system, intake.Hotline, strings.NewReader(file))
			require.NoError(t, err)
			require.Equal(t, []int64{0, 3, 0}, []int64{here.Created, here.Unchanged, here.Refused})
		}
		var first map[string]any
		require.NoError(t, json.Unmarshal([]byte(strings.Split(full.String(), "\n")[2]), &first))
		require.Equal(t, own.Number, first["external_no"])
		require.Equal(t, map[string]any{"uscc": firmOne}, first["enterprise"])

		elsewhere(t, func(other bundle) {
			there, err := other.intake.Import(system, "yunxi", strings.NewReader(full.String()))
			require.NoError(t, err)
			require.EqualValues(t, 3, there.Created, there.Problems)
			for _, source := range []appeal.Source{{System: "yunxi", No: own.Number}, {System: "12345", No: "H1"}, {System: "street", No: "H1"}} {
				c, err := other.BySource(system, source)
				require.NoError(t, err)
				require.NotNil(t, c, source)
			}
			again, err := other.intake.Import(system, "yunxi", strings.NewReader(full.String()))
			require.NoError(t, err)
			require.EqualValues(t, 3, again.Unchanged)
		})
	})
}

// elsewhere runs do on another instance.
func elsewhere(t *testing.T, do func(bundle)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { do(setup(t, d)) })
}

func TestAFileIsCheckedWithoutTakingAnything(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := b.as("centre", intake.PermImport)
		file := strings.Join([]string{
			`{"external_no":"H1","text":"路灯坏了三天，请修好。","topic":"市政设施"}`,
			`{"external_no":"H1","text":"同一个编号又来一次。"}`,
			`{"external_no":"H2","text":"短"}`,
			`{"external_no":"H3","channel":"pigeon","text":"来源不对的一件诉求。"}`,
			`{"external_no":"H4","system":"又 一","text":"系统名称不对的一件。"}`,
		}, "\n")
		checked, err := b.intake.CheckImport(ctx, "", strings.NewReader(file))
		require.NoError(t, err)
		require.True(t, checked.Checked)
		n, err := b.Count(ctx, appeal.Everything())
		require.NoError(t, err)
		require.Zero(t, n, "a check takes nothing")
		taken, err := b.intake.Import(ctx, "", strings.NewReader(file))
		require.NoError(t, err)
		require.Equal(t, []int64{5, 1, 1, 1, 3}, []int64{taken.Rows, taken.Created, taken.Unchanged, taken.Warned, taken.Refused})
		checked.Checked, checked.Seconds, taken.Seconds = false, 0, 0
		require.Equal(t, taken, checked, "the check said what the import did")
	})
}
