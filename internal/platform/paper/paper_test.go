package paper_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/platform/paper/papertest"
	"github.com/yikou/yikou/web"
)

var made = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)

// begin makes a document. The typeface comes with the screens: `make screens`, or
// for it alone `node web/scripts/fonts.mjs`.
func begin(t *testing.T, s paper.Settings) *paper.Document {
	t.Helper()
	s.Made = made
	if s.Size == "" {
		s.Size = paper.A4
	}
	d, err := paper.NewPress(web.Dist()).New(s)
	require.NoError(t, err, "build the screens first: make screens")
	return d
}

func finish(t *testing.T, d *paper.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, d.Finish(&out))
	return out.Bytes()
}

func TestTextCanBeCopiedFromEveryPageAndPagesAreNumbered(t *testing.T) {
	t.Parallel()
	d := begin(t, paper.Settings{Title: "惠企政策清单", Note: "2026年11月", Foot: "霁川市望渚区"})
	d.Text("研发费用补助（第一批）", paper.Style{Size: 16, Bold: true})
	d.Text(`上年度营业收入不低于 500 万元；反斜杠 \ 与括号 ( ) 也在。`, paper.Style{})
	d.Break()
	d.Text("第二页", paper.Style{})
	pages := papertest.Pages(t, finish(t, d))
	require.Len(t, pages, 2)
	require.Contains(t, pages[0], "研发费用补助（第一批）")
	require.Contains(t, pages[0], `反斜杠 \ 与括号 ( ) 也在`)
	for i, page := range pages {
		require.Contains(t, page, "惠企政策清单")
		require.Contains(t, page, "2026年11月")
		require.Contains(t, page, "霁川市望渚区")
		require.Contains(t, page, fmt.Sprintf("第 %d 页，共 2 页", i+1))
	}
}

func TestTheSameDocumentHasTheSameBytes(t *testing.T) {
	t.Parallel()
	write := func() []byte {
		d := begin(t, paper.Settings{Title: "清单"})
		d.Text("甲、乙、丙", paper.Style{Bold: true})
		d.Code("https://example.org/q/ABC", "扫码", 30)
		return finish(t, d)
	}
	require.Equal(t, write(), write())
}

func TestACharacterThatTheTypefaceLacksIsShownAsABox(t *testing.T) {
	t.Parallel()
	d := begin(t, paper.Settings{Title: "清单"})
	d.Text("红包🧧和\u2ff0字", paper.Style{})
	require.Contains(t, papertest.Text(t, finish(t, d)), "红包□和□字")
}

func TestNamesThatOfficesWriteAreAllThere(t *testing.T) {
	t.Parallel()
	names := "望渚区霁川市朱镕基陶喆李旻赵珺王玥张祎刘昇〇①⑳㎡℃—…“”《》〔2025〕18号·%‰¥€éü"
	d := begin(t, paper.Settings{Title: "清单"})
	d.Text(names, paper.Style{})
	d.Text(names, paper.Style{Bold: true})
	require.NotContains(t, papertest.Text(t, finish(t, d)), "□")
}

func TestATableGoesOnOverPagesWithItsHeadOnEach(t *testing.T) {
	t.Parallel()
	d := begin(t, paper.Settings{Title: "清单"})
	table := paper.Table{Columns: []paper.Column{{Head: "序号", Share: 1}, {Head: "事项名称", Share: 5}}}
	for i := range 120 {
		table.Rows = append(table.Rows, []string{fmt.Sprint(i + 1), fmt.Sprintf("事项之%d", i+1)})
	}
	d.Table(table)
	pages := papertest.Pages(t, finish(t, d))
	require.Greater(t, len(pages), 2)
	for _, page := range pages {
		require.Equal(t, 1, strings.Count(page, "事项名称"))
	}
	all := strings.Join(pages, "\n")
	for i := range 120 {
		require.Contains(t, all, fmt.Sprintf("事项之%d\n", i+1))
	}
}

func TestARowLongerThanAPageLosesNothing(t *testing.T) {
	t.Parallel()
	var long strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&long, "〔%d〕", i)
	}
	d := begin(t, paper.Settings{Title: "清单"})
	d.Text("前面有字", paper.Style{})
	d.Table(paper.Table{Columns: []paper.Column{{Head: "项目", Share: 1}, {Head: "内容", Share: 3}}, Rows: [][]string{{"短", "短"}, {"长", long.String()}, {"后", "后"}}})
	pages := papertest.Pages(t, finish(t, d))
	require.Greater(t, len(pages), 2)
	for _, page := range pages {
		require.Equal(t, 1, strings.Count(page, "项目\n"), "the head stands above each part")
	}
	all := strings.ReplaceAll(strings.Join(pages, ""), "\n", "")
	for i := range 2000 {
		require.Contains(t, all, fmt.Sprintf("〔%d〕", i))
	}
}

func TestOnlyAsManyRowsAreTakenAsFitOnThePage(t *testing.T) {
	t.Parallel()
	d := begin(t, paper.Settings{Title: "海报", Size: paper.A3, Bare: true})
	table := paper.Table{Headless: true, Columns: []paper.Column{{Share: 1, Style: paper.Style{Size: 19}}}}
	for i := range 90 {
		table.Rows = append(table.Rows, []string{fmt.Sprintf("第%d行", i)})
	}
	n := d.Fits(table, 30)
	require.Greater(t, n, 10)
	table.Rows = table.Rows[:n]
	d.Table(table)
	require.GreaterOrEqual(t, d.Left(), 30.0)
	require.Less(t, d.Left(), 45.0)
	require.Len(t, papertest.Pages(t, finish(t, d)), 1)
}

func TestAProgramWithoutScreensSaysThatItCannotPrint(t *testing.T) {
	t.Parallel()
	press := paper.NewPress(fstest.MapFS{})
	require.ErrorIs(t, press.Ready(), paper.ErrTypeface)
	_, err := press.New(paper.Settings{Size: paper.A4})
	require.ErrorIs(t, err, paper.ErrTypeface)
}

func TestADamagedTypefaceIsRefused(t *testing.T) {
	t.Parallel()
	require.ErrorIs(t, paper.NewPress(fstest.MapFS{"fonts/NotoSansSC-Regular.ttf.gz": {Data: []byte("no font")}}).Ready(), paper.ErrTypeface)
}

func TestACodeIsDrawnWithItsQuietZone(t *testing.T) {
	t.Parallel()
	image, err := paper.SVG("https://example.org/q/ABC234")
	require.NoError(t, err)
	require.Contains(t, image, `viewBox="0 0 37 37"`, "29 modules and 4 on each side")
	require.Contains(t, image, "M4 4h7v1h-7z", "the upper left finder begins after the quiet zone")
	_, err = paper.SVG(strings.Repeat("长", 3000))
	require.Error(t, err)
}

func TestADocumentUnderWayByManyAtOnce(t *testing.T) {
	t.Parallel()
	press := paper.NewPress(web.Dist())
	for range 8 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			d, err := press.New(paper.Settings{Size: paper.A3, Made: made, Bare: true})
			require.NoError(t, err)
			d.Text("望渚区", paper.Style{Size: 40, Bold: true})
			require.Contains(t, papertest.Text(t, finish(t, d)), "望渚区")
		})
	}
}
