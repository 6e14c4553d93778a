package main

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

func TestEveryEngineCountsWhatOursCounts(t *testing.T) {
	t.Parallel()
	w, err := NewWork(3, 2000, 60)
	require.NoError(t, err)
	require.Greater(t, len(w.Flat), 20)
	for _, p := range peers(os.Getenv("YIKOU_TEST_POSTGRES")) {
		t.Run(p.name, func(t *testing.T) {
			if strings.HasPrefix(p.name, "postgres") && os.Getenv("YIKOU_TEST_POSTGRES") == "" {
				t.Skip("SKIPPED: YIKOU_TEST_POSTGRES is not set")
			}
			o, err := runPeer(context.Background(), p, w, 0)
			require.NoError(t, err)
			require.True(t, o.Whole(), "without a budget all of the work is run")
			require.Positive(t, o.Seconds)
		})
	}
}

func TestABudgetLeavesWorkUndoneAndSaysSo(t *testing.T) {
	t.Parallel()
	w, err := NewWork(3, 20_000, 40)
	require.NoError(t, err)
	o, err := runPeer(context.Background(), namedPeer{"cel", "cel-go", rowPeer{compileCEL}}, w, time.Nanosecond)
	require.NoError(t, err)
	require.Less(t, o.Enterprises, 20_000)
	require.Equal(t, 20_000, o.OfEnterprises)
	require.False(t, o.Whole())
}

func TestAWrongCountOfAPeerFailsTheRun(t *testing.T) {
	t.Parallel()
	w, err := NewWork(3, 500, 40)
	require.NoError(t, err)
	ours, _, _, err := w.ours(context.Background(), 500, len(w.Flat))
	require.NoError(t, err)
	theirs := append([]Counts(nil), ours...)
	require.NoError(t, w.compare("peer", theirs, ours))
	theirs[7].NeedFacts = -1
	require.NoError(t, w.compare("peer", theirs, ours), "an engine that cannot tell unknown from false")
	theirs[7].NeedFacts = ours[7].NeedFacts + 1
	require.ErrorContains(t, w.compare("peer", theirs, ours), w.Flat[7].ID)
	theirs[7] = Counts{ours[7].Eligible - 1, -1}
	require.Error(t, w.compare("peer", theirs, ours))
}

func TestTheReportFillsEveryPartOfTheDocumentAndNothingElse(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("../docs/benchmarks.md")
	require.NoError(t, err)
	own := &Outcome{Name: "yikou", Title: "Yikou", Enterprises: 10, Measures: 5, OfEnterprises: 10, OfMeasures: 5, Seconds: 0.5, YikouSeconds: 0.5, Unknown: true}
	r := &report{
		options: &options{enterprises: 10, measures: 6, complete: "duckdb", date: "2031-02-03"},
		Match:   &benchmatch.Report{Enterprises: 10, Measures: 6, MatchSeconds: 1.25, MatchRuns: []float64{1.25}},
		Own:     own,
		Peers: []*Outcome{own, {Name: "duckdb", Title: "DuckDB", Enterprises: 10, Measures: 2, OfEnterprises: 10, OfMeasures: 5,
			Seconds: 100, YikouSeconds: 0.25}},
		Imports:  []Import{{"SQLite", 1000, 0.04, 0.02}, {"PostgreSQL", 1000, 0.2, 0.1}},
		Searches: []Search{{"SQLite", 1, 51, 60, 100}},
	}
	once, err := r.fill(string(document))
	require.NoError(t, err)
	require.Contains(t, once, "| 10 × 2 | 100 s |")
	require.Contains(t, once, "**400 ×**", "both times were measured")
	require.Contains(t, once, "250 s (computed)", "the rest is computed and said to be")
	require.Contains(t, once, "| 1.25 s | **no** |")
	require.Contains(t, once, "| 25,000 rows/s | yes |")
	require.Contains(t, once, "| 5,000 rows/s | **no** |")
	require.Contains(t, once, "| 51.0 ms | **no** |")
	require.Contains(t, once, "2031-02-03")
	twice, err := r.fill(once)
	require.NoError(t, err)
	require.Equal(t, once, twice)
	_, err = r.fill(strings.Replace(string(document), "<!-- end peers -->", "", 1))
	require.ErrorContains(t, err, "peers")
}

func TestTheOutputOfTheSearchBenchmarkIsRead(t *testing.T) {
	t.Parallel()
	got, err := parseSearches([]byte("goos: linux\n" +
		"BenchmarkSearch100k/sqlite-2 \t 400\t 9000000 ns/op\t 41000 documents/s\t 12.0 ms/change\t 8.25 ms/p50\t 21.5 ms/p95\t 30.0 ms/p99\n" +
		"BenchmarkSearch100k/postgres \t 400\t 9000000 ns/op\t 21000 documents/s\t 9.5 ms/p50\t 25.0 ms/p95\t 31.0 ms/p99\nPASS\n"))
	require.NoError(t, err)
	require.Equal(t, []Search{{"SQLite", 8.25, 21.5, 30, 41000}, {"PostgreSQL", 9.5, 25, 31, 21000}}, got)
}

func TestAnotherDatabaseOfTheSameServerIsNamed(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"postgres://u@h:1/postgres":                 "postgres://u@h:1/x",
		"postgres:///postgres?host=/tmp/a&user=pat": "postgres:///x?host=/tmp/a&user=pat",
		"postgres://u@h":                            "postgres://u@h/x",
	} {
		got, err := databaseURL(from, "x")
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}
