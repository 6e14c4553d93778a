package textsearch_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/migrations"
)

// The words of the made-up documents. The common ones stand in nearly every text
// about policies; the others are pairs of syllables, of falling frequency.
var (
	common    = strings.Fields("企业 政策 补贴 给予 项目 资金 申报 发展 支持 奖励 认定 年度 万元 符合 条件 有关 部门 管理 办法 实施")
	specific  = strings.Fields("研发费用 高新技术企业 专精特新 独角兽 贷款贴息 社保补贴 首台套 房租 人才公寓 技术改造 出口信用保险 上市 知识产权质押 绿色工厂 数字化转型")
	syllables = []rune("海城山河光电新能材料生物医药软件集成芯片智造机器船舶港口物流冷链农林渔牧旅游文创设计会展金融保险基金债券租赁商贸跨境电商检测认证标准质量品牌教育培训体育养老")
)

// wordsOf draws n words by Zipf's law over a vocabulary of 20,000.
func wordsOf(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		rank := int(math.Exp(r.Float64() * math.Log(20_000)))
		switch {
		case rank <= len(common):
			b.WriteString(common[rank-1])
		case r.IntN(400) == 0:
			b.WriteString(specific[r.IntN(len(specific))])
		default:
			word := rand.New(rand.NewPCG(7, uint64(rank)))
			for range 2 + word.IntN(2) {
				b.WriteRune(syllables[word.IntN(len(syllables))] + rune(word.IntN(3)))
			}
		}
		if i%9 == 8 {
			b.WriteString("，")
		}
	}
	return b.String()
}

func madeUp(r *rand.Rand, n int) []textsearch.Document {
	list := make([]textsearch.Document, n)
	for i := range list {
		title := specific[r.IntN(len(specific))] + wordsOf(r, 4)
		list[i] = document(fmt.Sprintf("d%06d", i), title, wordsOf(r, 80+r.IntN(140)))
	}
	return list
}

// questions are what people type: common words, rare ones, several at once, one
// character.
func questions(r *rand.Rand) string {
	switch r.IntN(10) {
	case 0:
		return string([]rune(specific[r.IntN(len(specific))])[0])
	case 1, 2:
		return common[r.IntN(len(common))]
	case 3, 4:
		return specific[r.IntN(len(specific))]
	case 5, 6:
		return specific[r.IntN(len(specific))] + " " + common[r.IntN(len(common))]
	case 7:
		return common[r.IntN(len(common))] + common[r.IntN(len(common))] + "如何" + common[r.IntN(len(common))]
	default:
		return wordsOf(r, 2)
	}
}

// open returns an empty database that disappears with the benchmark.
func open(b *testing.B, engine db.Engine) *db.DB {
	b.Helper()
	address := "sqlite:" + filepath.Join(b.TempDir(), "yikou.db")
	if engine == db.Postgres {
		base := os.Getenv(dbtest.PostgresEnv)
		if base == "" {
			b.Skipf("SKIPPED: %s is not set", dbtest.PostgresEnv)
		}
		admin, err := db.Open(b.Context(), base, db.Options{})
		require.NoError(b, err)
		name := "yk_bench_" + kernel.NewID()
		_, err = admin.Exec(b.Context(), fmt.Sprintf(`CREATE DATABASE %q`, name))
		require.NoError(b, err)
		b.Cleanup(func() {
			_, err := admin.Exec(context.Background(), fmt.Sprintf(`DROP DATABASE %q WITH (FORCE)`, name))
			require.NoError(b, err)
			require.NoError(b, admin.Close())
		})
		u, err := url.Parse(base)
		require.NoError(b, err)
		u.Path = "/" + name
		address = u.String()
	}
	d, err := db.Open(b.Context(), address, db.Options{})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, d.Close()) })
	require.NoError(b, d.Migrate(b.Context(), migrations.Files))
	return d
}

// BenchmarkSearch100k reports the 50th and 95th percentile of a search over
// 100,000 documents of some 400 characters, how long indexing took, and what one
// changed document costs. The promise is p95 ≤ 50 ms on both engines.
//
//	go test -run '^$' -bench Search100k -benchtime 400x ./internal/platform/textsearch
func BenchmarkSearch100k(b *testing.B) {
	const documents, batch = 100_000, 4096
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 1))
			x := textsearch.New(open(b, engine))
			all := madeUp(r, documents)
			begin := time.Now()
			for some := range slices.Chunk(all, batch) {
				require.NoError(b, x.Put(b.Context(), "policy", some...))
			}
			indexed := time.Since(begin)
			var took []time.Duration
			for b.Loop() {
				begin := time.Now()
				_, _, err := x.Search(b.Context(), textsearch.Query{Kind: "policy", Text: questions(r), Limit: 20})
				took = append(took, time.Since(begin))
				require.NoError(b, err)
			}
			slices.Sort(took)
			report := func(name string, d time.Duration) { b.ReportMetric(float64(d.Microseconds())/1000, name) }
			report("ms/p50", took[len(took)/2])
			report("ms/p95", took[len(took)*95/100])
			report("ms/p99", took[len(took)*99/100])
			b.ReportMetric(documents/indexed.Seconds(), "documents/s")
			var changed []time.Duration
			for _, one := range madeUp(r, 20) {
				begin := time.Now()
				require.NoError(b, x.Put(b.Context(), "policy", one))
				changed = append(changed, time.Since(begin))
			}
			slices.Sort(changed)
			report("ms/change", changed[len(changed)/2])
		})
	}
}
