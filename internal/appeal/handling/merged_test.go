package handling_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/platform/deadline"
)

// merge makes cases part of another one.
func (b *bundle) merge(main string, others ...string) {
	b.t.Helper()
	_, into := b.now(main)
	var asks []handling.Ask
	for _, id := range others {
		_, a := b.now(id)
		asks = append(asks, a)
	}
	require.NoError(b.t, b.Merge(b.centre(), into, asks))
}

// mergedOn are the cases that the page of one lists as having gone into it.
func (b *bundle) mergedOn(who context.Context, id string) (ids []string) {
	b.t.Helper()
	file, err := b.Open(who, id)
	require.NoError(b.t, err)
	for _, c := range file.Merged {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestAPageListsWhatWasAnsweredWithItsCaseAsFarAsItsReaderSeesThatOne(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, stays, goes := b.receive(), b.receive(), b.receive()
		b.do(main.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		b.dispatch(main.ID, appeal.Order{Lead: "parks", CoHandlers: []string{"water"}})
		b.do(main.ID, func(a handling.Ask) error { return b.Take(b.unit("parks"), a) })
		b.do(main.ID, func(a handling.Ask) error { return b.Answer(b.unit("water"), a, "供水管线不受影响") })
		b.merge(main.ID, stays.ID, goes.ID)
		b.read(main.ID, "parks")
		require.Len(t, b.mergedOn(b.unit("parks"), main.ID), 2)
		require.Empty(t, b.mergedOn(b.unit("water"), main.ID), "who helped with the one has no part in the others")

		b.called(goes.ID, appeal.Callback{Result: appeal.Open, Grade: 1, Words: "我这边还是不亮"})
		again := b.inHand("tax")
		b.merge(again.ID, goes.ID)
		require.Equal(t, []string{goes.ID}, b.mergedOn(b.centre(), again.ID))
		require.Equal(t, []string{stays.ID}, b.mergedOn(b.centre(), main.ID), "it went into another one")
		b.read(again.ID, "tax")
		require.Equal(t, []string{goes.ID}, b.mergedOn(b.centre(), again.ID))
		require.Equal(t, []string{stays.ID}, b.mergedOn(b.centre(), main.ID))
	})
}

func (b *bundle) called(id string, k appeal.Callback) *appeal.Case {
	b.t.Helper()
	k.Reached = true
	return b.do(id, func(a handling.Ask) error { return b.CallBack(b.caller(), a, k) })
}

func TestEachReporterOfAMergedCaseIsCalledBackForHimself(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, content, angry, busy := b.inHand("parks"), b.receive(), b.receive(), b.inHand("water")
		due := angry.DueAt
		b.merge(main.ID, content.ID, angry.ID, busy.ID)
		b.clock.Move(time.Hour)
		b.read(main.ID, "parks")
		for _, id := range []string{content.ID, angry.ID, busy.ID} {
			c, a := b.now(id)
			require.Equal(t, appeal.Read, c.State)
			require.Equal(t, appeal.Solved, c.Closing)
			require.True(t, c.DueAt.IsZero(), "nothing runs while a reporter is asked")
			file, err := b.Open(b.caller(), id)
			require.NoError(t, err)
			require.Equal(t, "路灯已经修好，请您查看。", file.Replies[0].Words, "the caller reads what was answered")
			can, err := b.Can(b.caller(), file)
			require.NoError(t, err)
			require.Contains(t, can, "call_back")
			require.ErrorIs(t, b.CallBack(b.as("staff-parks", "centre", appeal.PermCallback), a, appeal.Callback{Reached: true, Result: appeal.Solved, Grade: 5}), appeal.ErrSamePerson)
			told, err := b.Entries(t.Context(), id, true)
			require.NoError(t, err)
			require.Equal(t, appeal.ActApprove, told[len(told)-1].Act)
			require.Equal(t, main.Number, told[len(told)-1].Facts.Other)
			require.Equal(t, "parks", c.Lead, "whoever answered it")
		}

		require.ElementsMatch(t, []string{content.ID, angry.ID, busy.ID}, b.mergedOn(b.centre(), main.ID), "the page of the first one still lists them")

		done := b.called(content.ID, appeal.Callback{Result: appeal.Solved, Grade: 5})
		require.True(t, done.Solved())
		main, _ = b.now(main.ID)
		require.Equal(t, appeal.Read, main.State, "the others answer for themselves")

		back := b.called(angry.ID, appeal.Callback{Result: appeal.Open, Grade: 1, Words: "我这边还是不亮"})
		require.Equal(t, appeal.InHand, back.State, "with the department that answered")
		require.Equal(t, 1, back.Redos)
		require.Equal(t, due.Add(time.Hour), back.DueAt, "on the first clock, without the hour within the other case")
		require.True(t, b.called(main.ID, appeal.Callback{Result: appeal.Solved, Grade: 4}).Solved(), "which does not hold up the first one")

		file, err := b.Open(b.centre(), busy.ID)
		require.NoError(t, err)
		for _, p := range file.Parts {
			require.Equal(t, p.Department == "parks", p.Live(), "the department before is not left with it")
		}
		b.read(angry.ID, "parks")
		ended := b.called(angry.ID, appeal.Callback{Result: appeal.Open, Grade: 1})
		require.Equal(t, appeal.Closed, ended.State, "the second time it is told as it is")
		require.Equal(t, appeal.Unsatisfied, ended.Confirmation)
	})
}

func TestAMergedCaseReopensByItself(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, one := b.inHand("parks"), b.receive()
		b.merge(main.ID, one.ID)
		b.read(main.ID, "parks")
		b.called(one.ID, appeal.Callback{Result: appeal.Solved, Grade: 5})
		again := b.do(one.ID, func(a handling.Ask) error { return b.Reopen(b.centre(), a, "又不亮了，请再看看") })
		require.Equal(t, appeal.InHand, again.State)
		require.Equal(t, deadline.Running, b.clockOf(one.ID, appeal.ClockPromise).State)
	})
}

func TestWhatWentIntoACaseThatWentIntoAnotherIsAnsweredToo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		first, second, third := b.inHand("parks"), b.receive(), b.receive()
		b.merge(second.ID, third.ID)
		b.merge(first.ID, second.ID)
		b.read(first.ID, "parks")
		c, _ := b.now(third.ID)
		require.Equal(t, appeal.Read, c.State)
		answers, err := b.Replies(t.Context(), c.ID)
		require.NoError(t, err)
		require.Len(t, answers, 1)
	})
}

func TestACaseWhoseAnswerIsOutTakesNoMoreIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, late := b.inHand("parks"), b.receive()
		b.read(main.ID, "parks")
		_, into := b.now(main.ID)
		_, a := b.now(late.ID)
		require.ErrorIs(t, b.Merge(b.centre(), into, []handling.Ask{a}), appeal.ErrMerge)
	})
}

func TestWhoReportedTheSameGoesOnWhenTheCaseIsWithdrawnOrRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		withdrawn, refused, one, two := b.receive(), b.receive(), b.receive(), b.receive()
		b.merge(withdrawn.ID, one.ID)
		b.merge(refused.ID, two.ID)
		_, err := b.Change(b.centre(), appeal.Step{ID: withdrawn.ID, Version: 2, Permission: appeal.PermCentre}, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
			return b.WithdrawBy(ctx, c, "已经修好了")
		})
		require.NoError(t, err)
		b.do(refused.ID, func(a handling.Ask) error { return b.Refuse(b.centre(), a, "litigation", "") })
		for _, id := range []string{one.ID, two.ID} {
			c, _ := b.now(id)
			require.Equal(t, appeal.Received, c.State)
			require.Equal(t, deadline.Running, b.clockOf(id, appeal.ClockResponse).State)
		}
	})
}
