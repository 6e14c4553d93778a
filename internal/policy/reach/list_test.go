package reach_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/reach"
)

// lines returns the list for calls, page by page of one line each.
func (n node) lines(t *testing.T, ctx context.Context, f reach.Filter) []string {
	t.Helper()
	list := []string{}
	page := kernel.Page{Limit: 1}
	for {
		rows, err := n.List(ctx, f, page)
		require.NoError(t, err)
		for _, r := range rows.Items {
			list = append(list, r.USCC+" "+r.Measure)
		}
		if rows.Next == "" {
			require.EqualValues(t, rows.Total, len(list), "the total is the number of lines")
			return list
		}
		page.After = rows.Next
	}
}

// funnelled returns who has got to a step.
func (n node) funnelled(t *testing.T, ctx context.Context, step reach.Step) []string {
	t.Helper()
	list := []string{}
	page := kernel.Page{Limit: 2}
	for {
		rows, err := n.FunnelList(ctx, "m1", step, policy.EnterpriseFilter{}, page)
		require.NoError(t, err)
		for _, r := range rows.Items {
			list = append(list, r.USCC)
		}
		if rows.Next == "" {
			require.EqualValues(t, rows.Total, len(list))
			return list
		}
		page.After = rows.Next
	}
}

// toldTown is a settled town with two measures, told of its only run.
func toldTown(t *testing.T, d *db.DB) node {
	n := newNode(t, d, settled(), 100).open(t)
	n.imported(t, growth("m1", 1000, "p1"), growth("m2", 5000, "p1"), growth("draft", 1, "p9"))
	require.NoError(t, n.Tell(t.Context(), n.matched(t, "")))
	return n
}

func TestTheListForCallsHoldsWhoCanHaveWhatWithinTheScope(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		empty, err := n.Summary(system(t), reach.Filter{})
		require.NoError(t, err)
		require.Equal(t, reach.Summary{}, empty, "nothing was matched yet")
		require.Empty(t, n.lines(t, system(t), reach.Filter{}))

		n.imported(t, growth("m1", 1000, "p1"), growth("m2", 5000, "p1"), growth("draft", 1, "p9"))
		before := n.matched(t, "")
		require.NoError(t, n.Tell(t.Context(), before))
		all := []string{"A m1", "B m1", "E m1", "E m2", "F m1", "F m2"}
		require.Equal(t, all, n.lines(t, system(t), reach.Filter{}))
		require.Equal(t, all, n.lines(t, system(t), reach.Filter{Fresh: true}))
		street := officer(t, "390102001")
		require.Equal(t, []string{"A m1"}, n.lines(t, street, reach.Filter{}))
		require.Empty(t, n.lines(t, street, reach.Filter{Enterprises: policy.EnterpriseFilter{Division: "390103"}}))
		require.Equal(t, []string{"A m1", "B m1"}, n.lines(t, officer(t, "3901"), reach.Filter{Mine: true}), "as many firms as the message said")
		require.Empty(t, n.lines(t, system(t), reach.Filter{Mine: true}))
		require.Equal(t, []string{"E m2", "F m2"}, n.lines(t, system(t), reach.Filter{Measure: "m2"}))
		require.Equal(t, []string{"A m1", "B m1"}, n.lines(t, system(t), reach.Filter{Stage: reach.ToldStage}))
		require.Equal(t, []string{"E m1", "E m2", "F m1", "F m2"}, n.lines(t, system(t), reach.Filter{Stage: reach.UntoldStage}))
		require.Equal(t, []string{"E m1", "E m2"}, n.lines(t, system(t), reach.Filter{Enterprises: policy.EnterpriseFilter{Text: "业E"}}))

		sum, err := n.Summary(system(t), reach.Filter{})
		require.NoError(t, err)
		require.Equal(t, reach.Summary{RunAt: started(), FreshAt: started(), Enterprises: 4, Rows: 6, Told: 2, Measures: []reach.Counted{{ID: "m1", Title: "成长奖励m1", Rows: 4}, {ID: "m2", Title: "成长奖励m2", Rows: 2}}}, sum)

		n.clock.Move(time.Hour)
		n.town.put("C", "390102001", 1000, "cai")
		n.town.put("B", "390102002", 1)
		require.NoError(t, n.Tell(t.Context(), n.matched(t, "")))
		require.Equal(t, []string{"C m1"}, n.lines(t, system(t), reach.Filter{Fresh: true}))
		require.Equal(t, []string{"A m1", "E m1", "E m2", "F m1", "F m2"}, n.lines(t, system(t), reach.Filter{Fresh: true, Run: before}), "who was new then and can have it still")
		require.Empty(t, n.lines(t, system(t), reach.Filter{Fresh: true, Run: "none"}))
		sum, err = n.Summary(system(t), reach.Filter{Fresh: true, Run: "none"})
		require.NoError(t, err)
		require.Zero(t, sum.FreshAt, "nobody knows any more who was new then")
		require.Equal(t, []string{"A m1", "C m1"}, n.lines(t, street, reach.Filter{}), "who lost it is gone")

		_, err = n.List(t.Context(), reach.Filter{}, kernel.Page{})
		require.ErrorIs(t, err, authz.ErrUnauthenticated)
		_, err = n.List(handler(t, "A"), reach.Filter{}, kernel.Page{})
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = n.List(system(t), reach.Filter{}, kernel.Page{After: "x"})
		require.ErrorIs(t, err, db.ErrCursor)
	})
}

func TestACallIsMarkedOnceOnTheListOfTheOfficer(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := toldTown(t, d)
		street := officer(t, "390102001")
		row, err := n.Visit(street, "m1", "A", " 已送办事指南 ")
		require.NoError(t, err)
		require.Equal(t, []reach.Visit{{Note: "已送办事指南", By: "韩范例", ByID: "officer-1", At: started()}}, row.Visits)
		require.Equal(t, []string{"visit", "unvisit"}, row.Can)
		require.False(t, row.ToldAt.IsZero())
		require.Equal(t, []string{"A m1"}, n.lines(t, street, reach.Filter{Stage: reach.VisitedStage}))
		require.Empty(t, n.lines(t, street, reach.Filter{Stage: reach.UnvisitedStage}))
		sum, err := n.Summary(street, reach.Filter{})
		require.NoError(t, err)
		require.EqualValues(t, 1, sum.Visited)

		for _, other := range [][2]string{{"m1", "B"}, {"m2", "A"}, {"m1", "C"}, {"draft", "A"}, {"m9", "A"}, {"m1", "Z"}} {
			_, err = n.Visit(street, other[0], other[1], "")
			require.ErrorIs(t, err, reach.ErrNotListed, other)
			_, err = n.Unvisit(street, other[0], other[1])
			require.ErrorIs(t, err, reach.ErrNotListed, other)
		}
		reader := authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "x", Grants: map[string]kernel.Reach{string(policy.PermRead): kernel.ReachAll}})
		_, err = n.Visit(reader, "m1", "A", "")
		require.ErrorIs(t, err, authz.ErrForbidden)
		rows, err := n.List(reader, reach.Filter{}, kernel.Page{})
		require.NoError(t, err)
		require.Equal(t, []string{}, rows.Items[0].Can)

		_, err = n.Visit(street, "m1", "A", "第二次")
		require.NoError(t, err)
		mate := authz.With(t.Context(), func() kernel.Principal {
			p := authz.From(street)
			p.ID, p.Name = "officer-2", "同事"
			return p
		}())
		row, err = n.Visit(mate, "m1", "A", "同事去过")
		require.NoError(t, err)
		notes := func() (list []string) {
			for _, v := range row.Visits {
				list = append(list, v.By+" "+v.Note)
			}
			return list
		}
		require.Equal(t, []string{"同事 同事去过", "韩范例 第二次", "韩范例 已送办事指南"}, notes(), "none takes the place of another")
		for range 2 {
			row, err = n.Unvisit(street, "m1", "A")
			require.NoError(t, err)
		}
		require.Equal(t, []string{"同事 同事去过"}, notes())
		require.Equal(t, []string{"visit"}, row.Can, "the call of somebody else")
		_, err = n.Unvisit(street, "m1", "A")
		require.ErrorIs(t, err, reach.ErrNotYours)
		require.Equal(t, []string{"A m1"}, n.lines(t, street, reach.Filter{Stage: reach.VisitedStage}))
		row, err = n.Unvisit(mate, "m1", "A")
		require.NoError(t, err)
		require.Empty(t, row.Visits)
		require.Empty(t, n.lines(t, street, reach.Filter{Stage: reach.VisitedStage}))
		_, err = n.Unvisit(mate, "m1", "A")
		require.NoError(t, err)
		require.Equal(t, 3, n.count(t, `SELECT count(*) FROM policy_reach_visit WHERE removed_at IS NOT NULL AND note <> ''`), "what was written stays")
		require.Equal(t, 6, n.count(t, `SELECT count(*) FROM audit_entry WHERE action IN ('policy.visited', 'policy.visit_removed')`))
	})
}

// claims says who has claimed.
type claims struct{ of *roaring.Bitmap }

func (c claims) Claimed(context.Context, string) (*roaring.Bitmap, error) { return c.of, nil }

func TestEveryNumberOfTheFunnelOpensItsList(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := toldTown(t, d)
		verdict := func(ctx context.Context, uscc, measure string) {
			t.Helper()
			_, err := n.policy.MyVerdict(ctx, uscc, measure, policy.Moment{})
			require.NoError(t, err)
		}
		verdict(handler(t, "A"), "A", "m1")
		n.clock.Move(time.Hour)
		verdict(handler(t, "A"), "A", "m1")
		verdict(handler(t, "C"), "C", "m1") // cannot have it
		verdict(system(t), "B", "m1")       // is nobody's handler
		_, err := n.policy.EnterpriseVerdict(system(t), "E", "m1", policy.Moment{})
		require.NoError(t, err)
		_, err = n.policy.PublicMeasure(t.Context(), "m1")
		require.NoError(t, err)
		_, err = n.policy.MyVerdict(handler(t, "A"), "B", "m1", policy.Moment{})
		require.ErrorIs(t, err, policy.ErrEnterpriseNotFound)
		require.Equal(t, 2, n.count(t, `SELECT count(*) FROM policy_reach_opened`))
		require.Equal(t, 1, n.count(t, `SELECT count(*) FROM policy_reach_opened WHERE uscc = 'A' AND at = ?`, db.At(started())), "the first time counts")

		n.matched(t, "2026-06-01") // answers a question
		whole, err := n.Funnel(system(t), "m1")
		require.NoError(t, err)
		require.Equal(t, "2026-11-21 1", fmt.Sprint(whole.Run.AsOf, " ", whole.Version))
		require.Equal(t, []reach.FunnelStep{
			{Step: reach.Registered, Count: 6, Known: true}, {Step: reach.Matched, Count: 4, Known: true}, {Step: reach.Told, Count: 2, Known: true},
			{Step: reach.Opened, Count: 1, Known: true}, {Step: reach.Claimed},
		}, whole.Steps)
		for step, want := range map[reach.Step][]string{
			reach.Registered: {"A", "B", "C", "D", "E", "F"}, reach.Matched: {"A", "B", "E", "F"}, reach.Told: {"A", "B"}, reach.Opened: {"A"},
		} {
			require.Equal(t, want, n.funnelled(t, system(t), step), step)
		}
		_, err = n.FunnelList(system(t), "m1", reach.Claimed, policy.EnterpriseFilter{}, kernel.Page{})
		require.ErrorIs(t, err, reach.ErrStep)
		street, err := n.Funnel(officer(t, "390102001"), "m1")
		require.NoError(t, err)
		require.EqualValues(t, []int64{3, 1, 1, 1}, []int64{street.Steps[0].Count, street.Steps[1].Count, street.Steps[2].Count, street.Steps[3].Count})
		require.Equal(t, []string{"A", "C", "D"}, n.funnelled(t, officer(t, "390102001"), reach.Registered))

		n.Claims = claims{roaring.BitmapOf(2, 3)}
		whole, err = n.Funnel(system(t), "m1")
		require.NoError(t, err)
		require.Equal(t, reach.FunnelStep{Step: reach.Claimed, Count: 1, Known: true}, whole.Steps[4])
		require.Equal(t, []string{"B"}, n.funnelled(t, system(t), reach.Claimed))

		_, err = n.Funnel(system(t), "m9")
		require.ErrorIs(t, err, reach.ErrNotMatched)
		_, err = n.Funnel(handler(t, "A"), "m1")
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}
