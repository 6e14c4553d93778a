// Package dbtest runs a test body on both engines, each time on a database of
// its own with the whole schema.
package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs/queue"
	"github.com/yikou/yikou/migrations"
)

// PostgresEnv names the environment variable with the address of a throwaway
// PostgreSQL whose user may create databases. `make test` starts one.
const PostgresEnv = "YIKOU_TEST_POSTGRES"

// Each runs body once on SQLite and once on PostgreSQL, in parallel.
func Each(t *testing.T, body func(t *testing.T, d *db.DB)) {
	t.Helper()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			body(t, Open(t, engine))
		})
	}
}

// Open returns an empty, migrated database that disappears with the test.
func Open(t testing.TB, engine db.Engine) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), URL(t, engine), db.Options{Readers: 4})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	return d
}

// URL returns the address of an empty, migrated database that disappears with
// the test, for tests that start the whole program or open it twice.
func URL(t testing.TB, engine db.Engine) string {
	t.Helper()
	if engine == db.SQLite {
		return sqliteURL(t)
	}
	return postgresURL(t)
}

// sqliteTemplate is a migrated SQLite file, made once per test binary.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "yikou-template-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "template.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func sqliteURL(t testing.TB) string {
	t.Helper()
	template, err := sqliteTemplate()
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "yikou.db")
	require.NoError(t, os.WriteFile(path, template, 0o600))
	return "sqlite:" + path
}

// migrate makes the whole schema, the queue's tables included, and closes the
// database, which folds SQLite's write-ahead log into the file.
func migrate(address string) error {
	ctx := context.Background()
	// Two connections: on PostgreSQL one holds the lock on migrating.
	d, err := db.Open(ctx, address, db.Options{Readers: 2})
	if err != nil {
		return err
	}
	if err := d.Migrate(ctx, migrations.Files, func(ctx context.Context) error { return queue.Migrate(ctx, d) }); err != nil {
		return err
	}
	return d.Close()
}

func postgresURL(t testing.TB) string {
	t.Helper()
	base := os.Getenv(PostgresEnv)
	if base == "" {
		t.Skipf("SKIPPED: %s is not set, so nothing of this test ran on PostgreSQL; run it through make test", PostgresEnv)
	}
	template, err := postgresTemplate()
	require.NoError(t, err)
	name := "yk_" + kernel.NewID()
	admin(t, base, fmt.Sprintf(`CREATE DATABASE %q TEMPLATE %q`, name, template))
	t.Cleanup(func() { admin(t, base, fmt.Sprintf(`DROP DATABASE %q WITH (FORCE)`, name)) })
	return withDatabase(base, name)
}

// postgresTemplate names a migrated database, made once per schema: its name
// carries the schema's hash, and test binaries that start together queue for
// an advisory lock.
var postgresTemplate = sync.OnceValues(func() (string, error) {
	base := os.Getenv(PostgresEnv)
	sum, err := schemaHash()
	if err != nil {
		return "", err
	}
	name := "yk_template_" + sum
	ctx := context.Background()
	d, err := db.Open(ctx, base, db.Options{Readers: 1})
	if err != nil {
		return "", err
	}
	defer func() { _ = d.Close() }()
	if _, err := d.Exec(ctx, `SELECT pg_advisory_lock(7431)`); err != nil {
		return "", err
	}
	var ready bool
	if err := d.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = ?)`, name).Scan(&ready); err != nil || ready {
		return name, err
	}
	building := name + "_building"
	for _, statement := range []string{`DROP DATABASE IF EXISTS %q WITH (FORCE)`, `CREATE DATABASE %q`} {
		if _, err := d.Exec(ctx, fmt.Sprintf(statement, building)); err != nil {
			return "", err
		}
	}
	if err := migrate(withDatabase(base, building)); err != nil {
		return "", err
	}
	_, err = d.Exec(ctx, fmt.Sprintf(`ALTER DATABASE %q RENAME TO %q`, building, name))
	return name, err
})

func schemaHash() (string, error) {
	h := sha256.New()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		text, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			return "", err
		}
		_, _ = fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

func withDatabase(base, name string) string {
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	u.Path = "/" + name
	return u.String()
}

func admin(t testing.TB, base, statement string) {
	t.Helper()
	d, err := db.Open(context.Background(), base, db.Options{Readers: 1})
	require.NoError(t, err)
	defer func() { _ = d.Close() }()
	_, err = d.Exec(context.Background(), statement)
	require.NoError(t, err)
}
