package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/sheet"
)

type line struct {
	number int64
	cells  []string
}

func read(content []byte) (header []string, lines []line, err error) {
	r, err := sheet.Open(context.Background(), bytes.NewReader(content), int64(len(content)), "")
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = r.Close() }()
	for {
		n, cells, err := r.Next()
		if errors.Is(err, io.EOF) {
			return r.Header(), lines, nil
		}
		if err != nil {
			return r.Header(), lines, err
		}
		lines = append(lines, line{n, cells})
	}
}

func TestTextIsReadAsOfficesWriteIt(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		in     string
		header []string
		lines  []line
	}{
		"a byte order mark and CRLF":                {"\xEF\xBB\xBFa,b\r\n1,2\r\n", []string{"a", "b"}, []line{{1, []string{"1", "2"}}}},
		"no line end after the last row":            {"a,b\n1,2", []string{"a", "b"}, []line{{1, []string{"1", "2"}}}},
		"a quoted cell goes over lines":             {"a,b\n\"x\ny\",2\n3,4\n", []string{"a", "b"}, []line{{1, []string{"x\ny", "2"}}, {2, []string{"3", "4"}}}},
		"doubled quotes stand for one":              {"a\n\"say \"\"hi\"\"\"\n", []string{"a"}, []line{{1, []string{`say "hi"`}}}},
		"a quote inside an unquoted cell":           {"a,b\n北京\"某\"公司,2\n", []string{"a", "b"}, []line{{1, []string{`北京"某"公司`, "2"}}}},
		"text after a closing quote":                {"a,b\n\"x\"y,2\n", []string{"a", "b"}, []line{{1, []string{"xy", "2"}}}},
		"rows shorter and longer than the header":   {"a,b\n1\n1,2,3\n", []string{"a", "b"}, []line{{1, []string{"1"}}, {2, []string{"1", "2", "3"}}}},
		"blank rows are counted and not handed out": {"\n a ,b\n\n1,2\n,\n3,4\n", []string{"a", "b"}, []line{{2, []string{"1", "2"}}, {4, []string{"3", "4"}}}},
		"tabs between the cells":                    {"a\tb,c\td\n1\t2\t3\n", []string{"a", "b,c", "d"}, []line{{1, []string{"1", "2", "3"}}}},
		"semicolons between the cells":              {"a;b\n1;2\n", []string{"a", "b"}, []line{{1, []string{"1", "2"}}}},
		"a number that Excel must take for text":    {"a,b\n=\"0012\",\"=\"\"34\"\"\"\n", []string{"a", "b"}, []line{{1, []string{"0012", "34"}}}},
		"an empty last cell":                        {"a,b\n1,\n\"1\",\n", []string{"a", "b"}, []line{{1, []string{"1", ""}}, {2, []string{"1", ""}}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header, lines, err := read([]byte(c.in))
			require.NoError(t, err)
			require.Equal(t, c.header, header)
			require.Equal(t, c.lines, lines)
		})
	}
}

// endless is a file of one line without an end.
type endless struct{ size, most int64 }

func (e *endless) ReadAt(p []byte, off int64) (int, error) {
	e.most = max(e.most, off+int64(len(p)))
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestALineOfTwoGigabytesIsRefusedWithoutReadingIt(t *testing.T) {
	t.Parallel()
	file := &endless{size: 2 << 30}
	_, err := sheet.Open(t.Context(), file, file.size, "")
	require.ErrorIs(t, err, sheet.ErrLine)
	require.Contains(t, err.Error(), "第 1 行超过 1 MiB")
	require.Less(t, file.most, int64(4<<20))
}

func workbook(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		require.NoError(t, err)
		_, err = io.WriteString(part, content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// bulky is a text of n bytes that packs well, but not suspiciously well.
func bulky(n int) string {
	noise := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for b.Len() < n {
		for range 4 {
			b.WriteString(strconv.FormatUint(noise.Uint64(), 36))
		}
		b.WriteString(strings.Repeat(" ", 1<<10))
	}
	return b.String()
}

func TestFilesThatCannotBeReadAreRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("企业名称,统一社会信用代码\n望渚示例有限公司,91390102MA00000000\n")
	require.NoError(t, err)
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	secret := ""
	for _, c := range "EncryptedPackage" {
		secret += string(c) + "\x00"
	}
	good := workbook(t, func(f *excelize.File) { require.NoError(t, f.SetCellValue("Sheet1", "A1", "uscc")) })
	epoch := true
	cases := map[string]struct {
		in   []byte
		want error
		says string
	}{
		"an empty file":                {nil, sheet.ErrEmpty, "空的"},
		"blank lines only":             {[]byte("\n\r\n  \n"), sheet.ErrEmpty, "空的"},
		"GBK":                          {[]byte(gbk), sheet.ErrGBK, "CSV UTF-8"},
		"GBK behind an ASCII header":   {[]byte("name,uscc\n" + gbk), sheet.ErrGBK, "GBK"},
		"neither UTF-8 nor GBK":        {[]byte("a,b\nx\xFF\xFF\xFFy\xFF,2\n"), sheet.ErrEncoding, "第 2 行"},
		"UTF-16":                       {[]byte("\xFF\xFEa\x00,\x00b\x00"), sheet.ErrUTF16, "UTF-16"},
		"a NUL":                        {[]byte("a,b\n1,\x00\n"), sheet.ErrNUL, "第 2 行"},
		"a line beyond the limit":      {[]byte("a\n" + strings.Repeat("x", sheet.LineLimit+1) + "\n"), sheet.ErrLine, "第 2 行"},
		"a quote that never closes":    {[]byte("a,b\n1,2\n\"3,4\n5,6\n"), sheet.ErrQuote, "第 3 行"},
		"a record beyond the limit":    {[]byte("a\n\"" + strings.Repeat(strings.Repeat("x", 1000)+"\n", 1100) + "\"\n"), sheet.ErrQuote, "第 2 行"},
		"an old workbook":              {[]byte(ole), sheet.ErrOldXLS, ".xlsx"},
		"an encrypted workbook":        {[]byte(ole + secret), sheet.ErrEncrypted, "密码"},
		"an archive that is none":      {[]byte("PK\x03\x04 and nothing else"), sheet.ErrWorkbook, ".xlsx"},
		"an archive of something else": {zipped(t, map[string]string{"a.txt": "x"}), sheet.ErrWorkbook, ".xlsx"},
		"half a workbook":              {good[:len(good)/2], sheet.ErrWorkbook, "损坏"},
		"a sheet that breaks off":      {zipped(t, map[string]string{"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"}), sheet.ErrWorkbook, "损坏"},
		"a bomb":                       {zipped(t, map[string]string{"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": strings.Repeat("<row></row>", 8<<20)}), sheet.ErrTooLarge, "太大"},
		"another part without end":     {zipped(t, map[string]string{"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<worksheet></worksheet>", "xl/media/image1.png": bulky(65 << 20)}), sheet.ErrTooLarge, "太大"},
		"a formula": {workbook(t, func(f *excelize.File) {
			require.NoError(t, f.SetCellValue("Sheet1", "A1", "uscc"))
			require.NoError(t, f.SetCellFormula("Sheet1", "B3", "=1+1"))
		}), sheet.ErrFormula, "单元格 B3"},
		"dates since 1904": {workbook(t, func(f *excelize.File) {
			require.NoError(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &epoch}))
		}), sheet.ErrEpoch1904, "1904"},
		"an empty workbook": {workbook(t, func(*excelize.File) {}), sheet.ErrEmpty, "空的"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := read(c.in)
			require.ErrorIs(t, err, c.want)
			require.Equal(t, errs.Invalid, errs.KindOf(err))
			require.Contains(t, err.Error(), c.says)
		})
	}
}

func TestAWorkbookIsReadWithItsGapsCounted(t *testing.T) {
	t.Parallel()
	header, lines, err := read(workbook(t, func(f *excelize.File) {
		require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"uscc", "注册资本"}))
		require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{"x", 1286.5}))
		require.NoError(t, f.SetSheetRow("Sheet1", "A5", &[]any{"y", "<f>=1</f>"}))
		_, err := f.NewSheet("说明")
		require.NoError(t, err)
	}))
	require.NoError(t, err)
	require.Equal(t, []string{"uscc", "注册资本"}, header)
	require.Equal(t, []line{{1, []string{"x", "1286.5"}}, {4, []string{"y", "<f>=1</f>"}}}, lines)
}

func TestWhatTheStandardWriterWritesIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("ab企\",\n ;'\t")), 0, 8, -1)
		width := rapid.IntRange(1, 4).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 0, 6).Draw(t, "rows")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		header := []string{"a", "b", "c", "d"}[:width]
		require.NoError(t, w.Write(header))
		require.NoError(t, w.WriteAll(rows))
		got, lines, err := read(b.Bytes())
		require.NoError(t, err)
		require.Equal(t, header, got)
		var want []line
		for i, row := range rows {
			kept := false
			for _, c := range row {
				kept = kept || strings.TrimSpace(c) != ""
			}
			if kept {
				want = append(want, line{int64(i + 1), row})
			}
		}
		require.Equal(t, fmt.Sprint(want), fmt.Sprint(lines))
	})
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\"a\nb\",c\r\n\"\"\"\"", "a\tb\n\"x\"y\tz", "\xEF\xBB\xBF统一\n=\"1\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		header, lines, err := read(content)
		if err != nil {
			require.NotEqual(t, errs.Internal, errs.KindOf(err), "%v", err)
			return
		}
		require.NotEmpty(t, header)
		last := int64(0)
		for _, l := range lines {
			require.Greater(t, l.number, last)
			require.NotEmpty(t, strings.TrimSpace(strings.Join(l.cells, "")))
			last = l.number
		}
	})
}

func TestAnExportCarriesItsNumberAndIsStillReadAsAList(t *testing.T) {
	t.Parallel()
	ticket := export.Ticket{Number: "DC2026-000007", Who: "钱&样例", Unit: "企业服务中心", At: time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC), Rows: 1}
	w, err := sheet.NewWriter("名单", []string{"企业名称", "统一社会信用代码"}, ticket, 30)
	require.NoError(t, err)
	require.NoError(t, w.Row("某某有限公司", "91370102MA3TEST01X"))
	var b bytes.Buffer
	require.NoError(t, w.Finish(&b))
	book, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	page, err := book.GetHeaderFooter("名单")
	require.NoError(t, err)
	const line = "导出编号 DC2026-000007｜钱&样例｜企业服务中心｜2026-11-21 10:00｜1 行｜仅限工作使用，不得外传"
	require.Contains(t, page.OddHeader, strings.ReplaceAll(line, "&", "&&"))
	require.Contains(t, page.OddFooter, "DC2026-000007")
	properties, err := book.GetDocProps()
	require.NoError(t, err)
	require.Equal(t, "DC2026-000007", properties.Identifier)
	custom, err := book.GetCustomProps()
	require.NoError(t, err)
	require.Equal(t, excelize.CustomProperty{Name: "导出编号", Value: "DC2026-000007"}, custom[0])
	header, lines, err := read(b.Bytes())
	require.NoError(t, err)
	require.Equal(t, []string{"企业名称", "统一社会信用代码", line}, header)
	require.Len(t, lines, 1)
	require.Equal(t, []string{"某某有限公司", "91370102MA3TEST01X"}, lines[0].cells[:2])
}

func TestAnExportedCellIsNeverAFormula(t *testing.T) {
	t.Parallel()
	w, err := sheet.NewWriter("名单", []string{"名称", "数"}, export.Ticket{}, 30)
	require.NoError(t, err)
	require.NoError(t, w.Row("=HYPERLINK(\"x\")", -3.5))
	require.NoError(t, w.Row("普通", 2))
	var b bytes.Buffer
	require.NoError(t, w.Finish(&b))
	header, lines, err := read(b.Bytes())
	require.NoError(t, err)
	require.Equal(t, []string{"名称", "数"}, header)
	require.Equal(t, []line{{1, []string{"'=HYPERLINK(\"x\")", "-3.5"}}, {2, []string{"普通", "2"}}}, lines)
	for _, c := range []string{"=1", "+1", "-1", "@x", "\t=1", "＝1"} {
		require.Equal(t, "'"+c, sheet.Harmless(c))
	}
	require.Equal(t, "一=1", sheet.Harmless("一=1"))
}
