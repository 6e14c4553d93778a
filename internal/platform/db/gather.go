package db

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// Gatherer writes what a transaction has to write as its very last work before the
// commit, because it takes a lock that everybody waits for: all at once, also of
// several short transactions that share a commit.
type Gatherer[T any] struct {
	// Rank orders the gatherers of a transaction, so that all take their locks in
	// the same order.
	Rank int
	// Write writes items, in the order in which they were gathered; its error undoes
	// the transaction.
	Write func(ctx context.Context, items []T) error
}

// Add gives a gatherer an item to write with the context's transaction. It fails
// with ErrNoTx outside one.
func (g *Gatherer[T]) Add(ctx context.Context, d *DB, item T) error {
	t := fromContext(ctx, d)
	if t == nil {
		return ErrNoTx
	}
	if t.gathered[g] == nil {
		t.gather(g, &gathered[T]{by: g})
	}
	of := t.gathered[g].(*gathered[T])
	of.items = append(of.items, item)
	return nil
}

// last is what one gatherer has to write.
type last interface {
	rank() int
	add(more last)
	write(ctx context.Context) error
}

type gathered[T any] struct {
	by    *Gatherer[T]
	items []T
}

func (g *gathered[T]) rank() int { return g.by.Rank }

func (g *gathered[T]) add(more last) { g.items = append(g.items, more.(*gathered[T]).items...) }

func (g *gathered[T]) write(ctx context.Context) error { return g.by.Write(ctx, g.items) }

func (t *transaction) gather(key any, items last) {
	if t.gathered == nil {
		t.gathered = map[any]last{}
	}
	t.gathered[key] = items
}

// write lets every gatherer write.
func (t *transaction) write(ctx context.Context) error {
	all := slices.SortedFunc(maps.Values(t.gathered), func(a, b last) int { return cmp.Compare(a.rank(), b.rank()) })
	for _, items := range all {
		if err := items.write(ctx); err != nil {
			return err
		}
	}
	return nil
}

// runHooks runs what BeforeCommit was given.
func (t *transaction) runHooks(ctx context.Context) error {
	for i := 0; i < len(t.before); i++ { // a hook may add another
		if err := t.before[i](ctx); err != nil {
			return err
		}
	}
	return nil
}
