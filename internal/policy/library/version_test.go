package library_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
)

func TestASavedPolicyIsANewVersionForWhoeverSawTheLast(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		v := b.add(t, definition.Document{Title: "办法", Text: "第一条 甲。\u202e\n\n第二条 <script>乙</script>。\x07"})
		require.Equal(t, "第一条 甲。\n第二条 <script>乙</script>。", v.Text)
		require.Equal(t, []string{"第一条", "第二条"}, []string{v.Nodes[0].Citation, v.Nodes[1].Citation})
		says := v.Document
		says.Title, says.Text = "办法（修订）", "第一条 丙。"
		v, err := b.Save(as(t, "staff-2", "policy.read", library.PermEdit), v.Entry.ID, 1, says)
		require.NoError(t, err)
		require.EqualValues(t, 2, v.Entry.Version)
		require.Equal(t, "staff-1 王编辑", v.Owner+" "+v.OwnerName, "who only writes does not take it over")
		_, err = b.Save(editor(t), v.Entry.ID, 1, says)
		require.ErrorIs(t, err, library.ErrStale)
		_, err = b.Save(editor(t), "none", 1, says)
		require.ErrorIs(t, err, library.ErrNotFound)
		require.Contains(t, b.near.changed, v.Entry.ID)
		require.Equal(t, []string{"办法（修订）"}, titles(t)(b.PublicList(t.Context(), library.Filter{Text: "丙"}, kernel.Page{})))
		require.Empty(t, titles(t)(b.PublicList(t.Context(), library.Filter{Text: "乙"}, kernel.Page{})))
		says.Themes, says.SourceURL = []string{"nothing"}, "javascript:alert(1)"
		_, err = b.Save(editor(t), v.Entry.ID, 2, says)
		require.ErrorIs(t, err, library.ErrRefused)
		refused, _ := errors.AsType[*errs.Error](err)
		require.Contains(t, fmt.Sprint(refused.Fields), "source_url")
		says.Themes, says.SourceURL, says.Questions = nil, "", []definition.Question{{Question: "怎么办", Answer: "\t\u200b\n"}}
		_, err = b.Save(editor(t), v.Entry.ID, 2, says)
		require.ErrorIs(t, err, library.ErrRefused, "of the answer nothing would be seen")
	})
}

func TestEarlierVersionsAreReadAndAMistakenDraftGoes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		v := b.add(t, definition.Document{Title: "办法", Text: "第一条 甲。"})
		_, err := b.Save(as(t, "staff-2", "policy.read", library.PermEdit), v.Entry.ID, 1, definition.Document{Title: "办法", Level: definition.District, Text: "第一条 乙。"})
		require.NoError(t, err)
		list, err := b.History(editor(t), v.Entry.ID)
		require.NoError(t, err)
		require.Equal(t, []int64{2, 1}, []int64{list[0].Number, list[1].Number})
		first, nodes, err := b.Version(editor(t), v.Entry.ID, 1)
		require.NoError(t, err)
		require.Equal(t, "第一条 甲。 第一条", first.Text+" "+nodes[0].Citation)
		_, _, err = b.Version(editor(t), v.Entry.ID, 3)
		require.ErrorIs(t, err, library.ErrNotFound)
		_, err = b.History(t.Context(), v.Entry.ID)
		require.Equal(t, errs.Unauthenticated, errs.KindOf(err))

		require.ErrorIs(t, b.Delete(editor(t), v.Entry.ID, 2), library.ErrTransition, "the public has seen it")
		draft, err := b.Create(editor(t), definition.Document{Title: "草稿", Level: definition.District, Text: "甲", Issuers: []string{"局"}, Themes: []string{"growth-rd"}})
		require.NoError(t, err)
		require.ErrorIs(t, b.Delete(editor(t), draft.Entry.ID, 1), library.ErrInUse)
		b.near.alone = true
		require.ErrorIs(t, b.Delete(editor(t), draft.Entry.ID, 2), library.ErrStale)
		require.NoError(t, b.Delete(editor(t), draft.Entry.ID, 1))
		require.ErrorIs(t, b.Delete(editor(t), draft.Entry.ID, 1), library.ErrNotFound)
		require.Equal(t, []string{"办法"}, titles(t)(b.List(editor(t), library.Filter{}, kernel.Page{})))
	})
}
