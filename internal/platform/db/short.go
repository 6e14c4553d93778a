package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Limits of short transactions: how many share one commit, and how many commits
// run beside each other where the engine lets several write. Guesses, measured by
// the benchmark of package intake.
const (
	shortTogether = 32
	shortBeside   = 3
)

// errAlone says that the work of a batch has to be done again, each on its own.
var errAlone = errors.New("db: again, alone")

// short is one caller's work that waits for a commit, and what became of it.
type short struct {
	ctx      context.Context
	fn       func(ctx context.Context) error
	done     chan struct{}
	tx       *transaction
	err      error
	panicked any
}

// queue holds the work that waits.
type queue struct {
	mu      sync.Mutex
	waiting []*short
	leaders int
}

// InShortTx is InTx for work that takes a few milliseconds: the work of several
// callers that come at the same time shares one transaction and one wait for the
// disk. Each stands on a savepoint of its own, so that the failure of one does not
// touch the others, and is told only after the commit. When anything else goes wrong
// the work of each is done again alone, so fn must not change anything but the
// database. Its context is not cancelled once it has begun.
func (d *DB) InShortTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if fromContext(ctx, d) != nil {
		return fn(ctx)
	}
	if ctx.Value(guardKey{}) != nil {
		return d.InTx(ctx, fn)
	}
	one := &short{ctx: ctx, fn: fn, done: make(chan struct{})}
	if d.short.join(one, d.leaders()) {
		// Beside the caller, who would otherwise wait for those that come after.
		go d.lead()
	}
	select {
	case <-one.done:
	case <-ctx.Done():
		if d.short.leave(one) {
			return ctx.Err()
		}
		<-one.done
	}
	if one.panicked != nil {
		panic(one.panicked)
	}
	if errors.Is(one.err, errAlone) {
		return d.InTx(ctx, fn)
	}
	return one.err
}

func (d *DB) leaders() int {
	if d.engine == SQLite {
		return 1
	}
	return shortBeside
}

// join adds work and reports whether another leader is wanted.
func (q *queue) join(one *short, most int) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, one)
	if q.leaders >= most {
		return false
	}
	q.leaders++
	return true
}

// leave takes work off the queue that nobody has begun.
func (q *queue) leave(one *short) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, one)
	if i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
	return i >= 0
}

// goOn reports whether anybody waits; a leader for whom nobody does leads no longer.
func (q *queue) goOn() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.leaders--
		return false
	}
	return true
}

// next takes work off the queue; there is none when all have left it.
func (q *queue) next() []*short {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(len(q.waiting), shortTogether)
	batch := slices.Clone(q.waiting[:n])
	q.waiting = slices.Delete(q.waiting, 0, n)
	return batch
}

// lead commits batch after batch until nobody waits.
func (d *DB) lead() {
	for d.short.goOn() {
		tx, err := d.write.BeginTx(context.Background(), nil)
		batch := d.short.next() // after the wait for the connection: others have come
		if err == nil {
			d.commitAll(tx, batch)
		}
		for _, one := range batch {
			if err != nil {
				one.err = fmt.Errorf("begin: %w", err)
			}
			close(one.done)
		}
	}
}

// commitAll does the work of a batch and notes what became of each.
func (d *DB) commitAll(tx *sql.Tx, batch []*short) {
	defer func() { _ = tx.Rollback() }() // no-op after Commit
	var good []*short
	for _, one := range batch {
		if one.err = one.ctx.Err(); one.err != nil {
			continue
		}
		if err := d.onSavepoint(tx, one); err != nil {
			again(batch, err)
			return
		}
		if one.err == nil && one.panicked == nil {
			good = append(good, one)
		}
	}
	if len(good) == 0 {
		return
	}
	if err := d.finish(tx, good); err != nil {
		again(good, err)
		return
	}
	if err := tx.Commit(); err != nil {
		for _, one := range good {
			one.err = fmt.Errorf("commit: %w", err)
		}
		return
	}
	for _, one := range good {
		for _, hook := range one.tx.after {
			hook()
		}
	}
}

// again has the work of a batch done again, each on its own. What was alone already
// has failed by itself, unless it came in the way of somebody else.
func again(batch []*short, err error) {
	if len(batch) == 1 && !retryable(err) {
		batch[0].err = err
		return
	}
	for _, one := range batch {
		one.err, one.panicked = errAlone, nil
	}
}

// onSavepoint does one caller's work. It fails when the transaction cannot go on.
func (d *DB) onSavepoint(tx *sql.Tx, one *short) error {
	one.tx = &transaction{tx: tx, values: map[any]any{}}
	// A statement that is cancelled would take the whole transaction with it.
	one.ctx = context.WithValue(context.WithoutCancel(one.ctx), txKey{d}, one.tx)
	if _, err := tx.ExecContext(one.ctx, `SAVEPOINT short`); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	func() {
		defer func() { one.panicked = recover() }()
		one.err = one.fn(one.ctx)
	}()
	if retryable(one.err) {
		return one.err
	}
	if one.err != nil || one.panicked != nil {
		if _, err := tx.ExecContext(one.ctx, `ROLLBACK TO SAVEPOINT short`); err != nil {
			return errors.Join(one.err, err)
		}
	}
	_, err := tx.ExecContext(one.ctx, `RELEASE SAVEPOINT short`)
	return err
}

// finish does what has to be done last: the hooks of each, then what all of them
// have gathered at once.
func (d *DB) finish(tx *sql.Tx, good []*short) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("before commit: %v", p)
		}
	}()
	all := &transaction{tx: tx, values: map[any]any{}}
	for _, one := range good {
		if err := one.tx.runHooks(one.ctx); err != nil {
			return err
		}
		for key, items := range one.tx.gathered {
			if all.gathered[key] == nil {
				all.gather(key, items)
				continue
			}
			all.gathered[key].add(items)
		}
	}
	return all.write(context.WithValue(good[0].ctx, txKey{d}, all))
}
