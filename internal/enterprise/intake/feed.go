package intake

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync"

	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/platform/sheet"
)

// feedBatch is how many rows are read, parsed and applied together.
const feedBatch = store.LookChunk

// raw is a row as the file has it.
type raw struct {
	number int64
	cells  []string
}

// work is a batch on its way: parsed is written once by whoever parses it.
type work[T any] struct {
	rows   []raw
	parsed chan []T
}

// feed reads the rows of a file, has them parsed on every core, and hands them
// to apply in the order of the file, a batch at a time. No more than a few
// batches are in memory. It returns the first error, the file's or apply's.
func feed[T any](ctx context.Context, r *sheet.Reader, parse func(number int64, cells []string) T, apply func([]T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	workers := max(2, runtime.GOMAXPROCS(0))
	queue, order := make(chan *work[T], workers), make(chan *work[T], 2*workers)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	for range workers {
		group.Go(func() {
			for w := range queue {
				out := make([]T, len(w.rows))
				for i, row := range w.rows {
					out[i] = parse(row.number, row.cells)
				}
				w.parsed <- out
			}
		})
	}
	var broken error // of reading; set before order is closed
	group.Go(func() {
		defer close(order)
		defer close(queue)
		broken = readAll(ctx, r, queue, order)
	})
	for w := range order {
		if err := apply(<-w.parsed); err != nil {
			cancel()
			for range order { // lets the reader end
			}
			return err
		}
	}
	return broken
}

func readAll[T any](ctx context.Context, r *sheet.Reader, queue, order chan<- *work[T]) error {
	for done := false; !done; {
		w := &work[T]{rows: make([]raw, 0, feedBatch), parsed: make(chan []T, 1)}
		for len(w.rows) < feedBatch {
			number, cells, err := r.Next()
			if errors.Is(err, io.EOF) {
				done = true
				break
			}
			if err != nil {
				return err
			}
			w.rows = append(w.rows, raw{number, cells})
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		queue <- w
		order <- w
	}
	return nil
}
