package notify_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

const phone = "19000000001"

var (
	xu    = notify.Recipient{Kind: kernel.EnterprisePrincipal, ID: "xu"}
	zhang = notify.Recipient{Kind: kernel.StaffPrincipal, ID: "zhang"}
	// morning is 9:00 in Beijing.
	morning = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)
)

type people map[string]notify.Contact

func (p people) Contact(_ context.Context, r notify.Recipient) (notify.Contact, error) {
	return p[r.ID], nil
}

// line is a channel that does what it is told and keeps what it sent.
type line struct {
	kind       channel.Kind
	repeatable bool
	mu         sync.Mutex
	say        []error
	sent       []channel.Message
}

func (l *line) Kind() channel.Kind { return l.kind }

func (l *line) Idempotent() bool { return l.repeatable }

func (l *line) Send(_ context.Context, m channel.Message) (channel.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.say) > 0 {
		err := l.say[0]
		l.say = l.say[1:]
		if err != nil {
			return channel.Receipt{}, err
		}
	}
	l.sent = append(l.sent, m)
	return channel.Receipt{ProviderID: "p-" + m.ID}, nil
}

func (l *line) messages() []channel.Message {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]channel.Message(nil), l.sent...)
}

// bundle is one instance of the module; nothing runs by itself.
type bundle struct {
	*notify.Service
	db     *db.DB
	clock  *clock.Fixed
	sms    *line
	mail   *line
	system context.Context
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	at := clock.NewFixed(morning)
	key := []byte("thirty-two bytes, for tests only")
	ring, err := seal.NewKeyring(map[string][]byte{"t": key}, "t", key)
	require.NoError(t, err)
	log := slog.New(slog.DiscardHandler)
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, clock.System(), log, registry, jobs.Options{})
	require.NoError(t, err)
	b := &bundle{db: d, clock: at, sms: &line{kind: channel.SMS}, mail: &line{kind: channel.Mail, repeatable: true}, system: authz.AsSystem(t.Context(), "test")}
	b.Service = notify.New(notify.Deps{
		DB: d, Clock: at, Audit: audit.New(d, at), Bus: events.NewBus(d, at, runner, registry), Jobs: runner, Seal: seal.New(ring), Log: log,
		Random: rand.Reader, Channels: []channel.Channel{b.sms, b.mail}, PublicURL: "https://yikou.example", ReceiptSecret: "receipts",
		People: people{"xu": {Name: "许样例", Phone: phone, Active: true}, "zhang": {Name: "张示例", Active: true}, "gone": {Name: "某", Phone: "19000000002"}},
	})
	b.DefineJobs(registry)
	return b
}

// without returns the same instance after a restart with one channel less.
func (b *bundle) without(kind channel.Kind) *bundle {
	deps := b.Deps
	deps.Channels = slices.DeleteFunc(slices.Clone(deps.Channels), func(c channel.Channel) bool { return c.Kind() == kind })
	less := *b
	less.Service = notify.New(deps)
	return &less
}

// as returns a context in which somebody with all powers of the module acts.
func (b *bundle) as(r notify.Recipient) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range notify.Permissions {
		grants[string(p.Permission)] = kernel.ReachAll
	}
	return authz.With(b.system, kernel.Principal{Kind: r.Kind, ID: r.ID, Name: r.ID, Grants: grants})
}

// tell records a notice and makes its deliveries.
func (b *bundle) tell(t *testing.T, n notify.Notice) {
	t.Helper()
	require.NoError(t, b.Notify(b.system, n))
	for _, id := range b.column(t, `SELECT id FROM notify_notice WHERE dispatched_at IS NULL`) {
		require.NoError(t, b.Dispatch(b.system, id))
	}
}

// work makes a try of every delivery, due or not.
func (b *bundle) work(t *testing.T) {
	t.Helper()
	for _, id := range b.column(t, `SELECT id FROM notify_delivery ORDER BY id`) {
		require.NoError(t, b.Send(b.system, id))
	}
}

func (b *bundle) column(t *testing.T, query string, args ...any) []string {
	t.Helper()
	rows, err := b.db.Query(t.Context(), query, args...)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var v string
		require.NoError(t, rows.Scan(&v))
		list = append(list, v)
	}
	require.NoError(t, rows.Err())
	return list
}

// states returns where the deliveries of a channel stand, the oldest first.
func (b *bundle) states(t *testing.T, kind channel.Kind) []string {
	t.Helper()
	return b.column(t, `SELECT state FROM notify_delivery WHERE channel = ? ORDER BY id`, string(kind))
}

// export is a notice of the group progress.
func export(r notify.Recipient, key string) notify.Notice {
	return notify.Notice{Reason: "export.waiting", Recipient: r, Key: key, Link: "/desk/exports", Data: map[string]string{
		"who": "李样例", "what": "企业名单", "count": "3200",
	}}
}

// reset is a notice of the group security.
func reset(r notify.Recipient) notify.Notice {
	return notify.Notice{Reason: "account.reset", Recipient: r, Data: map[string]string{"at": "2026-03-02T09:30:00+08:00"}}
}
