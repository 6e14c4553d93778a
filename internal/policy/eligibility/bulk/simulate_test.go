package bulk_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
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

func TestASimulationCountsSumsAndFindsNearMissesLikeTheReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := eligibilitytest.Measures(t, 1)[0]
		enterprises := eligibilitytest.Enterprises(t, rapid.IntRange(1, 10).Draw(t, "enterprises"))
		day := parseDay(t, eligibilitytest.Day(t))
		got, err := bulk.Simulate(context.Background(), m, day, build(enterprises), bulk.SimulateOptions{Near: 3})
		require.NoError(t, err)

		counts := map[eligibility.Verdict]int{}
		amount, unknown, near := int64(0), 0, 0
		byClause := map[*eligibility.Clause]int{}
		nearBy := map[uint32]map[*eligibility.Clause]*eligibility.Reading{}
		for i, e := range enterprises {
			f := eligibility.Evaluate(m, e, day)
			counts[f.Verdict]++
			if f.Verdict == eligibility.Eligible && f.HasAmount {
				amount += f.Amount
			} else if f.Verdict == eligibility.Eligible {
				unknown++
			}
			if bestTrue(f.Verdict) {
				continue
			}
			turning := map[*eligibility.Clause]*eligibility.Reading{}
			for c, negated := range m.When.Clauses {
				if c.Role != eligibility.Discretion && bestTrue(eligibility.Judge(m, favoured{direct{e, day}, c, negated})) {
					turning[c] = direct{e, day}.Read(c)
					byClause[c]++
				}
			}
			if len(turning) > 0 {
				near++
				nearBy[spread(i)] = turning
			}
		}
		for _, v := range eligibility.Verdicts() {
			require.Equal(t, counts[v], got.Counts[v], v)
		}
		require.Equal(t, amount, got.EligibleAmount, "%s", m.Source)
		require.Equal(t, unknown, got.AmountUnknown)
		require.Equal(t, near, got.NearCount, "%s", m.Source)
		for _, n := range got.NearByClause {
			require.Equal(t, byClause[n.Clause], n.Thresholds+n.Facts+n.Others)
		}
		require.Len(t, got.Near, min(near, 3))
		requireNear(t, got.Near, nearBy)
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
