package library_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
)

func TestOnlyAPublishedPolicyIsFound(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		law := b.add(t, definition.Document{Title: "中小企业促进办法", Number: "望政发〔2025〕8号", Text: "第一条 中小企业减按百分之十五的税率缴纳企业所得税。"})
		draft, err := b.Create(editor(t), definition.Document{Title: "企业所得税草案", Level: definition.District, Text: "第一条 企业所得税。"})
		require.NoError(t, err)

		find := func(text string) (ids []string) {
			rows, err := b.PublicList(t.Context(), library.Filter{Text: text}, kernel.Page{})
			require.NoError(t, err)
			require.Len(t, rows.Items, int(rows.Total))
			for _, one := range rows.Items {
				ids = append(ids, one.ID)
				require.Contains(t, one.Text, text)
			}
			return ids
		}
		require.Equal(t, []string{law.Entry.ID}, find("企业所得税"), "what is not public is not found")
		_, err = b.Withdraw(editor(t), law.Entry.ID, law.Entry.Version)
		require.NoError(t, err)
		require.Empty(t, find("企业所得税"))
		_, err = b.Publish(editor(t), draft.Entry.ID, draft.Entry.Version)
		require.NoError(t, err)
		require.Equal(t, []string{draft.Entry.ID}, find("企业所得税"))
	})
}
