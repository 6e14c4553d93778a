package textsearch_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/textsearch"
)

func document(id, title, body string) textsearch.Document {
	return textsearch.Document{ID: id, Fields: []textsearch.Field{{Text: title, Weight: 5}, {Text: body}}}
}

func find(t require.TestingT, x *textsearch.Index, text string) (ids []string, total int) {
	hits, total, err := x.Search(context.Background(), textsearch.Query{Kind: "policy", Text: text, Limit: 200})
	require.NoError(t, err)
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids, total
}

func TestWordsOfTwoCharactersAndOneAreFound(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		require.NoError(t, x.Put(t.Context(), "policy",
			document("rnd", "研发费用补助", "对上年度研发投入达到ＧＤＰ增速的企业给予补助，最高100万元。"),
			document("rent", "房租补贴", "入驻“专精特新”企业产业园的，按第（三）项给予补贴。"),
			document("loan", "贷款贴息", "A股上市公司贷款利息补贴 ISO9001 认证"),
		))
		for query, want := range map[string][]string{
			"研发": {"rnd"}, "补贴": {"rent", "loan"}, "税": nil, "息": {"loan"}, "租": {"rent"}, "补": {"rent", "loan", "rnd"},
			"gdp": {"rnd"}, "GDP": {"rnd"}, "100万": {"rnd"}, "专精特新企业": {"rent"}, "第三项": {"rent"}, "iso9001": {"loan"}, "900": {"loan"},
			"a股": {"loan"}, "，。！": nil, "": nil, "贷款 贴息": {"loan"},
		} {
			ids, total := find(t, x, query)
			require.ElementsMatch(t, want, ids, query)
			require.Equal(t, len(want), total, query)
		}
		other, _, err := x.Search(t.Context(), textsearch.Query{Kind: "question", Text: "研发"})
		require.NoError(t, err)
		require.Empty(t, other)
	})
}

func TestTitlesAndCompleteAndUnbrokenHitsComeFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		filler := strings.Repeat("其他内容与此无关。", 5)
		require.NoError(t, x.Put(t.Context(), "policy",
			document("partial", "技术改造", filler+"技改项目设备投资"),
			document("scattered", "设备与投资", "设备投、备投资、设备。"+filler),
			document("body", "通知", filler+"设备投资奖励"),
			document("title", "设备投资奖励办法", filler),
			document("none", "人才公寓", filler),
		))
		ids, _ := find(t, x, "设备投资奖励")
		require.Equal(t, []string{"title", "body"}, ids[:2])
		require.NotContains(t, ids, "none")
		ids, _ = find(t, x, "设备投资")
		require.Equal(t, "scattered", ids[len(ids)-1], "holds every pair, but never the word")
	})
}

func TestAReplacedDocumentIsFoundByItsNewTextOnlyAndADeletedOneNoMore(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		require.NoError(t, x.Put(t.Context(), "policy", document("a", "旧标题", "原文"), document("b", "另一份", "原文")))
		require.NoError(t, x.Put(t.Context(), "policy", document("a", "新标题", "改文")))
		ids, _ := find(t, x, "旧标")
		require.Empty(t, ids)
		ids, total := find(t, x, "标题")
		require.Equal(t, []string{"a"}, ids)
		require.Equal(t, 1, total)
		require.NoError(t, x.Delete(t.Context(), "policy", "a", "unknown"))
		ids, _ = find(t, x, "标题")
		require.Empty(t, ids)
		dropped, err := x.Compact(t.Context(), "policy")
		require.NoError(t, err)
		require.Positive(t, dropped)
		again, err := x.Compact(t.Context(), "policy")
		require.NoError(t, err)
		require.Zero(t, again)
		ids, _ = find(t, x, "原文")
		require.Equal(t, []string{"b"}, ids)
	})
}

func TestTheIndexIsUndoneWithTheTransactionThatFed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		undone := fmt.Errorf("undone")
		require.ErrorIs(t, d.InTx(t.Context(), func(ctx context.Context) error {
			require.NoError(t, x.Put(ctx, "policy", document("a", "标题", "")))
			return undone
		}), undone)
		ids, _ := find(t, x, "标题")
		require.Empty(t, ids)
	})
}

func TestHitsAreRestrictedToWhatTheAskerMaySeeAndPagesJoin(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		var all []textsearch.Document
		var even []string
		for i := range 250 {
			id := fmt.Sprintf("d%03d", i)
			all = append(all, document(id, "补贴", strings.Repeat("补贴", i%7)))
			if i%2 == 0 {
				even = append(even, id)
			}
		}
		require.NoError(t, x.Put(t.Context(), "policy", all...))
		hits, total, err := x.Search(t.Context(), textsearch.Query{Kind: "policy", Text: "补贴", Only: even, Limit: 200})
		require.NoError(t, err)
		require.Equal(t, len(even), total)
		for _, h := range hits {
			require.Contains(t, even, h.ID)
		}
		hits, total, err = x.Search(t.Context(), textsearch.Query{Kind: "policy", Text: "补贴", Only: []string{}})
		require.NoError(t, err)
		require.Zero(t, total)
		require.Empty(t, hits)
		var paged []string
		for offset := 0; ; offset += 60 {
			hits, total, err := x.Search(t.Context(), textsearch.Query{Kind: "policy", Text: "补贴", Offset: offset, Limit: 60})
			require.NoError(t, err)
			require.Equal(t, 250, total)
			for _, h := range hits {
				paged = append(paged, h.ID)
			}
			if len(hits) == 0 {
				break
			}
		}
		require.Len(t, paged, 250)
		slices.Sort(paged)
		require.Len(t, slices.Compact(paged), 250)
	})
}

func TestWritersOfOneKindDoNotLoseEachOthersDocuments(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		var group sync.WaitGroup
		failures := make(chan error, 100)
		for w := range 4 {
			group.Go(func() {
				for i := range 10 {
					failures <- x.Put(t.Context(), "policy", document(fmt.Sprintf("%d-%d", w, i), "补贴", ""))
				}
			})
		}
		group.Wait()
		close(failures)
		for err := range failures {
			require.NoError(t, err)
		}
		_, total := find(t, x, "补贴")
		require.Equal(t, 40, total)
	})
}

// characters are few, so that random texts share pairs.
var characters = []rune("政策补贴企业研发税收人才A1bＢ２，。 “”（）\n")

func TestWhatIsIndexedIsFoundByAnyTwoNeighboursAndNothingElseIs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		texts := map[string]string{}
		rapid.Check(t, func(t *rapid.T) {
			batch := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) textsearch.Document {
				text := string(rapid.SliceOfN(rapid.SampledFrom(characters), 0, 30).Draw(t, "text"))
				return document(fmt.Sprintf("d%d", rapid.IntRange(0, 40).Draw(t, "id")), "", text)
			}), 1, 5).Draw(t, "batch")
			require.NoError(t, x.Put(context.Background(), "policy", batch...))
			for _, b := range batch {
				texts[b.ID] = b.Fields[1].Text
			}
			if gone := fmt.Sprintf("d%d", rapid.IntRange(0, 40).Draw(t, "gone")); rapid.Bool().Draw(t, "delete") {
				require.NoError(t, x.Delete(context.Background(), "policy", gone))
				delete(texts, gone)
			}
			pair := string(rapid.SliceOfN(rapid.SampledFrom([]rune("政策补贴企业研发税收人才a1b2")), 2, 2).Draw(t, "pair"))
			var want []string
			for id, text := range texts {
				if strings.Contains(simple(text), pair) {
					want = append(want, id)
				}
			}
			got, total := find(t, x, pair)
			require.ElementsMatch(t, want, got, pair)
			require.Equal(t, len(want), total)
		})
	})
}

// simple folds the characters of this test the plain way.
func simple(text string) string {
	return strings.NewReplacer("A", "a", "Ｂ", "b", "２", "2", "“", "", "”", "", "（", "", "）", "", "，", "\n", "。", "\n", " ", "\n").Replace(text)
}

func TestHighlightsReassembleTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text, query := rapid.String().Draw(t, "text"), rapid.String().Draw(t, "query")
		if rapid.Bool().Draw(t, "shared") {
			text = string(rapid.SliceOfN(rapid.SampledFrom(characters), 0, 60).Draw(t, "text"))
			query = string(rapid.SliceOfN(rapid.SampledFrom(characters), 0, 4).Draw(t, "query"))
		}
		text = strings.ToValidUTF8(text, "")
		var joined strings.Builder
		for _, p := range textsearch.Highlight(text, query, 0) {
			require.NotEmpty(t, p.Text)
			joined.WriteString(p.Text)
		}
		require.Equal(t, text, joined.String())
		n := rapid.IntRange(1, 40).Draw(t, "length")
		joined.Reset()
		for _, p := range textsearch.Highlight(text, query, n) {
			joined.WriteString(p.Text)
		}
		require.LessOrEqual(t, len([]rune(joined.String())), n+2)
		if cut := joined.String(); cut != text {
			cut = strings.TrimSuffix(strings.TrimPrefix(cut, "…"), "…")
			require.Contains(t, text, cut)
		}
	})
}

func TestHighlightsMarkWhatWasMeant(t *testing.T) {
	t.Parallel()
	show := func(text, query string, n int) string {
		var b strings.Builder
		for _, p := range textsearch.Highlight(text, query, n) {
			if p.Hit {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	require.Equal(t, "对“[专精特新”企业]给予补贴", show("对“专精特新”企业给予补贴", "专精特新企业", 0))
	require.Equal(t, "达到[ＧＤＰ]增速", show("达到ＧＤＰ增速", "gdp", 0))
	require.Equal(t, "[研发]费用[补助]", show("研发费用补助", "研发 补助", 0))
	require.Equal(t, "[研发费用]", show("研发费用", "研发费用补", 0), "pairs of a word that is not there")
	require.Equal(t, "…二二二[补贴]三三三三三三三三三三三…", show(strings.Repeat("一", 20)+strings.Repeat("二", 20)+"补贴"+strings.Repeat("三", 20), "补贴", 16))
	require.Equal(t, "没有", show("没有", "补贴", 0))
}

func TestAnAbsurdlyLongQueryIsBounded(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	x := textsearch.New(d)
	require.NoError(t, x.Put(t.Context(), "policy", document("a", "政策", "")))
	r := rand.New(rand.NewPCG(1, 2))
	var query strings.Builder
	for range 100_000 {
		query.WriteRune('一' + rune(r.IntN(5000)))
	}
	_, _, err := x.Search(t.Context(), textsearch.Query{Kind: "policy", Text: query.String()})
	require.NoError(t, err)
}
