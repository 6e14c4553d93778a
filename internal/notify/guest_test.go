package notify_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/standard/civil"
)

// invited is a notice to somebody who has no account.
func invited(phone string) notify.Notice {
	return notify.Notice{Reason: "account.invited", Recipient: notify.Recipient{Kind: notify.Guest, ID: phone}, Key: "firm", Data: map[string]string{
		"enterprise": "示例甲有限公司", "who": "许样例",
	}}
}

func TestSomebodyWithoutAnAccountIsToldByTextAndTheirNumberIsForgotten(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.tell(t, invited("19000000009"))
		b.tell(t, invited("19000000009")) // invited anew: still one text that day
		b.work(t)
		told, err := b.Told(b.system, "account.invited", "firm")
		require.NoError(t, err)
		require.EqualValues(t, 1, told)
		require.Len(t, b.sms.messages(), 1)
		require.Equal(t, "19000000009", b.sms.messages()[0].To)
		require.Contains(t, b.sms.messages()[0].Text, "许样例邀请您为示例甲有限公司办事")
		require.Equal(t, []string{"sms"}, b.column(t, `SELECT channel FROM notify_delivery`), "there is no inbox to put it into")
		for _, owner := range b.column(t, `SELECT owner FROM notify_notice UNION ALL SELECT owner FROM notify_delivery UNION ALL SELECT owner FROM notify_address`) {
			require.Regexp(t, `^guest:`, owner)
			require.NotContains(t, owner, "19000000009")
		}
		b.clock.Move(23 * time.Hour)
		require.NoError(t, b.Erase(b.system))
		require.Len(t, b.column(t, `SELECT owner FROM notify_address`), 1)
		b.clock.Move(2 * time.Hour)
		told, err = b.Told(b.system, "account.invited", "firm")
		require.NoError(t, err)
		require.Zero(t, told, "another day")
		require.NoError(t, b.Erase(b.system))
		require.Empty(t, b.column(t, `SELECT owner FROM notify_address`))
	})
	b := setup(t, dbtest.Open(t, db.SQLite))
	require.Error(t, b.Notify(b.system, invited("110")), "no mobile number")
}

func TestAChannelThatIsOffSendsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.tell(t, export(xu, ""))
	// The operator takes the gateway away while a text waits, and messages are made.
	off := b.without(channel.SMS)
	off.work(t)
	require.Empty(t, b.sms.messages())
	require.Equal(t, []string{"queued"}, b.states(t, channel.SMS), "it leaves when the gateway is back")
	off.tell(t, export(xu, "another"))
	require.Len(t, b.states(t, channel.SMS), 1)
	_, err := off.AskAddress(off.as(xu), channel.SMS, phone)
	require.ErrorIs(t, err, notify.ErrChannelOff)
	require.ErrorIs(t, off.TestTemplate(off.as(zhang), "export.waiting", channel.SMS, template.Content{Text: "请审批"}, phone), notify.ErrChannelOff)
	require.Empty(t, b.sms.messages())
	b.work(t)
	require.Len(t, b.sms.messages(), 1)
}

func TestDeliveriesAreFoundByTheirDayInBeijing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.clock.Move(14*time.Hour + 59*time.Minute) // 23:59
		b.tell(t, export(xu, ""))
		b.clock.Move(time.Minute)
		b.tell(t, export(xu, ""))
		for day, want := range map[string]int64{"2026-03-01": 0, "2026-03-02": 2, "2026-03-03": 2, "2026-03-04": 0} {
			on, err := civil.Parse(day)
			require.NoError(t, err)
			page, err := b.Deliveries(b.as(zhang), notify.DeliveryFilter{Day: on}, kernel.Page{Limit: 10})
			require.NoError(t, err)
			require.Equal(t, want, page.Total, day)
			for _, one := range page.Items {
				require.Equal(t, day, civil.Of(one.CreatedAt.In(civil.Beijing)).String())
			}
		}
	})
}
