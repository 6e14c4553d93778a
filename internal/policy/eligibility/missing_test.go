package eligibility_test

import (
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/eligibilitytest"
)

// bestWith says whether the best case becomes true when every unknown clause
// that rests on nothing missing but the supplied facts favours the enterprise.
func bestWith(n *eligibility.Node, findings map[*eligibility.Clause]eligibility.ClauseFinding, supplied []eligibility.FactKey, favour bool) eligibility.Truth {
	side := map[bool]eligibility.Truth{true: eligibility.True, false: eligibility.False}[favour]
	switch n.Kind {
	case eligibility.LeafNode:
		f := findings[n.Clause]
		if f.Reading == nil {
			return side
		}
		if f.Reading.Value != eligibility.Unknown {
			return f.Reading.Value
		}
		for _, key := range f.Reading.Missing {
			if !slices.Contains(supplied, key) {
				return eligibility.Unknown
			}
		}
		return side
	case eligibility.NotNode:
		return bestWith(n.Children[0], findings, supplied, !favour).Not()
	}
	k := map[eligibility.NodeKind]int{eligibility.AllNode: len(n.Children), eligibility.AnyNode: 1, eligibility.AtLeastNode: n.K}[n.Kind]
	sure, possible := 0, 0
	for _, child := range n.Children {
		switch bestWith(child, findings, supplied, favour) {
		case eligibility.True:
			sure, possible = sure+1, possible+1
		case eligibility.Unknown:
			possible++
		}
	}
	if sure >= k {
		return eligibility.True
	}
	if possible < k {
		return eligibility.False
	}
	return eligibility.Unknown
}

func TestMissingEqualsTheBestOfAllSubsets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := eligibilitytest.Measures(t, 1)[0]
		e := eligibilitytest.Enterprise(t, "E")
		f := eligibility.Evaluate(m, e, day(t, "2026-05-10"))
		findings := map[*eligibility.Clause]eligibility.ClauseFinding{}
		var universe []eligibility.FactKey
		for _, c := range f.Clauses {
			findings[c.Clause] = c
			if c.Reading != nil {
				universe = append(universe, c.Reading.Missing...)
			}
		}
		slices.SortFunc(universe, eligibility.FactKey.Compare)
		universe = slices.Compact(universe)
		require.Equal(t, f.Verdict == eligibility.NeedFacts, bestWith(m.When, findings, nil, true) == eligibility.Unknown)
		if f.Verdict != eligibility.NeedFacts || len(universe) > 14 {
			return
		}
		var best []eligibility.FactKey
		for mask := range 1 << len(universe) {
			if best != nil && bits.OnesCount(uint(mask)) > len(best) {
				continue
			}
			var set []eligibility.FactKey
			for i := range universe {
				if mask>>i&1 == 1 {
					set = append(set, universe[i])
				}
			}
			if bestWith(m.When, findings, set, true) != eligibility.True {
				continue
			}
			if best == nil || len(set) < len(best) || slices.CompareFunc(set, best, eligibility.FactKey.Compare) < 0 {
				best = set
			}
		}
		require.Equal(t, best, f.Missing, "%s", m.Source)
	})
}

func TestANastyConditionStillEndsWithASufficientSet(t *testing.T) {
	t.Parallel()
	// Every pair of 40 facts must have one of the two: a vertex cover of a dense
	// graph, which no structure helps with.
	var pairs []string
	id := 0
	clause := func(k int) string {
		id++
		key := string(rune('a'+k/26)) + string(rune('a'+k%26))
		return `{"id":"c` + strings.Repeat("i", id%7) + string(rune('0'+id%10)) + key + itoa(id) + `","fact":"` + key + `","op":">","value":1}`
	}
	for i := range 40 {
		for j := i + 1; j < 40; j++ {
			if (i*7+j*3)%5 < 3 {
				pairs = append(pairs, `{"any":[`+clause(i)+`,`+clause(j)+`]}`)
			}
		}
	}
	m := measure(t, `{"id":"m","when":{"all":[`+strings.Join(pairs, ",")+`]}}`)
	f := eligibility.Evaluate(m, enterprise(t, `{"uscc":"u"}`), day(t, "2026-05-10"))
	findings := map[*eligibility.Clause]eligibility.ClauseFinding{}
	for _, c := range f.Clauses {
		findings[c.Clause] = c
	}
	require.Equal(t, eligibility.True, bestWith(m.When, findings, f.Missing, true))
	for i := range f.Missing {
		less := slices.Delete(slices.Clone(f.Missing), i, i+1)
		require.NotEqual(t, eligibility.True, bestWith(m.When, findings, less, true))
	}
}

func TestTheFactThatMostClausesShareIsNotTakenWhereItCostsMore(t *testing.T) {
	t.Parallel()
	var parts []string
	for i, pair := range []string{"ab", "ac", "ad", "bp", "bq", "cr", "cs", "dt", "du"} {
		parts = append(parts, `{"any":[{"id":"x`+itoa(i)+`","fact":"`+pair[:1]+`","op":">","value":1},{"id":"y`+itoa(i)+`","fact":"`+pair[1:]+`","op":">","value":1}]}`)
	}
	f := decide(t, `{"all":[`+strings.Join(parts, ",")+`]}`, ``, ``)
	require.Equal(t, []eligibility.FactKey{{Key: "b"}, {Key: "c"}, {Key: "d"}}, f.Missing)
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
