package bulk_test

import (
	"context"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
)

func measureOf(t *testing.T, json string) *eligibility.Measure {
	m, err := eligibility.DecodeMeasure([]byte(json), eligibility.DecodeOptions{})
	require.NoError(t, err)
	return m
}

func withStaff(n float64) *eligibility.Enterprise {
	return &eligibility.Enterprise{USCC: "u", Facts: []eligibility.Fact{{Key: "staff", Value: eligibility.NumberValue(n)}}}
}

func TestResultsOfEveryDensityArePackedWithoutLosingARow(t *testing.T) {
	t.Parallel()
	// Blocks of 2,048 and containers of 65,536 rows are stored as lists where few
	// rows are in them and as bits where many are, in every combination.
	const rows = 150_000
	in := map[string]func(row int) bool{
		"few":                     func(row int) bool { return row%5000 == 3 },
		"some in every block":     func(row int) bool { return row%40 == 0 },
		"one dense block":         func(row int) bool { return row/2048 == 5 },
		"dense and sparse blocks": func(row int) bool { return row/2048 == 9 || row/2048 == 40 || row%30 == 7 },
		"nearly all":              func(row int) bool { return row%1000 != 0 },
		"all":                     func(int) bool { return true },
		"only the last":           func(row int) bool { return row == rows-1 },
	}
	m := measureOf(t, `{"id":"m","when":{"id":"c","fact":"staff","op":"=","value":1}}`)
	for name, is := range in {
		c := bulk.NewColumns(nil)
		want := roaring.New()
		for row := range rows {
			n := 0.0
			if is(row) {
				n = 1
				want.Add(uint32(row))
			}
			c.Set(uint32(row), withStaff(n))
		}
		p := bulk.Compile([]*eligibility.Measure{m}, parseDay(t, "2026-05-10"))
		results := run(t, p, c)
		require.True(t, want.Equals(results.Bitmap(0, eligibility.Eligible)), name)
		rest := roaring.New()
		rest.AddRange(0, rows)
		rest.AndNot(want)
		require.True(t, rest.Equals(results.Bitmap(0, eligibility.Ineligible)), name)
		require.NoError(t, results.Bitmap(0, eligibility.Eligible).Validate())
	}
}

func TestABonusIsAddedUpInASimulation(t *testing.T) {
	t.Parallel()
	m := measureOf(t, `{"id":"m","when":{"id":"c","fact":"staff","op":">","value":1},"benefit":{"rate":{"of":{"fact":"staff"},"rate":0.5}},
		"bonus":[{"when":{"id":"b","fact":"staff","op":">","value":5},"benefit":{"fixed":"100.00"}},
		         {"when":{"id":"d","fact":"revenue","op":">","value":5},"benefit":{"fixed":"900.00"}}]}`)
	c := bulk.NewColumns(nil)
	for row, staff := range []float64{1, 3, 7, 9} {
		c.Set(uint32(row), withStaff(staff))
	}
	got, err := bulk.Simulate(context.Background(), m, parseDay(t, "2026-05-10"), c, bulk.SimulateOptions{Near: 5})
	require.NoError(t, err)
	require.Equal(t, int64(150+350+10_000+450+10_000), got.EligibleAmount)
	require.Len(t, got.Near, 1)
	require.Equal(t, bulk.NearMiss{Ordinal: 0, Clause: m.When.Clause, Kind: bulk.NearThreshold}, got.Near[0], "1 is at the threshold but not above it")
}

func TestATextSeenForTheFirstTimeAfterARunIsMatchedInTheNext(t *testing.T) {
	t.Parallel()
	m := measureOf(t, `{"id":"m","when":{"id":"c","fact":"industry","op":"under","value":"I65"}}`)
	p := bulk.Compile([]*eligibility.Measure{m}, parseDay(t, "2026-05-10"))
	of := func(code string) *eligibility.Enterprise {
		return &eligibility.Enterprise{USCC: "u", Facts: []eligibility.Fact{{Key: "industry", Value: eligibility.TextValue(code)}}}
	}
	c := bulk.NewColumns(nil)
	c.Set(0, of("C3511"))
	results := run(t, p, c)
	require.Equal(t, 0, results.Count(0, eligibility.Eligible))
	changed := c.Update(0, of("I6513"))
	require.Equal(t, []string{"industry"}, changed)
	require.Equal(t, []bulk.Change{{Measure: 0, Known: true, Before: eligibility.Ineligible, After: eligibility.Eligible}}, results.Refresh(0, of("I6513"), changed))
	require.Equal(t, 1, run(t, p, c).Count(0, eligibility.Eligible))
	require.Empty(t, c.Update(0, of("I6513")), "the same facts change nothing")
}

func TestACancelledRunSaysSo(t *testing.T) {
	t.Parallel()
	c := bulk.NewColumns(nil)
	c.Set(0, withStaff(1))
	p := bulk.Compile([]*eligibility.Measure{measureOf(t, `{"id":"m","when":{"id":"c","fact":"staff","op":"=","value":1}}`)}, parseDay(t, "2026-05-10"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := p.Run(ctx, c, bulk.RunOptions{})
	require.ErrorIs(t, err, context.Canceled)
}
