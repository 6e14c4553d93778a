package bulk_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/budget"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
	"github.com/yikou/yikou/internal/standard/civil"
)

// favoured is the evidence of an enterprise with one clause turned in its favour.
type favoured struct {
	direct
	clause  *eligibility.Clause
	negated bool
}

func (f favoured) Read(c *eligibility.Clause) *eligibility.Reading {
	if c == f.clause {
		return &eligibility.Reading{Value: map[bool]eligibility.Truth{false: eligibility.True, true: eligibility.False}[f.negated]}
	}
	return f.direct.Read(c)
}

func bestTrue(v eligibility.Verdict) bool {
	return v == eligibility.Eligible || v == eligibility.NeedsReview
}

// expected is what the reference makes of a simulation, one enterprise after the
// other.
type expected struct {
	counts   map[eligibility.Verdict]int
	amounts  []int64
	unknown  int
	steps    []uint32
	byClause map[*eligibility.Clause]int
	nearBy   map[uint32]map[*eligibility.Clause]*eligibility.Reading
	groups   []map[string]bulk.GroupCount
	change   bulk.Comparison
}

// world is a registry, a draft and how one looks at it.
type world struct {
	measure, other *eligibility.Measure
	enterprises    map[uint32]*eligibility.Enterprise
	day            civil.Date
	within         *roaring.Bitmap // nil for all
	sizes          []*eligibility.Clause
}

func (w *world) groupings() []bulk.Grouping {
	return []bulk.Grouping{{Key: "division", Of: firstFour}, {Key: "status", Of: func(s string) string { return s }}, {Key: "nowhere", Of: firstFour}, {Clauses: w.sizes}}
}

func firstFour(s string) string { return s[:min(4, len(s))] }

func (w *world) groupsOf(e *eligibility.Enterprise) []string {
	out := make([]string, 4)
	if f := e.Strongest("division", "", eligibility.TierUnstated); f != nil && f.Value.Kind == eligibility.Text {
		out[0] = firstFour(f.Value.Text)
	}
	if f := e.Strongest("status", "", eligibility.TierUnstated); f != nil && f.Value.Kind == eligibility.Text {
		out[1] = f.Value.Text
	}
	for _, c := range w.sizes {
		if r := eligibility.Read(c, e, w.day); r.Value == eligibility.True {
			out[3] = c.ID
		}
	}
	return out
}

func (w *world) reference() *expected {
	x := &expected{counts: map[eligibility.Verdict]int{}, byClause: map[*eligibility.Clause]int{}, nearBy: map[uint32]map[*eligibility.Clause]*eligibility.Reading{}}
	for range w.groupings() {
		x.groups = append(x.groups, map[string]bulk.GroupCount{})
	}
	for _, ordinal := range slices.Sorted(maps.Keys(w.enterprises)) {
		e := w.enterprises[ordinal]
		if w.within != nil && !w.within.Contains(ordinal) {
			continue
		}
		f := eligibility.Evaluate(w.measure, e, w.day)
		x.counts[f.Verdict]++
		if f.Verdict == eligibility.Eligible && f.HasAmount {
			x.amounts = append(x.amounts, f.Amount)
		} else if f.Verdict == eligibility.Eligible {
			x.unknown++
		}
		step := w.near(x, ordinal, e, f.Verdict)
		for i, group := range w.groupsOf(e) {
			n := x.groups[i][group]
			n.Group = group
			switch f.Verdict {
			case eligibility.Eligible:
				n.Eligible++
			case eligibility.NeedsReview:
				n.NeedsReview++
			case eligibility.NeedFacts:
				n.NeedFacts++
			}
			if step {
				n.NearSteps++
			}
			if n != (bulk.GroupCount{Group: group}) {
				x.groups[i][group] = n
			}
		}
		w.compare(x, ordinal, &f, e)
	}
	return x
}

// near finds the clauses that alone stand in the way, and whether a step helps.
func (w *world) near(x *expected, ordinal uint32, e *eligibility.Enterprise, v eligibility.Verdict) (step bool) {
	if bestTrue(v) {
		return false
	}
	turning := map[*eligibility.Clause]*eligibility.Reading{}
	for c, negated := range w.measure.When.Clauses {
		if c.Role != eligibility.Discretion && bestTrue(eligibility.Judge(w.measure, favoured{direct{e, w.day}, c, negated})) {
			turning[c] = direct{e, w.day}.Read(c)
			x.byClause[c]++
			step = step || turning[c].Value == eligibility.Unknown || turning[c].HasGap
		}
	}
	if len(turning) > 0 {
		x.nearBy[ordinal] = turning
	}
	if step {
		x.steps = append(x.steps, ordinal)
	}
	return step
}

func (w *world) compare(x *expected, ordinal uint32, now *eligibility.Finding, e *eligibility.Enterprise) {
	was := eligibility.Evaluate(w.other, e, w.day)
	is, did := now.Verdict == eligibility.Eligible, was.Verdict == eligibility.Eligible
	c := &x.change
	switch {
	case is && !did:
		c.Gains, c.GainSum, c.Gainers = c.Gains+1, c.GainSum+now.Amount, append(c.Gainers, ordinal)
	case did && !is:
		c.Loses, c.LossSum, c.Losers = c.Loses+1, c.LossSum+was.Amount, append(c.Losers, ordinal)
	case !is || !now.HasAmount || !was.HasAmount:
	case now.Amount > was.Amount:
		c.More, c.MoreSum = c.More+1, c.MoreSum+now.Amount-was.Amount
	case now.Amount < was.Amount:
		c.Less, c.LessSum = c.Less+1, c.LessSum+was.Amount-now.Amount
	}
}

func (w *world) require(t *rapid.T, got *bulk.Simulation) {
	x := w.reference()
	for _, v := range eligibility.Verdicts() {
		require.Equal(t, x.counts[v], got.Counts[v], v)
	}
	require.Equal(t, budget.Of([][]int64{x.amounts}), got.Amounts, "%s", w.measure.Source)
	require.Equal(t, got.Amounts.Sum, got.EligibleAmount)
	require.Equal(t, x.unknown, got.AmountUnknown)
	require.Equal(t, len(x.nearBy), got.NearCount, "%s", w.measure.Source)
	for _, n := range got.NearByClause {
		require.Equal(t, x.byClause[n.Clause], n.Thresholds+n.Facts+n.Others)
	}
	require.Len(t, got.Near, min(len(x.nearBy), 3))
	requireNear(t, got.Near, x.nearBy)
	require.Equal(t, len(x.steps), got.NearSteps)
	require.Equal(t, append([]uint32{}, x.steps...), got.Steps.ToArray())
	for i, groups := range got.Groups {
		require.Equal(t, slices.Sorted(maps.Keys(x.groups[i])), names(groups), "sorted, none twice")
		for _, g := range groups {
			require.Equal(t, x.groups[i][g.Group], g)
		}
	}
	x.change.Gainers, x.change.Losers = first(x.change.Gainers), first(x.change.Losers)
	got.Change.Gainers, got.Change.Losers = first(got.Change.Gainers), first(got.Change.Losers)
	require.Equal(t, &x.change, got.Change)
}

// listed is how many gainers and losers are asked for.
const listed = 2

func first(list []uint32) []uint32 { return append([]uint32{}, list[:min(listed, len(list))]...) }

func names(groups []bulk.GroupCount) []string {
	var out []string
	for _, g := range groups {
		out = append(out, g.Group)
	}
	return out
}

func drawWorld(t *rapid.T) *world {
	w := &world{enterprises: map[uint32]*eligibility.Enterprise{}, day: parseDay(t, eligibilitytest.Day(t))}
	measures := eligibilitytest.Measures(t, 2)
	w.measure, w.other = measures[0], measures[1]
	for i, e := range eligibilitytest.Enterprises(t, rapid.IntRange(1, 10).Draw(t, "enterprises")) {
		w.enterprises[spread(i)] = e
	}
	for _, class := range []string{"small", "micro"} {
		m, err := eligibility.DecodeMeasure(fmt.Appendf(nil, `{"id":"s","when":{"id":%q,"fact":"size_class","op":"=","value":%q}}`, class, class), eligibility.DecodeOptions{})
		require.NoError(t, err)
		w.sizes = append(w.sizes, m.When.Clause)
	}
	if rapid.Bool().Draw(t, "limited") {
		w.within = roaring.New()
		for ordinal := range w.enterprises {
			if rapid.Bool().Draw(t, "seen") {
				w.within.Add(ordinal)
			}
		}
	}
	return w
}

func (w *world) options() bulk.SimulateOptions {
	return bulk.SimulateOptions{Near: 3, Within: w.within, Steps: true, Groups: w.groupings(), Against: w.other, Changed: listed, Keep: true}
}

func TestASimulationCountsSumsAndFindsNearMissesLikeTheReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		columns := bulk.NewColumns(nil)
		for ordinal, e := range w.enterprises {
			columns.Set(ordinal, e)
		}
		// The second draft shares clauses with the first, and rows change meanwhile:
		// nothing that was kept may be out of date.
		for range 3 {
			got, err := bulk.Simulate(context.Background(), w.measure, w.day, columns, w.options())
			require.NoError(t, err)
			w.require(t, got)
			w.measure, w.other = w.other, w.measure
			ordinal := rapid.SampledFrom(slices.Sorted(maps.Keys(w.enterprises))).Draw(t, "changed")
			switch rapid.IntRange(0, 4).Draw(t, "how") {
			case 0:
				columns.Remove(ordinal)
				delete(w.enterprises, ordinal)
			case 1:
				w.enterprises[ordinal] = eligibilitytest.Enterprise(t, "again")
				columns.Update(ordinal, w.enterprises[ordinal])
			case 2:
				w.within = nil
			case 3:
				w.day = parseDay(t, eligibilitytest.Day(t))
			}
			if len(w.enterprises) == 0 {
				return
			}
		}
	})
}

func requireNear(t *rapid.T, list []bulk.NearMiss, nearBy map[uint32]map[*eligibility.Clause]*eligibility.Reading) {
	for i, n := range list {
		r := nearBy[n.Ordinal][n.Clause]
		require.NotNil(t, r, "listed for a clause that does not turn it")
		switch n.Kind {
		case bulk.NearFact:
			require.Equal(t, eligibility.Unknown, r.Value)
		case bulk.NearThreshold:
			require.True(t, r.HasGap)
			require.InDelta(t, r.Gap, n.Gap, 0)
		default:
			require.False(t, r.HasGap)
		}
		if i > 0 {
			before := list[i-1]
			require.True(t, before.Kind < n.Kind || before.Kind == n.Kind && before.Relative <= n.Relative, "nearest first")
		}
	}
}

func TestADivisionByZeroHasNoDistanceAndNoStepHelps(t *testing.T) {
	t.Parallel()
	m := measureOf(t, `{"id":"m","when":{"id":"c","expr":{"div":[{"fact":"revenue"},{"fact":"staff"}]},"op":">=","value":5}}`)
	c := bulk.NewColumns(nil)
	for row, figures := range [][2]float64{{10, 0}, {10, 5}, {10, 1}} {
		e := withStaff(figures[1])
		e.Facts = append(e.Facts, eligibility.Fact{Key: "revenue", Value: eligibility.NumberValue(figures[0])})
		c.Set(uint32(row), e)
	}
	got, err := bulk.Simulate(context.Background(), m, parseDay(t, "2026-05-10"), c, bulk.SimulateOptions{Steps: true})
	require.NoError(t, err)
	require.Equal(t, 1, got.Counts[eligibility.Eligible])
	require.Equal(t, 2, got.NearCount)
	require.Equal(t, []uint32{1}, got.Steps.ToArray())
	require.Equal(t, []bulk.NearClause{{Clause: m.When.Clause, Thresholds: 1, Others: 1}}, got.NearByClause)
}
