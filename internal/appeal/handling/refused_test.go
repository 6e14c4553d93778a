package handling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

func TestWhoReportsInConfidenceIsShownToTheCentreOnly(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		plain, secret := b.receive(), b.receive(func(c *appeal.Case) { c.Reporter.Confidential = true })
		why := handling.Reason{Kind: "callback", Words: "核实情况"}
		clerk := b.as("qian", "centre", appeal.PermReveal)
		shown, err := b.Reveal(clerk, plain.ID, why)
		require.NoError(t, err)
		require.Equal(t, "王示例", shown.Name)
		shown, err = b.Reveal(clerk, secret.ID, why)
		require.Equal(t, errs.Forbidden, errs.KindOf(err))
		require.Empty(t, shown.Name+shown.Phone)
		shown, err = b.Reveal(b.centre(), secret.ID, why)
		require.NoError(t, err)
		require.Equal(t, "王示例", shown.Name)
	})
}

func TestADispatchNamesDepartmentsThatThereAreEachOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive()
		b.do(c.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		_, a := b.now(c.ID)
		for name, o := range map[string]appeal.Order{
			"a lead that is none":      {Lead: "nothing"},
			"a lead that is closed":    {Lead: "old"},
			"a helper that is closed":  {Lead: "parks", CoHandlers: []string{"old"}},
			"a helper named two times": {Lead: "parks", CoHandlers: []string{"water", "water"}},
		} {
			require.ErrorIs(t, b.Dispatch(b.centre(), a, o, ""), appeal.ErrDepartment, name)
		}
		b.dispatch(c.ID, appeal.Order{Lead: "parks"})
		_, a = b.now(c.ID)
		for _, name := range []string{"nothing", "old"} {
			back := appeal.Return{Clause: "三定规定第四条第（二）项", Suggested: name, Reason: "不是本部门的职责"}
			require.ErrorIs(t, b.Return(b.unit("parks"), a, back), appeal.ErrDepartment, name)
		}
	})
}

func TestActsThatComeTooEarlyTwiceOrOfAnOldPageChangeNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c, other := b.inHand("parks"), b.receive()
		_, a := b.now(c.ID)
		require.ErrorIs(t, b.DecideExtension(b.leader(), a, true, "同意"), appeal.ErrExtensionDecided, "nobody asked")
		require.ErrorIs(t, b.Resume(b.leader(), a, "材料已经补齐"), appeal.ErrRunning)
		require.ErrorIs(t, b.Note(b.centre(), a, " "), appeal.ErrForm)
		require.ErrorIs(t, b.Supervise(b.leader(), a, ""), appeal.ErrForm)
		rest := handling.Suspension{Basis: "material", Until: civil.Of(b.clock.Now().Add(48 * time.Hour).In(civil.Beijing)), Notice: "请补充照片"}
		b.do(c.ID, func(a handling.Ask) error { return b.Suspend(b.leader(), a, rest) })
		_, now := b.now(c.ID)
		require.ErrorIs(t, b.Suspend(b.leader(), now, rest), appeal.ErrSuspended)
		_, merged := b.now(other.ID)
		require.ErrorIs(t, b.Merge(b.centre(), a, []handling.Ask{merged}), appeal.ErrStale, "the main case has changed since")
		require.ErrorIs(t, b.Note(b.centre(), a, "写在旧页面上"), appeal.ErrStale)
	})
}

func TestACallBackIsAboutAnAnswerThatIsOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		content := appeal.Callback{Reached: true, Result: appeal.Solved, Grade: 5}
		none := b.inHand("parks")
		_, a := b.now(none.ID)
		require.ErrorIs(t, b.CallBack(b.caller(), a, content), appeal.ErrState, "nobody has answered")
		unread := b.inHand("parks")
		b.do(unread.ID, func(a handling.Ask) error {
			return b.Reply(b.unit("parks"), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved})
		})
		_, a = b.now(unread.ID)
		require.ErrorIs(t, b.CallBack(b.caller(), a, appeal.Callback{}), appeal.ErrState, "nobody has read the answer yet")
		calls, err := b.Callbacks(t.Context(), unread.ID)
		require.NoError(t, err)
		require.Empty(t, calls)
	})
}

func TestOnlyAnAnswerThatWaitsIsReleasedOrSentBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		released := func() error { _, a := b.now(c.ID); return b.Approve(b.leader(), a) }
		sentBack := func() error { _, a := b.now(c.ID); return b.SendBack(b.leader(), a, "请写明何时修好") }
		require.ErrorIs(t, released(), appeal.ErrState, "nobody has answered")
		require.ErrorIs(t, sentBack(), appeal.ErrState)
		b.do(c.ID, func(a handling.Ask) error {
			return b.Reply(b.unit("parks"), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved})
		})
		require.NoError(t, sentBack())
		require.ErrorIs(t, released(), appeal.ErrState, "it went back")
		replies, err := b.Replies(t.Context(), c.ID)
		require.NoError(t, err)
		require.Equal(t, appeal.ReplySentBack, replies[0].State)
	})
}

func TestACaseIsTakenUpAgainOrOutOfAnotherWithAReason(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, gone := b.inHand("parks"), b.receive()
		b.merge(main.ID, gone.ID)
		_, a := b.now(gone.ID)
		require.ErrorIs(t, b.Unmerge(b.centre(), a, "不是"), appeal.ErrForm)
		_, a = b.now(main.ID)
		require.ErrorIs(t, b.Unmerge(b.centre(), a, "不是同一盏路灯"), appeal.ErrState, "it went into no other")
		b.read(main.ID, "parks")
		b.called(main.ID, appeal.Callback{Result: appeal.Solved, Grade: 5})
		_, a = b.now(main.ID)
		require.ErrorIs(t, b.Reopen(b.centre(), a, " 又坏 "), appeal.ErrForm)
		b.do(main.ID, func(a handling.Ask) error { return b.Reopen(b.centre(), a, "路灯今晚又坏了") })
	})
}
