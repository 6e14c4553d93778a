package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"runtime"
	"time"

	// Registers the driver "duckdb".
	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// duckDB is the columnar database, in memory, on all cores.
type duckDB struct{}

// Run loads the whole registry and counts measure after measure.
func (duckDB) Run(ctx context.Context, w *Work, budget time.Duration) (*Outcome, []Counts, error) {
	conditions, err := w.conditions(len(w.Flat), benchmatch.SQL)
	if err != nil {
		return nil, nil, err
	}
	database, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = database.Close() }()
	// An in-memory database belongs to its connection.
	database.SetMaxOpenConns(1)
	o := &Outcome{Enterprises: w.Enterprises, Unknown: true}
	if o.LoadSeconds, err = loadDuckDB(ctx, database, w); err != nil {
		return nil, nil, err
	}
	if err := database.QueryRowContext(ctx, "SELECT version()").Scan(&o.Version); err != nil {
		return nil, nil, err
	}
	r := &sqlRun{count: duckCounter(database), rows: w.Enterprises, conditions: conditions}
	if err := r.calibrate(ctx); err != nil {
		return nil, nil, err
	}
	if err := r.run(ctx, budget); err != nil {
		return nil, nil, err
	}
	o.Measures, o.Seconds = len(r.counts), r.seconds
	o.Settings = fmt.Sprintf("in memory, %d threads, %d measures a query, the fastest of %v", runtime.NumCPU(), r.batch, batches)
	return o, r.counts, nil
}

func loadDuckDB(ctx context.Context, database *sql.DB, w *Work) (seconds float64, err error) {
	file, err := w.writeCSV()
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.Remove(file) }()
	watch := startWatch()
	for _, query := range []string{
		fmt.Sprintf("SET threads = %d", runtime.NumCPU()),
		createTable(w.Columns),
		"COPY registry FROM '" + file + "' (FORMAT csv, HEADER true)",
	} {
		if _, err := database.ExecContext(ctx, query); err != nil {
			return 0, err
		}
	}
	return watch.seconds(), nil
}

func duckCounter(database *sql.DB) counter {
	return func(ctx context.Context, query string) ([]int64, error) {
		rows, err := database.QueryContext(ctx, query)
		if err != nil {
			return nil, err
		}
		defer func() { _ = rows.Close() }()
		names, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		values := make([]int64, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if rows.Next() {
			err = rows.Scan(into...)
		}
		if err == nil {
			err = rows.Err()
		}
		return values, err
	}
}
