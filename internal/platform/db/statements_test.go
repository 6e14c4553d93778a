package db_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// codes reads the codes of the rows that a query gives.
func codes(ctx context.Context, t *testing.T, d *db.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := d.Query(ctx, query, args...)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	var list []string
	for rows.Next() {
		var code string
		require.NoError(t, rows.Scan(&code))
		list = append(list, code)
	}
	require.NoError(t, rows.Err())
	return list
}

// first reads the first of a query's rows, does something else, reads on unless it is
// given up, and returns what it read.
func first(ctx context.Context, t *testing.T, d *db.DB, query string, meanwhile func(), on bool) []string {
	t.Helper()
	rows, err := d.Query(ctx, query)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	var list []string
	for (on || len(list) == 0) && rows.Next() {
		var code string
		require.NoError(t, rows.Scan(&code))
		list = append(list, code)
		meanwhile()
	}
	if on {
		require.NoError(t, rows.Err())
	}
	return list
}

func TestTwoAnswersToOneStatementAreReadByTurns(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	ctx := setup(t, d)
	for n := range 3 {
		require.NoError(t, insert(ctx, d, fmt.Sprint(n), string(rune('a'+n)), 0))
	}
	const query = `SELECT code FROM trap_row ORDER BY code`
	all := []string{"a", "b", "c"}
	require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
		for range 2 { // the second time from what was kept
			require.Equal(t, all, first(ctx, t, d, query, func() { require.Equal(t, all, codes(ctx, t, d, query)) }, true))
		}
		return nil
	}))
}

func TestAStatementThatFailedOrWasGivenUpServesTheNextCaller(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	ctx := setup(t, d)
	require.NoError(t, insert(ctx, d, "1", "a", 0))
	require.Error(t, insert(ctx, d, "2", "a", 0), "twice the same")
	require.NoError(t, insert(ctx, d, "2", "b", 0))

	const query = `SELECT code FROM trap_row ORDER BY code`
	given, stop := context.WithCancel(ctx)
	require.Equal(t, []string{"a"}, first(given, t, d, query, stop, false))
	require.Equal(t, []string{"a", "b"}, codes(ctx, t, d, query))
	require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
		require.Equal(t, []string{"a"}, first(ctx, t, d, query, func() {}, false))
		return nil
	}))
	require.NoError(t, insert(ctx, d, "3", "c", 0), "nothing holds the table")
	require.Equal(t, []string{"a", "b", "c"}, codes(ctx, t, d, query))
}

func TestAKeptStatementSeesATableThatChanged(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	ctx := setup(t, d)
	require.NoError(t, insert(ctx, d, "1", "a", 0))
	const query = `SELECT * FROM trap_row`
	columns := func() []string {
		rows, err := d.Query(ctx, query)
		require.NoError(t, err)
		defer func() { require.NoError(t, rows.Close()) }()
		require.True(t, rows.Next())
		names, err := rows.Columns()
		require.NoError(t, err)
		require.NoError(t, rows.Err())
		return names
	}
	require.Equal(t, []string{"id", "code", "n", "at"}, columns())
	_, err := d.Exec(ctx, `ALTER TABLE trap_row ADD COLUMN later text`)
	require.NoError(t, err)
	require.Equal(t, []string{"id", "code", "n", "at", "later"}, columns())
	_, err = d.Exec(ctx, `DROP TABLE trap_row`)
	require.NoError(t, err)
	require.ErrorContains(t, d.QueryRow(ctx, query).Scan(), "no such table")
}

func TestMoreTextsThanAreKeptAllWork(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	ctx := setup(t, d)
	many := func() {
		for n := range 600 { // which drives out the statement that is being read
			var got int
			require.NoError(t, d.QueryRow(ctx, fmt.Sprintf(`SELECT %d + ?`, n), 1).Scan(&got))
			require.Equal(t, n+1, got)
		}
	}
	require.NoError(t, d.InTx(ctx, func(inside context.Context) error {
		ctx = inside
		require.Equal(t, []string{"a", "b"}, first(ctx, t, d, `SELECT 'a' UNION ALL SELECT 'b'`, many, true))
		return nil
	}))
}

// BenchmarkStatements compares reading one row by its key through the connections
// that keep what they prepared with reading it through the bare driver.
func BenchmarkStatements(b *testing.B) {
	path := filepath.Join(b.TempDir(), "statements.db")
	d, err := db.Open(b.Context(), "sqlite:"+path, db.Options{Readers: 1})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, d.Close()) })
	_, err = d.Exec(b.Context(), schema)
	require.NoError(b, err)
	require.NoError(b, insert(b.Context(), d, "1", "a", 7))
	bare, err := sql.Open("sqlite", "file:"+path+"?_pragma=query_only(1)")
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, bare.Close()) })
	bare.SetMaxOpenConns(1)
	const query = `SELECT r.n FROM trap_row r WHERE r.id = ? AND EXISTS (SELECT 1 FROM trap_row o WHERE o.code = r.code)`
	read := func(b *testing.B, row func() *sql.Row) {
		b.Helper()
		for b.Loop() {
			var n int
			if err := row().Scan(&n); err != nil || n != 7 {
				b.Fatal(n, err)
			}
		}
	}
	b.Run("kept", func(b *testing.B) {
		read(b, func() *sql.Row { return d.QueryRow(b.Context(), query, "1") })
	})
	b.Run("bare", func(b *testing.B) {
		read(b, func() *sql.Row { return bare.QueryRowContext(b.Context(), query, "1") })
	})
}
