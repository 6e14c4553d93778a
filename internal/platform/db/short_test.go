package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestShortTransactionsThatShareACommitFailAndSucceedEachOnItsOwn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		refused := errors.New("refused")
		var mu sync.Mutex
		var told, wrote []int
		gatherer := &db.Gatherer[int]{Rank: 1, Write: func(ctx context.Context, items []int) error {
			for _, n := range items {
				if err := insert(ctx, d, fmt.Sprintf("last %d", n), "last", n); err != nil {
					return err
				}
			}
			return nil
		}}
		var group sync.WaitGroup
		for i := range 90 {
			group.Go(func() {
				defer func() {
					if p := recover(); p != nil && i%9 != 7 {
						t.Error(p)
					}
				}()
				err := d.InShortTx(ctx, func(ctx context.Context) error {
					if err := insert(ctx, d, fmt.Sprint(i), "row", i); err != nil {
						return err
					}
					d.AfterCommit(ctx, func() { mu.Lock(); defer mu.Unlock(); told = append(told, i) })
					if err := gatherer.Add(ctx, d, i); err != nil {
						return err
					}
					switch i % 9 {
					case 3:
						return refused
					case 5: // breaks a constraint, which ends the transaction on PostgreSQL
						return insert(ctx, d, fmt.Sprint(i), "again", i)
					case 7:
						panic("a mistake")
					}
					return nil
				})
				if i%9 == 3 != errors.Is(err, refused) || i%9 == 5 != (err != nil && !errors.Is(err, refused)) {
					t.Errorf("%d: %v", i, err)
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					wrote = append(wrote, i)
				}
			})
		}
		group.Wait()
		slices.Sort(told)
		slices.Sort(wrote)
		require.Len(t, wrote, 60)
		require.Equal(t, wrote, told)
		for _, code := range []string{"row", "last"} {
			var n, sum, wanted int
			require.NoError(t, d.QueryRow(ctx, `SELECT count(*), sum(n) FROM trap_row WHERE code = ?`, code).Scan(&n, &sum))
			for _, i := range wrote {
				wanted += i
			}
			require.Equal(t, []int{60, wanted}, []int{n, sum}, code)
		}
	})
}

func TestWhenTheLastWorkOfAllFailsEachIsDoneAgainAlone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		poisoned := errors.New("poisoned")
		gatherer := &db.Gatherer[int]{Rank: 1, Write: func(_ context.Context, items []int) error {
			if slices.Contains(items, 4) {
				return poisoned
			}
			return nil
		}}
		var group sync.WaitGroup
		for i := range 40 {
			group.Go(func() {
				err := d.InShortTx(ctx, func(ctx context.Context) error {
					if err := insert(ctx, d, fmt.Sprint(i), "row", i); err != nil {
						return err
					}
					return gatherer.Add(ctx, d, i)
				})
				if i == 4 != errors.Is(err, poisoned) || i != 4 && err != nil {
					t.Errorf("%d: %v", i, err)
				}
			})
		}
		group.Wait()
		var n int
		require.NoError(t, d.QueryRow(ctx, `SELECT count(*) FROM trap_row`).Scan(&n))
		require.Equal(t, 39, n)
	})
}

func TestWhoGivesUpWaitingForACommitHasWrittenNothing(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite) // its one writer can be held
	ctx := setup(t, d)
	hurried, giveUp := context.WithCancel(ctx)
	var group sync.WaitGroup
	require.NoError(t, d.InTx(ctx, func(context.Context) error {
		done := make(chan error)
		for i := range 3 {
			group.Go(func() {
				done <- d.InShortTx(hurried, func(ctx context.Context) error { return insert(ctx, d, fmt.Sprint(i), "row", i) })
			})
		}
		giveUp()
		for range 3 {
			require.ErrorIs(t, <-done, context.Canceled)
		}
		return nil
	}))
	group.Wait()
	require.NoError(t, d.InShortTx(ctx, func(ctx context.Context) error { return insert(ctx, d, "after", "row", 9) }))
	var n int
	require.NoError(t, d.QueryRow(ctx, `SELECT count(*) FROM trap_row`).Scan(&n))
	require.Equal(t, 1, n)
}

func TestOnlyATransactionGathers(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	g := &db.Gatherer[int]{Write: func(context.Context, []int) error { return nil }}
	require.ErrorIs(t, g.Add(t.Context(), d, 1), db.ErrNoTx)
}
