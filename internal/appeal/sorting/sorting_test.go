package sorting_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/sorting"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/division"
)

// town is a district with a centre and two bureaus.
type town struct{ tree *division.Tree }

func (t town) Tree(context.Context) (*division.Tree, error) { return t.tree, nil }
func (town) Offices(context.Context) ([]reading.Office, error) {
	return []reading.Office{{ID: "tax", Code: "tax", Name: "望渚区税务局"}, {ID: "parks", Code: "parks", Name: "望渚区城市管理局"}}, nil
}
func (town) Places(context.Context) ([]reading.KnownPlace, error) { return nil, nil }

func (town) Path(_ context.Context, id string) ([]string, error)    { return []string{id}, nil }
func (town) Subtree(_ context.Context, id string) ([]string, error) { return []string{id}, nil }
func (town) All(context.Context) (map[string]appeal.Department, error) {
	return map[string]appeal.Department{"tax": {ID: "tax", Name: "望渚区税务局"}, "parks": {ID: "parks", Name: "望渚区城市管理局"}, "centre": {ID: "centre", Name: "中心"}}, nil
}
func (town) StaffNames(_ context.Context, ids []string) (map[string]string, error) {
	out := map[string]string{}
	for _, id := range ids {
		out[id] = "王样例"
	}
	return out, nil
}
func (town) NamesByUSCC(context.Context, []string) (map[string]string, error) {
	return map[string]string{}, nil
}

type bundle struct {
	*sorting.Service
	handling *handling.Service
	t        *testing.T
	db       *db.DB
}

const invoices = "我公司最近订单多，每月发票额度不够用，想申请提高发票的额度，请问怎么办？"

func onBoth(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		fixed := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))
		registry := jobs.NewRegistry()
		runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{})
		require.NoError(t, err)
		keys, err := seal.LoadOrCreate(filepath.Join(t.TempDir(), "keys"), seal.AES256GCM)
		require.NoError(t, err)
		tree, err := division.Default().With([]division.Division{{Code: "390000000000", Name: "示例省"}, {Code: "390100000000", Name: "霁川市"}, {Code: "390102000000", Name: "望渚区"}, {Code: "390102001000", Name: "麦溪街道"}})
		require.NoError(t, err)
		log, bus, sealer, where := audit.New(d, fixed), events.NewBus(d, fixed, runner, registry), seal.New(keys), town{tree}
		cases := appeal.New(appeal.Deps{
			DB: d, Clock: fixed, Audit: log, Bus: bus, Seal: sealer, Departments: where, People: where, Enterprises: where,
			Clocks: keeping.NewKeeper(keeping.Deps{DB: d, Clock: fixed, Audit: log, Bus: bus, Jobs: runner}),
		})
		reader := reading.New(reading.Deps{
			DB: d, Clock: fixed, Audit: log, Bus: bus, Seal: sealer, Town: where, Models: reading.Shipped(), Home: "霁川市望渚区", Permission: appeal.PermCentre,
		})
		s := &sorting.Service{Service: cases, Reading: reader, Watcher: &threshold.Service{Service: reader}}
		body(t, &bundle{Service: s, handling: &handling.Service{Service: cases, Learner: s}, t: t, db: d})
	})
}

// as acts as a person of a department with permissions over everything.
func (b *bundle) as(department string, perms ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{string(appeal.PermRead): kernel.ReachAll}
	for _, p := range perms {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(b.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "staff-" + department, Name: "王样例", Department: department, Grants: grants})
}

func (b *bundle) centre() context.Context { return b.as("centre", appeal.PermCentre) }

func (b *bundle) receive(text string, change ...func(*appeal.Case)) *appeal.Case {
	b.t.Helper()
	c := &appeal.Case{Channel: appeal.ByBox, Kind: appeal.Help, Urgency: appeal.Normal, Text: text, Reporter: appeal.Person{Name: "欧阳示例", Phone: "13900001111"}}
	for _, do := range change {
		do(c)
	}
	require.NoError(b.t, b.Receive(b.t.Context(), c))
	require.NoError(b.t, b.Sort(b.t.Context(), c.ID))
	return b.now(c.ID)
}

func (b *bundle) now(id string) *appeal.Case {
	b.t.Helper()
	c, err := b.ByID(b.t.Context(), id)
	require.NoError(b.t, err)
	return c
}

// limits adds an edition in which one field takes effect by itself.
func (b *bundle) limits(f reading.Field, l reading.Limit) {
	b.t.Helper()
	now, err := b.Reading.Current(b.t.Context())
	require.NoError(b.t, err)
	limits := map[reading.Field]reading.Limit{}
	for _, one := range reading.Fields {
		limits[one] = reading.Limit{Automatic: reading.Never, Sampled: reading.Never, Share: 100, AutomaticShare: 100}
	}
	limits[f] = l
	require.NoError(b.t, b.db.InTx(b.centre(), func(ctx context.Context) error {
		return b.Reading.Adopt(ctx, reading.Edition{Version: now.Version + 1, At: b.Clock.Now(), From: b.Clock.Now(), Limits: limits, Reason: "抽查三个月没有错"})
	}))
}

func TestWhatIsReadStandsBesideTheCaseAndDecidesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive(invoices)
		assert.EqualValues(t, 1, c.Version, "the thresholds that ship leave everything to people")
		found, err := b.Of(b.centre(), c.ID)
		require.NoError(t, err)
		assert.Equal(t, "tax.invoice.quota", found.Topic.Value)
		assert.Equal(t, "tax", found.Department.Value)
		require.NotEmpty(t, found.Topic.Words)
		w := found.Topic.Words[0]
		assert.Equal(t, w.Text, string([]rune(c.Text)[w.From:w.To]))
		assert.Empty(t, found.Taken)
		var stored string
		require.NoError(t, b.db.QueryRow(t.Context(), `SELECT proposal_sealed FROM appeal_reading`).Scan(&stored))
		assert.NotContains(t, stored, "发票", "the words that decided are the reporter's")

		require.NoError(t, b.Sort(t.Context(), c.ID), "heard twice")
		// A case that complains of the tax bureau is not the bureau's to read, and
		// nobody but the centre sees that another department is proposed.
		against := b.receive(invoices, func(c *appeal.Case) { c.Accused = "tax" })
		_, err = b.Of(b.as("tax"), against.ID)
		require.ErrorIs(t, err, appeal.ErrNotFound)
		seen, err := b.Of(b.as("parks"), against.ID)
		require.NoError(t, err)
		assert.Empty(t, seen.Department.Value+seen.Department.Label+seen.Duty)
		assert.Empty(t, seen.Department.Others)
	})
}

func TestTheCentreTakesOverOrCorrectsAndTheCaseFollows(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive(invoices)
		require.NoError(t, b.Decide(b.centre(), c.ID, c.Version, []sorting.Choice{
			{Field: reading.Topic, Value: "tax.invoice.quota"}, {Field: reading.Kind, Value: "suggest"}, {Field: reading.Place, Value: "390102001000"},
		}))
		c = b.now(c.ID)
		assert.Equal(t, []any{appeal.Suggest, "tax.invoice.quota", "390102001000"}, []any{c.Kind, c.Topic, c.Division})
		found, err := b.Of(b.centre(), c.ID)
		require.NoError(t, err)
		assert.True(t, found.Decided[reading.Topic].Agreed)
		assert.False(t, found.Decided[reading.Kind].Agreed)
		assert.Equal(t, "王样例", found.Staff[found.Decided[reading.Kind].By])

		// To confirm what the case says anyway changes nothing and is a row all the same.
		require.NoError(t, b.Decide(b.centre(), c.ID, c.Version, []sorting.Choice{{Field: reading.Urgency, Value: "normal"}}))
		assert.Equal(t, c.Version, b.now(c.ID).Version)
		rows := 0
		_, err = b.Reading.Rows(b.centre(), reading.Urgency, false, func(r reading.Row) error { rows++; assert.True(t, r.Agreed); return nil })
		require.NoError(t, err)
		assert.Equal(t, 1, rows)

		for _, wrong := range []sorting.Choice{{Field: reading.Topic, Value: "tax.nothing"}, {Field: reading.Kind, Value: ""}, {Field: reading.Place, Value: "1"}, {Field: reading.Department, Value: "tax"}} {
			err := b.Decide(b.centre(), c.ID, c.Version, []sorting.Choice{wrong})
			assert.Equal(t, errs.Invalid, errs.KindOf(err), "%v", wrong)
		}
		require.ErrorIs(t, b.Decide(b.centre(), c.ID, c.Version-1, []sorting.Choice{{Field: reading.Kind, Value: "help"}}), appeal.ErrStale)
		require.Error(t, b.Decide(b.as("tax", appeal.PermHandle), c.ID, c.Version, []sorting.Choice{{Field: reading.Kind, Value: "help"}}))
	})
}

func TestDispatchingSaysWhoseItIsAndThatTheRestMayStand(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive(invoices)
		ask := func() handling.Ask { return handling.Ask{ID: c.ID, Version: b.now(c.ID).Version} }
		require.NoError(t, b.handling.Classify(b.centre(), ask(), appeal.Classification{Kind: appeal.Consult, Urgency: appeal.Normal, Topic: "tax.invoice.issue"}))
		require.NoError(t, b.handling.Accept(b.centre(), ask(), false))
		require.NoError(t, b.handling.Dispatch(b.centre(), ask(), appeal.Order{Lead: "parks"}, ""))
		found, err := b.Of(b.centre(), c.ID)
		require.NoError(t, err)
		assert.Equal(t, "parks", found.Decided[reading.Department].Decided)
		assert.False(t, found.Decided[reading.Department].Agreed, "proposed was the tax bureau")
		assert.Equal(t, "tax.invoice.issue", found.Decided[reading.Topic].Decided)
		assert.Equal(t, "consult", found.Decided[reading.Kind].Decided)
		assert.Equal(t, "normal", found.Decided[reading.Urgency].Decided, "nobody touched it, so it was let stand")
		assert.NotContains(t, found.Decided, reading.Place, "nobody has said where")
	})
}

func TestOnlyWhatTheThresholdsLetThroughTakesEffectByItself(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.limits(reading.Urgency, reading.Limit{Automatic: reading.Never, Sampled: 700, Share: 100, AutomaticShare: 100})
		c := b.receive("厂区仓库起火了，有人被困，请马上派人来！")
		assert.Equal(t, appeal.Urgent, c.Urgency)
		assert.Equal(t, appeal.Help, c.Kind)
		entries, err := b.Entries(t.Context(), c.ID, false)
		require.NoError(t, err)
		last := entries[len(entries)-1]
		assert.Equal(t, appeal.ActClassify, last.Act)
		assert.Contains(t, last.Words, "系统按第 1 版分拣门槛采用：紧急程度“紧急”")
		found, err := b.Of(b.centre(), c.ID)
		require.NoError(t, err)
		assert.Equal(t, []reading.Field{reading.Urgency}, found.Taken)
		assert.Equal(t, []reading.Field{reading.Urgency}, found.ToCheck)

		// What the reporter or another system said of the topic stands.
		b.limits(reading.Topic, reading.Limit{Automatic: reading.Never, Sampled: 1, Share: 100, AutomaticShare: 100})
		said := b.receive(invoices, func(c *appeal.Case) { c.Topic = "finance.loan.apply" })
		assert.Equal(t, "finance.loan.apply", said.Topic)
		assert.Equal(t, "tax.invoice.quota", b.receive(invoices).Topic)
	})
}

// waiting are the cases that wait to be checked, as somebody sees them.
func (b *bundle) waiting(who context.Context, f reading.Field) []*sorting.Sorted {
	b.t.Helper()
	found, err := b.Waiting(who, f, kernel.Page{Limit: 50})
	require.NoError(b.t, err)
	require.EqualValues(b.t, found.Total, len(found.Items), "the count is that of the list")
	return found.Items
}

const fire = "厂区仓库起火了，有人被困，请马上派人来！"

func TestWhatTookEffectByItselfWaitsForAPersonToCheckIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.receive("贷款批不下来，请帮忙协调。")
		b.limits(reading.Urgency, reading.Limit{Automatic: 700, Sampled: 700, Share: 100, AutomaticShare: 100})
		right, wrong := b.receive(fire), b.receive(fire)
		hidden := b.receive(fire, func(c *appeal.Case) { c.Accused = "centre" })
		list := b.waiting(b.centre(), "")
		require.Len(t, list, 2, "of the first nothing took effect, the last complains of the centre itself")
		assert.Equal(t, wrong.ID, list[0].Case.ID, "the newest first")
		assert.Equal(t, []reading.Field{reading.Urgency}, list[0].ToCheck)
		assert.Empty(t, b.waiting(b.centre(), reading.Topic))
		require.Len(t, b.waiting(b.as("parks", appeal.PermCentre), reading.Urgency), 3)

		say := func(c *appeal.Case, f reading.Field, value string) error {
			return b.Check(b.centre(), c.ID, b.now(c.ID).Version, []sorting.Choice{{Field: f, Value: value}})
		}
		require.ErrorIs(t, say(right, reading.Kind, "help"), sorting.ErrChecked, "the kind was left to people anyway")
		require.ErrorIs(t, say(hidden, reading.Urgency, "urgent"), appeal.ErrNotFound)
		require.NoError(t, say(right, reading.Urgency, "urgent"))
		require.ErrorIs(t, say(right, reading.Urgency, "urgent"), sorting.ErrChecked)
		before := wrong.Version
		require.NoError(t, say(wrong, reading.Urgency, "normal"))
		assert.Equal(t, appeal.Normal, b.now(wrong.ID).Urgency)
		assert.Greater(t, b.now(wrong.ID).Version, before)
		assert.Empty(t, b.waiting(b.centre(), ""))
		found, err := b.Of(b.centre(), wrong.ID)
		require.NoError(t, err)
		assert.Equal(t, "normal", found.Decided[reading.Urgency].Decided)
		require.Error(t, b.Check(b.as("parks"), hidden.ID, hidden.Version, []sorting.Choice{{Field: reading.Urgency, Value: "normal"}}))
	})
}

func TestWhatIsDecidedOtherwiseNeedsNoCheckAnyMore(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.limits(reading.Urgency, reading.Limit{Automatic: 700, Sampled: 700, Share: 100, AutomaticShare: 100})
		c := b.receive(fire)
		require.NoError(t, b.handling.Classify(b.centre(), handling.Ask{ID: c.ID, Version: c.Version}, appeal.Classification{Kind: c.Kind, Urgency: appeal.Normal}))
		assert.Empty(t, b.waiting(b.centre(), ""))
	})
}

func TestTheCheckOfACaseThatHasEndedIsARowToTrainFromAndLeavesTheCase(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.limits(reading.Urgency, reading.Limit{Automatic: 700, Sampled: 700, Share: 100, AutomaticShare: 100})
		c := b.receive(fire)
		require.NoError(t, b.handling.Refuse(b.centre(), handling.Ask{ID: c.ID, Version: c.Version}, "litigation", "已经在法院审理，请向法院反映。"))
		c = b.now(c.ID)
		require.NoError(t, b.Check(b.centre(), c.ID, c.Version, []sorting.Choice{{Field: reading.Urgency, Value: "normal"}}))
		assert.Equal(t, appeal.Urgent, b.now(c.ID).Urgency)
		rows := 0
		_, err := b.Reading.Rows(b.centre(), reading.Urgency, true, func(r reading.Row) error { rows++; assert.Equal(t, "normal", r.Label); return nil })
		require.NoError(t, err)
		assert.Equal(t, 1, rows)
		assert.Empty(t, b.waiting(b.centre(), ""))
	})
}

func TestChecksThatFindItWrongTakeTheFieldBackToPeople(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.limits(reading.Urgency, reading.Limit{Automatic: 700, Sampled: 700, Share: 100, AutomaticShare: 100})
		for i := range 30 {
			c, said := b.receive(fire), "urgent"
			if i%3 == 0 {
				said = "normal"
			}
			require.NoError(t, b.Check(b.centre(), c.ID, c.Version, []sorting.Choice{{Field: reading.Urgency, Value: said}}))
		}
		now, err := b.Reading.Current(t.Context())
		require.NoError(t, err)
		assert.True(t, now.Limits[reading.Urgency].Leaves())
		assert.Contains(t, now.Reason, "紧急程度“自动采用”的建议抽查核对 30 件、一致 20 件（66.7%）")
		assert.Equal(t, appeal.Normal, b.receive(fire).Urgency, "from now on a person says so")
	})
}

func TestWhatIsCountedOfAReadingHoldsNoWordOfIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.limits(reading.Urgency, reading.Limit{Automatic: reading.Never, Sampled: 700, Share: 100, AutomaticShare: 100})
		c := b.receive(fire)
		against := b.receive(fire, func(c *appeal.Case) { c.Accused = "tax" })
		type counted struct {
			class, model           string
			drawn, taken, shielded bool
		}
		of := func(id string) (one counted) {
			require.NoError(t, b.db.QueryRow(t.Context(), `SELECT class, model, drawn, taken, shielded FROM appeal_reading_guess WHERE case_id = ? AND field = 'urgency'`, id).
				Scan(&one.class, &one.model, &one.drawn, &one.taken, &one.shielded))
			return one
		}
		assert.Equal(t, counted{"sampled", "rules:1", true, true, false}, of(c.ID))
		assert.Equal(t, counted{"sampled", "rules:1", true, true, true}, of(against.ID))
		// What a reporter says stands: the proposal did not take effect, so nobody has
		// to check it.
		b.limits(reading.Topic, reading.Limit{Automatic: reading.Never, Sampled: 1, Share: 100, AutomaticShare: 100})
		said := b.receive(invoices, func(c *appeal.Case) { c.Topic = "finance.loan.apply" })
		var drawn, taken bool
		require.NoError(t, b.db.QueryRow(t.Context(), `SELECT drawn, taken FROM appeal_reading_guess WHERE case_id = ? AND field = 'topic'`, said.ID).Scan(&drawn, &taken))
		assert.False(t, drawn || taken)
	})
}
