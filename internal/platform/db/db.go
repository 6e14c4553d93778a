package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver "pgx"
	_ "modernc.org/sqlite"             // database/sql driver "sqlite"
)

// Engine is a database engine the program runs on.
type Engine string

// The engines. Their values are also the suffix of override migrations.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine Engine
	write  *sql.DB
	read   *sql.DB
	short  queue
}

// Options sizes the pools. The zero value takes the defaults.
type Options struct {
	// Readers is the number of connections that read: 8 by default on SQLite.
	// On PostgreSQL, where every connection may write, it is the size of the
	// whole pool, 16 by default.
	Readers int
	// Wrap, if not nil, stands between the pools and the driver. Tests let calls
	// fail there.
	Wrap func(driver.Connector) driver.Connector
}

// open opens a pool on a driver and its address.
func (o Options) open(name, address string) (*sql.DB, error) {
	pool, err := sql.Open(name, address)
	if err != nil {
		return nil, err
	}
	var c driver.Connector = connector{pool.Driver(), address}
	switch {
	case name == "sqlite":
		c = keeping{c}
	case o.Wrap == nil:
		return pool, nil
	}
	if o.Wrap != nil {
		c = o.Wrap(c)
	}
	return sql.OpenDB(c), pool.Close()
}

// connector connects a driver to an address.
type connector struct {
	driver  driver.Driver
	address string
}

// Connect opens a connection.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.address) }

// Driver returns the driver.
func (c connector) Driver() driver.Driver { return c.driver }

// Open opens the database that rawURL names: `sqlite:PATH` or
// `postgres://user@host/name`. It creates a missing SQLite file and its folder,
// but no table: see Migrate.
func Open(ctx context.Context, rawURL string, o Options) (*DB, error) {
	switch {
	case strings.HasPrefix(rawURL, "sqlite:"):
		return openSQLite(ctx, strings.TrimPrefix(rawURL, "sqlite:"), o)
	case strings.HasPrefix(rawURL, "postgres://"), strings.HasPrefix(rawURL, "postgresql://"):
		return openPostgres(ctx, rawURL, o)
	default:
		return nil, fmt.Errorf("database URL must begin with sqlite: or postgres://")
	}
}

// pragmas are set on every SQLite connection, in this order: the time to wait
// for a lock comes first because the others may need one. FULL makes a commit
// survive a power cut, not only a crash.
var pragmas = []string{
	"busy_timeout(15000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
	"temp_store(MEMORY)", "cache_size(-65536)", "mmap_size(268435456)",
}

func openSQLite(ctx context.Context, path string, o Options) (*DB, error) {
	if dir := filepath.Dir(path); dir != "." {
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return nil, fmt.Errorf("create folder of the database: %w", err)
		}
	}
	values := url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?"
	write, err := o.open("sqlite", dsn+values.Encode())
	if err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	write.SetMaxOpenConns(1)
	if err := write.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("open sqlite %s: %w", path, err)
	}
	values = url.Values{"_pragma": append(append([]string(nil), pragmas...), "query_only(1)")}
	read, err := o.open("sqlite", dsn+values.Encode())
	if err != nil {
		return nil, fmt.Errorf("open sqlite readers: %w", err)
	}
	read.SetMaxOpenConns(orDefault(o.Readers, 8))
	read.SetMaxIdleConns(orDefault(o.Readers, 8))
	return &DB{engine: SQLite, write: write, read: read}, nil
}

// idleInTransaction is how long PostgreSQL lets a connection sit in a transaction
// without a word before it ends it: a program that was stopped in the middle of
// one would otherwise hold everybody up until it goes on. Milliseconds; a guess,
// far above the pauses of a program that lives. The address may say otherwise.
const idleInTransaction = "15000"

// withTimeouts returns the address with the program's own settings added.
func withTimeouts(rawURL string) (string, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return "", errors.New("database URL cannot be read") // the cause repeats the password
	}
	query := u.Query()
	if !query.Has("idle_in_transaction_session_timeout") {
		query.Set("idle_in_transaction_session_timeout", idleInTransaction)
	}
	u.RawQuery = query.Encode()
	return u.String(), nil
}

func openPostgres(ctx context.Context, rawURL string, o Options) (*DB, error) {
	address, err := withTimeouts(rawURL)
	if err != nil {
		return nil, err
	}
	pool, err := o.open("pgx", address)
	if err != nil {
		return nil, fmt.Errorf("open postgres: %w", err)
	}
	pool.SetMaxOpenConns(orDefault(o.Readers, 16))
	pool.SetMaxIdleConns(orDefault(o.Readers, 16))
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("reach postgres: %w", err)
	}
	return &DB{engine: Postgres, write: pool, read: pool}, nil
}

func orDefault(n, fallback int) int {
	if n > 0 {
		return n
	}
	return fallback
}

// Engine returns the engine this database runs on. Only migrations, jobs and
// tests may branch on it: a module's SQL is one text.
func (d *DB) Engine() Engine { return d.engine }

// Writer returns the pool that may write, for libraries that bring their own
// SQL (migrations, jobs).
func (d *DB) Writer() *sql.DB { return d.write }

// Ping reports whether both pools answer.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.write.PingContext(ctx); err != nil {
		return err
	}
	return d.read.PingContext(ctx)
}

// Close closes both pools.
func (d *DB) Close() error {
	err := d.read.Close()
	if d.write != d.read {
		if werr := d.write.Close(); err == nil {
			err = werr
		}
	}
	return err
}

// Exec runs a statement in the context's transaction, else on its own.
func (d *DB) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return d.writer(ctx).ExecContext(ctx, d.Rebind(query), args...)
}

// Query runs a query in the context's transaction, else on a reader. A
// statement that writes and returns rows goes to the writer by itself.
func (d *DB) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return d.reader(ctx, query).QueryContext(ctx, d.Rebind(query), args...)
}

// QueryRow is Query for at most one row.
func (d *DB) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return d.reader(ctx, query).QueryRowContext(ctx, d.Rebind(query), args...)
}

// Prepare prepares a statement on the context's transaction; outside one it
// fails, because a statement would outlive the connection it belongs to. The
// caller closes it.
func (d *DB) Prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	t := fromContext(ctx, d)
	if t == nil {
		return nil, ErrNoTx
	}
	return t.tx.PrepareContext(ctx, d.Rebind(query))
}

type runner interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

func (d *DB) writer(ctx context.Context) runner {
	if t := fromContext(ctx, d); t != nil {
		return t.tx
	}
	return d.write
}

func (d *DB) reader(ctx context.Context, query string) runner {
	if t := fromContext(ctx, d); t != nil {
		return t.tx
	}
	if reads(query) {
		return d.read
	}
	return d.write
}

// reads reports whether a statement only reads. WITH may precede a write, so it
// counts as reading only when no writing verb with RETURNING follows.
func reads(query string) bool {
	q := strings.ToUpper(strings.TrimSpace(query))
	if strings.HasPrefix(q, "SELECT") || strings.HasPrefix(q, "VALUES") || strings.HasPrefix(q, "EXPLAIN") {
		return true
	}
	return strings.HasPrefix(q, "WITH") && !strings.Contains(q, "RETURNING")
}
