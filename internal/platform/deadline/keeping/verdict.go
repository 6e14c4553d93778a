package keeping

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// Verdict is what became of a clock, without its ledger.
type Verdict struct {
	Case, Name, Holder string
	Due                time.Time
	// Stopped is zero while the clock goes on; Met is of a stopped one.
	Stopped time.Time
	Met     bool
}

// Verdicts returns what became of the clocks with some names of cases of a kind, the
// oldest clock first. It is for counting many: nothing is derived anew, so that a
// running clock is told as it was last stored.
func (k *Keeper) Verdicts(ctx context.Context, kind string, names, ids []string) (all []Verdict, err error) {
	for some := range slices.Chunk(ids, together) {
		if all, err = k.verdicts(ctx, all, kind, names, some); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (k *Keeper) verdicts(ctx context.Context, all []Verdict, kind string, names, ids []string) ([]Verdict, error) {
	rows, err := k.DB.Query(ctx, `SELECT case_id, name, holder, due_at, stopped_at, met FROM deadline_clock
		WHERE case_kind = ? AND case_id IN (`+db.Placeholders(len(ids))+`) AND name IN (`+db.Placeholders(len(names))+`) ORDER BY id`,
		slices.Concat([]any{kind}, anys(ids), anys(names))...)
	if err != nil {
		return nil, wrap(err, "list verdicts")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var v Verdict
		var due, stopped db.Time
		var met int64
		if err := rows.Scan(&v.Case, &v.Name, &v.Holder, &due, &stopped, &met); err != nil {
			return nil, wrap(err, "read verdict")
		}
		v.Due, v.Stopped, v.Met = due.Time, stopped.Time, met == 1
		all = append(all, v)
	}
	return all, wrap(rows.Err(), "list verdicts")
}
