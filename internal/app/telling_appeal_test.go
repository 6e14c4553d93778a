package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org/staffing"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/standard/civil"
)

// toldOf returns what somebody was told, without what was told while the world was
// built; events are delivered side by side, so in any order.
func toldOf(w *world, role string) []string { return toldTo(w, w.as(role)) }

func toldTo(w *world, who context.Context) (list []string) {
	w.t.Helper()
	page, err := w.Notify.Inbox(who, false, kernel.Page{Limit: 200})
	require.NoError(w.t, err)
	for _, n := range page.Items {
		if n.Reason != planted {
			list = append(list, n.Text)
		}
	}
	return list
}

func TestStaffAreToldWhenAppealsLandOnThemAndReportersWhatBecomesOfTheirs(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	own := w.departmentOf("own").ID
	c := &appeal.Case{
		Channel: appeal.ByPortal, Kind: appeal.Help, Urgency: appeal.Normal, Text: "园区门口的路灯坏了一个月，请修理。", USCC: w.firms["own"],
		Reporter: appeal.Person{Account: w.actors["mandate_handler"].id, Name: "王示例", Phone: "13600000002"},
	}
	require.NoError(t, w.Appeals.Receive(w.system(), c))
	accused := &appeal.Case{Channel: appeal.ByBox, Kind: appeal.Complain, Urgency: appeal.Normal, Text: "办事大厅让我跑了五趟。", Accused: own}
	require.NoError(t, w.Appeals.Receive(w.system(), accused))
	h, other := w.Handling, w.departmentOf("other_department").ID
	centre, unit := w.planter("planter-centre", ""), w.as("handler")
	step := func(id string, do func(handling.Ask) error) {
		t.Helper()
		now, err := w.Appeals.ByID(t.Context(), id)
		require.NoError(t, err)
		require.NoError(t, do(handling.Ask{ID: id, Version: now.Version}))
	}
	for _, id := range []string{c.ID, accused.ID} {
		step(id, func(a handling.Ask) error { return h.Accept(centre, a, false) })
	}
	step(c.ID, func(a handling.Ask) error { return h.Dispatch(centre, a, appeal.Order{Lead: own}, "") })
	step(c.ID, func(a handling.Ask) error { return h.Take(unit, a) })
	step(c.ID, func(a handling.Ask) error {
		return h.Reply(unit, a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved})
	})
	step(c.ID, func(a handling.Ask) error { return h.SendBack(centre, a, "请写明修好的日期") })
	// A complaint about department A: its dispatcher and its leader hear nothing.
	step(accused.ID, func(a handling.Ask) error { return h.Dispatch(centre, a, appeal.Order{Lead: other}, "") })
	step(accused.ID, func(a handling.Ask) error {
		return h.Return(w.planter("planter-unit", other), a, appeal.Return{Clause: "三定规定第四条第（二）项", Suggested: w.departmentOf("other_division").ID, Reason: "不是本部门的职责"})
	})
	w.told()
	require.NoError(t, w.Jobs.Stop(t.Context()))
	require.ElementsMatch(t, []string{
		"诉求 " + c.Number + " 派给了您的部门，请签收。请点开办理。",
		"诉求 " + c.Number + " 的答复没有通过审核，请修改。请点开办理。",
	}, toldOf(w, "handler"))
	require.Equal(t, []string{"诉求 " + c.Number + " 有一份答复等您审核。请点开办理。"}, toldOf(w, "leader"))
	require.Equal(t, []string{"诉求 " + c.Number + " 有一份答复等您审核。请点开办理。"}, toldOf(w, "dispatcher"))
	require.ElementsMatch(t, []string{
		"您的诉求 " + c.Number + "：已受理，承诺 7 天内答复。点开可以查看全部进展。",
		"您的诉求 " + c.Number + "：已转" + w.departmentOf("own").Name + "承办。点开可以查看全部进展。",
	}, toldOf(w, "mandate_handler"))
	require.Empty(t, toldOf(w, "mandate_legal_representative"), "a colleague of the reporter hears nothing")
}

func TestATermThatRunsOutIsToldUpTheChainOnce(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	c := &appeal.Case{Channel: appeal.ByQR, Kind: appeal.Help, Urgency: appeal.Normal, Text: "园区门口的路灯坏了一个月，请修理。", Reporter: appeal.Person{Anonymous: true}}
	require.NoError(t, w.Appeals.Receive(w.system(), c))
	leader := w.as("leader") // whose session does not outlast the half day
	w.clock.Move(13 * time.Hour)
	for range 2 {
		_, err := w.Keeper.Sweep(w.system())
		require.NoError(t, err)
	}
	w.told()
	require.NoError(t, w.Jobs.Stop(t.Context()))
	late := 0
	for _, text := range toldTo(w, leader) {
		if strings.Contains(text, c.Number) { // not those of the world
			require.Contains(t, text, "时限已到")
			late++
		}
	}
	require.Equal(t, 1, late)
}

func TestATermThatStandsStillBeforeItIsToldOfIsNotTold(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	own := w.departmentOf("own").ID
	g := growth{world: w, lead: own, elsewhere: own}
	run, _, err := g.grow("appeal_in_hand")
	require.NoError(t, err)
	stand, _, err := g.grow("appeal_in_hand")
	require.NoError(t, err)
	w.told()
	require.NoError(t, w.Jobs.Stop(t.Context()))
	leader := w.as("leader") // whose session does not outlast the days
	w.clock.Move(10 * 24 * time.Hour)
	_, err = w.Keeper.Sweep(w.system())
	require.NoError(t, err)
	require.NoError(t, w.Handling.Suspend(w.planter("planter-centre", ""), handling.Ask{ID: stand.ID, Version: stand.Version},
		handling.Suspension{Basis: "material", Until: civil.Of(w.clock.Now()).AddDays(5), Notice: "请补充照片"}))
	require.NoError(t, w.Jobs.Start(t.Context()))
	w.told()
	require.NoError(t, w.Jobs.Stop(t.Context()))
	late := func(c *appeal.Case) bool {
		return slices.ContainsFunc(toldTo(w, leader), func(text string) bool {
			return strings.Contains(text, c.Number) && strings.Contains(text, "时限已到")
		})
	}
	require.True(t, late(run), "the term of the other ran out")
	require.False(t, late(stand))
}

func TestAnAmendedCalendarMovesTheTermThatTheInboxShows(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	c := &appeal.Case{Channel: appeal.ByQR, Kind: appeal.Help, Urgency: appeal.Normal, Text: "园区门口的路灯坏了一个月，请修理。", Reporter: appeal.Person{Anonymous: true}}
	require.NoError(t, w.Appeals.Receive(w.system(), c))
	require.NoError(t, w.Handling.Accept(w.planter("planter-centre", ""), handling.Ask{ID: c.ID, Version: c.Version}, false))
	before, err := w.Appeals.ByID(t.Context(), c.ID)
	require.NoError(t, err)
	year, err := w.Keeper.Year(w.as("leader"), 0)
	require.NoError(t, err)
	last := civil.Of(before.DueAt.Add(-time.Second).In(civil.Beijing))
	_, err = w.Keeper.Amend(w.as("leader"), year.Edition, keeping.Amendment{
		Days: []keeping.DaySetting{{Day: last, Setting: keeping.SetOff, Name: "防汛应急"}}, Reason: "防汛应急调休", Source: "市政府办公室通知",
	})
	require.NoError(t, err)
	w.told()
	require.NoError(t, w.Jobs.Stop(t.Context()))
	after, err := w.Appeals.ByID(t.Context(), c.ID)
	require.NoError(t, err)
	require.True(t, after.DueAt.After(before.DueAt), "%s is not after %s", after.DueAt, before.DueAt)
}

func TestWhoLeavesHandsHisAppealsOver(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	leaver, err := makePerson(t.Context(), w, "own_department")
	require.NoError(t, err)
	own := w.departmentOf("own").ID
	g := growth{world: w, lead: own, elsewhere: own}
	c, _, err := g.grow("appeal_dispatched")
	require.NoError(t, err)
	require.NoError(t, w.Handling.Take(w.planter(leaver["id"], own), handling.Ask{ID: c.ID, Version: c.Version}))
	work, err := w.Staffing.Open(w.system(), leaver["id"])
	require.NoError(t, err)
	require.Len(t, work, 1)
	require.Equal(t, "诉求 "+c.Number, work[0].Label)
	heir := w.actors["handler"].id
	_, err = w.Staffing.HandOver(w.system(), staffing.Order{
		Kind: staffing.Leave, Staff: leaver["id"], Items: []staffing.OrderItem{{Kind: work[0].Kind, ID: work[0].ID, Receiver: heir}},
	})
	require.NoError(t, err)
	now, err := w.Appeals.ByID(t.Context(), c.ID)
	require.NoError(t, err)
	require.Equal(t, heir, now.LeadStaff)
	left, err := w.Appeals.HeldBy(t.Context(), leaver["id"])
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestVisitorsAreTextedTheAnswersTheyWerePromisedAndReportersOfMergedCasesTheirs(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	receive := func(c appeal.Case) string {
		t.Helper()
		c.Kind, c.Urgency, c.Text = appeal.Help, appeal.Normal, "园区门口的路灯坏了一个月，请修理。"
		require.NoError(t, w.Appeals.Receive(w.system(), &c))
		return c.ID
	}
	visitor := receive(appeal.Case{Channel: appeal.ByQR, Reporter: appeal.Person{Name: "李样例", Phone: "13600000077"}})
	firm := receive(appeal.Case{Channel: appeal.ByPortal, USCC: w.firms["own"], Reporter: appeal.Person{Account: w.actors["mandate_handler"].id}})
	hotline := receive(appeal.Case{Channel: appeal.ByHotline, Source: appeal.Source{System: "12345", No: "T-1"}, Reporter: appeal.Person{Name: "赵样例", Phone: "13600000078"}})
	desk := receive(appeal.Case{Channel: appeal.ByCounter, Reporter: appeal.Person{Name: "钱样例", Phone: "0898-66660000"}})
	h, centre := w.Handling, w.planter("planter-centre", "")
	ask := func(id string) handling.Ask {
		t.Helper()
		now, err := w.Appeals.ByID(t.Context(), id)
		require.NoError(t, err)
		return handling.Ask{ID: id, Version: now.Version}
	}
	for _, id := range []string{visitor, hotline, desk} {
		require.NoError(t, h.Accept(centre, ask(id), false))
	}
	require.NoError(t, h.Merge(centre, ask(visitor), []handling.Ask{ask(firm)}))
	require.NoError(t, h.Dispatch(centre, ask(visitor), appeal.Order{Lead: w.departmentOf("own").ID}, ""))
	unit := w.as("handler")
	require.NoError(t, h.Take(unit, ask(visitor)))
	require.NoError(t, h.Reply(unit, ask(visitor), handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved}))
	require.NoError(t, h.Approve(w.as("leader"), ask(visitor)))
	w.told()
	require.NoError(t, w.Jobs.Stop(t.Context()))

	guests := map[string]int{}
	rows, err := w.DB.Query(t.Context(), `SELECT owner FROM notify_notice WHERE reason = 'appeal.progress' AND owner LIKE 'guest:%'`)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var owner string
		require.NoError(t, rows.Scan(&owner))
		guests[owner]++
	}
	require.NoError(t, rows.Err())
	require.Len(t, guests, 1, "neither who reported to the hotline nor who has no mobile phone")
	for owner, told := range guests {
		require.Equal(t, 2, told, "accepted and answered, not each step between")
		require.NotContains(t, owner, "13600000077")
	}
	mine, err := w.Appeals.ByID(t.Context(), firm)
	require.NoError(t, err)
	require.Contains(t, toldOf(w, "mandate_handler"), "您的诉求 "+mine.Number+"："+w.departmentOf("own").Name+"已答复（已解决）。点开可以查看全部进展。")
}
