package disclosure_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

const firmA, firmB = "91370102MA3TEST01X", "91370102MA3TEST02Y"

// bundle is the module on one database.
type bundle struct {
	*disclosure.Service
	db    *db.DB
	clock *clock.Fixed
	audit *audit.Log
}

// city is the organisation and the registry of the tests, and the source of one
// list, whose rows a test may take away.
type city struct{ rows *roaring.Bitmap }

func (city) Reader(_ context.Context, _, department string) (disclosure.Reader, error) {
	return disclosure.Reader{Department: department, DepartmentName: "企业服务中心", Post: "窗口人员"}, nil
}

func (city) Ordinal(_ context.Context, uscc string) (uint32, error) {
	return map[string]uint32{firmA: 70_000, firmB: 70_001}[uscc], nil
}

func (c *city) Prepare(_ context.Context, query string) (*export.Prepared, error) {
	p := &export.Prepared{Kind: "test.list", Title: "名单", File: "名单.xlsx", Query: query, Filter: "关键词“赵秘密”", Rows: int64(c.rows.GetCardinality()), Enterprises: c.rows.Clone()}
	p.Write = func(_ context.Context, w io.Writer, t export.Ticket) error {
		_, err := fmt.Fprint(w, t.Line(), p.Enterprises.GetCardinality())
		return err
	}
	return p, nil
}

func setup(t *testing.T, d *db.DB) (bundle, *city) {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	keys, err := seal.LoadOrCreate(filepath.Join(t.TempDir(), "keys"), seal.AES256GCM)
	require.NoError(t, err)
	b := bundle{db: d, clock: fixed, audit: audit.New(d, fixed)}
	c := &city{rows: roaring.BitmapOf(1, 70_000, 200_000)}
	b.Service, err = disclosure.New(disclosure.Deps{
		DB: d, Clock: fixed, Audit: b.audit, Bus: events.NewBus(d, fixed, runner, registry), Seal: seal.New(keys), Readers: c, Registry: c,
		Config: disclosure.Config{ViewsPerDay: 3, ExportRows: 2, ExportTime: 24 * time.Hour},
	})
	require.NoError(t, err)
	b.Serve("test.list", c)
	return b, c
}

func person(t *testing.T, id, department string, reach kernel.Reach, perms ...authz.Permission) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{}
	for _, p := range perms {
		grants[string(p)] = reach
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "钱样例", Department: department, Session: "s", Grants: grants})
}

func clerk(t *testing.T, id string) context.Context {
	return person(t, id, "d1", kernel.ReachOwn, disclosure.PermExports)
}

func leader(t *testing.T, id, department string, reach kernel.Reach) context.Context {
	return person(t, id, department, reach, disclosure.PermExports, disclosure.PermApprove)
}

func firm(t *testing.T, usccs ...string) context.Context {
	t.Helper()
	return authz.With(t.Context(), kernel.Principal{
		Kind: kernel.EnterprisePrincipal, ID: "p1", Name: "孙示例", Enterprises: usccs,
		Grants: map[string]kernel.Reach{string(disclosure.PermOwnRead): kernel.ReachOwn},
	})
}

func reason() disclosure.Reason {
	return disclosure.Reason{Kind: disclosure.ReasonCallback, Words: "回访兑现到账情况"}
}

func phoneOf(uscc string) func(context.Context) (disclosure.Shown, error) {
	return func(context.Context) (disclosure.Shown, error) {
		return disclosure.Shown{USCC: uscc, Kind: disclosure.KindContact, Object: "c1", Role: "经办人", Fields: []string{"phone", "name"}}, nil
	}
}

func count(t *testing.T, d *db.DB, query string, args ...any) (n int64) {
	t.Helper()
	require.NoError(t, d.QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

func TestAFirmReadsWhoSawItsDataWhenAndWhy(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, _ := setup(t, d)
		left, err := b.Reveal(clerk(t, "s1"), reason(), phoneOf(firmA))
		require.NoError(t, err)
		require.EqualValues(t, 2, left)
		mine, err := b.MyViews(firm(t, firmA), firmA, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.EqualValues(t, 1, mine.Total)
		v := mine.Items[0]
		require.Equal(t, []string{"name", "phone"}, v.Fields)
		require.Equal(t, []string{"企业服务中心", "窗口人员", "钱**", "screen", "回访兑现到账情况"}, []string{v.DepartmentName, v.Post, v.Masked, v.Channel, v.Words})
		require.Equal(t, b.clock.Now(), v.At.UTC())
		others, err := b.MyViews(firm(t, firmB), firmB, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.Empty(t, others.Items)
		_, err = b.MyViews(firm(t, firmB), firmA, kernel.Page{Limit: 10})
		require.ErrorIs(t, err, disclosure.ErrEnterprise)
		_, err = b.MyViews(clerk(t, "s1"), firmA, kernel.Page{Limit: 10})
		require.ErrorIs(t, err, authz.ErrForbidden)
		require.EqualValues(t, 0, count(t, d, `SELECT count(*) FROM disclosure_view WHERE reason_sealed LIKE '%回访%'`))
		require.EqualValues(t, 1, count(t, d, `SELECT count(*) FROM event_log WHERE name = ?`, disclosure.EventViewed))
		require.EqualValues(t, 1, count(t, d, `SELECT count(*) FROM audit_entry WHERE action = 'disclosure.viewed' AND object = ?`, firmA))
	})
}

func TestNothingIsShownWithoutAReasonNorKeptWhenNothingWasShown(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, _ := setup(t, d)
		opened := false
		load := func(ctx context.Context) (disclosure.Shown, error) { opened = true; return phoneOf(firmA)(ctx) }
		for _, r := range []disclosure.Reason{{}, {Kind: "other", Words: "需要查看一下"}, {Kind: disclosure.ReasonCallback, Words: " 回访一 下 "[:9]}, {Kind: disclosure.ReasonCallback, Words: strings.Repeat("长", 201)}} {
			_, err := b.Reveal(clerk(t, "s1"), r, load)
			require.ErrorIs(t, err, disclosure.ErrReason)
		}
		_, err := b.Reveal(firm(t, firmA), reason(), load)
		require.ErrorIs(t, err, authz.ErrForbidden)
		require.False(t, opened)
		gone := errors.New("not in scope")
		_, err = b.Reveal(clerk(t, "s1"), reason(), func(context.Context) (disclosure.Shown, error) { return disclosure.Shown{}, gone })
		require.ErrorIs(t, err, gone)
		require.Zero(t, count(t, d, `SELECT count(*) FROM disclosure_view`))
		left, err := b.Left(clerk(t, "s1"))
		require.NoError(t, err)
		require.EqualValues(t, 3, left)
	})
}

func TestADayAdmitsSoManyViewsAlsoAtTheSameMoment(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, _ := setup(t, d)
		var shown, refused atomic.Int64
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				switch _, err := b.Reveal(clerk(t, "s1"), reason(), phoneOf(firmA)); {
				case err == nil:
					shown.Add(1)
				case errors.Is(err, disclosure.ErrCap):
					refused.Add(1)
				}
			})
		}
		all.Wait()
		require.EqualValues(t, 3, shown.Load())
		require.EqualValues(t, 9, refused.Load())
		require.EqualValues(t, 3, count(t, d, `SELECT count(*) FROM disclosure_view`))
		require.EqualValues(t, 9, count(t, d, `SELECT count(*) FROM audit_entry WHERE action = 'disclosure.view_refused'`))
		require.EqualValues(t, 1, count(t, d, `SELECT count(*) FROM event_log WHERE name = ?`, disclosure.EventCapReached), "one alarm a day")
		_, err := b.Reveal(clerk(t, "s2"), reason(), phoneOf(firmA))
		require.NoError(t, err, "another person has a day of his own")
		b.clock.Move(24 * time.Hour)
		left, err := b.Reveal(clerk(t, "s1"), reason(), phoneOf(firmA))
		require.NoError(t, err)
		require.EqualValues(t, 2, left)
	})
}

func TestEveryCellOfTheTableOfExports(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
	states := []disclosure.State{disclosure.StateNew, disclosure.StateAsked, disclosure.StateApproved, disclosure.StateRefused, disclosure.StateWithdrawn, disclosure.StateTaken}
	want := map[string]disclosure.State{
		"/ask own": "asked", "/take own": "taken", "/ask other": "asked", "/take other": "taken",
		"asked/approve other": "approved", "asked/refuse other": "refused", "asked/withdraw own": "withdrawn",
		"approved/take own": "taken", "approved/withdraw own": "withdrawn", "taken/take own": "taken",
	}
	for _, from := range states {
		for _, act := range []disclosure.Act{disclosure.ActAsk, disclosure.ActApprove, disclosure.ActRefuse, disclosure.ActWithdraw, disclosure.ActTake} {
			for _, who := range []string{"own", "other"} {
				e := disclosure.Export{State: from, AskedBy: "own", ExpiresAt: now.Add(time.Hour)}
				cell := string(from) + "/" + string(act) + " " + who
				may, err := e.May(act, who, now), e.Do(act, who, now)
				require.Equal(t, err == nil, may, cell)
				if to, possible := want[cell]; possible {
					require.NoError(t, err, cell)
					require.Equal(t, to, e.State, cell)
					continue
				}
				require.Error(t, err, cell)
				require.Equal(t, from, e.State, cell)
			}
		}
	}
	for _, from := range []disclosure.State{disclosure.StateApproved, disclosure.StateTaken} {
		e := disclosure.Export{State: from, AskedBy: "own", ExpiresAt: now}
		require.ErrorIs(t, e.Do(disclosure.ActTake, "own", now), disclosure.ErrExpired)
	}
}

func TestALargeListLeavesOnlyWhenAnotherPersonAgreed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, c := setup(t, d)
		large, err := c.Prepare(t.Context(), "{}")
		require.NoError(t, err)
		_, err = b.Take(clerk(t, "s1"), large)
		require.ErrorIs(t, err, disclosure.ErrApproval)
		require.EqualValues(t, 1, count(t, d, `SELECT count(*) FROM audit_entry WHERE action = 'disclosure.export_held'`))
		_, err = b.Ask(clerk(t, "s1"), "test.list", "{}", "没有")
		require.ErrorIs(t, err, disclosure.ErrPurpose)
		_, err = b.Ask(clerk(t, "s1"), "other.list", "{}", "年度走访安排使用")
		require.ErrorIs(t, err, disclosure.ErrKind)
		e, err := b.Ask(clerk(t, "s1"), "test.list", `{"q":"赵秘密"}`, "年度走访安排使用")
		require.NoError(t, err)
		require.Equal(t, "2026-000001", e.Number)
		_, _, err = b.Fetch(clerk(t, "s1"), e.ID)
		require.ErrorIs(t, err, disclosure.ErrState)

		for name, who := range map[string]context.Context{"own": leader(t, "s1", "d1", kernel.ReachAll), "no permission": clerk(t, "s2"), "other department": leader(t, "s3", "d2", kernel.ReachDepartment)} {
			_, err := b.Decide(who, e.ID, e.Version, disclosure.ActApprove, "")
			require.Error(t, err, name)
		}
		_, err = b.Decide(leader(t, "s3", "d1", kernel.ReachDepartment), e.ID, e.Version+1, disclosure.ActApprove, "")
		require.ErrorIs(t, err, disclosure.ErrStale)
		_, err = b.Decide(leader(t, "s3", "d1", kernel.ReachDepartment), e.ID, e.Version, disclosure.ActRefuse, "")
		require.ErrorIs(t, err, disclosure.ErrPurpose, "who refuses says why")
		agreed, err := b.Decide(leader(t, "s3", "d1", kernel.ReachDepartment), e.ID, e.Version, disclosure.ActApprove, "")
		require.NoError(t, err)
		require.Equal(t, []string{"download", "withdraw"}, b.Can(clerk(t, "s1"), agreed))
		require.Equal(t, []string{}, b.Can(leader(t, "s3", "d1", kernel.ReachAll), agreed))

		_, _, err = b.Fetch(clerk(t, "s2"), e.ID)
		require.ErrorIs(t, err, disclosure.ErrNotFound)
		c.rows = roaring.BitmapOf(70_000, 70_001) // one joined the list since, two left it
		p, ticket, err := b.Fetch(clerk(t, "s1"), e.ID)
		require.NoError(t, err)
		require.Equal(t, []uint32{70_000}, p.Enterprises.ToArray(), "what nobody approved does not leave, what may no longer be seen neither")
		require.EqualValues(t, 1, ticket.Rows)
		require.Equal(t, "企业服务中心", ticket.Unit)
		_, _, err = b.Fetch(clerk(t, "s1"), e.ID)
		require.NoError(t, err, "a download that broke off can be repeated")
		b.clock.Move(25 * time.Hour)
		_, _, err = b.Fetch(clerk(t, "s1"), e.ID)
		require.ErrorIs(t, err, disclosure.ErrExpired)
		require.Zero(t, count(t, d, `SELECT count(*) FROM disclosure_export WHERE query_sealed || filter_sealed || purpose_sealed LIKE '%赵秘密%'`))
	})
}

func TestAFirmReadsInHowManyExportsItStood(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, c := setup(t, d)
		for _, rows := range []*roaring.Bitmap{roaring.BitmapOf(70_000), roaring.BitmapOf(70_001, 4464), roaring.BitmapOf(70_000, 70_001)} {
			c.rows = rows
			p, err := c.Prepare(t.Context(), "{}")
			require.NoError(t, err)
			_, err = b.Take(clerk(t, "s1"), p)
			require.NoError(t, err)
		}
		c.rows = roaring.BitmapOf(70_000, 1, 2)
		_, err := b.Ask(clerk(t, "s1"), "test.list", "{}", "只申请还没有下载")
		require.NoError(t, err)
		found, err := b.MyAppearances(firm(t, firmA), firmA)
		require.NoError(t, err)
		require.Equal(t, []disclosure.Appearance{{Month: "2026-11", Department: "企业服务中心", Count: 2}}, found)
		_, err = b.MyAppearances(firm(t, firmB), firmA)
		require.ErrorIs(t, err, disclosure.ErrEnterprise)
	})
}

func TestExportsAreListedToThoseWhoMayKnowOfThem(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, _ := setup(t, d)
		ids := map[string]string{}
		for _, who := range []string{"s1", "s2"} {
			e, err := b.Ask(person(t, who, "dept-"+who, kernel.ReachOwn, disclosure.PermExports), "test.list", "{}", "年度走访安排使用")
			require.NoError(t, err)
			ids[e.ID] = who
		}
		for name, one := range map[string]struct {
			ctx  context.Context
			want []string
		}{
			"own":              {clerk(t, "s1"), []string{"s1"}},
			"none":             {clerk(t, "s9"), nil},
			"own and deciding": {leader(t, "s1", "dept-s2", kernel.ReachDepartment), []string{"s1", "s2"}},
			"department":       {leader(t, "s9", "dept-s2", kernel.ReachDepartment), []string{"s2"}},
			"all":              {leader(t, "s9", "d", kernel.ReachAll), []string{"s1", "s2"}},
		} {
			found, err := b.Exports(one.ctx, "", kernel.Page{Limit: 10})
			require.NoError(t, err)
			var got []string
			for _, e := range found.Items {
				got = append(got, ids[e.ID])
			}
			require.ElementsMatch(t, one.want, got, name)
			require.EqualValues(t, len(one.want), found.Total, name)
		}
		first, err := b.Exports(leader(t, "s9", "d", kernel.ReachAll), disclosure.StateAsked, kernel.Page{Limit: 1})
		require.NoError(t, err)
		second, err := b.Exports(leader(t, "s9", "d", kernel.ReachAll), disclosure.StateAsked, kernel.Page{Limit: 1, After: first.Next})
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"s1", "s2"}, []string{ids[first.Items[0].ID], ids[second.Items[0].ID]})
		require.Empty(t, second.Next)
	})
}
