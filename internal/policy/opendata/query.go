package opendata

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// given is what was last said of a measure.
type given struct {
	measure  string
	revision int64
	digest   string
	public   bool
	at       time.Time
}

func (s *Service) revision(ctx context.Context) (int64, error) {
	var n int64
	if err := s.DB.QueryRow(ctx, `SELECT revision FROM policy_open_state WHERE id = 1`).Scan(&n); err != nil {
		return 0, fmt.Errorf("read revision of open data: %w", err)
	}
	return n, nil
}

// known returns what was last said of every measure.
func (s *Service) known(ctx context.Context) (map[string]given, error) {
	rows, err := s.DB.Query(ctx, `SELECT measure, revision, digest, public, changed_at FROM policy_open_measure`)
	if err != nil {
		return nil, fmt.Errorf("load open data: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]given{}
	for rows.Next() {
		var g given
		var at db.Time
		if err := rows.Scan(&g.measure, &g.revision, &g.digest, &g.public, &at); err != nil {
			return nil, fmt.Errorf("read open data: %w", err)
		}
		g.at = at.Time
		out[g.measure] = g
	}
	return out, rows.Err()
}

// changed returns a page of what was said after a revision, in the order in which
// it was said; without one only of what is public.
func (s *Service) changed(ctx context.Context, since int64, page kernel.Page) (kernel.Rows[given], error) {
	keyset := db.Keyset{Columns: []db.Column{{SQL: "revision", Number: true}, {SQL: "measure"}}}
	out := kernel.Rows[given]{Items: []given{}}
	behind, args, err := keyset.After(page.After)
	if err != nil {
		return out, err
	}
	const where = ` WHERE revision > ? AND (public OR CAST(? AS bigint) > 0)`
	narrowed := []any{since, since}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM policy_open_measure`+where, narrowed...).Scan(&out.Total); err != nil {
		return out, fmt.Errorf("count open data: %w", err)
	}
	statement := `SELECT measure, revision, digest, public, changed_at FROM policy_open_measure` + where
	if behind != "" {
		statement += ` AND ` + behind
	}
	rows, err := s.DB.Query(ctx, statement+keyset.OrderBy()+` LIMIT ?`, append(append(narrowed, args...), page.Limit+1)...)
	if err != nil {
		return out, fmt.Errorf("list open data: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var g given
		var at db.Time
		if err := rows.Scan(&g.measure, &g.revision, &g.digest, &g.public, &at); err != nil {
			return out, fmt.Errorf("read open data: %w", err)
		}
		g.at = at.Time
		out.Items = append(out.Items, g)
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		last := out.Items[page.Limit-1]
		out.Next = keyset.Cursor(last.revision, last.measure)
	}
	return out, rows.Err()
}
