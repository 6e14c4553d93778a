package dbtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// ReleaseURL returns the address of a database as a released program left it,
// with some rows: that of testdata/releases/NAME/ENGINE.sql in the folder of
// the migrations. It disappears with the test.
func ReleaseURL(t testing.TB, engine db.Engine, folder string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, string(engine)+".sql"))
	require.NoError(t, err)
	address := "sqlite:" + filepath.Join(t.TempDir(), "released.db")
	if engine == db.Postgres {
		base := os.Getenv(PostgresEnv)
		if base == "" {
			t.Skipf("SKIPPED: %s is not set, so nothing of this test ran on PostgreSQL; run it through make test", PostgresEnv)
		}
		name := "yk_" + strings.ReplaceAll(kernel.NewID(), "-", "")
		admin(t, base, `CREATE DATABASE `+name)
		t.Cleanup(func() { admin(t, base, `DROP DATABASE `+name+` WITH (FORCE)`) })
		address = withDatabase(base, name)
	}
	d, err := db.Open(t.Context(), address, db.Options{Readers: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close()) }()
	if engine == db.Postgres {
		_, err = d.Writer().ExecContext(t.Context(), string(text), pgx.QueryExecModeSimpleProtocol)
	} else {
		_, err = d.Writer().ExecContext(t.Context(), "PRAGMA foreign_keys = OFF;\n"+string(text))
	}
	require.NoError(t, err)
	return address
}
