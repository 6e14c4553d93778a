package signal_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// town is the organisation of the tests: a tax office with a desk below it, and a
// water office.
type town struct{}

var above = map[string][]string{"tax": {"tax"}, "desk": {"desk", "tax"}, "water": {"water"}}

func (town) Path(_ context.Context, id string) ([]string, error) { return above[id], nil }

func (town) Subtree(_ context.Context, id string) ([]string, error) { return []string{id}, nil }

func (town) All(context.Context) (map[string]appeal.Department, error) { return nil, nil }

func (town) StaffNames(context.Context, []string) (map[string]string, error)  { return nil, nil }
func (town) NamesByUSCC(context.Context, []string) (map[string]string, error) { return nil, nil }

func (town) DivisionNames(context.Context, []string) (map[string]string, error) {
	return map[string]string{"390102": "望渚区", "390103": "松澜区"}, nil
}

// bundle is the package on one database. It is Friday 20 November 2026, 10:00.
type bundle struct {
	*signal.Service
	t     *testing.T
	clock *clock.Fixed
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	keys, err := seal.LoadOrCreate(filepath.Join(t.TempDir(), "keys"), seal.AES256GCM)
	require.NoError(t, err)
	log, bus := audit.New(d, fixed), events.NewBus(d, fixed, runner, registry)
	cases := appeal.New(appeal.Deps{
		DB: d, Clock: fixed, Audit: log, Bus: bus, Seal: seal.New(keys), Departments: town{}, People: town{}, Enterprises: town{},
		Clocks: keeping.NewKeeper(keeping.Deps{DB: d, Clock: fixed, Audit: log, Bus: bus, Jobs: runner}),
	})
	return &bundle{Service: &signal.Service{Service: cases, Divisions: town{}}, t: t, clock: fixed}
}

func each(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { body(t, setup(t, d)) })
}

func (b *bundle) as(department string, reach kernel.Reach, permissions ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = reach
	}
	return authz.With(b.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "li", Name: "李示例", Department: department, Grants: grants})
}

func (b *bundle) centre() context.Context { return b.as("", kernel.ReachAll, signal.PermRead) }

// received takes cases in, of n firms, some days ago.
func (b *bundle) received(n, daysAgo int, text string, change ...func(*appeal.Case)) (ids []string) {
	b.t.Helper()
	require.NoError(b.t, b.DB.InTx(b.t.Context(), func(ctx context.Context) error {
		for i := range n {
			c := &appeal.Case{
				Channel: appeal.ByPortal, Kind: appeal.Help, Urgency: appeal.Normal, Text: text, Topic: "infra.road.parking", Division: "390102",
				USCC: fmt.Sprintf("9139010200000%03dX", i), ReceivedAt: b.clock.Now().Add(-time.Duration(daysAgo)*24*time.Hour - time.Duration(n-i)*time.Minute),
				Reporter: appeal.Person{Anonymous: true},
			}
			for _, f := range change {
				f(c)
			}
			if err := b.Receive(ctx, c); err != nil {
				return err
			}
			ids = append(ids, c.ID)
		}
		return nil
	}))
	return ids
}

func (b *bundle) look(who context.Context, days int) signal.Picture {
	b.t.Helper()
	p, err := b.Look(who, days)
	require.NoError(b.t, err)
	return p
}

// behind asks for all cases of a signal, page by page.
func (b *bundle) behind(who context.Context, id string, days int) (ids []string) {
	b.t.Helper()
	page := kernel.Page{Limit: 2}
	for {
		rows, err := b.Behind(who, id, days, page)
		require.NoError(b.t, err)
		for _, c := range rows.Items {
			ids = append(ids, c.ID)
		}
		if page.After = rows.Next; page.After == "" {
			require.Len(b.t, ids, int(rows.Total))
			return ids
		}
	}
}

const (
	parking = "园区门口停车困难，货车排队占道"
	invoice = "数电发票的额度不够用，申请调整没有回音"
)

// busy is a town in which the parking at one place comes up far more than before.
func (b *bundle) busy() (recent []string) {
	b.t.Helper()
	for w := range 8 {
		b.received(2, 9+7*w, parking)
		b.received(3, 9+7*w, invoice, func(c *appeal.Case) { c.Topic = "tax.invoice.quota" })
	}
	b.received(1, 80, "咨询社保转移怎样办理", func(c *appeal.Case) { c.Topic = "" })
	b.received(3, 2, invoice, func(c *appeal.Case) { c.Topic = "tax.invoice.quota" })
	recent = b.received(9, 2, parking)
	return append(recent, b.received(2, 1, parking, func(c *appeal.Case) { c.Division = "390103" })...)
}

func TestARisingTopicIsNamedInWordsAndOpensExactlyItsCases(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		p := b.look(b.centre(), 30)
		assert.True(t, p.At.IsZero(), "nobody has looked yet")
		recent := b.busy()
		run, err := b.Refresh(b.centre())
		require.NoError(t, err)
		assert.Equal(t, 8, run.Weeks)

		p = b.look(b.centre(), 30)
		assert.Equal(t, b.clock.Now(), p.At)
		require.Len(t, p.Rising, 1, "the narrowest topic speaks for the wider ones")
		one := p.Rising[0]
		assert.Equal(t, "近 7 天「园区与配套 / 道路交通 / 停车」诉求 11 件，前 8 周平均每周 2.0 件，集中在望渚区（9 件），涉及 9 家企业", one.Sentence(p.Weeks, ""))
		slices.Reverse(recent)
		assert.Equal(t, recent, b.behind(b.centre(), one.ID, 30))

		_, err = b.Refresh(b.centre())
		require.NoError(t, err)
		assert.Equal(t, one.ID, b.look(b.centre(), 30).Rising[0].ID, "a signal that stands keeps its name")
		b.clock.Move(8 * 24 * time.Hour)
		_, err = b.Refresh(b.centre())
		require.NoError(t, err)
		assert.Empty(t, b.look(b.centre(), 30).Rising)
		_, err = b.Behind(b.centre(), one.ID, 30, kernel.Page{Limit: 10})
		require.ErrorIs(t, err, signal.ErrNotFound, "it is over")
	})
}

func TestALookThatBeganEarlierDoesNotTakeThePlaceOfOneThatBeganLater(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		require.NoError(t, b.LookOvertaken(b.centre(), func() {
			b.busy()
			b.clock.Move(time.Second)
			_, err := b.Refresh(b.centre())
			require.NoError(t, err)
		}))
		p := b.look(b.centre(), 30)
		assert.Equal(t, b.clock.Now(), p.At)
		require.Len(t, p.Rising, 1)
		assert.Len(t, b.behind(b.centre(), p.Rising[0].ID, 30), 11)
	})
}

func TestCasesThatAreAlikeStandTogetherOverThirtyOrNinetyDays(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		old := b.received(2, 60, "东门的路灯坏了三天，晚上货车进出很危险")
		b.received(2, 40, invoice)
		now := b.received(3, 3, "东门路灯坏了，晚上货车进出危险，请修理")
		b.received(1, 2, "咨询社保转移怎样办理")
		b.received(4, 95, invoice)
		_, err := b.Refresh(b.centre())
		require.NoError(t, err)

		p := b.look(b.centre(), 30)
		require.Len(t, p.Groups, 1)
		assert.Equal(t, 3, p.Groups[0].Recent)
		assert.Contains(t, fmt.Sprint(p.Groups[0].Words), "路灯")
		p = b.look(b.centre(), 90)
		require.Len(t, p.Groups, 1, "the two of the invoices are no group: the others are too old")
		assert.Equal(t, 5, p.Groups[0].Recent)
		assert.Equal(t, b.clock.Now().Add(-60*24*time.Hour-2*time.Minute), p.Groups[0].First())
		all := append(append([]string{}, old...), now...)
		slices.Reverse(all)
		assert.Equal(t, all, b.behind(b.centre(), p.Groups[0].ID, 90))
		slices.Reverse(now)
		assert.Equal(t, now, b.behind(b.centre(), p.Groups[0].ID, 30))
	})
}

func TestWhatComplainsOfTheReadersDepartmentIsInNoCountListOrWord(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		accused := func(c *appeal.Case) { c.Accused = "tax" }
		open := b.received(4, 2, parking)
		b.received(3, 2, parking+"，税务大厅不管", accused)
		b.received(2, 2, "办税窗口的工作人员态度恶劣，拒收材料", func(c *appeal.Case) { c.Topic = "" })
		b.received(1, 2, "办税窗口的工作人员态度恶劣，拒收材料", func(c *appeal.Case) { c.Topic, c.Accused = "", "tax" })
		b.received(1, 60, invoice)
		_, err := b.Refresh(b.centre())
		require.NoError(t, err)

		p := b.look(b.centre(), 30)
		require.Len(t, p.Rising, 1)
		assert.Equal(t, 7, p.Rising[0].Recent)
		require.Len(t, p.Groups, 2)
		for _, unit := range []string{"tax", "desk"} {
			who := b.as(unit, kernel.ReachAll, signal.PermRead)
			seen := b.look(who, 30)
			assert.Empty(t, seen.Rising, "four cases are below the floor: for %s nothing rises", unit)
			_, err := b.Behind(who, p.Rising[0].ID, 30, kernel.Page{Limit: 10})
			require.ErrorIs(t, err, signal.ErrNotFound)
			require.Len(t, seen.Groups, 1, "the other group stands on a case that %s does not see", unit)
			assert.Equal(t, 4, seen.Groups[0].Recent)
			assert.NotContains(t, fmt.Sprint(seen.Groups[0].Words), "税务大厅")
			assert.ElementsMatch(t, open, b.behind(who, seen.Groups[0].ID, 30))
			hidden := p.Groups[slices.IndexFunc(p.Groups, func(g *signal.Seen) bool { return g.ID != seen.Groups[0].ID })]
			_, err = b.Behind(who, hidden.ID, 30, kernel.Page{Limit: 10})
			require.ErrorIs(t, err, signal.ErrNotFound, "two of three would tell that there is a third")
		}
		water := b.look(b.as("water", kernel.ReachAll, signal.PermRead), 30)
		assert.Len(t, water.Groups, 2)
		own := b.look(b.as("water", kernel.ReachDepartment, signal.PermRead), 30)
		assert.Empty(t, own.Groups, "the water office has no part in any")
		assert.Empty(t, own.Rising)
	})
}

func TestWhoHasNoPermissionSeesAndStartsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	nobody := b.as("", kernel.ReachAll, appeal.PermRead)
	_, err := b.Look(nobody, 30)
	require.ErrorIs(t, err, authz.ErrForbidden)
	_, err = b.Refresh(nobody)
	require.ErrorIs(t, err, authz.ErrForbidden)
	_, err = b.Behind(nobody, "x", 30, kernel.Page{Limit: 10})
	require.ErrorIs(t, err, authz.ErrForbidden)
}
