package inbox

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/platform/db"
)

// Touch notes that a case of the context's transaction looks different in the inbox.
// Whatever writes a column of Row calls it, in the same transaction.
func (f *Follower) Touch(ctx context.Context, id string) error {
	return wrap(f.changes.Add(ctx, f.DB, id), "note change")
}

// changesAtOnce is how many changes one statement writes.
const changesAtOnce = 1000

// numberChanges gives changed cases the next numbers, under the lock of the mark.
func (f *Follower) numberChanges(ctx context.Context, cases []string) error {
	slices.Sort(cases)
	cases = slices.Compact(cases)
	var last int64
	if err := f.DB.QueryRow(ctx, `UPDATE appeal_mark SET seq = seq + ? WHERE id = 1 RETURNING seq`, len(cases)).Scan(&last); err != nil {
		return wrap(err, "number changes")
	}
	next := last - int64(len(cases))
	for some := range slices.Chunk(cases, changesAtOnce) {
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
