package view_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/view"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestAViewIsItsOwnersUntilItIsSharedWithTheDepartmentAndThoseBelow(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		wang, xu := b.staff(t, "wang", "tax"), b.staff(t, "xu", "tax")
		below, beside := b.staff(t, "li", "tax-desk"), b.staff(t, "zhao", "water")
		urgent := view.Look{Box: "all", Urgency: "urgent"}
		_, err := b.Save(wang, "  急件  今天 ", urgent, false)
		require.NoError(t, err)
		require.Equal(t, []string{"急件 今天 1"}, b.seen(t, wang))
		require.Empty(t, b.seen(t, xu))

		shared, err := b.Save(wang, "急件 今天", view.Look{Box: "all", Kind: "help", ByDue: true}, true)
		require.NoError(t, err)
		for _, who := range []staff{xu, below} {
			require.Equal(t, []string{"急件 今天 2"}, b.seen(t, who), "one of that name, replaced")
		}
		require.Empty(t, b.seen(t, beside))
		require.ErrorIs(t, b.Remove(beside, shared.ID), view.ErrNotFound)
		require.ErrorIs(t, b.Remove(xu, shared.ID), view.ErrForeign)
		require.ErrorIs(t, b.Remove(b.leader(t, "sun", "tax-desk"), shared.ID), view.ErrForeign, "who leads a unit below")
		require.NoError(t, b.Remove(b.leader(t, "zhou", "tax"), shared.ID))
		require.Empty(t, b.seen(t, wang))
		require.ErrorIs(t, b.Remove(wang, shared.ID), view.ErrNotFound)
	})
}

func TestTheCountOfAViewIsOfWhatItsReaderSees(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		_, err := b.Save(b.staff(t, "wang", "tax"), "投诉", view.Look{Box: "all", Kind: "complain"}, true)
		require.NoError(t, err)
		require.Equal(t, []string{"投诉 1"}, b.seen(t, b.staff(t, "xu", "tax")))
		require.Equal(t, []string{"投诉 0"}, b.seen(t, b.staff(t, "li", "tax-desk")), "the unit complained of does not even count it")
	})
}

func TestAViewNeedsAShortNameAndNobodyHasMoreThanTwenty(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	wang := b.staff(t, "wang", "tax")
	for _, name := range []string{"", " 　 ", "一二三四五六七八九十一二三"} {
		_, err := b.Save(wang, name, view.Look{Box: "all"}, false)
		require.ErrorIs(t, err, view.ErrForm, name)
	}
	_, err := b.Save(b.staff(t, "free", ""), "急件", view.Look{Box: "all"}, true)
	require.ErrorIs(t, err, view.ErrAlone)
	for i := range 20 {
		_, err := b.Save(wang, fmt.Sprint("视图", i), view.Look{Box: "all"}, false)
		require.NoError(t, err)
	}
	_, err = b.Save(wang, "再来一个", view.Look{Box: "all"}, false)
	require.ErrorIs(t, err, view.ErrFull)
	_, err = b.Save(wang, "视图7", view.Look{Box: "late"}, false)
	require.NoError(t, err, "replaces the one of its name")
	require.Len(t, b.seen(t, wang), 20)
}

func TestOnlyWhoSeesAppealsHasViews(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	nobody := b.staff(t, "nobody", "tax", appeal.PermLead)
	_, err := b.List(nobody)
	require.Error(t, err)
	_, err = b.Save(nobody, "急件", view.Look{Box: "all"}, false)
	require.Error(t, err)
	require.Error(t, b.Remove(nobody, kernel.NewID()))
}
