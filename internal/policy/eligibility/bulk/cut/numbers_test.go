package cut_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility/bulk/cut"
)

func TestANumberFallsIntoTheBinOfTheThresholdsItHasReached(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		near := rapid.OneOf(rapid.Float64Range(1, 4000), rapid.SampledFrom([]float64{1, 1.5, 2, 3, 100, 1000}))
		wide := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, -1, 1e308, -1e-300, math.MaxFloat64}))
		value := near
		if rapid.Bool().Draw(t, "wide") {
			value = wide
		}
		cuts := rapid.SliceOfN(value, 1, 40).Draw(t, "cuts")
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		th := cut.NewThresholds(cuts)
		var nums [2048]float64
		var bins [2048]uint16
		for i := range nums {
			nums[i] = math.NaN()
		}
		tries := rapid.SliceOfN(rapid.OneOf(value, wide, rapid.SampledFrom(cuts)), 1, 60).Draw(t, "numbers")
		copy(nums[:], tries)
		th.Bins(&nums, &bins)
		for i, v := range tries {
			want := 0
			for _, cut := range cuts {
				if cut <= v {
					want++
				}
			}
			require.Equal(t, want, th.Reached(v), "%v among %v", v, cuts)
			require.Equal(t, uint16(cut.First+want), bins[i], "%v among %v", v, cuts)
		}
		require.Equal(t, uint16(cut.Unknown), bins[2047])
	})
}
