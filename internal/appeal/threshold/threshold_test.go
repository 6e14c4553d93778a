package threshold_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/civil"
)

type bundle struct {
	*threshold.Service
	t     testing.TB
	db    *db.DB
	clock *clock.Fixed
	cases int
}

func onBoth(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { body(t, serve(t, d)) })
}

func serve(t testing.TB, d *db.DB) *bundle {
	t.Helper()
	fixed, registry := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)), jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	keys, err := seal.LoadOrCreate(filepath.Join(t.TempDir(), "keys"), seal.AES256GCM)
	require.NoError(t, err)
	return &bundle{t: t, db: d, clock: fixed, Service: &threshold.Service{Service: reading.New(reading.Deps{
		DB: d, Clock: fixed, Audit: audit.New(d, fixed), Bus: events.NewBus(d, fixed, runner, registry), Seal: seal.New(keys), Models: reading.Shipped(), Permission: threshold.PermAsk,
	})}}
}

func (b *bundle) as(id string, perms ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range perms {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(b.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: id, Grants: grants})
}

func (b *bundle) centre() context.Context { return b.as("paidan", threshold.PermAsk) }
func (b *bundle) leader() context.Context {
	return b.as("lingdao", threshold.PermAsk, threshold.PermAgree)
}

// decided has people decide on proposals of the kind: n of them, wrong of which they
// corrected.
func (b *bundle) decided(g reading.Guess, edition int64, n, wrong int, shielded bool) {
	b.t.Helper()
	if g.Model == "" {
		g.Model = b.Models.Mark(reading.Kind)
	}
	g.Field, g.Value = reading.Kind, "help"
	require.NoError(b.t, b.db.InTx(b.centre(), func(ctx context.Context) error {
		for i := range n {
			one := reading.Decision{Field: reading.Kind, Proposed: g, Decided: "help"}
			if i < wrong {
				one.Decided = "consult"
			}
			b.cases++
			if err := b.Decide(ctx, reading.Decided{Case: "c" + strconv.Itoa(b.cases), Text: "甲", Edition: edition, Shielded: shielded, Decisions: []reading.Decision{one}}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// kind are limits in which one field has one.
func kind(l reading.Limit) map[reading.Field]reading.Limit {
	out := map[reading.Field]reading.Limit{}
	for _, f := range reading.Fields {
		out[f] = reading.Limit{Automatic: reading.Never, Sampled: reading.Never, Share: 20, AutomaticShare: 5}
	}
	out[reading.Kind] = l
	return out
}

var (
	automatic = reading.Limit{Automatic: 950, Sampled: 800, Share: 20, AutomaticShare: 5}
	sampled   = reading.Limit{Automatic: reading.Never, Sampled: 800, Share: 20, AutomaticShare: 5}
	byPeople  = reading.Guess{Confidence: 0.97, Class: reading.Manual}
)

// said returns what a refusal says of its first field.
func said(t *testing.T, err error) string {
	t.Helper()
	var refused *errs.Error
	require.ErrorAs(t, err, &refused)
	require.NotEmpty(t, refused.Fields)
	return refused.Fields[0].Path + " " + refused.Fields[0].Msg
}

func (b *bundle) hold(limits map[reading.Field]reading.Limit) {
	b.t.Helper()
	d, err := b.Ask(b.centre(), threshold.Request{Limits: limits, Reason: "核对下来都对"})
	require.NoError(b.t, err)
	_, err = b.Approve(b.leader(), d.ID, d.Version)
	require.NoError(b.t, err)
}

func (b *bundle) now() reading.Edition {
	b.t.Helper()
	e, err := b.Current(b.t.Context())
	require.NoError(b.t, err)
	return e
}

func TestThresholdsHoldOnceASecondPersonAgrees(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		d, err := b.Ask(b.centre(), threshold.Request{Limits: kind(sampled), Reason: " 先抽查一个月 "})
		require.NoError(t, err)
		assert.Equal(t, "先抽查一个月", d.Reason)
		assert.True(t, b.now().ComesWithYikou, "nothing holds before somebody agreed")
		_, err = b.Approve(b.as("paidan", threshold.PermAsk, threshold.PermAgree), d.ID, 1)
		require.ErrorIs(t, err, threshold.ErrSame)
		_, err = b.Approve(b.centre(), d.ID, 1)
		require.ErrorIs(t, err, authz.ErrForbidden)
		v, err := b.View(b.leader())
		require.NoError(t, err)
		assert.Equal(t, []string{"approve", "refuse", "withdraw"}, v.Drafts[0].Can)
		v, err = b.View(b.as("paidan", threshold.PermAsk, threshold.PermAgree))
		require.NoError(t, err)
		assert.Equal(t, []string{"refuse", "withdraw"}, v.Drafts[0].Can, "nobody agrees to his own")

		_, err = b.Approve(b.leader(), d.ID, 7)
		require.ErrorIs(t, err, threshold.ErrStale)
		_, err = b.Approve(b.leader(), d.ID, 1)
		require.NoError(t, err)
		now := b.now()
		assert.Equal(t, []any{int64(1), "paidan", "lingdao", sampled}, []any{now.Version, now.ByName, now.AgreedName, now.Limits[reading.Kind]})
		_, err = b.Approve(b.leader(), d.ID, 2)
		require.ErrorIs(t, err, threshold.ErrDecided)
		_, err = b.Ask(b.centre(), threshold.Request{Limits: kind(sampled), Reason: "再来一次"})
		assert.Contains(t, said(t, err), "没有要调整的")
		_, err = b.Ask(b.as("bumen"), threshold.Request{Limits: kind(automatic), Reason: "没有权限"})
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.View(authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "qu", Grants: map[string]kernel.Reach{string(threshold.PermAsk): kernel.ReachDivisionSubtree}}))
		require.ErrorIs(t, err, authz.ErrForbidden, "thresholds hold for every case")
	})
}

func TestADraftIsRefusedWithWordsWithdrawnOrOvertaken(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		ask := func(share int64) *threshold.Draft {
			l := sampled
			l.Share = share
			d, err := b.Ask(b.centre(), threshold.Request{Limits: kind(l), Reason: "先抽查一个月"})
			require.NoError(t, err)
			return d
		}
		one, two, three := ask(10), ask(20), ask(30)
		_, err := b.Refuse(b.leader(), one.ID, 1, " ")
		require.ErrorIs(t, err, threshold.ErrWords)
		refused, err := b.Refuse(b.leader(), one.ID, 1, "比例太低")
		require.NoError(t, err)
		assert.Equal(t, []any{draft.Refused, "比例太低", "lingdao", int64(0)}, []any{refused.State, refused.Words, refused.DecidedName, refused.Edition})
		withdrawn, err := b.Withdraw(b.centre(), two.ID, 1)
		require.NoError(t, err)
		assert.Equal(t, draft.Withdrawn, withdrawn.State)
		_, err = b.Approve(b.leader(), two.ID, 2)
		require.ErrorIs(t, err, threshold.ErrDecided)
		four := ask(40)
		_, err = b.Approve(b.leader(), four.ID, 1)
		require.NoError(t, err)
		_, err = b.Approve(b.leader(), three.ID, 1)
		require.ErrorIs(t, err, threshold.ErrOvertake, "it was asked for against an edition that holds no more")
		_, err = b.Refuse(b.leader(), kernel.NewID(), 1, "没有这一份")
		require.ErrorIs(t, err, threshold.ErrNotFound)
	})
}

func TestAnEditionOfALaterDayHoldsFromThatDayOn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		today := civil.Of(b.clock.Now().In(civil.Beijing))
		for _, day := range []civil.Date{today.AddDays(-1), today.AddDays(367)} {
			_, err := b.Ask(b.centre(), threshold.Request{Limits: kind(sampled), FromDay: day, Reason: "月初开始"})
			require.ErrorIs(t, err, threshold.ErrForm)
		}
		d, err := b.Ask(b.centre(), threshold.Request{Limits: kind(sampled), FromDay: today.AddDays(2), Reason: "月初开始"})
		require.NoError(t, err)
		_, err = b.Approve(b.leader(), d.ID, 1)
		require.NoError(t, err)
		assert.True(t, b.now().ComesWithYikou)
		b.clock.Move(today.AddDays(2).Time(civil.Beijing).Sub(b.clock.Now()) - time.Second)
		assert.True(t, b.now().ComesWithYikou)
		b.clock.Move(time.Second)
		assert.Equal(t, sampled, b.now().Limits[reading.Kind])
	})
}

func TestNothingTakesEffectByItselfBeforeEnoughWasMeasured(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		refusal := func() string {
			_, err := b.Ask(b.centre(), threshold.Request{Limits: kind(automatic), Reason: "都对"})
			if err == nil {
				return ""
			}
			require.ErrorIs(t, err, threshold.ErrBar)
			return said(t, err)
		}
		b.decided(byPeople, 0, 199, 0, false)
		assert.Equal(t, "body.limits.kind 诉求类型：把握不低于 95%的建议只核对过 199 件，至少核对 200 件才能自动采用。可以先设为采用并抽查，或者由人判断。", refusal())
		b.decided(byPeople, 0, 1, 1, false)
		assert.Equal(t, "body.limits.kind 诉求类型：把握不低于 95%的建议核对 200 件、一致 199 件（99.5%），有 95% 的把握不低于 97.2%，达不到自动采用要求的 98%。", refusal())
		// What does not count: the less sure, what another model read, what nobody
		// had to look at, and cases that complain of a department.
		b.decided(reading.Guess{Confidence: 0.94, Class: reading.Manual}, 0, 100, 0, false)
		b.decided(reading.Guess{Confidence: 0.99, Class: reading.Manual, Model: "own:00000000"}, 0, 100, 0, false)
		b.decided(reading.Guess{Confidence: 0.99, Class: reading.Automatic}, 0, 100, 0, false)
		b.decided(byPeople, 0, 100, 0, true)
		assert.Contains(t, refusal(), "核对 200 件、一致 199 件")
		b.decided(byPeople, 0, 100, 0, false)
		assert.Empty(t, refusal())

		// It is asked again when somebody agrees: it may have become worse.
		v, err := b.View(b.leader())
		require.NoError(t, err)
		b.decided(byPeople, 0, 5, 5, false)
		_, err = b.Approve(b.leader(), v.Drafts[0].ID, 1)
		require.ErrorIs(t, err, threshold.ErrBar)
		// What is older than a year counts no more.
		b.clock.Move(366 * 24 * time.Hour)
		assert.Contains(t, refusal(), "只核对过 0 件")
	})
}

func TestDispatchingIsNeverLeftToTheProgram(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		limits := kind(sampled)
		limits[reading.Department] = sampled
		_, err := b.Ask(b.centre(), threshold.Request{Limits: limits, Reason: "自动派单"})
		assert.Equal(t, "body.limits.department 派单总由人做，承办部门的建议不能自动采用。", said(t, err))
	})
}

func TestAFieldGoesBackToPeopleWhenItsChecksSaySo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		watch := func() {
			require.NoError(t, b.db.InTx(b.centre(), func(ctx context.Context) error { return b.Watch(ctx, reading.Kind) }))
		}
		b.decided(byPeople, 0, 300, 0, false)
		b.hold(kind(automatic))
		// The same from tomorrow on, with more checks of the place.
		later := kind(automatic)
		later[reading.Place] = reading.Limit{Automatic: reading.Never, Sampled: reading.Never, Share: 50, AutomaticShare: 5}
		d, err := b.Ask(b.centre(), threshold.Request{Limits: later, FromDay: civil.Of(b.clock.Now().In(civil.Beijing)).AddDays(1), Reason: "多抽查地点"})
		require.NoError(t, err)
		_, err = b.Approve(b.leader(), d.ID, 1)
		require.NoError(t, err)

		check := reading.Guess{Confidence: 0.96, Class: reading.Automatic, Check: true}
		b.decided(check, 1, 29, 5, false)
		watch()
		assert.EqualValues(t, 1, b.now().Version, "too few to say")
		b.decided(check, 1, 1, 0, true)
		watch()
		assert.EqualValues(t, 1, b.now().Version, "a case that complains of a department is in no figure")
		b.decided(check, 1, 1, 0, false)
		watch()
		now := b.now()
		assert.EqualValues(t, 3, now.Version)
		assert.True(t, now.Limits[reading.Kind].Leaves())
		assert.Equal(t, "诉求类型“自动采用”的建议抽查核对 30 件、一致 25 件（83.3%），有 95% 的把握不高于 92.7%，低于要求的 98%，系统改回由人判断。", now.Reason)
		assert.Equal(t, "系统", now.ByName)
		watch()
		assert.EqualValues(t, 3, b.now().Version, "once is enough")
		b.clock.Move(24 * time.Hour)
		now = b.now()
		assert.EqualValues(t, 4, now.Version)
		assert.True(t, now.Limits[reading.Kind].Leaves(), "also what was to hold later")
		assert.EqualValues(t, 50, now.Limits[reading.Place].Share)
		var actor string
		require.NoError(t, b.db.QueryRow(t.Context(), `SELECT actor_name FROM audit_entry WHERE action = 'appeal.reading_edition_added' AND object = '3'`).Scan(&actor))
		assert.Equal(t, "系统", actor)
		_, err = b.Ask(b.centre(), threshold.Request{Limits: kind(automatic), Reason: "再试一次"})
		require.ErrorIs(t, err, threshold.ErrBar, "what was found counts from now on")
	})
}

func TestATrialSaysWhatWouldHaveBecomeOfTheLastThirtyDays(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		read := func(id string, confidence int64, days int, shielded bool) {
			_, err := b.db.Exec(t.Context(), `INSERT INTO appeal_reading_guess (case_id, field, at, model, confidence, class, drawn, taken, shielded) VALUES (?, 'kind', ?, ?, ?, 'manual', ?, ?, ?)`,
				id, db.At(b.clock.Now().AddDate(0, 0, -days)), b.Models.Mark(reading.Kind), confidence, false, false, shielded)
			require.NoError(t, err)
		}
		for i := 1; i <= 10; i++ {
			read("c"+strconv.Itoa(i), 970, 29, false)
		}
		read("s1", 850, 1, false)
		read("m1", 300, 1, false)
		read("old", 970, 31, false)
		read("accused", 970, 1, true)
		b.decided(byPeople, 0, 4, 1, false) // c1 to c4
		tried, err := b.Try(b.centre(), kind(automatic))
		require.NoError(t, err)
		assert.Equal(t, threshold.Trial{
			Automatic: threshold.Band{Cases: 10, Checks: 1, Tally: threshold.Tally{Decided: 4, Equal: 3}},
			Sampled:   threshold.Band{Cases: 1}, Manual: threshold.Band{Cases: 1, Checks: 1},
		}, tried[0].Trial)
		assert.Contains(t, tried[0].Refused, "只核对过 4 件")
		assert.Empty(t, tried[1].Refused)
		v, err := b.View(b.centre())
		require.NoError(t, err)
		last := v.Fields[0].Curve[7]
		assert.Equal(t, threshold.Point{From: 950, Tally: threshold.Tally{Decided: 4, Equal: 3}}, last)
		assert.Equal(t, []threshold.ModelTally{{Mark: b.Models.Mark(reading.Kind), Tally: threshold.Tally{Decided: 4, Equal: 3}}}, v.Fields[0].Models)
	})
}

func TestTheIntervalOfARateIsWilsons(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		equal, decided int64
		lower, upper   float64
	}{ // R: binom::binom.confint(methods = "wilson")
		{0, 0, 0, 1}, {10, 10, 0.7225, 1}, {0, 10, 0, 0.2775}, {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {200, 200, 0.9812, 1},
	} {
		lower, upper := threshold.Tally{Decided: c.decided, Equal: c.equal}.Bounds()
		assert.InDelta(t, c.lower, lower, 0.00006, "%d of %d", c.equal, c.decided)
		assert.InDelta(t, c.upper, upper, 0.00006, "%d of %d", c.equal, c.decided)
	}
}
