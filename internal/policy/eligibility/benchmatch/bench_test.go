package benchmatch_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
)

func run(t *testing.T, seed uint64, workers int) *benchmatch.Report {
	t.Helper()
	// A clock of the test's own: what is asserted does not depend on speed.
	tick := time.Time{}
	now := func() time.Time { tick = tick.Add(time.Millisecond); return tick }
	r, err := benchmatch.Run(context.Background(), benchmatch.Options{
		Enterprises: 3000, Measures: 60, Seed: seed, Workers: workers, Now: now, Samples: 3,
	})
	require.NoError(t, err)
	return r
}

func TestTheSameSeedGivesTheSameTotalsOnAnyNumberOfCores(t *testing.T) {
	t.Parallel()
	one, two, other := run(t, 5, 1), run(t, 5, 2), run(t, 6, 2)
	require.Equal(t, one.Totals, two.Totals)
	require.NotEqual(t, one.Totals, other.Totals)
	total := 0
	for v, n := range one.Totals {
		require.Positive(t, n, v)
		total += n
	}
	require.Equal(t, 3000*60, total)
	require.Equal(t, 3, one.SingleMS.Samples)
	require.InDelta(t, 1, one.DraftMS.P95, 0.001)
}

func TestTheFullWorldMakesMoreThanTwoThousandDistinctTests(t *testing.T) {
	t.Parallel()
	w := benchmatch.NewWorld(1, 1, benchmatch.FullMeasures)
	measures, err := w.DecodedMeasures()
	require.NoError(t, err)
	require.GreaterOrEqual(t, bulk.Compile(measures, benchmatch.AsOf()).Predicates(), 2164)
}

func TestTheMadeUpRegistryAgreesWithTheReference(t *testing.T) {
	t.Parallel()
	w := benchmatch.NewWorld(9, 300, 80)
	measures, err := w.DecodedMeasures()
	require.NoError(t, err)
	p := bulk.Compile(measures, benchmatch.AsOf())
	results, err := p.Run(context.Background(), bulk.Build(w.All(), nil), bulk.RunOptions{})
	require.NoError(t, err)
	for i, e := range w.All() {
		for m := range measures {
			got, _ := results.Verdict(m, i)
			require.Equal(t, eligibility.Evaluate(measures[m], e, benchmatch.AsOf()).Verdict, got)
		}
	}
}

func TestAnExportedEnterpriseReadsBackAsItWas(t *testing.T) {
	t.Parallel()
	w := benchmatch.NewWorld(3, 50, 1)
	var out bytes.Buffer
	require.NoError(t, w.WriteJSONL(&out))
	lines := bufio.NewScanner(&out)
	for _, e := range w.All() {
		require.True(t, lines.Scan())
		got, err := eligibility.DecodeEnterprise(lines.Bytes())
		require.NoError(t, err)
		require.Equal(t, e.Facts, got.Facts)
		require.ElementsMatch(t, e.Closed, got.Closed)
	}
}

func TestTheExportedColumnsHoldWhatTheFlatMeasuresRead(t *testing.T) {
	t.Parallel()
	w := benchmatch.NewWorld(3, 40, 300)
	var out bytes.Buffer
	require.NoError(t, w.WriteCSV(&out))
	rows, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 41)
	names := map[string]bool{}
	for _, name := range rows[0] {
		names[name] = true
	}
	measures, err := w.DecodedMeasures()
	require.NoError(t, err)
	flat := 0
	for _, m := range measures {
		for _, d := range []benchmatch.Dialect{benchmatch.SQL, benchmatch.CEL, benchmatch.Expr} {
			text, err := benchmatch.Condition(m, d)
			if err != nil {
				require.ErrorIs(t, err, benchmatch.ErrNotFlat)
				continue
			}
			flat++
			for _, word := range strings.FieldsFunc(text, func(r rune) bool {
				return !(r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
			}) {
				known := names[word] || word[0] >= '0' && word[0] <= '9' || strings.Contains("null true false tarts ith starts large medium small micro", word)
				require.True(t, known, "%s in %s", word, text)
			}
		}
	}
	require.Greater(t, flat, 300)
}

func TestEveryFactOfAShareIsAskedForBeforeItIsUsed(t *testing.T) {
	t.Parallel()
	list, err := eligibility.DecodeMeasures(strings.NewReader(`[{"id":"m","title":"t","delivery":"claim","when":{"all":[
		{"id":"c","expr":{"div":[{"fact":"rd_staff","period":"Y-1"},{"fact":"staff","period":"Y-1"}]},"op":">=","value":0.3,"quote":"q"}]}}]`),
		eligibility.DecodeOptions{})
	require.NoError(t, err)
	text, err := benchmatch.Condition(&list[0], benchmatch.CEL)
	require.NoError(t, err)
	require.Equal(t, "(rd_staff_2025 != null && staff_2025 != null && ((rd_staff_2025 / staff_2025) >= 0.3))", text)
}
