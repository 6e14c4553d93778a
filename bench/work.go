package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
)

// Work is what every engine is given: a registry as columns, and the measures
// that can be said in every engine's language.
type Work struct {
	Seed        uint64
	Enterprises int
	// Measures is how many measures the world has; Flat are those that are plain
	// conjunctions, shuffled, so that any first part of them is a fair sample.
	Measures int
	Flat     []*eligibility.Measure
	Columns  []benchmatch.Column
}

// NewWork makes the work of a seed up.
func NewWork(seed uint64, enterprises, measures int) (*Work, error) {
	world := benchmatch.NewWorld(seed, enterprises, measures)
	all, err := world.DecodedMeasures()
	if err != nil {
		return nil, err
	}
	w := &Work{Seed: seed, Enterprises: enterprises, Measures: measures, Columns: world.Schema()}
	for _, m := range all {
		if _, err := benchmatch.Condition(m, benchmatch.SQL); err == nil {
			w.Flat = append(w.Flat, m)
		}
	}
	shuffle := rand.New(rand.NewPCG(seed, 1))
	shuffle.Shuffle(len(w.Flat), func(i, j int) { w.Flat[i], w.Flat[j] = w.Flat[j], w.Flat[i] })
	return w, nil
}

// conditions writes the first n flat measures in a dialect.
func (w *Work) conditions(n int, d benchmatch.Dialect) ([]string, error) {
	out := make([]string, n)
	for i, m := range w.Flat[:n] {
		text, err := benchmatch.Condition(m, d)
		if err != nil {
			return nil, fmt.Errorf("measure %s in %s: %w", m.ID, d, err)
		}
		out[i] = text
	}
	return out, nil
}

// clauses writes each clause of a flat measure in SQL.
func clauses(m *eligibility.Measure) ([]string, error) {
	out := make([]string, len(m.When.Children))
	for i, n := range m.When.Children {
		alone := eligibility.Measure{When: &eligibility.Node{Kind: eligibility.AllNode, Children: []*eligibility.Node{n}}}
		text, err := benchmatch.Condition(&alone, benchmatch.SQL)
		if err != nil {
			return nil, fmt.Errorf("clause %d of measure %s: %w", i+1, m.ID, err)
		}
		out[i] = text
	}
	return out, nil
}

// writeCSV writes the registry to a temporary file, which the caller removes.
func (w *Work) writeCSV() (name string, err error) {
	file, err := os.CreateTemp("", "yikou-bench-*.csv")
	if err != nil {
		return "", err
	}
	// A database server may run as somebody else.
	err = file.Chmod(0o644)
	if err == nil {
		err = benchmatch.NewWorld(w.Seed, w.Enterprises, 1).WriteCSV(file)
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return "", err
	}
	return file.Name(), nil
}

// streamCSV writes the registry to a pipe. Closing the reader ends it.
func (w *Work) streamCSV() io.ReadCloser {
	out, in := io.Pipe()
	go func() {
		in.CloseWithError(benchmatch.NewWorld(w.Seed, w.Enterprises, 1).WriteCSV(in))
	}()
	return out
}

// Counts is what one measure came to. NeedFacts is -1 where an engine cannot
// tell unknown from false.
type Counts struct {
	Eligible, NeedFacts int
}

// ours runs the product's engine over the first enterprises and flat measures.
// It returns the counts, the seconds of the median of five runs and the seconds
// taken to load.
func (w *Work) ours(ctx context.Context, enterprises, measures int) (counts []Counts, seconds, load float64, err error) {
	watch := startWatch()
	columns := bulk.Build(benchmatch.NewWorld(w.Seed, enterprises, 1).All(), nil)
	program := bulk.Compile(w.Flat[:measures], benchmatch.AsOf())
	load = watch.seconds()
	var times []float64
	var results *bulk.Results
	for range 5 {
		results = nil
		freeMemory()
		watch := startWatch()
		if results, err = program.Run(ctx, columns, bulk.RunOptions{}); err != nil {
			return nil, 0, 0, err
		}
		times = append(times, watch.seconds())
	}
	slices.Sort(times)
	counts = make([]Counts, measures)
	for i := range counts {
		counts[i] = Counts{results.Count(i, eligibility.Eligible), results.Count(i, eligibility.NeedFacts)}
	}
	return counts, times[len(times)/2], load, nil
}

// compare fails at the first measure on which a peer and the engine differ.
func (w *Work) compare(peer string, theirs, ours []Counts) error {
	for i, want := range ours {
		got := theirs[i]
		if got.NeedFacts < 0 {
			want.NeedFacts = got.NeedFacts
		}
		if got != want {
			text, _ := benchmatch.Condition(w.Flat[i], benchmatch.SQL)
			return fmt.Errorf("%s disagrees on measure %s: %+v, the engine says %+v\n%s", peer, w.Flat[i].ID, got, want, text)
		}
	}
	return nil
}
