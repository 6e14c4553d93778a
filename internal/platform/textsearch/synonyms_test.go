package textsearch

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestTheFieldsOtherWordsAreFoundAndComeAfterWhatWasTyped(t *testing.T) {
	t.Parallel()
	require.GreaterOrEqual(t, strings.Count(synonymText, "\n"), 150)
	for line := range strings.Lines(synonymText) {
		require.GreaterOrEqual(t, len(strings.Fields(line)), 2, line)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := New(d)
		put := func(id, text string) Document {
			return Document{ID: id, Fields: []Field{{Text: text}}}
		}
		require.NoError(t, x.Put(t.Context(), "k",
			put("same", "研发补贴申报通知"), put("other", "研究开发补助申报通知"), put("unemployment", "失业保险返还政策"),
			put("high", "高新技术企业培育"), put("none", "人才公寓分配")))
		for query, want := range map[string][]string{
			"研发补贴": {"same", "other"}, "稳岗返还": {"unemployment"}, "高企": {"high"}, "人才公寓": {"none"},
		} {
			hits, total, err := x.Search(t.Context(), Query{Kind: "k", Text: query})
			require.NoError(t, err)
			var ids []string
			for _, h := range hits {
				ids = append(ids, h.ID)
			}
			require.Equal(t, want, ids, query)
			require.Equal(t, len(want), total, query)
		}
	})
	var marked []string
	for _, p := range Highlight("研究开发补助申报通知", "研发补贴", 0) {
		if p.Hit {
			marked = append(marked, p.Text)
		}
	}
	require.Equal(t, []string{"研究开发补助"}, marked)
}
