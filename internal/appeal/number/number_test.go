package number_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/number"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func next(t *testing.T, d *db.DB, g *number.Giver, day string) (n int64) {
	t.Helper()
	end, err := g.Begin(t.Context(), day)
	require.NoError(t, err)
	defer end()
	require.NoError(t, d.InShortTx(t.Context(), func(ctx context.Context) error {
		n, err = g.Next(ctx, day)
		return err
	}))
	return n
}

func TestWhoComesAloneGetsTheNextNumberOfTheDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := number.New(d)
		for _, wanted := range []int64{1, 2, 3} {
			require.Equal(t, wanted, next(t, d, g, "2026-03-02"))
		}
		require.EqualValues(t, 1, next(t, d, g, "2026-03-03"))
		require.EqualValues(t, 4, next(t, d, number.New(d), "2026-03-02"), "another node goes on")
	})
}

func TestNoNumberIsGivenOutTwiceHoweverManyAskOnTwoNodes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		nodes := []*number.Giver{number.New(d), number.New(d)}
		var mu sync.Mutex
		given := map[string]bool{}
		var group sync.WaitGroup
		for i := range 24 {
			group.Go(func() {
				for k := range 20 {
					day := []string{"2026-03-02", "2026-03-03"}[k/10]
					n := next(t, d, nodes[i%2], day)
					key := day + " " + string(rune(n))
					mu.Lock()
					if given[key] || n < 1 {
						t.Errorf("%s: %d twice", day, n)
					}
					given[key] = true
					mu.Unlock()
				}
			})
		}
		group.Wait()
		require.Len(t, given, 480)
	})
}
