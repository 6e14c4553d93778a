package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/definition"
)

// Written says when and by whom a version of a policy was written.
type Written struct {
	Number int64
	At     time.Time
	By     string
}

// DocumentHistory lists the versions of a policy, the newest first.
func (s Store) DocumentHistory(ctx context.Context, id string) ([]Written, error) {
	rows, err := s.db.Query(ctx, `SELECT number, recorded_at, recorded_by FROM policy_document_version WHERE document = ? ORDER BY number DESC`, id)
	if err != nil {
		return nil, fmt.Errorf("list versions of policy %s: %w", id, err)
	}
	defer func() { _ = rows.Close() }()
	var out []Written
	for rows.Next() {
		var w Written
		var at db.Time
		if err := rows.Scan(&w.Number, &at, &w.By); err != nil {
			return nil, fmt.Errorf("read version of policy %s: %w", id, err)
		}
		w.At = at.Time
		out = append(out, w)
	}
	return out, rows.Err()
}

// DocumentVersion returns a version of a policy, nil when there is none.
func (s Store) DocumentVersion(ctx context.Context, id string, number int64) (*definition.Document, error) {
	var body string
	err := s.db.QueryRow(ctx, `SELECT body FROM policy_document_version WHERE document = ? AND number = ?`, id, number).Scan(&body)
	if db.IsNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load version %d of policy %s: %w", number, id, err)
	}
	return documentOf(body, place{version: number})
}

// DropDocument removes a policy with all its versions.
func (s Store) DropDocument(ctx context.Context, id string) error {
	for _, statement := range []string{`DELETE FROM policy_document_version WHERE document = ?`, `DELETE FROM policy_document WHERE id = ?`} {
		if _, err := s.db.Exec(ctx, statement, id); err != nil {
			return fmt.Errorf("remove policy %s: %w", id, err)
		}
	}
	return nil
}
