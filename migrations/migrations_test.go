package migrations_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/migrations"
)

// upTo returns the first n migrations of an engine, as an older program had them.
func upTo(t *testing.T, engine db.Engine, n int) (fs.FS, int) {
	t.Helper()
	chosen, err := db.Migrations(migrations.Files, engine)
	require.NoError(t, err)
	names, err := fs.Glob(chosen, "*.sql")
	require.NoError(t, err)
	slices.Sort(names)
	older := fstest.MapFS{}
	for _, name := range names[:min(n, len(names))] {
		text, err := fs.ReadFile(migrations.Files, name)
		require.NoError(t, err)
		older[name] = &fstest.MapFile{Data: text}
	}
	return older, len(names)
}

// schema describes every table, column, index and constraint as lines.
func schema(t *testing.T, d *db.DB) []string {
	t.Helper()
	query := `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'river%' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite_%'`
	if d.Engine() == db.Postgres {
		query = `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
				FROM information_schema.columns WHERE table_schema = 'public'
			UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
			UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace`
	}
	rows, err := d.Query(t.Context(), query)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	var lines []string
	for rows.Next() {
		var line string
		require.NoError(t, rows.Scan(&line))
		if !strings.Contains(line, "river") && !strings.Contains(line, "goose") {
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
	}
	require.NoError(t, rows.Err())
	slices.Sort(lines)
	return lines
}

// blank returns a database without any table.
func blank(t *testing.T, engine db.Engine) *db.DB {
	t.Helper()
	if engine == db.SQLite {
		d, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "old.db"), db.Options{})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, d.Close()) })
		return d
	}
	d := dbtest.Open(t, engine)
	for _, statement := range []string{`DROP SCHEMA public CASCADE`, `CREATE SCHEMA public`} {
		_, err := d.Exec(context.Background(), statement)
		require.NoError(t, err)
	}
	return d
}

func TestAnUpgradedSchemaEqualsAFreshOne(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, fresh *db.DB) {
		want := schema(t, fresh)
		require.Greater(t, len(want), 5)
		_, count := upTo(t, fresh.Engine(), 0)
		for n := 1; n < count; n++ {
			old := blank(t, fresh.Engine())
			older, _ := upTo(t, fresh.Engine(), n)
			require.NoError(t, old.Migrate(t.Context(), older))
			require.NotEqual(t, want, schema(t, old))
			require.NoError(t, old.Migrate(t.Context(), migrations.Files))
			require.Equal(t, want, schema(t, old))
			require.NoError(t, old.Migrate(t.Context(), migrations.Files), "a second run changes nothing")
		}
	})
}

// On SQLite the name of a broken constraint is made from table and columns, so
// PostgreSQL's names must follow the same convention.
func TestConstraintsAreNamedByConvention(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.Postgres)
	rows, err := d.Query(t.Context(), `SELECT c.conname, c.contype, t.relname,
			(SELECT string_agg(a.attname, '_' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY AS k(num, n)
				JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num)
		FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
		WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('u', 'p') AND t.relname NOT LIKE 'river%' AND t.relname NOT LIKE 'goose%'`)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	checked := 0
	for rows.Next() {
		var name, kind, table, columns string
		require.NoError(t, rows.Scan(&name, &kind, &table, &columns))
		want := table + "_pkey"
		if kind == "u" {
			want = table + "_" + columns + "_key"
		}
		require.Equal(t, want, name)
		checked++
	}
	require.NoError(t, rows.Err())
	require.Greater(t, checked, 5)
}
