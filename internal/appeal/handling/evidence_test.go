package handling_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/handling"
)

// lay lays a voice note by for the answer to a case.
func (b *bundle) lay(who context.Context, id string) attachment.File {
	b.t.Helper()
	f, err := b.LayEvidence(who, id, strings.NewReader("#!AMR\n<1234567890"))
	require.NoError(b.t, err)
	return f
}

// replied hands in an answer with files.
func (b *bundle) replied(id, lead string, files ...attachment.File) *appeal.Case {
	b.t.Helper()
	var ids []string
	for _, f := range files {
		ids = append(ids, f.ID)
	}
	return b.do(id, func(a handling.Ask) error {
		return b.Reply(b.unit(lead), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved}, ids...)
	})
}

func (b *bundle) open(who context.Context, id string) (*handling.File, []string) {
	b.t.Helper()
	f, err := b.Open(who, id)
	require.NoError(b.t, err)
	can, err := b.Can(who, f)
	require.NoError(b.t, err)
	return f, can
}

func TestWhatIsShownWithAnAnswerStandsWithItUntilItIsGivenAnew(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		first, second := b.lay(b.unit("parks"), c.ID), b.lay(b.unit("parks"), c.ID)
		b.replied(c.ID, "parks", first, second)
		page, can := b.open(b.leader(), c.ID)
		require.Len(t, page.Shown[page.Replies[0].ID], 2, "the second reader sees it")
		require.NotContains(t, can, "take_back", "and leaves it as it is")
		require.Equal(t, "提交了答复，附 2 个文件，等待第二人审核", page.Entries[len(page.Entries)-1].Sentence(nil))
		_, can = b.open(b.unit("parks"), c.ID)
		require.Contains(t, can, "take_back")

		_, seen := b.now(c.ID)
		b.do(c.ID, func(a handling.Ask) error { return b.TakeBackEvidence(b.unit("parks"), a, first.ID) })
		require.ErrorIs(t, b.Approve(b.leader(), seen), appeal.ErrStale, "whoever read it with the file has to look again")
		page, _ = b.open(b.leader(), c.ID)
		require.Len(t, page.Shown[page.Replies[0].ID], 1)
		require.Equal(t, "去掉了随答复附上的一个文件", page.Entries[len(page.Entries)-1].Sentence(nil))
		require.False(t, page.Entries[len(page.Entries)-1].Shown)

		b.do(c.ID, func(a handling.Ask) error { return b.SendBack(b.leader(), a, "请换一张修好以后的照片") })
		_, a := b.now(c.ID)
		require.ErrorIs(t, b.TakeBackEvidence(b.unit("parks"), a, second.ID), appeal.ErrState, "it was read")
		require.ErrorIs(t, b.Reply(b.unit("parks"), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved}, second.ID), appeal.ErrReply, "an answer given anew has its own")
		third := b.lay(b.unit("parks"), c.ID)
		b.replied(c.ID, "parks", third)
		page, _ = b.open(b.leader(), c.ID)
		require.Equal(t, second.ID, page.Shown[page.Replies[0].ID][0].ID, "what was sent back is as it was")
		require.Equal(t, third.ID, page.Shown[page.Replies[1].ID][0].ID)
		b.do(c.ID, func(a handling.Ask) error { return b.Approve(b.leader(), a) })
		_, a = b.now(c.ID)
		require.ErrorIs(t, b.TakeBackEvidence(b.unit("parks"), a, third.ID), appeal.ErrState, "it was released")
	})
}

func TestOnlyWhoAnswersLaysSomethingBy(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("tax")
		lay := func(who context.Context) error {
			_, err := b.LayEvidence(who, c.ID, strings.NewReader("#!AMR\n<1234567890"))
			return err
		}
		require.ErrorIs(t, lay(b.unit("water")), appeal.ErrNotFound)
		require.ErrorIs(t, lay(b.centre()), appeal.ErrPart, "the lead answers, not the centre")
		require.ErrorIs(t, lay(b.as("qian", "tax", appeal.PermCentre)), appeal.ErrPart, "nor whoever dispatches in the very department")
		require.Error(t, lay(b.caller()))
		f := b.lay(b.unit("tax"), c.ID)
		list, err := b.LaidEvidence(b.unit("tax"), c.ID)
		require.NoError(t, err)
		require.Equal(t, f.ID, list[0].ID, "a colleague finds it there")
		require.NoError(t, b.PickUpEvidence(b.unit("tax"), c.ID, f.ID))
		b.replied(c.ID, "tax")
		require.ErrorIs(t, lay(b.unit("tax")), appeal.ErrState)

		own := b.receive()
		b.do(own.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		mine := b.lay(b.centre(), own.ID)
		b.do(own.ID, func(a handling.Ask) error {
			return b.ReplyAtOnce(b.centre(), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved}, mine.ID)
		})
		b.do(own.ID, func(a handling.Ask) error { return b.TakeBackEvidence(b.centre(), a, mine.ID) })

		shielded := b.receive(func(c *appeal.Case) { c.Accused = "tax" })
		b.do(shielded.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		_, err = b.LayEvidence(b.as("qian", "tax-hall", appeal.PermCentre), shielded.ID, strings.NewReader("#!AMR\n<1234567890"))
		require.ErrorIs(t, err, appeal.ErrNotFound)
	})
}

func TestEachReporterOfAMergedCaseGetsWhatWasShown(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, other := b.inHand("parks"), b.receive()
		b.merge(main.ID, other.ID)
		b.replied(main.ID, "parks", b.lay(b.unit("parks"), main.ID))
		b.do(main.ID, func(a handling.Ask) error { return b.Approve(b.leader(), a) })
		page, _ := b.open(b.centre(), other.ID)
		shown := page.Shown[page.Replies[0].ID]
		require.Len(t, shown, 1)
		_, content, err := b.Files.Open(t.Context(), other.ID, shown[0].ID)
		require.NoError(t, err)
		require.NoError(t, content.Close())
	})
}
