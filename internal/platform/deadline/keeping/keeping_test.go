package keeping_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/deadline/written"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// bundle is a keeper on one database.
type bundle struct {
	*keeping.Keeper
	db    *db.DB
	clock *clock.Fixed
	bus   *events.Bus
}

func setup(t testing.TB, d *db.DB, now string) bundle {
	t.Helper()
	fixed := clock.NewFixed(at(t, now))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	bus := events.NewBus(d, fixed, runner, registry)
	k := keeping.NewKeeper(keeping.Deps{DB: d, Clock: fixed, Audit: audit.New(d, fixed), Bus: bus, Jobs: runner})
	k.DefineJobs(registry)
	return bundle{Keeper: k, db: d, clock: fixed, bus: bus}
}

func at(t require.TestingT, s string) time.Time {
	v, err := written.Time(s)
	require.NoError(t, err, s)
	return v
}

// sets moves the clock of the machine to an instant.
func (b bundle) sets(t testing.TB, s string) { b.clock.Move(at(t, s).Sub(b.clock.Now())) }

func appeal(id string) keeping.Case { return keeping.Case{Kind: "appeal", ID: id} }

// starts starts one clock and returns it.
func (b bundle) starts(t testing.TB, id, profile string) keeping.Clock {
	t.Helper()
	clocks, err := b.Start(t.Context(), keeping.New{Case: appeal(id), Name: profile, Holder: "dep-1", Profile: profile})
	require.NoError(t, err)
	return clocks[0]
}

func (b bundle) now(t testing.TB, c keeping.Clock) keeping.Clock {
	t.Helper()
	found, err := b.Of(t.Context(), c.Case.Kind, c.Case.ID)
	require.NoError(t, err)
	i := slices.IndexFunc(found[c.Case.ID], func(o keeping.Clock) bool { return o.ID == c.ID })
	require.NotEqual(t, -1, i)
	return found[c.Case.ID][i]
}

// stored returns the payloads of the events of one name.
func stored[T any](t testing.TB, b bundle, name string) []T {
	t.Helper()
	rows, err := b.db.Query(context.Background(), `SELECT payload FROM event_log WHERE name = ? ORDER BY id`, name)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	var list []T
	for rows.Next() {
		var payload string
		require.NoError(t, rows.Scan(&payload))
		var v T
		require.NoError(t, (events.Event{Payload: []byte(payload)}).Decode(&v))
		list = append(list, v)
	}
	require.NoError(t, rows.Err())
	return list
}

func person(ctx context.Context, perms ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range perms {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(ctx, kernel.Principal{Kind: kernel.StaffPrincipal, ID: "staff-1", Name: "钱样例", Session: "s", Grants: grants})
}

func day(t testing.TB, s string, setting keeping.Setting) keeping.DaySetting {
	d, err := civil.Parse(s)
	require.NoError(t, err)
	return keeping.DaySetting{Day: d, Setting: setting, Name: "防汛应急"}
}

func (b bundle) amends(t testing.TB, edition int64, days ...keeping.DaySetting) {
	t.Helper()
	_, err := b.Amend(person(t.Context(), keeping.PermAmend), edition, keeping.Amendment{Days: days, Reason: "防汛应急调休", Source: "市政府办公室通知"})
	require.NoError(t, err)
}

func texts(s keeping.Story) []string {
	list := make([]string, len(s.Lines))
	for i, l := range s.Lines {
		list[i] = l.Text
	}
	return list
}

// The case by which the clocks are accepted, and its twin that was closed before the
// calendar was amended.
func TestAnAmendedCalendarMovesWhatRunsAndNotWhatIsClosed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		b := setup(t, d, "2026-02-13T16:30")
		open, twin := b.starts(t, "open", "appeal.statutory"), b.starts(t, "twin", "appeal.statutory")
		require.Equal(t, at(t, "2026-02-27T24:00"), open.Due)
		for _, c := range []keeping.Clock{open, twin} {
			b.sets(t, "2026-02-14T10:00")
			_, err := b.Suspend(ctx, c.ID, keeping.Mark{Basis: "鉴定", By: "钱样例", Until: at(t, "2026-02-25T09:00")})
			require.NoError(t, err)
			b.sets(t, "2026-02-26T09:00")
			_, err = b.Resume(ctx, c.ID, keeping.Mark{By: "钱样例"})
			require.NoError(t, err)
			b.sets(t, "2026-03-03T10:00")
			got, err := b.Extend(ctx, c.ID, deadline.Budget{Amount: 10, Unit: deadline.Workday}, keeping.Mark{Basis: "情况复杂", By: "孙范例"})
			require.NoError(t, err)
			require.Equal(t, at(t, "2026-03-17T24:00"), got.Due)
			b.sets(t, "2026-02-13T17:00")
		}
		b.sets(t, "2026-03-04T09:00")
		closed, err := b.Stop(ctx, twin.ID, keeping.Mark{By: "钱样例"})
		require.NoError(t, err)
		require.True(t, closed.Met)
		b.sets(t, "2026-03-05T09:00")
		b.amends(t, 0, day(t, "2026-03-09", keeping.SetOff), day(t, "2026-03-10", keeping.SetOff), day(t, "2026-03-14", keeping.SetWork))
		require.Equal(t, at(t, "2026-03-18T24:00"), b.now(t, open).Due, "what is shown is true before the job has run")
		require.NoError(t, b.Follow(ctx))

		require.Equal(t, at(t, "2026-03-18T24:00"), b.now(t, open).Due)
		after := b.now(t, twin)
		require.Equal(t, closed.Due, after.Due, "the verdict stands")
		require.Equal(t, closed.Met, after.Met)
		moved := stored[keeping.Moved](t, b, keeping.EventMoved)
		require.Len(t, moved, 1)
		require.Equal(t, open.ID, moved[0].Clock)
		require.Equal(t, "防汛应急调休", moved[0].Reason)
		var due db.Time
		require.NoError(t, d.QueryRow(ctx, `SELECT due_at FROM deadline_clock WHERE id = ?`, open.ID).Scan(&due))
		require.Equal(t, at(t, "2026-03-18T24:00"), due.Time)

		story, err := b.Story(ctx, open.Case)
		require.NoError(t, err)
		require.Equal(t, []string{
			"2026年2月13日16:30开始计时，期限 5 个工作日，开始的当日不计入（《民法典》第二百零一条）。",
			"2026年2月14日10:00，钱样例中止计时，依据：鉴定，预计2026年2月25日（星期三）09:00恢复。",
			"2026年2月26日09:00，钱样例恢复计时，其间 3 个工作日不计入期限。",
			"2026年3月3日10:00，孙范例延长 10 个工作日，依据：情况复杂，到期时间由2026年3月3日（星期二）24:00延至2026年3月17日（星期二）24:00。",
			"2026年3月5日09:00历书修订（防汛应急调休），到期时间由2026年3月17日（星期二）24:00调整为2026年3月18日（星期三）24:00。",
			"到期时间：2026年3月18日（星期三）24:00，还剩 8 个工作日 15 小时。",
		}, texts(story[0]))
		story, err = b.Story(ctx, twin.Case)
		require.NoError(t, err)
		require.Equal(t, "2026年3月4日09:00，钱样例完成，停止计时，在期限内（到期时间2026年3月17日（星期二）24:00）。", texts(story[0])[4])
		require.Len(t, story[0].Lines, 5)
	})
}

func TestADayThatIsWorkedAfterAllDoesNotUndoWhatWasGrantedInTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-06T10:00")
		c := b.starts(t, "a", "appeal.return_raise")
		require.Equal(t, at(t, "2026-03-09T24:00"), c.Due)
		b.sets(t, "2026-03-09T10:00")
		_, err := b.Extend(t.Context(), c.ID, deadline.Budget{Amount: 1, Unit: deadline.Workday}, keeping.Mark{Basis: "补充材料"})
		require.NoError(t, err)
		b.sets(t, "2026-03-09T12:00")
		b.amends(t, 0, day(t, "2026-03-07", keeping.SetWork), day(t, "2026-03-08", keeping.SetWork))
		require.NoError(t, b.Follow(t.Context()))
		require.Equal(t, at(t, "2026-03-08T24:00"), b.now(t, c).Due, "Saturday, then one day more")
		story, err := b.Story(t.Context(), c.Case)
		require.NoError(t, err)
		require.Contains(t, texts(story[0])[1], "到期时间由2026年3月9日（星期一）24:00延至2026年3月10日（星期二）24:00", "told as it was then")
	})
}

func TestACaseHasSeveralClocksAndEachIsFoundWithItsCase(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		var all []keeping.New
		for i := range 1200 {
			id := fmt.Sprint("case-", i)
			all = append(all, keeping.New{Case: appeal(id), Name: "response", Holder: "h", Profile: "appeal.response"},
				keeping.New{Case: appeal(id), Name: "promise", Holder: "h", Profile: "appeal.ordinary"},
				keeping.New{Case: appeal(id), Name: "statutory", Holder: "h", Profile: "appeal.statutory", At: at(t, "2026-03-01T09:00")})
		}
		started, err := b.Start(t.Context(), all...)
		require.NoError(t, err)
		require.Len(t, started, 3600)
		found, err := b.Of(t.Context(), "appeal", "case-7", "case-1199", "none")
		require.NoError(t, err)
		require.Len(t, found, 2)
		for id, clocks := range found {
			require.Len(t, clocks, 3, id)
			require.Equal(t, []string{"response", "promise", "statutory"}, []string{clocks[0].Name, clocks[1].Name, clocks[2].Name})
			require.Equal(t, at(t, "2026-03-02T21:00"), clocks[0].Due)
			require.Equal(t, at(t, "2026-03-09T24:00"), clocks[1].Due)
			require.Equal(t, at(t, "2026-03-06T24:00"), clocks[2].Due)
			require.Equal(t, keeping.Statutory, clocks[2].Profile.Side)
			require.Contains(t, clocks[2].Profile.Source, "第六十二条")
			require.Equal(t, "还剩 4 个工作日 15 小时", b.now(t, clocks[2]).Left)
		}
		found, err = b.Of(t.Context(), "permit", "case-7")
		require.NoError(t, err)
		require.Empty(t, found)
		_, err = b.Start(t.Context(), keeping.New{Case: appeal("x"), Profile: "appeal.none"})
		require.ErrorIs(t, err, keeping.ErrProfile)
	})
}

func TestARefusedEntryLeavesTheClockAsItWas(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		b := setup(t, d, "2026-03-02T09:00")
		c := b.starts(t, "a", "appeal.statutory")
		refused := func(want error, do func() (keeping.Clock, error)) {
			t.Helper()
			_, err := do()
			require.ErrorIs(t, err, want)
			got := b.now(t, c)
			require.Equal(t, int64(1), got.Version)
			require.Empty(t, got.Entries)
		}
		refused(deadline.ErrBasis, func() (keeping.Clock, error) { return b.Suspend(ctx, c.ID, keeping.Mark{}) })
		refused(deadline.ErrNotSuspended, func() (keeping.Clock, error) { return b.Resume(ctx, c.ID, keeping.Mark{}) })
		refused(deadline.ErrNotStopped, func() (keeping.Clock, error) { return b.Restart(ctx, c.ID, keeping.Mark{}) })
		refused(keeping.ErrFuture, func() (keeping.Clock, error) {
			return b.Stop(ctx, c.ID, keeping.Mark{At: at(t, "2026-03-03T09:00")})
		})
		refused(keeping.ErrNotFound, func() (keeping.Clock, error) { return b.Stop(ctx, "none", keeping.Mark{}) })
		b.sets(t, "2026-03-10T09:00")
		refused(deadline.ErrExpired, func() (keeping.Clock, error) {
			return b.Extend(ctx, c.ID, deadline.Budget{Amount: 5, Unit: deadline.Workday}, keeping.Mark{Basis: "来不及"})
		})
		refused(deadline.ErrExpired, func() (keeping.Clock, error) { return b.Suspend(ctx, c.ID, keeping.Mark{Basis: "鉴定"}) })
		require.Equal(t, deadline.Expired, b.now(t, c).State)
	})
}

func TestAMachineWhoseClockWasAheadCanStillWriteEntries(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-04T09:00")
		c := b.starts(t, "a", "appeal.statutory")
		_, err := b.Suspend(t.Context(), c.ID, keeping.Mark{Basis: "鉴定"})
		require.NoError(t, err)
		b.sets(t, "2026-03-03T09:00")
		got, err := b.Resume(t.Context(), c.ID, keeping.Mark{})
		require.NoError(t, err)
		require.Equal(t, got.Entries[0].At, got.Entries[1].At)
	})
}

func TestANewVersionOfAProfileCountsForClocksThatStartFromItsDayOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		ctx := person(t.Context(), keeping.PermProfile, keeping.PermRead)
		before := b.starts(t, "before", "appeal.ordinary")
		from, _ := civil.Parse("2026-03-05")
		n := keeping.NewVersion{Budget: deadline.Budget{Amount: 5, Unit: deadline.Day}, Source: "市政府常务会议 2026 年第 3 次", InForce: from}
		versions, err := b.SetProfile(ctx, "appeal.ordinary", 1, n)
		require.NoError(t, err)
		require.Len(t, versions, 2)
		require.Equal(t, "钱样例", versions[1].ByName)
		require.Equal(t, "7d", b.starts(t, "same", "appeal.ordinary").Budget.String())
		b.sets(t, "2026-03-05T00:00")
		after := b.starts(t, "after", "appeal.ordinary")
		require.Equal(t, "5d", after.Budget.String())
		require.Equal(t, 2, after.Profile.Version)
		require.Equal(t, "7d", b.now(t, before).Budget.String(), "what runs keeps what it started with")
		require.Equal(t, 1, b.now(t, before).Profile.Version)

		for name, broken := range map[string]struct {
			version int64
			change  func(*keeping.NewVersion)
			want    error
		}{
			"in the past":       {2, func(n *keeping.NewVersion) { n.InForce, _ = civil.Parse("2026-03-04") }, keeping.ErrVersion},
			"not after another": {2, func(n *keeping.NewVersion) { n.InForce = from }, keeping.ErrVersion},
			"without a source":  {2, func(n *keeping.NewVersion) { n.Source = " " }, keeping.ErrVersion},
			"without a budget":  {2, func(n *keeping.NewVersion) { n.Budget.Amount = 0 }, keeping.ErrVersion},
			"seen too long ago": {1, func(*keeping.NewVersion) {}, keeping.ErrStale},
		} {
			n := keeping.NewVersion{Budget: deadline.Budget{Amount: 3, Unit: deadline.Day}, Source: "x", InForce: from.AddDays(9)}
			broken.change(&n)
			_, err := b.SetProfile(ctx, "appeal.ordinary", broken.version, n)
			require.ErrorIs(t, err, broken.want, name)
		}
		_, err = b.SetProfile(ctx, "appeal.none", 1, n)
		require.ErrorIs(t, err, keeping.ErrProfile)
		_, err = b.SetProfile(person(t.Context(), keeping.PermRead), "appeal.ordinary", 2, n)
		require.ErrorIs(t, err, authz.ErrForbidden)
		names, err := b.bus.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{keeping.EventProfileSet}, names)
	})
}

func TestAnAmendmentThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, "2026-03-02T09:00")
		ctx := person(t.Context(), keeping.PermAmend)
		good := keeping.Amendment{Days: []keeping.DaySetting{day(t, "2026-03-09", keeping.SetOff)}, Reason: "防汛", Source: "通知"}
		for name, k := range map[string]struct {
			change func(*keeping.Amendment)
			want   error
		}{
			"no day":      {func(m *keeping.Amendment) { m.Days = nil }, keeping.ErrAmendment},
			"no reason":   {func(m *keeping.Amendment) { m.Reason = "  " }, keeping.ErrAmendment},
			"no source":   {func(m *keeping.Amendment) { m.Source = "" }, keeping.ErrAmendment},
			"no name":     {func(m *keeping.Amendment) { m.Days[0].Name = "" }, keeping.ErrAmendment},
			"a day twice": {func(m *keeping.Amendment) { m.Days = append(m.Days, m.Days[0]) }, keeping.ErrAmendment},
			"nothing new": {func(m *keeping.Amendment) {
				m.Days[0] = keeping.DaySetting{Day: m.Days[0].Day.AddDays(-22), Setting: keeping.SetOff, Name: "春节"}
			}, keeping.ErrNoChange},
		} {
			m := good
			m.Days = slices.Clone(good.Days)
			k.change(&m)
			_, err := b.Amend(ctx, 0, m)
			require.ErrorIs(t, err, k.want, name)
		}
		_, err := b.Amend(person(t.Context(), keeping.PermRead), 0, good)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Amend(ctx, 0, good)
		require.NoError(t, err)
		_, err = b.Amend(ctx, 0, good)
		require.ErrorIs(t, err, keeping.ErrStale)
		b.amends(t, 1, day(t, "2026-03-09", keeping.SetPublished))
		c := b.starts(t, "a", "appeal.statutory")
		require.Equal(t, at(t, "2026-03-09T24:00"), c.Due, "the day is as published again")
	})
}
