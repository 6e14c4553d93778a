package notify_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestSixtyFourAtOnceMakeOneMessageOfAReasonAndDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		var wait sync.WaitGroup
		failed := make(chan error, 64)
		for range 64 {
			wait.Go(func() { failed <- b.Notify(b.system, export(xu, "")) })
		}
		wait.Wait()
		for range 64 {
			require.NoError(t, <-failed)
		}
		require.Equal(t, []string{"64"}, b.column(t, `SELECT times FROM notify_notice`))
		ids := b.column(t, `SELECT id FROM notify_notice`)
		for range 16 {
			wait.Go(func() { failed <- b.Dispatch(b.system, ids[0]) })
		}
		wait.Wait()
		for range 16 {
			require.NoError(t, <-failed)
		}
		deliveries := b.column(t, `SELECT id FROM notify_delivery ORDER BY id`)
		require.Len(t, deliveries, 2, "in-app and a text")
		for range 8 {
			for _, id := range deliveries {
				wait.Go(func() { failed <- b.Send(b.system, id) })
			}
		}
		wait.Wait()
		for range 16 {
			require.NoError(t, <-failed)
		}
		require.Len(t, b.sms.messages(), 1)

		b.tell(t, export(xu, "another export")) // a key of its own is a message of its own
		b.tell(t, export(zhang, ""))
		b.clock.Move(24 * time.Hour) // and so is another day
		b.tell(t, export(xu, ""))
		require.Len(t, b.column(t, `SELECT id FROM notify_notice`), 4)
	})
}

func TestANoticeOfAnUndoneTransactionIsNeverTold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		undone := errors.New("undone")
		require.ErrorIs(t, d.InTx(b.system, func(ctx context.Context) error {
			require.NoError(t, b.Notify(ctx, export(xu, "")))
			return undone
		}), undone)
		require.Empty(t, b.column(t, `SELECT id FROM notify_notice`))
		require.Empty(t, b.column(t, `SELECT kind FROM river_job WHERE kind LIKE 'notify%'`))
	})
}

func TestANoticeThatNoTemplateCouldRenderIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for _, change := range []func(*notify.Notice){
		func(n *notify.Notice) { n.Reason = "no.reason" },
		func(n *notify.Notice) { n.Recipient = notify.Recipient{Kind: kernel.SystemPrincipal, ID: "x"} },
		func(n *notify.Notice) { n.Recipient.ID = "" },
		func(n *notify.Notice) { delete(n.Data, "who") },
		func(n *notify.Notice) { n.Data["phone"] = "1" },
		func(n *notify.Notice) { n.Link = "//evil.example/" },
		func(n *notify.Notice) { n.Link = "https://evil.example/" },
		func(n *notify.Notice) { n.Key = strings.Repeat("k", 201) },
	} {
		n := export(xu, "")
		change(&n)
		require.Error(t, b.Notify(b.system, n))
	}
	b.tell(t, export(notify.Recipient{Kind: kernel.EnterprisePrincipal, ID: "gone"}, ""))
	require.Empty(t, b.column(t, `SELECT id FROM notify_delivery`), "who has left is told nothing")
}

func TestWhatIsStoredHoldsNoWordNumberOrName(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.tell(t, export(xu, ""))
	b.work(t)
	require.Len(t, b.sms.messages(), 1)
	require.Equal(t, phone, b.sms.messages()[0].To)
	require.Contains(t, b.sms.messages()[0].Text, "李样例申请导出企业名单")
	require.Empty(t, b.sms.messages()[0].URL, "a text costs by its length")
	for _, table := range []string{"notify_notice", "notify_delivery"} {
		for _, text := range b.column(t, `SELECT sql FROM sqlite_master WHERE name = ?`, table) {
			require.Contains(t, text, "sealed")
		}
	}
	for _, column := range []string{"data_sealed", "title_sealed", "text_sealed"} {
		for _, v := range b.column(t, `SELECT `+column+` FROM notify_notice`) {
			require.NotEmpty(t, v)
			require.NotContains(t, v, "李样例")
		}
	}
	for _, v := range append(b.column(t, `SELECT address_sealed FROM notify_delivery`), b.column(t, `SELECT content_sealed FROM notify_delivery`)...) {
		require.NotContains(t, v, phone)
		require.NotContains(t, v, "李样例")
	}
	b.clock.Move(181 * 24 * time.Hour)
	require.NoError(t, b.Erase(b.system))
	require.Equal(t, []string{"", ""}, b.column(t, `SELECT content_sealed || address_sealed FROM notify_delivery`))
}

func TestATextOfTheNightWaitsForTheMorningAndSecurityDoesNot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.clock.Move(14*time.Hour + 30*time.Minute) // 23:30
		b.tell(t, export(xu, ""))
		b.work(t)
		require.Equal(t, []string{"delivered"}, b.states(t, channel.InApp), "in-app wakes nobody")
		require.Equal(t, []string{"held"}, b.states(t, channel.SMS))
		b.tell(t, reset(xu))
		b.work(t)
		require.Len(t, b.sms.messages(), 1)
		require.Contains(t, b.sms.messages()[0].Text, "密码")

		b.clock.Move(8*time.Hour + 29*time.Minute) // 7:59
		b.work(t)
		require.Len(t, b.sms.messages(), 1)
		b.clock.Move(time.Minute)
		b.work(t)
		require.Len(t, b.sms.messages(), 2)
	})
}

func TestATemporaryFailureIsTriedAgainLaterAndLater(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	busy := &channel.Error{Class: channel.Temporary, Code: "HTTP 503"}
	b.sms.say = []error{busy, busy, busy}
	b.tell(t, export(xu, ""))
	for _, pause := range []time.Duration{30 * time.Second, 2 * time.Minute, 10 * time.Minute} {
		b.work(t)
		require.Equal(t, []string{"queued"}, b.states(t, channel.SMS))
		b.clock.Move(pause - time.Second)
		b.work(t)
		require.Empty(t, b.sms.messages(), "too soon")
		b.clock.Move(time.Second)
	}
	b.work(t)
	require.Len(t, b.sms.messages(), 1)
	require.Equal(t, []string{"sent"}, b.states(t, channel.SMS))
	require.Equal(t, []string{"4"}, b.column(t, `SELECT attempts FROM notify_delivery WHERE channel = 'sms'`))
}

func TestARejectedTextIsNotTriedAgainUntilSomebodyAsks(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.sms.say = []error{&channel.Error{Class: channel.Rejected, Code: "no such number"}}
		b.tell(t, export(xu, ""))
		b.work(t)
		b.clock.Move(time.Hour)
		b.work(t)
		require.Equal(t, []string{"failed"}, b.states(t, channel.SMS))
		page, err := b.Deliveries(b.as(zhang), notify.DeliveryFilter{State: "failed"}, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.EqualValues(t, 1, page.Total)
		require.Equal(t, "190****0001", page.Items[0].To)
		require.True(t, page.Items[0].CanResend)
		require.NoError(t, b.Resend(b.as(zhang), page.Items[0].ID))
		require.ErrorIs(t, b.Resend(b.as(zhang), page.Items[0].ID), notify.ErrResend)
		require.ErrorIs(t, b.Resend(b.as(zhang), kernel.NewID()), notify.ErrNotFound)
		b.work(t)
		require.Len(t, b.sms.messages(), 1)
	})
}

func TestATryThatBrokeOffIsRepeatedOnlyWhereThatIsNoSecondMessage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, repeatable := range []bool{false, true} {
			b := setup(t, d)
			b.sms.repeatable = repeatable
			b.tell(t, export(xu, map[bool]string{true: "a", false: "b"}[repeatable]))
			// The program dies between the call and the record.
			_, err := d.Exec(t.Context(), `UPDATE notify_delivery SET state = 'sending', sending_at = ?, due_at = NULL, attempts = 1 WHERE channel = 'sms' AND state = 'queued'`, db.At(b.clock.Now()))
			require.NoError(t, err)
			b.clock.Move(time.Minute)
			require.NoError(t, b.Sweep(b.system))
			b.work(t)
			require.Empty(t, b.sms.messages(), "it may still be at it")
			b.clock.Move(2 * time.Minute)
			require.NoError(t, b.Sweep(b.system))
			b.clock.Move(time.Minute)
			b.work(t)
			if repeatable {
				require.Len(t, b.sms.messages(), 1)
				require.Equal(t, []string{"failed", "sent"}, b.states(t, channel.SMS))
			} else {
				require.Empty(t, b.sms.messages())
				require.Equal(t, []string{"unknown result: broken off"}, b.column(t, `SELECT failure FROM notify_delivery WHERE channel = 'sms'`))
			}
		}
	})
}

func TestAnUnknownResultIsNotSentTwice(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	lost := &channel.Error{Class: channel.Unknown, Code: "timeout"}
	b.sms.say, b.mail.say = []error{lost}, []error{lost}
	b.tell(t, export(xu, ""))
	b.work(t)
	require.Equal(t, []string{"failed"}, b.states(t, channel.SMS))
}

func TestAChannelInTroubleRestsAndTheQueueDrainsLater(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for range 5 {
			b.sms.say = append(b.sms.say, &channel.Error{Class: channel.Temporary, Code: "unreachable"})
		}
		for range 8 {
			b.tell(t, export(xu, kernel.NewID()))
		}
		b.work(t)
		require.Empty(t, b.sms.messages(), "the sixth was tried")
		require.Equal(t, []string{"0", "0", "0", "1", "1", "1", "1", "1"}, b.column(t, `SELECT attempts FROM notify_delivery WHERE channel = 'sms' ORDER BY attempts`))
		health, err := b.ChannelHealth(b.as(zhang))
		require.NoError(t, err)
		require.True(t, health[1].Resting)
		require.EqualValues(t, 8, health[1].Waiting)
		require.False(t, health[3].On)

		b.clock.Move(30 * time.Second)
		b.work(t)
		require.Len(t, b.sms.messages(), 8)
		health, err = b.ChannelHealth(b.as(zhang))
		require.NoError(t, err)
		require.False(t, health[1].Resting)
		require.Zero(t, health[1].Failures)
	})
}

func TestAMessageThatCameTooLateIsNotSent(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.tell(t, reset(xu))
	b.clock.Move(2 * time.Hour)
	b.work(t)
	require.Equal(t, []string{"expired"}, b.states(t, channel.SMS))
	require.Empty(t, b.sms.messages())
}

func TestASweepWakesWhatIsDueOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.tell(t, export(xu, "")) // two tries are queued at once
		queued := func() int { return len(b.column(t, `SELECT id FROM river_job WHERE kind = 'notify.send'`)) }
		require.Equal(t, 2, queued())
		for range 3 {
			require.NoError(t, b.Sweep(b.system))
		}
		require.Equal(t, 2, queued(), "woken though on their way")
		b.clock.Move(3 * time.Minute) // both jobs were lost
		for range 3 {
			require.NoError(t, b.Sweep(b.system))
		}
		require.Equal(t, 4, queued())
	})
}

func TestTheWordsOfTheOfficeCountFromTheirSaving(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		admin := b.as(zhang)
		content := template.Content{Text: "{{.who}}要导出，请审批。"}
		saved, err := b.SaveTemplate(admin, "export.waiting", channel.SMS, content, 0)
		require.NoError(t, err)
		require.EqualValues(t, 1, saved.Version)
		_, err = b.SaveTemplate(admin, "export.waiting", channel.SMS, content, 0)
		require.ErrorIs(t, err, notify.ErrStale)
		_, err = b.SaveTemplate(admin, "export.waiting", channel.SMS, template.Content{Text: "{{.phone}}"}, 1)
		require.ErrorIs(t, err, template.ErrContent)
		_, err = b.SaveTemplate(admin, "account.code", channel.WeChat, content, 0)
		require.ErrorIs(t, err, notify.ErrTemplateUnknown)
		b.tell(t, export(xu, ""))
		b.work(t)
		require.Equal(t, "李样例要导出，请审批。", b.sms.messages()[0].Text)
		require.Equal(t, []string{"1"}, b.column(t, `SELECT template_version FROM notify_delivery WHERE channel = 'sms'`))
	})
}
