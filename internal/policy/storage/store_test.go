package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/standard/civil"
)

// More measures than are asked for in one statement each have a second version
// that is not published yet.
func TestEachMeasureComesInTheWordsOfTheVersionThatCounts(t *testing.T) {
	t.Parallel()
	const many = 53
	at := time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
	today := civil.Of(at)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := storage.New(d)
		require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error {
			for n := range many {
				id := fmt.Sprintf("m%03d", n)
				for number := range int64(2) {
					text := fmt.Sprintf("%s version %d", id, number+1)
					if err := s.AddDraft(ctx, storage.Draft{Measure: id, Number: number + 1, Definition: text, At: at, By: "系统"}); err != nil {
						return err
					}
					if number == 1 {
						break
					}
					step := definition.LifeStep{Number: 1, From: definition.Draft, To: definition.Published, On: today, At: at, By: "系统"}
					if err := s.Step(ctx, id, step); err != nil {
						return err
					}
				}
			}
			return nil
		}))
		list, err := s.Measures(t.Context(), today, false)
		require.NoError(t, err)
		require.Len(t, list, many)
		for _, m := range list {
			require.Equal(t, []any{m.ID + " version 1", int64(1), int64(2), definition.Published}, []any{m.Definition, m.Number, m.Newest, m.State})
		}
		one, err := s.Versions(t.Context(), "m007")
		require.NoError(t, err)
		require.Len(t, one, 2)
		require.Len(t, one[1].Steps, 2)
		_, err = s.Versions(t.Context(), "m999")
		require.ErrorIs(t, err, definition.ErrMeasureNotFound)
	})
}
