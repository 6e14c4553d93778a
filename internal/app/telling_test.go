package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org/staffing"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/library/subscription"
	"github.com/yikou/yikou/internal/standard/civil"
)

// haveFirmsSubscribe has two firms subscribe to what a measure is about, one of
// which can have it, imports the measure, and finds a policy of an editor due.
func haveFirmsSubscribe(w *world) {
	for firm, keyword := range map[string]string{"own": "成长奖励", "other_firm": "成长奖励", "other_division": "出口"} {
		_, err := w.Subscriptions.Subscribe(w.system(), subscription.Subscription{USCC: w.firms[firm], Keyword: keyword})
		require.NoError(w.t, err)
	}
	_, err := w.Policy.ImportMeasures(w.system(), strings.NewReader("["+proofMeasure("wished", "dept-a")+"]"))
	require.NoError(w.t, err)
	err = w.DB.InTx(w.system(), func(ctx context.Context) error {
		return w.Bus.Publish(ctx, library.EventReviewDue, library.ReviewDue{
			Policy: "p9", Title: "旧办法", Owner: w.actors["policy_editor"].id, Reason: library.DueParent.Label(), Day: "2026-11-21",
		})
	})
	require.NoError(w.t, err)
}

func TestWhoIsInvitedAndWhoTakesWorkOverAreTold(t *testing.T) {
	t.Parallel()
	w := newRunningWorld(t, db.SQLite, db.Options{})
	asked := mandate.Asked{Matters: []string{"all"}, Last: civil.Of(w.clock.Now()).AddDays(300)}
	for _, phone := range []string{"13900000003", "13600000077", ""} { // known here, unknown, and an open invitation
		asked.Phone = phone
		_, _, err := w.Mandates.Invite(w.as("mandate_legal_representative"), w.firms["own"], asked)
		require.NoError(t, err)
	}
	for n := range 25 { // a firm that has strangers texted
		asked.Phone = fmt.Sprintf("136000001%02d", n)
		_, _, err := w.Mandates.Invite(w.as(otherLegal), w.firms["other_firm"], asked)
		require.NoError(t, err)
	}
	leaver, err := makePerson(t.Context(), w, "own_department")
	require.NoError(t, err)
	file, err := w.Staffing.Person(w.system(), leaver["id"])
	require.NoError(t, err)
	for _, role := range []staffing.Role{staffing.Specialist, staffing.Chief} {
		_, err = w.Staffing.Assign(w.system(), leaver["id"], "390102", role)
		require.NoError(t, err)
	}
	heir := w.actors["clerk"].id
	work, err := w.Staffing.Open(w.system(), leaver["id"])
	require.NoError(t, err)
	require.Len(t, work, 2)
	order := staffing.Order{Kind: staffing.Leave, Staff: leaver["id"]}
	for _, i := range work {
		order.Items = append(order.Items, staffing.OrderItem{Kind: i.Kind, ID: i.ID, Receiver: heir})
	}
	_, err = w.Staffing.HandOver(w.system(), order)
	require.NoError(t, err)

	haveFirmsSubscribe(w)
	w.told()
	require.NoError(t, w.Jobs.Stop(t.Context()))
	texts := func(role string) (list []string) {
		page, err := w.Notify.Inbox(w.as(role), false, kernel.Page{Limit: 20})
		require.NoError(t, err)
		for _, n := range page.Items {
			if n.Reason != planted {
				list = append(list, n.Reason+" "+n.Text)
			}
		}
		return list
	}
	invitation := "法人甲邀请您为望渚甲精机有限公司办事"
	told := texts(otherLegal)
	slices.Sort(told)
	require.Len(t, told, 3)
	require.Regexp(t, `^account.invited 法人甲 邀请您为 望渚甲精机有限公司 办事`, told[0])
	require.Regexp(t, `^policy.near_miss .*企业成长奖励 wished`, told[1])
	require.Regexp(t, `^policy.subscribed 有 1 项新政策与 .*公司 订阅的内容相符：《企业成长奖励 wished》。点开可以看到每一项的条件、能得到什么和怎么办。$`, told[2])
	require.Equal(t, 1, strings.Count(w.console.String(), "13900000003  "+invitation))
	require.Equal(t, 1, strings.Count(w.console.String(), "13600000077  "+invitation))
	require.Equal(t, 1+20, strings.Count(w.console.String(), "法人丙邀请您"), "one while the world was built, whose notice is dropped, and twenty of these")
	require.Equal(t, 2, strings.Count(w.console.String(), invitation), "an invitation without a phone tells nobody")
	require.Equal(t, []string{fmt.Sprintf("handover.received %s 手上的 %d 件工作已移交给您，请查看并接着办理。", file.Name, len(work))}, texts("clerk"))
	require.Empty(t, texts(neighbour))
	require.Equal(t, []string{"policy.newly_eligible 经比对，望渚甲精机有限公司 新符合 1 项政策的条件：《企业成长奖励 wished》。点开可以看到每一项的条件、能得到什么和怎么办。"}, texts("mandate_handler"),
		"whose firm can have it is told that, and not of the subscription as well")
	require.Equal(t, []string{"policy.review_due 您负责的“旧办法”需要复核，原因：上位文件已废止。请点开核对，改正内容或确认无误。"}, texts("policy_editor"))
}
