package inbox

import (
	"context"
	"maps"
	"slices"

	"github.com/yikou/yikou/internal/platform/db"
)

type touchedKey struct{}

// Touch notes that a case of the context's transaction looks different in the inbox.
// Whatever writes a column of Row calls it, in the same transaction.
func (f *Follower) Touch(ctx context.Context, id string) error {
	first := false
	cases, err := db.TxValue(ctx, f.DB, touchedKey{}, func() map[string]bool { first = true; return map[string]bool{} })
	if err != nil {
		return wrap(err, "note change")
	}
	cases[id] = true
	if !first {
		return nil
	}
	// A hook that is added by a hook runs behind all others, so that every
	// transaction takes the lock on the mark last: the others have theirs by then.
	return f.DB.BeforeCommit(ctx, func(ctx context.Context) error {
		return f.DB.BeforeCommit(ctx, func(ctx context.Context) error { return f.numberChanges(ctx, cases) })
	})
}

// changesAtOnce is how many changes one statement writes.
const changesAtOnce = 1000

// numberChanges gives changed cases the next numbers.
func (f *Follower) numberChanges(ctx context.Context, cases map[string]bool) error {
	var last int64
	if err := f.DB.QueryRow(ctx, `UPDATE appeal_mark SET seq = seq + ? WHERE id = 1 RETURNING seq`, len(cases)).Scan(&last); err != nil {
		return wrap(err, "number changes")
	}
	next := last - int64(len(cases))
	for some := range slices.Chunk(slices.Sorted(maps.Keys(cases)), changesAtOnce) {
		args := make([]any, 0, 2*len(some))
		for _, id := range some {
			next++
			args = append(args, id, next)
		}
		if _, err := f.DB.Exec(ctx, `INSERT INTO appeal_change (case_id, seq) VALUES `+db.PlaceholderRows(len(some), 2)+`
			ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq`, args...); err != nil {
			return wrap(err, "note changes")
		}
	}
	return nil
}
