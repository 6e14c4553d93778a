package intake_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestADraftAsLongAsTheLongestReportIsKeptAndALongerOneIsNot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		one := handler(t, "a1", firmOne)
		longest := strings.Repeat("长", appeal.LongestWords)
		require.NoError(t, b.SaveDraft(one, firmOne, intake.Draft{Text: longest}))
		require.ErrorIs(t, b.SaveDraft(one, firmOne, intake.Draft{Text: longest + longest + longest}), intake.ErrDraftLarge)
		kept, there, err := b.LoadDraft(one, firmOne)
		require.NoError(t, err)
		require.True(t, there)
		require.Equal(t, longest, kept.Text, "what was kept before is still there")
	})
}

func TestACaseIsFoundUnderItsOwnFirmOnly(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		both, other := handler(t, "a1", firmOne, firmTwo), handler(t, "a2", firmTwo)
		r, err := b.ReportOwn(both, firmOne, intake.Form{Ticket: b.draw(t), Text: story})
		require.NoError(t, err)
		more := intake.Deed{Act: appeal.ActAdd, Words: "西门的也坏了"}
		require.ErrorIs(t, b.ActOwn(both, firmTwo, r.ID, more), appeal.ErrNotFound, "under the other firm that the same person acts for")
		require.ErrorIs(t, b.ActOwn(other, firmOne, r.ID, more), appeal.ErrNotFound)
		require.NoError(t, b.ActOwn(both, firmOne, r.ID, more))
		entries, err := b.Entries(t.Context(), r.ID, true)
		require.NoError(t, err)
		require.Len(t, entries, 2, "received, and added once")
	})
}

func TestWhatAReporterAddsHasAnEnd(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		r, err := b.Report(t.Context(), b.visitor(t))
		require.NoError(t, err)
		add := func(words string) error {
			return b.ActProved(t.Context(), r.Number, r.Secret, intake.Deed{Act: appeal.ActAdd, Words: words})
		}
		longest := strings.Repeat("长", appeal.LongestWords)
		require.NoError(t, add(" "+longest+" "))
		require.Equal(t, []string{"body.words"}, fieldsOf(t, add(longest+"长")))
	})
}
