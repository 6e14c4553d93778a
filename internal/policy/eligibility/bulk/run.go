package bulk

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

// RunOptions says how to run; the zero value is right.
type RunOptions struct {
	// Progress is told how many of how many chunks of 65,536 rows are done, from
	// several goroutines; may be nil.
	Progress func(done, total int)
	// Workers is how many chunks are worked on at once; 0 is one for each core.
	Workers int
}

// Run decides every measure over every row. The columns cannot be written
// meanwhile. Errors are those of ctx, and of a `has` on a key whose columns keep
// no sets.
func (p *Program) Run(ctx context.Context, c *Columns, opts RunOptions) (*Results, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	sources, err := p.bind(c)
	if err != nil {
		return nil, err
	}
	chunks := c.chunkCount()
	found := make([]chunkRows3, chunks)
	var done atomic.Int64
	err = inParallel(ctx, opts.Workers, chunks, func() func(int) {
		w, l := newWorker(p, sources), newLog(3*len(p.measures))
		return func(chunk int) {
			found[chunk] = p.runChunk(w, l, c, chunk)
			if n := done.Add(1); opts.Progress != nil {
				opts.Progress(int(n), chunks)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return newResults(ctx, p, c, found, opts.Workers)
}

func (c *Columns) chunkCount() int { return (c.rows + chunkRows - 1) / chunkRows }

// inParallel calls the function that make gives to each goroutine for every i
// below n, until ctx ends.
func inParallel(ctx context.Context, workers, n int, make func() func(int)) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(workers, n) {
		all.Go(func() {
			work := make()
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	all.Wait()
	return ctx.Err()
}

// The three verdicts that are kept as bitmaps; who is in none is ineligible.
const (
	keptEligible = iota
	keptReview
	keptMissing
	keptVerdicts
)

var keptOf = map[eligibility.Verdict]int{
	eligibility.Eligible: keptEligible, eligibility.NeedsReview: keptReview, eligibility.NeedFacts: keptMissing,
}

func (p *Program) runChunk(w *worker, l *log, c *Columns, chunk int) chunkRows3 {
	l.reset()
	var best, possible, worst, missing block
	for b := range blocksPerChunk {
		at := position{chunk, b}
		live := c.live.block(at)
		if live == nil || !live.any() {
			continue
		}
		w.evaluate(at)
		for m := range p.outputs {
			o := &p.outputs[m]
			if !p.network.resolve(o.possible, w.slots, &possible) || possible.and(live) == 0 {
				continue
			}
			sure := p.network.resolve(o.best, w.slots, &best) && best.and(live) != 0
			if !sure {
				l.add(m*keptVerdicts+keptMissing, b, &possible)
				continue
			}
			difference(&missing, &possible, &best)
			l.add(m*keptVerdicts+keptMissing, b, &missing)
			if o.worst == o.best {
				l.add(m*keptVerdicts+keptEligible, b, &best)
				continue
			}
			if p.network.resolve(o.worst, w.slots, &worst) && worst.and(live) != 0 {
				l.add(m*keptVerdicts+keptEligible, b, &worst)
				best.andNot(&worst)
			}
			l.add(m*keptVerdicts+keptReview, b, &best)
		}
	}
	return l.pack()
}
