package exchange_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// listener is the other side: it keeps what it was sent and answers as it is told.
type listener struct {
	*httptest.Server
	status int
	got    []heard
}

type heard struct {
	webhook.Envelope
	body []byte
}

func (b bundle) listen() *listener {
	l := &listener{status: http.StatusNoContent}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		l.got = append(l.got, heard{webhook.Envelope{ID: r.Header.Get("webhook-id"), Timestamp: r.Header.Get("webhook-timestamp"), Signature: r.Header.Get("webhook-signature")}, body})
		w.WriteHeader(l.status)
	}))
	b.t.Cleanup(l.Close)
	host, err := outbound.HostPort(l.URL)
	require.NoError(b.t, err)
	b.Allow, b.Out = []string{host}, outbound.New(outbound.Options{Allow: []string{host}})
	return l
}

func (b bundle) admin() context.Context { return b.as("centre", exchange.PermPartners) }

var everything = []string{appeal.EventReceived, appeal.EventAccepted, appeal.EventWithdrawn}

// partner agrees with a partner.
func (b bundle) partner(code, endpoint string, events ...string) *exchange.Partner {
	b.t.Helper()
	p, err := b.Add(b.admin(), code, exchange.Terms{Name: "热线 " + code, Endpoint: endpoint, Events: events})
	require.NoError(b.t, err)
	return p
}

// tell delivers every event so far to this package, and makes the tries that are
// due.
func (b bundle) tell() {
	b.t.Helper()
	rows, err := b.DB.Query(b.t.Context(), `SELECT id, name, actor, payload FROM event_log ORDER BY id`)
	require.NoError(b.t, err)
	var all []events.Event
	for rows.Next() {
		var e events.Event
		var payload string
		require.NoError(b.t, rows.Scan(&e.ID, &e.Name, &e.Actor, &payload))
		e.Payload = json.RawMessage(payload)
		all = append(all, e)
	}
	require.NoError(b.t, rows.Close())
	for _, e := range all {
		for _, s := range b.Subscriptions() {
			if s.Event == e.Name {
				require.NoError(b.t, s.Handle(authz.AsSystem(b.t.Context(), s.Subscriber), e))
			}
		}
	}
	b.try()
}

func (b bundle) try() {
	b.t.Helper()
	rows, err := b.DB.Query(b.t.Context(), `SELECT id FROM appeal_delivery ORDER BY id`)
	require.NoError(b.t, err)
	var ids []string
	for rows.Next() {
		var id string
		require.NoError(b.t, rows.Scan(&id))
		ids = append(ids, id)
	}
	require.NoError(b.t, rows.Close())
	for _, id := range ids {
		require.NoError(b.t, b.Try(authz.AsSystem(b.t.Context(), "test"), id))
	}
}

func (b bundle) all(p *exchange.Partner) []*exchange.Delivery {
	b.t.Helper()
	found, err := b.Deliveries(b.admin(), p.ID, "", kernel.Page{Limit: 50})
	require.NoError(b.t, err)
	return found.Items
}

// signed is a message of a partner as it is sent now.
func (b bundle) signed(p *exchange.Partner, id string, body any) exchange.Sent {
	b.t.Helper()
	text, err := json.Marshal(body)
	require.NoError(b.t, err)
	e, err := webhook.Sign(id, b.fixed.Now(), text, p.Secret)
	require.NoError(b.t, err)
	return exchange.Sent{Partner: p.Code, Envelope: e, Body: text}
}

func event(no, name string, more ...string) map[string]any {
	m := map[string]any{"external_no": no, "event": name}
	for i := 0; i+1 < len(more); i += 2 {
		m[more[i]] = more[i+1]
	}
	return m
}

func TestAPartnerIsToldOnceAndSignedOfItsOwnCasesAndNobodyIsNamed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		l := b.listen()
		p := b.partner("12345", l.URL, everything...)
		b.receive()
		c := b.receive(func(c *appeal.Case) { c.Source = appeal.Source{System: "12345", No: "H1"} })
		b.tell()
		b.tell()
		require.Len(t, l.got, 1, "its own case, once")
		require.NoError(t, webhook.Verify(l.got[0].Envelope, l.got[0].body, b.fixed.Now(), p.Secret))
		require.NotContains(t, string(l.got[0].body), "王示例")
		require.NotContains(t, string(l.got[0].body), "13600000002")
		require.NotContains(t, string(l.got[0].body), "路灯")
		require.Contains(t, string(l.got[0].body), `"external_no":"H1"`)
		require.Contains(t, string(l.got[0].body), c.Number)
		require.Equal(t, exchange.Delivered, b.all(p)[0].State)
	})
}

func TestADepartmentsSystemHearsOfItsWorkButNotOfComplaintsAboutIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		l := b.listen()
		p, err := b.Add(b.admin(), "ind-oa", exchange.Terms{Name: "工信局系统", Endpoint: l.URL, Department: "ind", Events: everything})
		require.NoError(t, err)
		b.receive(func(c *appeal.Case) { c.Lead = "ind" })
		b.receive(func(c *appeal.Case) { c.Lead, c.Accused = "ind", "ind" })
		b.receive(func(c *appeal.Case) { c.Lead = "water" })
		b.tell()
		require.Len(t, b.all(p), 1)
	})
}

func TestWhatIsNotTakenIsTriedOverADayThenWaitsForSomebody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		l := b.listen()
		l.status = http.StatusBadGateway
		p := b.partner("12345", l.URL, everything...)
		b.receive(func(c *appeal.Case) { c.Source = appeal.Source{System: "12345", No: "H1"} })
		b.tell()
		b.try()
		require.Len(t, l.got, 1, "the next try is not due yet")
		for range 20 {
			b.fixed.Move(11 * time.Hour)
			b.try()
		}
		one := b.all(p)[0]
		require.Equal(t, exchange.Dead, one.State)
		require.Len(t, l.got, 8)
		require.Equal(t, l.got[0].ID, l.got[7].ID, "the same message each time")
		require.Equal(t, l.got[0].body, l.got[7].body)
		require.Contains(t, one.Problem, "502")

		l.status = http.StatusOK
		_, err := b.Replay(b.as("centre"), one.ID)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Replay(b.admin(), one.ID)
		require.NoError(t, err)
		_, err = b.Replay(b.admin(), one.ID)
		require.ErrorIs(t, err, exchange.ErrWaiting)
		b.try()
		require.Equal(t, exchange.Delivered, b.all(p)[0].State)
	})
}

func TestWhatWaitsForAPartnerThatIsSwitchedOffIsGivenUpWithoutATry(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		l := b.listen()
		p := b.partner("12345", l.URL)
		_, err := b.Test(b.admin(), p.ID)
		require.NoError(t, err)
		_, err = b.Agree(b.admin(), p.ID, p.Version, exchange.Terms{Name: p.Name, Endpoint: l.URL, Off: true})
		require.NoError(t, err)
		b.try()
		require.Empty(t, l.got)
		one := b.all(p)[0]
		require.Equal(t, exchange.Dead, one.State)
		require.Equal(t, exchange.ErrOff.Msg, one.Problem)
		require.Zero(t, one.Tries)
	})
}

func TestAPartnerInAClosedNetworkIsReachedOnlyWhereTheOperatorAllowsIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		l := b.listen()
		p := b.partner("12345", l.URL, everything...)
		b.Out, b.Allow = outbound.New(outbound.Options{}), nil
		for _, endpoint := range []string{l.URL, "ftp://example.com/", "https://u:p@example.com/", "example.com", "https:///x"} {
			_, err := b.Add(b.admin(), "other", exchange.Terms{Name: "别的", Endpoint: endpoint, Events: everything})
			require.ErrorIs(t, err, exchange.ErrTerms, endpoint)
		}
		_, err := b.Test(b.admin(), p.ID)
		require.NoError(t, err)
		b.try()
		require.Empty(t, l.got, "no connection")
		require.Equal(t, exchange.Dead, b.all(p)[0].State)
		require.Contains(t, b.all(p)[0].Problem, "exchange.allow")
	})
}

func TestTheOldSecretCountsADayLonger(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		l := b.listen()
		before := b.partner("12345", l.URL, everything...)
		after, err := b.Rotate(b.admin(), before.ID, before.Version)
		require.NoError(t, err)
		require.NotEqual(t, before.Secret, after.Secret)
		_, err = b.Rotate(b.admin(), before.ID, before.Version)
		require.ErrorIs(t, err, exchange.ErrStale)
		_, err = b.Take(t.Context(), b.signed(before, "m1", map[string]any{"external_no": "H1", "text": "用原密钥签名的一件诉求。"}))
		require.NoError(t, err)
		_, err = b.Test(b.admin(), before.ID)
		require.NoError(t, err)
		b.try()
		for _, p := range []*exchange.Partner{before, after} {
			require.NoError(t, webhook.Verify(l.got[0].Envelope, l.got[0].body, b.fixed.Now(), p.Secret), "signed with both")
		}
		b.fixed.Move(25 * time.Hour)
		_, err = b.Take(t.Context(), b.signed(before, "m2", map[string]any{"external_no": "H2", "text": "原密钥已经过期的一件。"}))
		require.ErrorIs(t, err, exchange.ErrUnproved)
		_, err = b.Take(t.Context(), b.signed(after, "m2", map[string]any{"external_no": "H2", "text": "用新密钥签名的一件诉求。"}))
		require.NoError(t, err)
	})
}

func TestACaseAndWhatIsSaidOfItAreTakenOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		p := b.partner("12345", "")
		one := map[string]any{"external_no": "H1", "text": "园区东门的路灯坏了三天。", "reporter": map[string]string{"name": "李样例", "phone": "13900002222"}}
		first, err := b.Take(t.Context(), b.signed(p, "m1", one))
		require.NoError(t, err)
		require.Equal(t, "received", first.State)
		again, err := b.Take(t.Context(), b.signed(p, "m1", one))
		require.NoError(t, err)
		require.Equal(t, first, again, "the same message has the same answer")
		other, err := b.Take(t.Context(), b.signed(p, "m2", one))
		require.NoError(t, err)
		require.Equal(t, first.Number, other.Number, "the same number is the same case")
		_, err = b.Take(t.Context(), b.signed(p, "m1", map[string]any{"external_no": "H9", "text": "用了旧编号的另一条消息。"}))
		require.ErrorIs(t, err, exchange.ErrReused)

		add := event("H1", "add", "words", "今天还是没有修。")
		for range 3 {
			_, err = b.TakeEvent(t.Context(), "H1", b.signed(p, "m3", add))
			require.NoError(t, err)
		}
		c, err := b.BySource(t.Context(), appeal.Source{System: "12345", No: "H1"})
		require.NoError(t, err)
		entries, err := b.Entries(t.Context(), c.ID, false)
		require.NoError(t, err)
		require.Len(t, entries, 2, "received, and added to once")
		require.Equal(t, p.Name, entries[1].ActorName)
		n, err := b.Count(t.Context(), appeal.Everything())
		require.NoError(t, err)
		require.EqualValues(t, 1, n)

		gone, err := b.TakeEvent(t.Context(), "H1", b.signed(p, "m4", event("H1", "withdraw", "words", "已经修好了，不用办了。")))
		require.NoError(t, err)
		require.Equal(t, "withdrawn", gone.State)
		late := b.signed(p, "m5", event("H1", "add", "words", "再补充一句话。"))
		_, err = b.TakeEvent(t.Context(), "H1", late)
		require.Equal(t, errs.Conflict, errs.KindOf(err))
		require.ErrorContains(t, err, "已撤回", "it says the present state")
		_, err = b.TakeEvent(t.Context(), "H1", late)
		require.Equal(t, errs.Conflict, errs.KindOf(err), "what was refused is not remembered as taken")
		asked, err := b.TakeEvent(t.Context(), "H1", b.signed(p, "m6", event("H1", "query")))
		require.NoError(t, err)
		require.Equal(t, gone, asked)
	})
}

func TestWhatIsNotProvedChangesNothingAndSaysNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		p, q := b.partner("12345", ""), b.partner("street", "")
		_, err := b.Take(t.Context(), b.signed(p, "m1", map[string]any{"external_no": "H1", "text": "园区东门的路灯坏了三天。"}))
		require.NoError(t, err)
		withdraw := event("H1", "withdraw", "words", "不用办了，谢谢。")
		good := b.signed(p, "m2", withdraw)
		for name, change := range map[string]func(*exchange.Sent){
			"a wrong signature":   func(s *exchange.Sent) { s.Signature = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
			"none":                func(s *exchange.Sent) { s.Signature = "" },
			"another body":        func(s *exchange.Sent) { s.Body = append(s.Body, ' ') },
			"another partner":     func(s *exchange.Sent) { s.Partner = q.Code },
			"an unknown partner":  func(s *exchange.Sent) { s.Partner = "nobody" },
			"the unknown secret":  func(s *exchange.Sent) { s.Partner = "" },
			"another message id":  func(s *exchange.Sent) { s.ID = "m3" },
			"a time of yesterday": func(s *exchange.Sent) { s.Timestamp = fmt.Sprint(b.fixed.Now().Add(-24 * time.Hour).Unix()) },
		} {
			sent := good
			sent.Body = append([]byte{}, good.Body...)
			change(&sent)
			_, err := b.TakeEvent(t.Context(), "H1", sent)
			require.ErrorIs(t, err, exchange.ErrUnproved, name)
		}
		var kept int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE action = 'appeal.exchange_refused'`).Scan(&kept))
		require.Equal(t, 8, kept, "the audit log tells of each attempt")
		_, err = b.TakeEvent(t.Context(), "H1", b.signed(q, "m2", withdraw))
		require.ErrorIs(t, err, exchange.ErrNoCase, "another partner's case")
		_, err = b.TakeEvent(t.Context(), "H2", b.signed(p, "m4", event("H2", "query")))
		require.ErrorIs(t, err, exchange.ErrNoCase, "one that is not there looks the same")
		_, err = b.TakeEvent(t.Context(), "H2", b.signed(p, "m5", withdraw))
		require.ErrorIs(t, err, exchange.ErrMessage, "a message cannot be moved to another case")
		off, err := b.Agree(b.admin(), p.ID, p.Version, exchange.Terms{Name: p.Name, Off: true})
		require.NoError(t, err)
		require.True(t, off.Off)
		_, err = b.TakeEvent(t.Context(), "H1", good)
		require.ErrorIs(t, err, exchange.ErrUnproved, "a partner that is off")
		c, err := b.BySource(t.Context(), appeal.Source{System: "12345", No: "H1"})
		require.NoError(t, err)
		require.Equal(t, appeal.Received, c.State)
	})
}

func TestOnlyWhoMayAgreeWithPartnersSeesThem(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		p := b.partner("12345", "")
		nobody := b.as("centre", appeal.PermRead)
		_, err := b.List(nobody)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Get(nobody, p.ID)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Rotate(nobody, p.ID, p.Version)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Add(b.admin(), "12345", exchange.Terms{Name: "又一个"})
		require.ErrorIs(t, err, exchange.ErrCode)
		_, err = b.Test(b.admin(), p.ID)
		require.ErrorIs(t, err, exchange.ErrOff)
		_, err = b.Add(b.admin(), "Bad Code", exchange.Terms{Name: "代码不对"})
		require.ErrorIs(t, err, exchange.ErrTerms)
	})
}
