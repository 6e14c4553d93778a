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
