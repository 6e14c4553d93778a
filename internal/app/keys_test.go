package app

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/seal"
)

func TestEverySealedColumnIsMovedWhenTheKeyRotates(t *testing.T) {
	t.Parallel()
	var declared []string
	for _, c := range sealedColumns() {
		declared = append(declared, c.Table+"."+c.Stored)
	}
	require.ElementsMatch(t, columnsLike(t, "%sealed%"), declared, "a column named sealed is missing in sealedColumns, or the other way round")
}

func TestEveryColumnThatNamesAFileKeepsItFromTheSweep(t *testing.T) {
	t.Parallel()
	var declared []string
	for _, c := range fileColumns() {
		declared = append(declared, c.Table+"."+c.Name)
	}
	require.ElementsMatch(t, columnsLike(t, "%blob%"), declared, "a column named blob is missing in fileColumns, or the other way round")
}

// columnsLike returns the columns of the schema whose names are like a pattern.
func columnsLike(t *testing.T, pattern string) []string {
	t.Helper()
	d := dbtest.Open(t, db.SQLite)
	rows, err := d.Query(t.Context(), `SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND c.name LIKE ? ORDER BY 1, 2`, pattern)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	var found []string
	for rows.Next() {
		var table, column string
		require.NoError(t, rows.Scan(&table, &column))
		found = append(found, table+"."+column)
	}
	require.NoError(t, rows.Err())
	return found
}

// keyed opens an instance whose clock the test moves. Other instances may share
// its folder.
func keyed(t *testing.T, data, url string, now clock.Clock) (*App, context.Context) {
	t.Helper()
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level, c.Security.Suite = data, url, "error", "sm4-gcm"
	a, err := New(t.Context(), c, Options{Version: "v1", Console: t.Output(), LogTo: t.Output(), Clock: now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, a.Close()) })
	return a, authz.AsSystem(t.Context(), "test")
}

func TestAKeyIsForgottenOnlyWhenNothingNeedsIt(t *testing.T) {
	t.Parallel()
	now := clock.NewFixed(time.Now())
	data := t.TempDir()
	a, ctx := keyed(t, data, dbtest.URL(t, db.SQLite), now)
	before, err := seal.Keys(filepath.Join(data, "keys.json"))
	require.NoError(t, err)
	old := before[0].ID
	require.ErrorContains(t, a.ForgetKey(ctx, old), "没有删除")
	fresh, err := a.RotateKey(ctx)
	require.NoError(t, err)
	require.NotEqual(t, old, fresh)
	require.ErrorContains(t, a.ForgetKey(ctx, old), "不到 7 天")
	now.Move(8 * 24 * time.Hour)

	// What cannot be moved keeps its key.
	_, err = a.DB.Exec(ctx, `INSERT INTO account_person (id, phone_index, phone_sealed, name_sealed, created_at, updated_at, version)
		VALUES ('p', 'i', ?, '', ?, ?, 1)`, seal.Prefix(old)+"AAAA", db.At(now.Now()), db.At(now.Now()))
	require.NoError(t, err)
	require.ErrorContains(t, a.ForgetKey(ctx, old), "还有 1 处数据")
	_, err = a.DB.Exec(ctx, `DELETE FROM account_person WHERE id = 'p'`)
	require.NoError(t, err)
	require.NoError(t, a.ForgetKey(ctx, old))
	require.ErrorContains(t, a.ForgetKey(ctx, fresh), "没有删除", "the active key")
	n, err := a.Audit.Verify(ctx)
	require.NoError(t, err)
	require.Positive(t, n)
}
