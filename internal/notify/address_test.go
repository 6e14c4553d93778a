package notify_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strconv"
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

var sixDigits = regexp.MustCompile(`\b[0-9]{6}\b`)

// running lets the jobs of the instance run.
func (b *bundle) running(t *testing.T) {
	t.Helper()
	require.NoError(t, b.Jobs.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		require.NoError(t, b.Jobs.Stop(ctx))
	})
}

// code waits for the code that went to an address by mail.
func (b *bundle) code(t *testing.T, n int) string {
	t.Helper()
	require.Eventually(t, func() bool { return len(b.mail.messages()) == n }, 30*time.Second, 10*time.Millisecond)
	return sixDigits.FindString(b.mail.messages()[n-1].Text)
}

func TestAnAddressCountsOnceItsCodeWasTyped(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.running(t)
		me := b.as(zhang)
		_, err := b.AskAddress(me, channel.Mail, " zhang@office.example ")
		require.NoError(t, err)
		code := b.code(t, 1)
		_, err = b.AskAddress(me, channel.Mail, "zhang@office.example")
		require.ErrorIs(t, err, notify.ErrCodeTooSoon)
		require.ErrorIs(t, b.ConfirmAddress(b.as(xu), channel.Mail, code), notify.ErrCode, "a code is its owner's")
		require.ErrorIs(t, b.ConfirmAddress(me, channel.SMS, code), notify.ErrCode)
		settings, err := b.MySettings(me)
		require.NoError(t, err)
		require.Empty(t, settings.Reaches[2].Masked)
		require.Equal(t, "z****@office.example", settings.Reaches[2].Waiting)
		require.NoError(t, b.ConfirmAddress(me, channel.Mail, code))
		require.ErrorIs(t, b.ConfirmAddress(me, channel.Mail, code), notify.ErrCode, "a code counts once")
		settings, err = b.MySettings(me)
		require.NoError(t, err)
		require.Equal(t, "z****@office.example", settings.Reaches[2].Masked)
		require.True(t, settings.Reaches[2].Own)
		for _, v := range b.column(t, `SELECT address_sealed || waiting_sealed || code_hash FROM notify_address`) {
			require.NotContains(t, v, "office.example")
			require.NotContains(t, v, code)
		}
		require.NoError(t, b.RemoveAddress(me, channel.Mail))
		settings, err = b.MySettings(me)
		require.NoError(t, err)
		require.Empty(t, settings.Reaches[2].Masked)
	})
}

func TestFiveWrongCodesEndTheRightOne(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.running(t)
	me := b.as(zhang)
	_, err := b.AskAddress(me, channel.Mail, "zhang@office.example")
	require.NoError(t, err)
	code := b.code(t, 1)
	wrong := "000000"
	if code == wrong {
		wrong = "000001"
	}
	for range 5 {
		require.ErrorIs(t, b.ConfirmAddress(me, channel.Mail, wrong), notify.ErrCode)
	}
	require.ErrorIs(t, b.ConfirmAddress(me, channel.Mail, code), notify.ErrCode)
	b.clock.Move(time.Minute)
	_, err = b.AskAddress(me, channel.Mail, "zhang@office.example")
	require.NoError(t, err)
	code = b.code(t, 2)
	b.clock.Move(11 * time.Minute)
	require.ErrorIs(t, b.ConfirmAddress(me, channel.Mail, code), notify.ErrCode, "ten minutes are over")
	for range 8 {
		b.clock.Move(time.Minute)
		_, err = b.AskAddress(me, channel.Mail, "zhang@office.example")
		require.NoError(t, err)
	}
	b.clock.Move(time.Minute)
	_, err = b.AskAddress(me, channel.Mail, "zhang@office.example")
	require.ErrorIs(t, err, notify.ErrCodeTooSoon, "ten a day")
}

func TestAnAddressThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	me := b.as(zhang)
	for _, text := range []string{"", "x", "a@b", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "Zhang <a@b.example>"} {
		_, err := b.AskAddress(me, channel.Mail, text)
		require.ErrorIs(t, err, notify.ErrAddress, text)
	}
	for _, text := range []string{"12345678901", "1900000000", "+8619000000001x"} {
		_, err := b.AskAddress(me, channel.SMS, text)
		require.ErrorIs(t, err, notify.ErrAddress, text)
	}
	_, err := b.AskAddress(me, channel.WeCom, "zhang")
	require.ErrorIs(t, err, notify.ErrChannelOff)
	_, err = b.AskAddress(me, channel.InApp, "zhang")
	require.ErrorIs(t, err, notify.ErrChannelOff)
}

func TestWhatAPersonChoseIsWhatTheyAreTold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		me := b.as(xu)
		choices := notify.DefaultChoices(xu.Kind)
		choices.Channels[template.Progress] = []channel.Kind{channel.InApp}
		choices.Quiet.From = choices.Quiet.To
		wanting := func(kinds ...channel.Kind) []string {
			t.Helper()
			_, err := d.Exec(t.Context(), `DELETE FROM notify_preference`)
			require.NoError(t, err)
			own := notify.DefaultChoices(xu.Kind)
			own.Channels[template.Policy] = kinds
			require.NoError(t, b.Choose(me, own, 0))
			list, err := b.Wanting(b.system, template.NewlyEligible, []string{"xu", "new"})
			require.NoError(t, err)
			return list
		}
		require.Equal(t, []string{"new"}, wanting(), "who has not chosen has it appear in-app")
		require.Equal(t, []string{"xu", "new"}, wanting(channel.SMS))
		_, err := d.Exec(t.Context(), `DELETE FROM notify_preference`)
		require.NoError(t, err)
		require.NoError(t, b.Choose(me, choices, 0))
		require.ErrorIs(t, b.Choose(me, choices, 0), notify.ErrStale)
		choices.Channels[template.Security] = []channel.Kind{channel.SMS}
		require.ErrorIs(t, b.Choose(me, choices, 1), notify.ErrChoices)
		choices.Channels[template.Security] = []channel.Kind{channel.InApp, "pigeon"}
		require.ErrorIs(t, b.Choose(me, choices, 1), notify.ErrChoices)
		b.tell(t, export(xu, ""))
		b.tell(t, reset(xu))
		b.work(t)
		require.Equal(t, []string{"suppressed", "sent"}, b.states(t, channel.SMS))
		require.Equal(t, []string{"delivered", "delivered"}, b.states(t, channel.InApp))
	})
}

func TestAnInboxIsItsOwners(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for range 3 {
			b.tell(t, export(xu, kernel.NewID()))
		}
		b.tell(t, export(zhang, ""))
		b.work(t)
		page, err := b.Inbox(b.as(xu), false, kernel.Page{Limit: 2})
		require.NoError(t, err)
		require.EqualValues(t, 3, page.Total)
		require.Len(t, page.Items, 2)
		require.Equal(t, "李样例 申请导出企业名单", page.Items[0].Title)
		rest, err := b.Inbox(b.as(xu), false, kernel.Page{Limit: 2, After: page.Next})
		require.NoError(t, err)
		require.Len(t, rest.Items, 1)
		require.ErrorIs(t, b.Read(b.as(zhang), page.Items[0].ID), notify.ErrNotFound)
		require.NoError(t, b.Read(b.as(xu), page.Items[1].ID))
		n, err := b.Unread(b.as(xu))
		require.NoError(t, err)
		require.EqualValues(t, 2, n)
		n, err = b.ReadAll(b.as(xu), page.Items[1].ID) // not what came after it
		require.NoError(t, err)
		require.EqualValues(t, 1, n)
		unread, err := b.Inbox(b.as(xu), true, kernel.Page{Limit: 9})
		require.NoError(t, err)
		require.Equal(t, page.Items[0].ID, unread.Items[0].ID)
		require.EqualValues(t, 1, unread.Total)
		n, err = b.Unread(b.as(zhang))
		require.NoError(t, err)
		require.EqualValues(t, 1, n)
	})
}

// sign signs a receipt as its sender does.
func sign(id string, at time.Time, body, secret string) notify.Envelope {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(id + "." + stamp + "." + body))
	return notify.Envelope{ID: id, Timestamp: stamp, Signature: "v1,AAAA v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))}
}

func TestAReceiptCountsOnceAndOnlyWithItsSignatureAndTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.tell(t, export(xu, ""))
		b.work(t)
		id := b.sms.messages()[0].ID
		body := `{"delivered":true}`
		arrived := notify.Arrival{ProviderID: "p-" + id, Delivered: true}
		now := b.clock.Now()
		good := sign("r1", now, body, "receipts")
		for name, e := range map[string]notify.Envelope{
			"another secret": sign("r1", now, body, "guess"), "another body": sign("r1", now, "{}", "receipts"), "no secret": sign("r1", now, body, ""),
			"too old": sign("r1", now.Add(-6*time.Minute), body, "receipts"), "from the future": sign("r1", now.Add(6*time.Minute), body, "receipts"),
			"another number": {ID: "r2", Timestamp: good.Timestamp, Signature: good.Signature}, "nothing": {},
			"another time": {ID: "r1", Timestamp: strconv.FormatInt(now.Unix()+1, 10), Signature: good.Signature},
		} {
			require.ErrorIs(t, b.TakeReceipt(b.system, channel.SMS, e, []byte(body), arrived), notify.ErrReceipt, name)
		}
		require.Equal(t, []string{"sent"}, b.states(t, channel.SMS))
		require.Len(t, b.column(t, `SELECT action FROM audit_entry WHERE action = 'notify.receipt_refused'`), 8)
		deps := b.Deps
		deps.ReceiptSecret = ""
		require.ErrorIs(t, notify.New(deps).TakeReceipt(b.system, channel.SMS, sign("r1", now, body, ""), []byte(body), arrived), notify.ErrReceipt,
			"where no secret is set, nobody can sign")

		require.NoError(t, b.TakeReceipt(b.system, channel.Mail, sign("r0", now, body, "receipts"), []byte(body), arrived))
		require.Equal(t, []string{"sent"}, b.states(t, channel.SMS), "another channel's")
		require.NoError(t, b.TakeReceipt(b.system, channel.SMS, good, []byte(body), arrived))
		require.Equal(t, []string{"delivered"}, b.states(t, channel.SMS))

		_, err := d.Exec(t.Context(), `UPDATE notify_delivery SET state = 'sent' WHERE channel = 'sms'`)
		require.NoError(t, err)
		require.NoError(t, b.TakeReceipt(b.system, channel.SMS, good, []byte(body), arrived))
		require.Equal(t, []string{"sent"}, b.states(t, channel.SMS), "played again, it changed something")
		lost := notify.Arrival{Delivery: id, Code: "MOBILE 19000000001 OFF"}
		require.NoError(t, b.TakeReceipt(b.system, channel.SMS, sign("r3", now, body, "receipts"), []byte(body), lost))
		require.Equal(t, []string{"failed"}, b.states(t, channel.SMS))
		for _, failure := range b.column(t, `SELECT failure FROM notify_delivery`) {
			require.NotContains(t, failure, "1900000")
		}
	})
}
