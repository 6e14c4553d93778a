package intake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestAReporterGetsWhatWasShownOnlyWithAnAnswerThatWasReleased(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		r, err := b.Report(t.Context(), b.visitor(t))
		require.NoError(t, err)
		show := func(state appeal.ReplyState, round int) string {
			reply := &appeal.Reply{ID: kernel.NewID(), Case: r.ID, Round: round, Words: "路灯已由养护单位更换。", Closing: appeal.Solved, By: "s7", At: b.fixed.Now(), State: state}
			require.NoError(t, b.SaveReply(t.Context(), reply))
			desk := attachment.Desk{Case: r.ID}
			f, err := b.Files.Lay(t.Context(), desk, photo(t))
			require.NoError(t, err)
			require.NoError(t, b.Files.Show(t.Context(), desk, reply.ID, []string{f.ID}))
			return f.ID
		}
		released, waiting := show(appeal.ReplyApproved, 1), show(appeal.ReplySubmitted, 2)
		p, err := b.ProgressProved(t.Context(), r.Number, r.Secret)
		require.NoError(t, err)
		require.Empty(t, p.Files, "the reporter sent none")
		require.Len(t, p.Answer.Files, 1)
		require.Equal(t, released, p.Answer.Files[0].ID)
		opened, err := b.FileProved(t.Context(), r.Number, r.Secret, released)
		require.NoError(t, err)
		require.NoError(t, opened.Content.Close())
		_, err = b.FileProved(t.Context(), r.Number, r.Secret, waiting)
		require.ErrorIs(t, err, attachment.ErrNotFound, "nobody has read that answer yet")
		seen, err := b.FileSeen(staff(t, kernel.ReachAll, appeal.PermRead), r.ID, waiting)
		require.NoError(t, err)
		require.NoError(t, seen.Content.Close())
		list, err := b.FilesSeen(staff(t, kernel.ReachAll, appeal.PermRead), r.ID)
		require.NoError(t, err)
		require.Empty(t, list)
	})
}
