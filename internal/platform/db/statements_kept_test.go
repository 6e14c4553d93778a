package db

import (
	"database/sql"
	"database/sql/driver"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAConnectionKeepsWhatSucceededAndForgetsWhatFailed(t *testing.T) {
	t.Parallel()
	pool, err := sql.Open("sqlite", "")
	require.NoError(t, err)
	require.NoError(t, pool.Close())
	opened, err := keeping{connector{pool.Driver(), "file:" + filepath.Join(t.TempDir(), "kept.db")}}.Connect(t.Context())
	require.NoError(t, err)
	c := opened.(*keepingConn)
	defer func() { require.NoError(t, c.Close()) }()
	do := func(query string) error {
		_, err := c.ExecContext(t.Context(), query, nil)
		return err
	}
	const insert, read = `INSERT INTO one VALUES (1)`, `SELECT n FROM one`
	require.NoError(t, do(`CREATE TABLE one (n integer PRIMARY KEY)`))

	require.NoError(t, do(insert))
	first, kept := c.kept.Get(insert)
	require.True(t, kept)
	require.Error(t, do(insert), "twice the same")
	require.False(t, c.kept.Contains(insert))
	require.False(t, first.working)
	require.True(t, first.dropped)

	rows, err := c.QueryContext(t.Context(), read, nil)
	require.NoError(t, err)
	require.NoError(t, rows.Next(make([]driver.Value, 1)))
	reading, kept := c.kept.Get(read)
	require.True(t, kept)
	require.True(t, reading.working)
	require.NoError(t, rows.Close())
	require.False(t, reading.working, "it serves the next")

	long := `SELECT '` + strings.Repeat("长", longestStatement) + `'`
	require.NoError(t, do(long))
	require.False(t, c.kept.Contains(long))
}
