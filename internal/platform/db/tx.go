package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// ErrNoTx is returned by calls that make sense only inside InTx.
var ErrNoTx = errors.New("db: no transaction in this context")

// txRetries is how often a transaction is tried again after a serialization
// failure or deadlock. A limit that is a guess.
const txRetries = 5

type txKey struct{ db *DB }

type transaction struct {
	tx     *sql.Tx
	before []func(context.Context) error
	after  []func()
	values map[any]any
	// gathered is what is written last, by gatherer.
	gathered map[any]last
}

func fromContext(ctx context.Context, d *DB) *transaction {
	t, _ := ctx.Value(txKey{d}).(*transaction)
	return t
}

type guardKey struct{}

// Guarded returns a context in which the commit of every transaction, of
// whatever database, first asks check, inside the transaction; an error of
// check undoes it. So work that may have been taken from this program, such as a
// job, cannot forget to ask.
func Guarded(ctx context.Context, check func(ctx context.Context) error) context.Context {
	return context.WithValue(ctx, guardKey{}, check)
}

// InTx runs fn in a transaction and commits when fn returns nil. Inside a
// transaction of the same database it joins: only the outermost call commits.
// On PostgreSQL fn runs again after a serialization failure or a deadlock, and once
// more after it broke a unique constraint: what it looked for and did not find,
// somebody else has committed meanwhile, and now it finds it. So fn must not change
// anything but the database.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if fromContext(ctx, d) != nil {
		return fn(ctx)
	}
	for attempt := 0; ; attempt++ {
		err := d.once(ctx, fn)
		if err == nil || attempt == txRetries || !retryable(err) && (attempt > 0 || !raced(err)) {
			return err
		}
		pause := time.Duration(1+rand.IntN(10<<attempt)) * time.Millisecond
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (d *DB) once(ctx context.Context, fn func(ctx context.Context) error) error {
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	t := &transaction{tx: tx, values: map[any]any{}}
	defer func() { _ = tx.Rollback() }() // no-op after Commit; undoes a panic
	inner := context.WithValue(ctx, txKey{d}, t)
	if check, ok := ctx.Value(guardKey{}).(func(context.Context) error); ok {
		t.before = append(t.before, check)
	}
	if err := fn(inner); err != nil {
		return err
	}
	if err := t.runHooks(inner); err != nil {
		return err
	}
	if err := t.write(inner); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	for _, hook := range t.after {
		hook()
	}
	return nil
}

// Tx returns the transaction of the context for libraries that need one, or
// ErrNoTx.
func (d *DB) Tx(ctx context.Context) (*sql.Tx, error) {
	if t := fromContext(ctx, d); t != nil {
		return t.tx, nil
	}
	return nil, ErrNoTx
}

// BeforeCommit runs fn when the work of the context's transaction is done; its error
// undoes the transaction. Only what takes a lock that everybody waits for comes
// later still: see Gatherer. It fails with ErrNoTx outside one.
func (d *DB) BeforeCommit(ctx context.Context, fn func(ctx context.Context) error) error {
	t := fromContext(ctx, d)
	if t == nil {
		return ErrNoTx
	}
	t.before = append(t.before, fn)
	return nil
}

// AfterCommit runs fn once the context's transaction is committed, and at once
// when there is none. A crash in between loses the call: only hints such as a
// push to a screen belong here, never an effect.
func (d *DB) AfterCommit(ctx context.Context, fn func()) {
	if t := fromContext(ctx, d); t != nil {
		t.after = append(t.after, fn)
		return
	}
	fn()
}

// TxValue returns the value kept under key for the length of the context's
// transaction, made by create on first use. It fails with ErrNoTx outside one.
func TxValue[T any](ctx context.Context, d *DB, key any, create func() T) (T, error) {
	t := fromContext(ctx, d)
	if t == nil {
		var zero T
		return zero, ErrNoTx
	}
	if _, ok := t.values[key]; !ok {
		t.values[key] = create()
	}
	return t.values[key].(T), nil
}
