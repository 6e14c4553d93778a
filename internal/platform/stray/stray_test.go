package stray_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/stray"
)

func TestOnlyFilesThatNobodyNamesADayLaterAreRemoved(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		_, err := d.Exec(ctx, `CREATE TABLE stray_row (id text PRIMARY KEY, file text NOT NULL)`)
		require.NoError(t, err)
		_, err = d.Exec(ctx, `CREATE TABLE stray_other (id text PRIMARY KEY, picture text NOT NULL)`)
		require.NoError(t, err)
		files, err := blob.Open(t.TempDir(), 1<<20)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, files.Close()) })
		put := func() string {
			kept, err := files.Put(ctx, strings.NewReader("一份材料"))
			require.NoError(t, err)
			return kept.ID
		}
		named, other, lost := put(), put(), put()
		_, err = d.Exec(ctx, `INSERT INTO stray_row (id, file) VALUES ('a', ?)`, named)
		require.NoError(t, err)
		_, err = d.Exec(ctx, `INSERT INTO stray_other (id, picture) VALUES ('a', ?)`, other)
		require.NoError(t, err)

		at := clock.NewFixed(time.Now())
		s, err := stray.New(d, files, at, slog.New(slog.DiscardHandler), []stray.Column{{Table: "stray_row", Name: "file"}, {Table: "stray_other", Name: "picture"}})
		require.NoError(t, err)
		removed, err := s.Sweep(ctx)
		require.NoError(t, err)
		require.Zero(t, removed, "a file may be on its way to its row for a day")

		at.Move(25 * time.Hour)
		removed, err = s.Sweep(ctx)
		require.NoError(t, err)
		require.Equal(t, 1, removed)
		left, err := files.List()
		require.NoError(t, err)
		require.ElementsMatch(t, []string{named, other}, left)
		require.NotContains(t, left, lost)
	})
}

func TestNothingIsRemovedWhenTheDatabaseCannotBeAsked(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	files, err := blob.Open(t.TempDir(), 1<<20)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, files.Close()) })
	_, err = files.Put(t.Context(), strings.NewReader("一份材料"))
	require.NoError(t, err)
	at := clock.NewFixed(time.Now().Add(48 * time.Hour))
	s, err := stray.New(d, files, at, slog.New(slog.DiscardHandler), []stray.Column{{Table: "no_such_table", Name: "file"}})
	require.NoError(t, err)
	_, err = s.Sweep(t.Context())
	require.Error(t, err)
	left, err := files.List()
	require.NoError(t, err)
	require.Len(t, left, 1)
	_, err = stray.New(d, files, at, slog.New(slog.DiscardHandler), []stray.Column{{Table: "a; DROP TABLE b", Name: "file"}})
	require.Error(t, err)
}
