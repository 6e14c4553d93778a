package migrations_test

import (
	"context"
	"fmt"
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

// content returns the rows of every table of the program's own as texts, of the
// columns that want names, or of all.
func content(t *testing.T, d *db.DB, want map[string][]string) (columns map[string][]string, rows map[string][]string) {
	t.Helper()
	query := `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`
	if d.Engine() == db.Postgres {
		query = `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`
	}
	columns, rows = want, map[string][]string{}
	if want == nil {
		columns = map[string][]string{}
		found, err := d.Query(t.Context(), query)
		require.NoError(t, err)
		defer func() { _ = found.Close() }()
		for found.Next() {
			var table, column string
			require.NoError(t, found.Scan(&table, &column))
			if !strings.HasPrefix(table, "river") && !strings.HasPrefix(table, "goose") && !strings.HasPrefix(table, "sqlite") {
				columns[table] = append(columns[table], `"`+column+`"`)
			}
		}
		require.NoError(t, found.Err())
	}
	for table, names := range columns {
		rows[table] = texts(t, d, `SELECT `+strings.Join(names, ", ")+` FROM "`+table+`"`, len(names))
	}
	return columns, rows
}

func texts(t *testing.T, d *db.DB, query string, width int) (lines []string) {
	t.Helper()
	found, err := d.Query(t.Context(), query)
	require.NoError(t, err)
	defer func() { _ = found.Close() }()
	values, places := make([]any, width), make([]any, width)
	for n := range values {
		places[n] = &values[n]
	}
	for found.Next() {
		require.NoError(t, found.Scan(places...))
		lines = append(lines, fmt.Sprintf("%q", values))
	}
	require.NoError(t, found.Err())
	slices.Sort(lines)
	return lines
}

func TestEveryReleasedSchemaUpgradesToAFreshOneAndKeepsItsRows(t *testing.T) {
	t.Parallel()
	releases, err := filepath.Glob("testdata/releases/*")
	require.NoError(t, err)
	require.NotEmpty(t, releases)
	for _, release := range releases {
		dbtest.Each(t, func(t *testing.T, fresh *db.DB) {
			d, err := db.Open(t.Context(), dbtest.ReleaseURL(t, fresh.Engine(), release), db.Options{Readers: 2})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, d.Close()) })
			version, err := d.Version(t.Context())
			require.NoError(t, err)
			require.Equal(t, filepath.Base(release), fmt.Sprintf("%04d", version))
			columns, before := content(t, d, nil)
			require.Len(t, before["enterprise_entity"], 3)

			require.NoError(t, d.Migrate(t.Context(), migrations.Files))
			require.Equal(t, schema(t, fresh), schema(t, d))
			_, after := content(t, d, columns)
			require.Equal(t, before, after, "the upgrade changed rows")
		})
	}
}

// On SQLite the name of a broken constraint is made from table and columns, so
// PostgreSQL's names must follow the same convention; of each it keeps 63 bytes.
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
		require.Equal(t, want[:min(len(want), 63)], name)
		checked++
	}
	require.NoError(t, rows.Err())
	require.Greater(t, checked, 5)
}
