package budget_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility/bulk/budget"
)

func TestADistributionIsThatOfTheSortedAmounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.OneOf(
			rapid.Int64Range(0, 300), rapid.Int64Range(0, 10_000_000_00), rapid.Int64Range(99_000_00, 101_000_00),
			rapid.SampledFrom([]int64{0, 1, 63, 64, 127, 128, 50_000_00, 100_000_00, 99_999_999_999_999_999}),
		)
		parts := rapid.SliceOfN(rapid.SliceOfN(amount, 0, 60), 0, 4).Draw(t, "parts")
		all := slices.Sorted(slices.Values(slices.Concat(parts...)))
		got := budget.Of(parts)
		require.Equal(t, len(all), got.Count)
		if len(all) == 0 {
			require.Equal(t, budget.Distribution{}, got)
			return
		}
		sum := int64(0)
		for _, fen := range all {
			sum = budget.Add(sum, fen)
		}
		require.Equal(t, sum, got.Sum)
		require.Equal(t, []int64{all[0], all[len(all)-1]}, []int64{got.Min, got.Max})
		for percent, quantile := range map[int]int64{25: got.P25, 50: got.P50, 75: got.P75, 90: got.P90} {
			notAbove := 0
			for _, fen := range all {
				if fen <= quantile {
					notAbove++
				}
			}
			require.GreaterOrEqual(t, notAbove*100, percent*len(all))
			at, _ := slices.BinarySearch(all, quantile)
			require.Less(t, at*100, percent*len(all), "a smaller amount would not do")
			require.Equal(t, quantile, all[at])
		}
		require.LessOrEqual(t, len(got.Bars), 12)
		require.LessOrEqual(t, got.Bars[0].From, all[0])
		require.Greater(t, got.Bars[len(got.Bars)-1].To, all[len(all)-1])
		for i, bar := range got.Bars {
			require.Zero(t, bar.From%100, "limits are whole yuan")
			require.Less(t, bar.From, bar.To)
			if i > 0 {
				require.Equal(t, got.Bars[i-1].To, bar.From)
			}
			n, sum := 0, int64(0)
			for _, fen := range all {
				if fen >= bar.From && fen < bar.To {
					n, sum = n+1, budget.Add(sum, fen)
				}
			}
			require.Equal(t, n, bar.Count)
			require.Equal(t, sum, bar.Sum)
		}
	})
}

func TestLimitsAreRoundAndFewAmountsAllAlikeMakeOneBar(t *testing.T) {
	t.Parallel()
	require.Equal(t, []budget.Bar{{From: 50_000_00, To: 50_001_00, Count: 3, Sum: 150_000_00}}, budget.Same(50_000_00, 3).Bars)
	require.Equal(t, budget.Of([][]int64{{50_000_00, 50_000_00}, {50_000_00}}), budget.Same(50_000_00, 3))
	require.Equal(t, budget.Distribution{}, budget.Same(5, 0))
	d := budget.Of([][]int64{{0, 30_00, 900_00, 40_000_00, 1_000_000_00}})
	require.EqualValues(t, 2_000_000_00, d.Bars[len(d.Bars)-1].To)
	require.EqualValues(t, 0, d.Bars[0].From)
	require.Equal(t, []int64{900_00, 40_000_00, 1_000_000_00}, []int64{d.P50, d.P75, d.P90})
}
