package simulation

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
)

func TestThresholdsAreFewRisingAndHoldThePresentOne(t *testing.T) {
	t.Parallel()
	moved := 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, MaxPoints).Draw(t, "points")
		for _, m := range MovableOf(eligibilitytest.Measures(t, 1)[0]) {
			got, err := thresholdsOf(m.Clause, "", "", n)
			require.NoError(t, err)
			require.GreaterOrEqual(t, len(got), 2)
			require.LessOrEqual(t, len(got), n)
			s := scaleOf(m.Clause)
			last, present := 0.0, 0
			for i, threshold := range got {
				place, ok := s.read(threshold.Text)
				require.True(t, ok)
				if i > 0 {
					require.Greater(t, place, last)
				}
				last = place
				if threshold.present(m.Clause) {
					present++
					require.Equal(t, m.Present.Text, threshold.Text)
				}
			}
			if n > 2 {
				require.Equal(t, 1, present, "%v", got)
			}
			// What is offered as a range can be asked for.
			again, err := thresholdsOf(m.Clause, m.From.Text, m.To.Text, n)
			require.NoError(t, err)
			require.Equal(t, got, again)
			moved++
		}
	})
	require.Positive(t, moved)
}

func TestStepsAreRound(t *testing.T) {
	t.Parallel()
	m, err := eligibility.DecodeMeasure([]byte(`{"id":"m","when":{"all":[{"id":"a","fact":"revenue","op":">=","value":5000000},{"id":"b","expr":{"div":[{"fact":"rd_expense"},{"fact":"revenue"}]},"op":">=","value":0.03},
		{"id":"c","fact":"registered","op":"older_than","value":"P1Y6M"},{"id":"d","fact":"registered","op":"<=","value":"2025-12-31"}]}}`), eligibility.DecodeOptions{})
	require.NoError(t, err)
	texts := func(clause int, from, to string, n int) []string {
		var out []string
		got, err := thresholdsOf(m.When.Children[clause].Clause, from, to, n)
		require.NoError(t, err)
		for _, threshold := range got {
			out = append(out, threshold.Text)
		}
		return out
	}
	require.Equal(t, []string{"0", "2500000", "5000000", "7500000", "10000000"}, texts(0, "", "", 5))
	require.Equal(t, []string{"0", "0.01", "0.02", "0.03", "0.04", "0.05", "0.06"}, texts(1, "", "", 7))
	require.Equal(t, []string{"12", "18", "20"}, texts(2, "12", "20", 4), "months")
	require.True(t, slices.Contains(texts(3, "2025-01-01", "2027-01-01", 9), "2025-12-31"))
}
