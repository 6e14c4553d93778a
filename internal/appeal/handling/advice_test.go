package handling_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/appeal/reading/replycheck"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

func TestAReplyIsLookedAtBeforeItIsSentAndWhatIsIgnoredTheSecondReaderReads(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		evasive := handling.Draft{Words: "您好，您反映的问题已转有关部门办理。", Closing: appeal.Explained}
		found, err := b.CheckReply(b.unit("parks"), c.ID, evasive)
		require.NoError(t, err)
		require.Len(t, found, 1)
		assert.Equal(t, replycheck.OnlyHandedOn, found[0].Kind)
		_, err = b.CheckReply(b.unit("tax"), c.ID, evasive)
		require.ErrorIs(t, err, appeal.ErrNotFound, "whoever does not see the case learns nothing of it")

		// It is advice: the reply goes its way, and the timeline says what was said of it.
		b.do(c.ID, func(a handling.Ask) error { return b.Reply(b.unit("parks"), a, evasive) })
		entries, err := b.Entries(t.Context(), c.ID, false)
		require.NoError(t, err)
		last := entries[len(entries)-1]
		assert.Equal(t, appeal.ActReply, last.Act)
		assert.Contains(t, last.Words, "系统曾提示：只说已转办")
		assert.False(t, last.Shown, "between handler and reader, not for the reporter")
	})
}

func TestAPromiseWithItsDateBesideTheWordsNeedsNoAdvice(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		draft := handling.Draft{Words: "经现场查看，园区路灯的线路已经老化。我们将尽快修复路灯的线路。", Closing: appeal.Partly}
		found, err := b.CheckReply(b.unit("parks"), c.ID, draft)
		require.NoError(t, err)
		require.Len(t, found, 1)
		assert.Equal(t, replycheck.UndatedPromise, found[0].Kind)
		assert.Equal(t, "我们将尽快修复路灯的线路", string([]rune(draft.Words)[found[0].From:found[0].To]))
		draft.PromisedOn = civil.Of(b.clock.Now()).AddDays(18)
		found, err = b.CheckReply(b.unit("parks"), c.ID, draft)
		require.NoError(t, err)
		assert.Empty(t, found)
		b.do(c.ID, func(a handling.Ask) error { return b.Reply(b.unit("parks"), a, draft) })
		entries, err := b.Entries(t.Context(), c.ID, false)
		require.NoError(t, err)
		assert.Empty(t, entries[len(entries)-1].Words)
	})
}

func TestATopicIsOneOfTheListOrTheOneThatTheCaseCameWith(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive(func(c *appeal.Case) { c.Topic = "other.system.7" })
		as := func(topic string) error {
			now, a := b.now(c.ID)
			return b.Classify(b.centre(), a, appeal.Classification{Kind: now.Kind, Topic: topic, Urgency: appeal.Urgent, Place: now.Place, Division: now.Division})
		}
		require.NoError(t, as("other.system.7"))
		err := as("tax.invoice.nothing")
		var refused *errs.Error
		require.True(t, errors.As(err, &refused))
		assert.Equal(t, []errs.Field{{Path: "body.topic", Msg: "没有这个主题，请从列表里选择"}}, refused.Fields)
		require.NoError(t, as("tax.invoice.quota"))
		require.Error(t, as("other.system.7"), "what the case no longer has is a stranger like any other")
		require.NoError(t, as(""))
	})
}
