package main

import (
	"context"
	"fmt"
	"time"
)

// Peer is another engine.
type Peer interface {
	// Run does as much of the work as the budget allows, at least something, and
	// says what it did. A budget of 0 has no end.
	Run(ctx context.Context, w *Work, budget time.Duration) (*Outcome, []Counts, error)
}

// Outcome is what one engine did and how long it took. It travels from the
// peer's process as JSON.
type Outcome struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Version string `json:"version"`
	// Enterprises and Measures are the part that was run, Of… the whole.
	Enterprises   int `json:"enterprises"`
	Measures      int `json:"measures"`
	OfEnterprises int `json:"of_enterprises"`
	OfMeasures    int `json:"of_measures"`
	// LoadSeconds is bringing the registry into the engine's own form,
	// CompileSeconds the measures; Seconds is deciding alone.
	LoadSeconds    float64 `json:"load_seconds"`
	CompileSeconds float64 `json:"compile_seconds"`
	Seconds        float64 `json:"seconds"`
	// PeakBytes is the most memory of the process, Memory says what it is where
	// the engine is a server.
	PeakBytes int64  `json:"peak_bytes"`
	Memory    string `json:"memory"`
	// Unknown says that need_facts was counted as well as eligible.
	Unknown bool `json:"unknown"`
	// Settings says how the engine was run.
	Settings string `json:"settings"`
	// YikouSeconds is the product's engine on the same part, in the same process.
	YikouSeconds float64 `json:"yikou_seconds"`
}

// Pairs is how many (enterprise, measure) were decided.
func (o *Outcome) Pairs() float64 { return float64(o.Enterprises) * float64(o.Measures) }

// Whole says that all of the work was run.
func (o *Outcome) Whole() bool {
	return o.Enterprises == o.OfEnterprises && o.Measures == o.OfMeasures
}

// peers are the engines that can be run, in the order of the report.
func peers(postgres string) []namedPeer {
	return []namedPeer{
		{"yikou", "Yikou", self{}},
		{"duckdb", "DuckDB, every row", duckDB{projected}},
		{"duckdb-filtered", "DuckDB, filters first", duckDB{filtered}},
		{"duckdb-kept", "DuckDB, results kept", duckDB{kept}},
		{"postgres", "PostgreSQL, every row", postgreSQL{postgres, projected}},
		{"postgres-filtered", "PostgreSQL, filters first", postgreSQL{postgres, filtered}},
		{"postgres-kept", "PostgreSQL, results kept", postgreSQL{postgres, kept}},
		{"cel", "cel-go", rowPeer{compileCEL}},
		{"cel-unknowns", "cel-go with unknowns", rowPeer{compileCELUnknowns}},
		{"expr", "expr", rowPeer{compileExpr}},
		{"grule", "Grule", rowPeer{compileGrule}},
	}
}

type namedPeer struct {
	name, title string
	Peer
}

// runPeer runs one engine, then the product's on the same part, and compares.
func runPeer(ctx context.Context, p namedPeer, w *Work, budget time.Duration) (*Outcome, error) {
	outcome, counts, err := p.Run(ctx, w, budget)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	outcome.Name, outcome.Title = p.name, p.title
	outcome.OfEnterprises, outcome.OfMeasures = w.Enterprises, len(w.Flat)
	outcome.PeakBytes = peakMemory()
	if p.name == "yikou" {
		outcome.YikouSeconds = outcome.Seconds
		return outcome, nil
	}
	freeMemory()
	ours, seconds, _, err := w.ours(ctx, outcome.Enterprises, outcome.Measures)
	if err != nil {
		return nil, err
	}
	outcome.YikouSeconds = seconds
	return outcome, w.compare(p.name, counts, ours)
}

// self is the product's engine on the work of the peers.
type self struct{}

// Run does all of the work, whatever the budget.
func (self) Run(ctx context.Context, w *Work, _ time.Duration) (*Outcome, []Counts, error) {
	counts, seconds, load, err := w.ours(ctx, w.Enterprises, len(w.Flat))
	return &Outcome{
		Enterprises: w.Enterprises, Measures: len(w.Flat),
		LoadSeconds: load, Seconds: seconds, Unknown: true,
		Settings: "median of five runs; the load includes making the registry up and compiling",
	}, counts, err
}
