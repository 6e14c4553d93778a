package reading_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/reading"
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
	"github.com/yikou/yikou/internal/standard/division"
)

const tune authz.Permission = "appeal.centre"

// town is a district with five departments and two places.
type town struct{ tree *division.Tree }

func (t town) Tree(context.Context) (*division.Tree, error)    { return t.tree, nil }
func (town) Offices(context.Context) ([]reading.Office, error) { return offices(), nil }
func (town) Places(context.Context) ([]reading.KnownPlace, error) {
	return []reading.KnownPlace{{Code: "AB2345", Name: "麦溪工业园", Division: "390102001000"}}, nil
}

type bundle struct {
	*reading.Service
	db *db.DB
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	fixed, registry := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)), jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{})
	require.NoError(t, err)
	key, root := make([]byte, 32), make([]byte, 32)
	_, _ = rand.Read(key)
	_, _ = rand.Read(root)
	keys, err := seal.NewKeyring(map[string][]byte{"k1": key}, "k1", root)
	require.NoError(t, err)
	return bundle{db: d, Service: reading.New(reading.Deps{
		DB: d, Clock: fixed, Audit: audit.New(d, fixed), Bus: events.NewBus(d, fixed, runner, registry), Seal: seal.New(keys),
		Town: town{tree(t)}, Models: reading.Shipped(), Home: "霁川市望渚区", Permission: tune,
	})}
}

func staff(t *testing.T, reach kernel.Reach) context.Context {
	t.Helper()
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "s1", Name: "王样例", Grants: map[string]kernel.Reach{string(tune): reach}})
}

// decide keeps decisions on one case: field, proposed, decided.
func (b bundle) decide(t *testing.T, caseID, text string, rows ...[3]string) {
	t.Helper()
	d := reading.Decided{Case: caseID, Text: text, Names: []string{"欧阳示例"}}
	for _, r := range rows {
		d.Decisions = append(d.Decisions, reading.Decision{Field: reading.Field(r[0]), Proposed: reading.Guess{Value: r[1], Confidence: 0.8, Class: reading.Sampled, Check: true}, Decided: r[2]})
	}
	require.NoError(t, b.Decide(staff(t, kernel.ReachAll), d))
}

func (b bundle) rows(t *testing.T, f reading.Field, corrections bool) (list []reading.Row) {
	t.Helper()
	n, err := b.Rows(staff(t, kernel.ReachAll), f, corrections, func(r reading.Row) error {
		list = append(list, r)
		return nil
	})
	require.NoError(t, err)
	require.Len(t, list, n)
	return list
}

func TestWhatAPersonDecidedIsARowToTrainFrom(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.decide(t, "c1", "欧阳示例说发票额度不够，电话13900001111", [3]string{"kind", "consult", "help"}, [3]string{"topic", "tax.invoice.quota", "tax.invoice.quota"})
		b.decide(t, "c2", "污水没人管", [3]string{"kind", "complain", "complain"})
		require.Equal(t, []reading.Row{{Text: "某某说发票额度不够，电话***", Label: "help"}, {Text: "污水没人管", Label: "complain", Agreed: true}}, b.rows(t, reading.Kind, false))
		require.Len(t, b.rows(t, reading.Kind, true), 1)
		require.Len(t, b.rows(t, reading.Topic, false), 1)

		// A later decision on the same field takes the place of the earlier one.
		b.decide(t, "c1", "欧阳示例说发票额度不够，电话13900001111", [3]string{"kind", "consult", "suggest"})
		rows := b.rows(t, reading.Kind, true)
		require.Len(t, rows, 1)
		require.Equal(t, "suggest", rows[0].Label)

		require.ErrorIs(t, b.Decide(t.Context(), reading.Decided{Case: "c3", Decisions: []reading.Decision{{Field: "weather"}}}), reading.ErrDecision)
	})
}

func TestADecisionIsKeptWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		refused := b.db.InTx(staff(t, kernel.ReachAll), func(ctx context.Context) error {
			if err := b.Decide(ctx, reading.Decided{Case: "c1", Text: "甲", Decisions: []reading.Decision{{Field: reading.Kind, Decided: "help"}}}); err != nil {
				return err
			}
			return io.ErrUnexpectedEOF // what the caller does afterwards fails
		})
		require.ErrorIs(t, refused, io.ErrUnexpectedEOF)
		require.Empty(t, b.rows(t, reading.Kind, false))
	})
}

func TestNothingPersonalLiesOpenInTheTables(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.decide(t, "c1", "欧阳示例的发票额度不够，我叫李样例，微信abc_998877，电话13900001111", [3]string{"kind", "consult", "help"})
		var stored string
		require.NoError(t, d.QueryRow(t.Context(), `SELECT text_hash || text_sealed FROM appeal_reading_text`).Scan(&stored))
		require.NotContains(t, stored, "发票")
		text := b.rows(t, reading.Kind, false)[0].Text
		for _, secret := range []string{"欧阳示例", "李样例", "abc_998877", "13900001111"} {
			require.NotContains(t, text, secret)
		}
		rows, err := d.Query(t.Context(), `SELECT detail FROM audit_entry`)
		require.NoError(t, err)
		defer func() { require.NoError(t, rows.Close()) }()
		entries := 0
		for rows.Next() {
			var detail string
			require.NoError(t, rows.Scan(&detail))
			require.NotContains(t, detail, "发票")
			entries++
		}
		require.NoError(t, rows.Err())
		require.Equal(t, 2, entries, "the decision, and the rows that were taken out")
	})
}

// edition is thresholds after a version, from a moment on.
func (b bundle) edition(after int64, from time.Time) reading.Edition {
	limits := map[reading.Field]reading.Limit{}
	for _, f := range reading.Fields {
		limits[f] = reading.Limit{Automatic: 900, Sampled: 600, Share: 10, AutomaticShare: 5}
	}
	return reading.Edition{Version: after + 1, At: b.Clock.Now(), From: from, Limits: limits, Reason: "三个月抽查下来没有错", ByID: "s1", ByName: "王样例", AgreedID: "s2", AgreedName: "李样例"}
}

func (b bundle) adopt(t *testing.T, e reading.Edition) error {
	t.Helper()
	return b.db.InTx(staff(t, kernel.ReachAll), func(ctx context.Context) error { return b.Adopt(ctx, e) })
}

func TestThresholdsComeInEditionsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		now, err := b.Current(t.Context())
		require.NoError(t, err)
		require.True(t, now.ComesWithYikou)
		first := b.edition(0, b.Clock.Now())
		require.NoError(t, b.adopt(t, first))
		require.ErrorIs(t, b.adopt(t, first), reading.ErrStale, "another one came at the same time")
		all, err := b.Editions(t.Context())
		require.NoError(t, err)
		require.Len(t, all, 2)
		require.Equal(t, first, all[0])
		require.EqualValues(t, 0, all[1].Version)
		p, err := b.Propose(t.Context(), "c1", "请问发票额度怎么调整？我们在麦溪工业园", "")
		require.NoError(t, err)
		require.EqualValues(t, 1, p.Edition)
		require.Equal(t, reading.Automatic, p.Kind.Class)
		require.Equal(t, "390102001000", p.Place.Value)
	})
}

func TestAnEditionHoldsFromItsDayOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		at := b.Clock.Now()
		require.NoError(t, b.adopt(t, b.edition(0, at)))
		require.NoError(t, b.adopt(t, b.edition(1, at.Add(48*time.Hour))))
		now, err := b.Current(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, now.Version)
		all, err := b.Editions(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, reading.InForce(all, at.Add(48*time.Hour-time.Second)).Version)
		require.EqualValues(t, 2, reading.InForce(all, at.Add(48*time.Hour)).Version)
		require.EqualValues(t, 0, reading.InForce(all, at.Add(-time.Second)).Version)
	})
}

func TestWhatIsCheckedFollowsFromAKeyOfTheInstance(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	b, other := setup(t, d), setup(t, d) // each with keys of its own
	e := b.edition(0, b.Clock.Now())
	for f, l := range e.Limits {
		l.Automatic, l.Sampled, l.Share = reading.Never, 1, 20
		e.Limits[f] = l
	}
	require.NoError(t, b.adopt(t, e))
	drawn := func(b bundle) (list []int) {
		for i := range 300 {
			p, err := b.Propose(t.Context(), "c"+strconv.Itoa(i), "请问", "")
			require.NoError(t, err)
			if p.Kind.Check {
				list = append(list, i)
			}
		}
		return list
	}
	first := drawn(b)
	require.InDelta(t, 60, len(first), 30)
	require.Equal(t, first, drawn(b), "a second reading draws the same")
	require.NotEqual(t, first, drawn(other))
}

func TestThresholdsThatMakeNoSenseAreRefusedByField(t *testing.T) {
	t.Parallel()
	e := reading.Edition{Reason: " ", Limits: map[reading.Field]reading.Limit{
		reading.Kind: {Automatic: 900, Sampled: 950, Share: 10, AutomaticShare: 5}, reading.Topic: {Automatic: 1001, Sampled: 600, Share: 10, AutomaticShare: 5},
		reading.Place: {Automatic: 900, Sampled: 600, Share: 10}, reading.Urgency: {Automatic: 900, Sampled: 600, Share: 10, AutomaticShare: 5},
	}}
	var refused *errs.Error
	require.ErrorAs(t, e.Validate(), &refused)
	var paths []string
	for _, f := range refused.Fields {
		paths = append(paths, f.Path)
	}
	require.Equal(t, []string{"body.limits.kind", "body.limits.topic", "body.limits.place", "body.limits.department", "body.reason"}, paths)
}

func TestARowReadsAsATrainingFile(t *testing.T) {
	t.Parallel()
	line, err := json.Marshal(reading.Row{Text: "甲", Label: "help"})
	require.NoError(t, err)
	require.JSONEq(t, `{"text":"甲","label":"help","agreed":false}`, string(line))
}
