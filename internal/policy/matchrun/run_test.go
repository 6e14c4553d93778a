package matchrun

import (
	"math"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

func outcomes() (now, before *Outcome) {
	before = &Outcome{
		Universe: roaring.BitmapOf(1, 2, 3, 4, 5, 6), Eligible: roaring.BitmapOf(1, 2), NeedsReview: roaring.BitmapOf(3), NeedFacts: roaring.BitmapOf(4),
		Near: roaring.New(), Amounts: Amounts{Each: []int64{100, NoAmount}},
	}
	now = &Outcome{
		Universe: roaring.BitmapOf(1, 2, 3, 4, 5, 6, 7, 8), Eligible: roaring.BitmapOf(1, 4, 7), NeedsReview: roaring.BitmapOf(3, 5), NeedFacts: roaring.BitmapOf(2),
		Near: roaring.BitmapOf(2), Amounts: Amounts{Each: []int64{100, 0, 50}},
	}
	return now, before
}

func TestTheDifferenceOfTwoRunsNamesWhoChangedAndHow(t *testing.T) {
	t.Parallel()
	now, before := outcomes()
	for change, want := range map[Change][]uint32{
		BecameEligible: {4, 7}, NoLongerEligible: {2}, NewlyMissing: {2}, NewlyReview: {5}, NewlyIneligible: {8},
	} {
		require.Equal(t, want, now.Changed(change, before).ToArray(), change)
	}
	for ordinal, want := range map[uint32]Change{1: "", 2: NoLongerEligible, 3: "", 4: BecameEligible, 5: NewlyReview, 6: "", 7: BecameEligible, 8: NewlyIneligible} {
		require.Equal(t, want, now.ChangeOf(ordinal, before), ordinal)
	}
}

func TestCountsAndTotalsAreThoseOfTheReadersScope(t *testing.T) {
	t.Parallel()
	now, _ := outcomes()
	require.Equal(t, Counts{eligibility.Eligible: 3, eligibility.NeedsReview: 2, eligibility.NeedFacts: 1, eligibility.Ineligible: 2}, now.Counts(nil))
	require.EqualValues(t, 150, now.Total(nil))
	within := roaring.BitmapOf(2, 5, 6, 7)
	require.Equal(t, Counts{eligibility.Eligible: 1, eligibility.NeedsReview: 1, eligibility.NeedFacts: 1, eligibility.Ineligible: 1}, now.Counts(within))
	require.EqualValues(t, 50, now.Total(within))
	require.Equal(t, []uint32{7}, now.Among("eligible", "", nil, within).ToArray())
	require.EqualValues(t, NoAmount, now.Amount(5))
	require.EqualValues(t, 50, now.Amount(7))
}

func TestEveryCountOpensAListOfThatLength(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) *Outcome {
			o := &Outcome{Universe: roaring.New(), Eligible: roaring.New(), NeedsReview: roaring.New(), NeedFacts: roaring.New(), Near: roaring.New()}
			for i, v := range rapid.SliceOfN(rapid.IntRange(0, 4), 0, 60).Draw(t, label) {
				if v == 4 {
					continue
				}
				o.Universe.Add(uint32(i))
				switch eligibility.Verdict(v) {
				case eligibility.Eligible:
					o.Eligible.Add(uint32(i))
				case eligibility.NeedsReview:
					o.NeedsReview.Add(uint32(i))
				case eligibility.NeedFacts:
					o.NeedFacts.Add(uint32(i))
				}
			}
			return o
		}
		now, before := draw("now"), draw("before")
		within := roaring.BitmapOf(rapid.SliceOf(rapid.Uint32Range(0, 60)).Draw(t, "within")...)
		all := int64(0)
		for v, n := range now.Counts(within) {
			require.EqualValues(t, n, now.Among(v.String(), "", before, within).GetCardinality())
			all += n
		}
		require.EqualValues(t, all, now.Among("", "", before, within).GetCardinality())
		for it := now.Universe.Iterator(); it.HasNext(); {
			ordinal := it.Next()
			change := now.ChangeOf(ordinal, before)
			if change != "" {
				require.True(t, now.Changed(change, before).Contains(ordinal))
				continue
			}
			for _, c := range []Change{BecameEligible, NoLongerEligible, NewlyMissing, NewlyReview, NewlyIneligible} {
				require.False(t, now.Changed(c, before).Contains(ordinal), c)
			}
		}
	})
}

func TestAmountsComeBackAsTheyWereStored(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amounts := Amounts{Flat: rapid.Int64Range(NoAmount, eligibility.MaxAmount).Draw(t, "flat")}
		if rapid.Bool().Draw(t, "vary") {
			amounts = Amounts{Each: rapid.SliceOf(rapid.Int64Range(NoAmount, eligibility.MaxAmount)).Draw(t, "each")}
		}
		packed, err := amounts.Pack()
		require.NoError(t, err)
		back, err := UnpackAmounts(packed, uint64(len(amounts.Each)))
		require.NoError(t, err)
		require.Equal(t, amounts, back)
		if amounts.Each != nil {
			_, err = UnpackAmounts(packed, uint64(len(amounts.Each))+1)
			require.Error(t, err)
		}
	})
}

func TestWhatEverybodyGetsAlikeIsOneNumber(t *testing.T) {
	t.Parallel()
	o := &Outcome{Universe: roaring.BitmapOf(1, 2, 3), Eligible: roaring.BitmapOf(1, 3), NeedsReview: roaring.New(), NeedFacts: roaring.New(), Amounts: Amounts{Flat: 500}}
	require.EqualValues(t, 1000, o.Total(nil))
	require.EqualValues(t, 500, o.Total(roaring.BitmapOf(2, 3)))
	require.EqualValues(t, 500, o.Amount(3))
	require.EqualValues(t, NoAmount, o.Amount(2))
	o.Amounts.Flat = NoAmount
	require.Zero(t, o.Total(nil))
	o.Amounts.Flat = math.MaxInt64 - 1
	require.EqualValues(t, int64(math.MaxInt64), o.Total(nil), "a sum does not run over")
}
