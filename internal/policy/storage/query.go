package storage

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

const runColumns = `id, as_of, job, previous, enterprises, measures, seconds, requested_name, requested_at, finished_at`

func scanRun(scan func(...any) error) (matchrun.Run, error) {
	var r matchrun.Run
	var asOf db.Date
	var requested, finished db.Time
	err := scan(&r.ID, &asOf, &r.Job, &r.Previous, &r.Enterprises, &r.Measures, &r.Seconds, &r.By, &requested, &finished)
	r.AsOf, r.RequestedAt, r.FinishedAt = asOf.Date, requested.Time, finished.Time
	return r, err
}

// Runs lists the runs, the newest first.
func (s Store) Runs(ctx context.Context, page kernel.Page) (kernel.Rows[matchrun.Run], error) {
	keyset := db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}
	out := kernel.Rows[matchrun.Run]{Items: []matchrun.Run{}}
	condition, args, err := keyset.After(page.After)
	if err != nil {
		return out, err
	}
	if err := s.db.QueryRow(ctx, `SELECT count(*) FROM policy_match_run`).Scan(&out.Total); err != nil {
		return out, fmt.Errorf("count runs: %w", err)
	}
	statement := `SELECT ` + runColumns + ` FROM policy_match_run`
	if condition != "" {
		statement += ` WHERE ` + condition
	}
	rows, err := s.db.Query(ctx, statement+keyset.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, fmt.Errorf("list runs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		r, err := scanRun(rows.Scan)
		if err != nil {
			return out, fmt.Errorf("read run: %w", err)
		}
		out.Items = append(out.Items, r)
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = keyset.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, rows.Err()
}
