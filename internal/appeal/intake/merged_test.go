package intake_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// acted does something with a case as the program itself.
func (b bundle) acted(t *testing.T, id string, do func(c *appeal.Case) error) {
	t.Helper()
	require.NoError(t, b.DB.InTx(t.Context(), func(ctx context.Context) error {
		c, err := b.ByID(ctx, id)
		if err != nil {
			return err
		}
		return b.Apply(ctx, c, func(context.Context, *appeal.Case) (appeal.Done, error) {
			return appeal.Done{Event: appeal.EventNoted, Entry: appeal.Entry{Act: appeal.ActNote}}, do(c)
		})
	}))
}

func TestReportersOfAMergedCaseAddToTheOneItWentIntoAndReadItsAnswer(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		main, err := b.Report(t.Context(), b.visitor(t))
		require.NoError(t, err)
		mine, err := b.Report(t.Context(), b.visitor(t))
		require.NoError(t, err)
		b.acted(t, mine.ID, func(c *appeal.Case) error {
			into, err := b.ByID(t.Context(), main.ID)
			require.NoError(t, err)
			return c.MergeInto(into)
		})
		now := func() intake.Progress {
			p, err := b.ProgressProved(t.Context(), mine.Number, mine.Secret)
			require.NoError(t, err)
			return p
		}
		require.Equal(t, []string{"add", "unmerge"}, now().Can, "there is nothing to judge yet")
		require.ErrorIs(t, b.RateProved(t.Context(), mine.Number, mine.Secret, appeal.Rating{Grade: 1}), appeal.ErrState)

		require.NoError(t, b.ActProved(t.Context(), mine.Number, mine.Secret, intake.Deed{Act: appeal.ActAdd, Words: "西门的也坏了"}))
		there, err := b.Entries(t.Context(), main.ID, false)
		require.NoError(t, err)
		added := there[len(there)-1]
		require.Equal(t, "西门的也坏了", added.Words)
		require.False(t, added.Shown, "the other reporter does not read it")
		require.Equal(t, "并入的 "+mine.Number+" 号诉求的反映人补充了情况", added.Sentence(func(string) string { return "" }))
		story := now().Story
		require.Equal(t, "您补充了情况。", story[len(story)-1].What)

		reply := &appeal.Reply{ID: kernel.NewID(), Case: main.ID, Round: 1, Words: "东门和西门的路灯都已修好。", Closing: appeal.Solved, By: "s2", At: b.fixed.Now(), State: appeal.ReplySubmitted}
		b.acted(t, main.ID, func(c *appeal.Case) error { return c.Accept(false) })
		b.acted(t, main.ID, func(c *appeal.Case) error { return c.Reply(appeal.Centre, reply) })
		b.acted(t, main.ID, func(c *appeal.Case) error { return c.Approve(reply, "s3", b.fixed.Now()) })
		require.NoError(t, b.SaveReply(t.Context(), reply))
		b.acted(t, mine.ID, func(c *appeal.Case) error {
			into, err := b.ByID(t.Context(), main.ID)
			require.NoError(t, err)
			return c.Answered(into)
		})
		own := *reply
		own.ID, own.Case = kernel.NewID(), mine.ID
		require.NoError(t, b.SaveReply(t.Context(), &own))
		require.Equal(t, "东门和西门的路灯都已修好。", now().Answer.Words)
		require.Equal(t, []string{"confirm", "redo", "add"}, now().Can)
		require.NoError(t, b.ActProved(t.Context(), mine.Number, mine.Secret, intake.Deed{Act: appeal.ActConfirm}))
		require.NoError(t, b.RateProved(t.Context(), mine.Number, mine.Secret, appeal.Rating{Grade: 1, Efficiency: 1, Accuracy: 1, Convenience: 1, Usability: 1}))
		other, err := b.ByID(t.Context(), main.ID)
		require.NoError(t, err)
		require.Equal(t, appeal.Read, other.State, "the other reporter answers for himself")
		rating, err := b.RatingOf(t.Context(), main.ID)
		require.NoError(t, err)
		require.Nil(t, rating)
	})
}
