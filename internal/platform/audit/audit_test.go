package audit_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func chain(t *testing.T, d *db.DB, entries int) (*audit.Log, context.Context) {
	t.Helper()
	log := audit.New(d, clock.NewFixed(time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)))
	ctx := authz.AsSystem(t.Context(), "test")
	for i := range entries {
		require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
			return log.Record(ctx, audit.Entry{Action: "test.done", ObjectKind: "thing", Object: fmt.Sprint(i), Detail: map[string]int{"n": i}})
		}))
	}
	return log, ctx
}

// seize takes away what keeps entries from being changed, as the owner of the
// database can.
func seize(t *testing.T, d *db.DB) {
	t.Helper()
	for _, trigger := range []string{"audit_entry_final", "audit_entry_kept"} {
		statement := `DROP TRIGGER ` + trigger
		if d.Engine() == db.Postgres {
			statement += ` ON audit_entry`
		}
		_, err := d.Exec(t.Context(), statement)
		require.NoError(t, err)
	}
}

func TestAnEntryNeedsTheTransactionOfItsWork(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log, ctx := chain(t, d, 1)
		require.ErrorIs(t, log.Record(ctx, audit.Entry{Action: "test.done"}), db.ErrNoTx)
		undone := errors.New("undone")
		require.ErrorIs(t, d.InTx(ctx, func(ctx context.Context) error {
			require.NoError(t, log.Record(ctx, audit.Entry{Action: "test.undone"}))
			return undone
		}), undone)
		n, err := log.Verify(ctx)
		require.NoError(t, err)
		require.EqualValues(t, 1, n)
	})
}

func TestManyWritersMakeOneChain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log, ctx := chain(t, d, 0)
		var group sync.WaitGroup
		failed := make(chan error, 80)
		for range 8 {
			group.Go(func() {
				for range 10 {
					failed <- d.InTx(ctx, func(ctx context.Context) error {
						if err := log.Record(ctx, audit.Entry{Action: "test.first"}); err != nil {
							return err
						}
						return log.Record(ctx, audit.Entry{Action: "test.second"})
					})
				}
			})
		}
		group.Wait()
		close(failed)
		for err := range failed {
			require.NoError(t, err)
		}
		n, err := log.Verify(ctx)
		require.NoError(t, err)
		require.EqualValues(t, 160, n)
	})
}

func TestTamperingIsFoundAtTheRowItTouched(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		statement string
		seq       int64
	}{
		"a changed detail":       {`UPDATE audit_entry SET detail = '{"n":9}' WHERE seq = 3`, 3},
		"a changed actor":        {`UPDATE audit_entry SET actor = 'somebody' WHERE seq = 5`, 5},
		"text moved to a column": {`UPDATE audit_entry SET object = '', object_kind = 'thing1' WHERE seq = 2`, 2},
		"a changed instant":      {`UPDATE audit_entry SET at = '2026-11-20T08:00:00.000001Z' WHERE seq = 4`, 4},
		"a row taken out":        {`DELETE FROM audit_entry WHERE seq = 4`, 4},
		"the first row gone":     {`DELETE FROM audit_entry WHERE seq = 1`, 1},
		"the tail cut off":       {`DELETE FROM audit_entry WHERE seq >= 5`, 5},
		"the head moved":         {`UPDATE audit_head SET seq = 5`, 6},
		"everything gone":        {`DELETE FROM audit_entry`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				log, ctx := chain(t, d, 6)
				seize(t, d)
				_, err := d.Exec(ctx, tc.statement)
				require.NoError(t, err)
				_, err = log.Verify(ctx)
				broken, ok := errors.AsType[*audit.Broken](err)
				require.True(t, ok, "found nothing: %v", err)
				require.Equal(t, tc.seq, broken.Seq)
			})
		})
	}
}
