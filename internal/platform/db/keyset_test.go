package db_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
)

func TestACursorContinuesBehindItsRow(t *testing.T) {
	t.Parallel()
	k := db.Keyset{Columns: []db.Column{{SQL: "r.n", Number: true}, {SQL: "r.id"}}, Desc: true}
	require.Equal(t, " ORDER BY r.n DESC, r.id DESC", k.OrderBy())
	condition, args, err := k.After(k.Cursor(int64(9007199254740993), "x"))
	require.NoError(t, err)
	require.Equal(t, "(r.n, r.id) < (?, ?)", condition)
	require.Equal(t, []any{int64(9007199254740993), "x"}, args)
	condition, args, err = k.After("")
	require.NoError(t, err)
	require.Empty(t, condition)
	require.Empty(t, args)
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	t.Parallel()
	k := db.Keyset{Columns: []db.Column{{SQL: "n", Number: true}, {SQL: "id"}}}
	for _, raw := range []string{`["1","x"]`, `[1,2]`, `[1]`, `[1.5,"x"]`, `[true,"x"]`, `[null,"x"]`, `{}`, `[1,"x"`, `[1,"\u0000"]`, ``} {
		_, _, err := k.After(base64.RawURLEncoding.EncodeToString([]byte(raw)) + "")
		if raw == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, db.ErrCursor, raw)
	}
	_, _, err := k.After("%%%")
	require.ErrorIs(t, err, db.ErrCursor)
}
