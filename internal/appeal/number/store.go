package number

import (
	"context"
	"fmt"
	"sync"

	"github.com/yikou/yikou/internal/platform/db"
)

// blockSize is how many numbers are taken ahead, lowWater how few are left when the
// next block is fetched. Guesses.
const (
	blockSize = 64
	lowWater  = 32
)

// Giver gives out numbers. It is safe for concurrent use.
type Giver struct {
	db *db.DB

	mu    sync.Mutex
	day   string
	ahead []int64
	busy  int

	fetching sync.Mutex
}

// New returns a giver of the numbers kept in d.
func New(d *db.DB) *Giver { return &Giver{db: d} }

// Begin says that a number is about to be asked for, and fetches numbers ahead where
// others ask at the same time. It must not be called in a transaction, which could
// hold what the fetch waits for. End what it began with the function that it returns.
func (g *Giver) Begin(ctx context.Context, day string) (end func(), err error) {
	end = func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.busy--
	}
	if g.enter(day) {
		return end, nil
	}
	g.fetching.Lock()
	defer g.fetching.Unlock()
	if g.enough(day) {
		return end, nil
	}
	last, err := g.add(ctx, day, blockSize)
	if err != nil {
		end()
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.day != day {
		g.day, g.ahead = day, nil
	}
	for n := last - blockSize + 1; n <= last; n++ {
		g.ahead = append(g.ahead, n)
	}
	return end, nil
}

// enter counts a caller and reports whether there is nothing to fetch for it.
func (g *Giver) enter(day string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy++
	return g.busy == 1 || g.day == day && len(g.ahead) > lowWater
}

func (g *Giver) enough(day string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.day == day && len(g.ahead) > lowWater
}

// Next gives out a number of a day, in the transaction of ctx.
func (g *Giver) Next(ctx context.Context, day string) (int64, error) {
	if n, ok := g.taken(day); ok {
		return n, nil
	}
	return g.add(ctx, day, 1)
}

func (g *Giver) taken(day string) (int64, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.day != day || len(g.ahead) == 0 {
		return 0, false
	}
	n := g.ahead[0]
	g.ahead = g.ahead[1:]
	return n, true
}

// add moves the counter of a day and returns the last number that it passed.
func (g *Giver) add(ctx context.Context, day string, by int64) (last int64, err error) {
	err = g.db.QueryRow(ctx, `INSERT INTO appeal_counter (day, n) VALUES (?, ?)
		ON CONFLICT (day) DO UPDATE SET n = appeal_counter.n + excluded.n RETURNING n`, day, by).Scan(&last)
	if err != nil {
		return 0, fmt.Errorf("take number: %w", err)
	}
	return last, nil
}
