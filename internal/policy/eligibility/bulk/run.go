package bulk

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/pack"
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
	c.Hold()
	defer c.Release()
	sources, err := p.bind(c)
	if err != nil {
		return nil, err
	}
	chunks := c.ChunkCount()
	found := make([]*pack.Log, chunks)
	var done atomic.Int64
	err = inParallel(ctx, opts.Workers, chunks, func() func(int) {
		w := newWorker(p, sources)
		var before *pack.Log
		return func(chunk int) {
			before = pack.NewLog(keptVerdicts*len(p.measures), before)
			found[chunk] = before
			p.runChunk(w, c, chunk, before)
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

// runChunk decides every measure over the rows of one chunk.
func (p *Program) runChunk(w *worker, c *Columns, chunk int, l *pack.Log) {
	for b := range facts.BlocksPerChunk {
		at := facts.Position{Chunk: chunk, Block: b}
		live := c.Live.Block(at)
		if live == nil || !live.Any() {
			continue
		}
		if live.Full() {
			live = nil
		}
		w.evaluate(at)
		for m := range p.outputs {
			w.decide(&p.outputs[m], m*keptVerdicts, b, live, l)
		}
	}
}

// decide logs the verdicts of one measure over the evaluated block; live is nil
// when every row is.
func (w *worker) decide(o *network.Output, bitmap, at int, live *network.Block, l *pack.Log) {
	var best, possible, worst network.Block
	if !w.masked(o.Possible, live, &possible) {
		return
	}
	if !w.masked(o.Best, live, &best) {
		l.Add(bitmap+keptMissing, at, &possible)
		return
	}
	network.Difference(&possible, &possible, &best)
	l.Add(bitmap+keptMissing, at, &possible)
	if o.Worst == o.Best {
		l.Add(bitmap+keptEligible, at, &best)
		return
	}
	if w.masked(o.Worst, live, &worst) {
		l.Add(bitmap+keptEligible, at, &worst)
		best.AndNot(&worst)
	}
	l.Add(bitmap+keptReview, at, &best)
}

func (w *worker) masked(r network.Ref, live, out *network.Block) bool {
	return w.Resolve(r, out) && (live == nil || out.And(live) != 0)
}
