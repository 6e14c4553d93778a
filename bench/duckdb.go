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
)

// duckDB is the columnar database, in memory, on all cores.
type duckDB struct{ form sqlForm }

// Run loads the whole registry and counts measure after measure.
func (p duckDB) Run(ctx context.Context, w *Work, budget time.Duration) (*Outcome, []Counts, error) {
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
	r := &sqlRun{sqlForm: p.form, engine: duckEngine(database), rows: w.Enterprises, measures: w.Flat}
	if err := r.calibrate(ctx); err != nil {
		return nil, nil, err
	}
	if err := r.run(ctx, budget); err != nil {
		return nil, nil, err
	}
	o.Measures, o.Seconds = len(r.answers), r.seconds
	o.Settings = fmt.Sprintf("%s; in memory, %d threads", r.settings(), runtime.NumCPU())
	return o, r.answers, nil
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

func duckEngine(database *sql.DB) *sqlEngine {
	return &sqlEngine{rowID: "rowid", table: "CREATE TABLE", count: duckCounter(database), exec: func(ctx context.Context, statement string) error {
		_, err := database.ExecContext(ctx, statement)
		return err
	}}
}

func duckCounter(database *sql.DB) func(context.Context, string) ([]int64, error) {
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
