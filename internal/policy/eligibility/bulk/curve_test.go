package bulk_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
	"github.com/yikou/yikou/internal/standard/civil"
)

// operandsOf draws thresholds for a clause, some of them twice.
func operandsOf(t *rapid.T, c *eligibility.Clause) []bulk.Operand {
	n := rapid.IntRange(1, 8).Draw(t, "points")
	out := make([]bulk.Operand, n)
	for i := range out {
		switch {
		case c.Op == eligibility.OlderThan || c.Op == eligibility.YoungerThan:
			span, err := civil.ParsePeriod(rapid.SampledFrom([]string{"P0D", "P1M", "P1Y", "P180D", "P4Y", "P2Y"}).Draw(t, "span"))
			require.NoError(t, err)
			out[i] = bulk.Operand{Span: span}
		case c.Domain == eligibility.OfDate:
			out[i] = bulk.Operand{Value: eligibility.TextValue(rapid.SampledFrom([]string{"2020-02-29", "2023-05-10", "2026-05-11", "2024-03-31"}).Draw(t, "date"))}
		default:
			out[i] = bulk.Operand{Value: eligibility.NumberValue(rapid.SampledFrom([]float64{-3, 0, 0.05, 1, 2, 2.5, 7, 49, 50, 300, 3e6, 1e7}).Draw(t, "number"))}
		}
	}
	return out
}

func TestACurveIsASimulationForEachOfItsPoints(t *testing.T) {
	t.Parallel()
	moved := 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		columns := bulk.NewColumns(nil)
		for ordinal, e := range w.enterprises {
			columns.Set(ordinal, e)
		}
		var movable []*eligibility.Clause
		for c := range w.measure.Clauses {
			if bulk.HasThreshold(c) {
				movable = append(movable, c)
			}
		}
		if len(movable) == 0 {
			return
		}
		moved++
		clause := rapid.SampledFrom(movable).Draw(t, "clause")
		operands := operandsOf(t, clause)
		points, err := bulk.Curve(context.Background(), w.measure, clause, operands, w.day, columns, w.within, 0)
		require.NoError(t, err)
		require.Len(t, points, len(operands))
		was := *clause
		for i, o := range operands {
			clause.Values, clause.Span = []eligibility.Value{o.Value}, o.Span
			sim, err := bulk.Simulate(context.Background(), w.measure, w.day, columns, bulk.SimulateOptions{Within: w.within})
			require.NoError(t, err)
			require.Equal(t, bulk.Point{Eligible: sim.Counts[eligibility.Eligible], Amount: sim.EligibleAmount}, points[i], "%s with %v of %s", was.ID, o, w.measure.Source)
		}
		*clause = was
	})
	require.Positive(t, moved)
}

func TestOnlyAClauseWithOneThresholdCanBeMoved(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		for c := range eligibilitytest.Measures(t, 1)[0].Clauses {
			one := len(c.Values) == 1 && (c.Values[0].Kind == eligibility.Number || c.Domain == eligibility.OfDate) || c.Op == eligibility.OlderThan || c.Op == eligibility.YoungerThan
			equality := slices.Contains([]eligibility.Op{eligibility.Equal, eligibility.NotEqual, eligibility.In}, c.Op)
			require.Equal(t, one && !equality, bulk.HasThreshold(c), "%s", c.Op)
		}
	})
}
