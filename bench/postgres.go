package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgreSQL is the server at url. The registry is put into a database that is
// dropped afterwards.
type postgreSQL struct {
	url  string
	form sqlForm
}

// Run copies the whole registry in and counts measure after measure.
func (p postgreSQL) Run(ctx context.Context, w *Work, budget time.Duration) (o *Outcome, counts []Counts, err error) {
	_, conn, drop, err := temporaryDatabase(ctx, p.url)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, drop()) }()
	o = &Outcome{Enterprises: w.Enterprises, Unknown: true}
	if o.LoadSeconds, err = copyRegistry(ctx, conn, w); err != nil {
		return nil, nil, err
	}
	var buffers, parallel, size string
	var bytes int64
	err = conn.QueryRow(ctx, `SELECT current_setting('server_version'), current_setting('shared_buffers'),
		current_setting('max_parallel_workers_per_gather'), pg_size_pretty(pg_total_relation_size('registry')),
		pg_total_relation_size('registry')`).Scan(&o.Version, &buffers, &parallel, &size, &bytes)
	if err != nil {
		return nil, nil, err
	}
	o.Version, _, _ = strings.Cut(o.Version, " ")
	r, jit, err := p.fastest(ctx, conn, w)
	if err != nil {
		return nil, nil, err
	}
	if err := r.run(ctx, budget); err != nil {
		return nil, nil, err
	}
	o.Measures, o.Seconds = len(r.answers), r.seconds
	o.Memory = fmt.Sprintf("table %s, shared_buffers %s", size, buffers)
	o.Settings = fmt.Sprintf("%s; analysed, up to %s parallel workers, jit %s, which was faster", r.settings(), parallel, jit)
	return o, r.answers, nil
}

// fastest tries the batches with and without compiled queries and leaves the
// connection with the better setting.
func (p postgreSQL) fastest(ctx context.Context, conn *pgx.Conn, w *Work) (*sqlRun, string, error) {
	var best *sqlRun
	var bestJIT string
	for _, jit := range []string{"on", "off"} {
		if _, err := conn.Exec(ctx, "SET jit = "+jit); err != nil {
			return nil, "", err
		}
		r := &sqlRun{sqlForm: p.form, engine: postgresEngine(conn), rows: w.Enterprises, measures: w.Flat}
		if err := r.calibrate(ctx); err != nil {
			return nil, "", err
		}
		if best == nil || r.each < best.each {
			best, bestJIT = r, jit
		}
	}
	_, err := conn.Exec(ctx, "SET jit = "+bestJIT)
	return best, bestJIT, err
}

// copyRegistry loads by COPY and analyses, as a bulk load would.
func copyRegistry(ctx context.Context, conn *pgx.Conn, w *Work) (seconds float64, err error) {
	name, err := w.writeCSV()
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.Remove(name) }()
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer func() { _ = file.Close() }()
	watch := startWatch()
	if _, err := conn.Exec(ctx, createTable(w.Columns)); err != nil {
		return 0, err
	}
	if _, err := conn.PgConn().CopyFrom(ctx, file, "COPY registry FROM STDIN (FORMAT csv, HEADER true)"); err != nil {
		return 0, err
	}
	if _, err := conn.Exec(ctx, "VACUUM ANALYZE registry"); err != nil {
		return 0, err
	}
	return watch.seconds(), nil
}

func postgresEngine(conn *pgx.Conn) *sqlEngine {
	return &sqlEngine{rowID: "ctid", table: "CREATE UNLOGGED TABLE", count: postgresCounter(conn), exec: func(ctx context.Context, statement string) error {
		_, err := conn.Exec(ctx, statement)
		return err
	}}
}

func postgresCounter(conn *pgx.Conn) func(context.Context, string) ([]int64, error) {
	return func(ctx context.Context, query string) ([]int64, error) {
		rows, err := conn.Query(ctx, query)
		if err != nil {
			return nil, err
		}
		return pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) ([]int64, error) {
			values, err := row.Values()
			if err != nil {
				return nil, err
			}
			out := make([]int64, len(values))
			for i, v := range values {
				n, ok := v.(int64)
				if !ok {
					return nil, fmt.Errorf("column %d is %T, not a count", i, v)
				}
				out[i] = n
			}
			return out, nil
		})
	}
}

// temporaryDatabase makes a database on the server that url names. It returns the
// database's own address and a connection to it; drop closes that and drops it.
func temporaryDatabase(ctx context.Context, url string) (address string, conn *pgx.Conn, drop func() error, err error) {
	if url == "" {
		return "", nil, nil, errors.New("no PostgreSQL: set YIKOU_TEST_POSTGRES")
	}
	admin, err := pgx.Connect(ctx, url)
	if err != nil {
		return "", nil, nil, err
	}
	name := fmt.Sprintf("yikou_bench_%d", os.Getpid())
	remove := func() error {
		_, err := admin.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
		return errors.Join(err, admin.Close(ctx))
	}
	if _, err = admin.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"); err != nil {
		return "", nil, nil, errors.Join(err, admin.Close(ctx))
	}
	address, err = databaseURL(url, name)
	if err == nil {
		conn, err = pgx.Connect(ctx, address)
	}
	if err != nil {
		return "", nil, nil, errors.Join(err, remove())
	}
	return address, conn, func() error { return errors.Join(conn.Close(ctx), remove()) }, nil
}

// databaseURL is url with another database.
func databaseURL(url, name string) (string, error) {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return "", fmt.Errorf("not a postgres:// address")
	}
	host, rest, _ := strings.Cut(rest, "/")
	_, query, hasQuery := strings.Cut(rest, "?")
	if hasQuery {
		query = "?" + query
	}
	return scheme + "://" + host + "/" + name + query, nil
}
