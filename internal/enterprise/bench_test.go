package enterprise_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// city writes a made-up register of n rows.
func city(b *testing.B, n int) (*os.File, int64) {
	file, err := os.Create(filepath.Join(b.TempDir(), "city.csv"))
	require.NoError(b, err)
	random := rand.New(rand.NewPCG(1, 2))
	out := bufio.NewWriterSize(file, 1<<20)
	districts := []string{"历下区", "市中区", "槐荫区", "天桥区", "历城区", "长清区", "章丘区", "济阳区", "莱芜区", "钢城区", "平阴县", "商河县"}
	trades := [][3]string{{"科技", "I6513", "软件开发"}, {"商贸", "F5111", "批发零售"}, {"餐饮", "H6210", "餐饮服务"}, {"机械", "C3511", "机械制造"}, {"物流", "G5437", "道路货运"}, {"建筑", "E4710", "房屋建筑"}}
	_, _ = fmt.Fprintln(out, "企业名称,统一社会信用代码,成立日期,注册资本,行业代码,经营范围,省,市,区县,地址,经营状态")
	for i := range n {
		trade := trades[random.IntN(len(trades))]
		status := "存续"
		if random.IntN(5) == 0 {
			status = "注销"
		}
		district := districts[random.IntN(len(districts))]
		_, _ = fmt.Fprintf(out, "望渚%c%c%c%s有限公司,%s,%d-%02d-%02d,%d万元,%s,%s,山东省,济南市,%s,%s某某路%d号,%s\n",
			0x4E00+random.IntN(3000), 0x4E00+random.IntN(3000), 0x4E00+random.IntN(3000), trade[0], code(b, i), 1990+random.IntN(36), 1+random.IntN(12), 1+random.IntN(28),
			1+random.IntN(5000), trade[1], trade[2], district, district, random.IntN(999), status)
	}
	require.NoError(b, out.Flush())
	info, err := file.Stat()
	require.NoError(b, err)
	return file, info.Size()
}

// BenchmarkRegistry imports a city of 1.4 million and asks for lists of it:
// go test -bench Registry -benchtime 1x -run xxx ./internal/enterprise
func BenchmarkRegistry(b *testing.B) {
	const size = 1_400_000
	file, length := city(b, size)
	defer func() { _ = file.Close() }()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			d := benchDB(b, engine)
			m := setup(b, d)
			report, err := m.ImportEnterprises(system(b), file, length, "city.csv", nil)
			require.NoError(b, err)
			require.EqualValues(b, size, report.Created)
			began := time.Now()
			require.NoError(b, m.Warm(b.Context()))
			warm := time.Since(began)
			ask(b, m)
			b.ReportMetric(float64(report.Rows)/report.Seconds, "imported_rows/s")
			b.ReportMetric(warm.Seconds(), "warm_s")
			began = time.Now()
			require.NoError(b, m.EachProfile(b.Context(), func(enterprise.Profile) error { return nil }))
			b.ReportMetric(time.Since(began).Seconds(), "profiles_s")
		})
	}
}

func benchDB(b *testing.B, engine db.Engine) *db.DB {
	d, err := db.Open(b.Context(), dbtest.URL(b, engine), db.Options{})
	require.NoError(b, err)
	b.Cleanup(func() { _ = d.Close() })
	return d
}

// ask times lists as people ask for them, each on four pages.
func ask(b *testing.B, m bundle) {
	filters := []enterprise.Filter{
		{}, {Division: "370102"}, {Division: "3701"}, {Industry: "C"}, {Industry: "I6513"}, {SizeClass: "micro"}, {Status: "存续"}, {Status: "注销"},
		{Text: "科技"}, {Text: "一丁"}, {Text: "9139010200"}, {Qualification: "high_tech"},
		{Division: "370102", Industry: "C", Status: "存续"}, {Division: "370112", Text: "物流", Status: "存续"},
	}
	var took []time.Duration
	for b.Loop() {
		for _, f := range filters {
			for _, sort := range []enterprise.Sort{"name", "-registered", "-capital", "-updated"} {
				page := kernel.Page{Limit: 50}
				for range 4 {
					began := time.Now()
					found, err := m.List(system(b), f, sort, page)
					took = append(took, time.Since(began))
					require.NoError(b, err)
					if page.After = found.Next; page.After == "" {
						break
					}
				}
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50_ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95_ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max_ms")
}

// BenchmarkFacts imports the demo city with its facts.
func BenchmarkFacts(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			var firms, facts bytes.Buffer
			require.NoError(b, demo.WriteEnterprises(&firms, demo.Options{}))
			require.NoError(b, demo.WriteFacts(&facts, demo.Options{}))
			var first, second enterprise.Report
			for b.Loop() {
				m := setup(b, benchDB(b, engine))
				_, err := m.ImportFactKeys(system(b), bytes.NewReader(demo.FactKeys()), int64(len(demo.FactKeys())))
				require.NoError(b, err)
				importText(b, m, firms.String())
				first = importFacts(b, m, facts.String())
				second = importFacts(b, m, facts.String())
			}
			require.Equal(b, second.Accepted, second.Unchanged)
			b.ReportMetric(float64(first.Rows), "facts")
			b.ReportMetric(float64(first.Refused), "refused")
			b.ReportMetric(float64(first.Rows)/first.Seconds, "facts/s")
			b.ReportMetric(float64(second.Rows)/second.Seconds, "again_facts/s")
		})
	}
}
