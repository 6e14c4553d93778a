package template

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insert(ctx context.Context, t *Template) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_template (id, department, title, words, state, version, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		t.ID, t.Department, t.Title, t.Words, string(t.State), t.Version, db.At(t.ChangedAt), t.ChangedBy)
	if err != nil {
		return fmt.Errorf("save template: %w", err)
	}
	return nil
}

// update writes a template whose version is one above the stored one.
func (s *Service) update(ctx context.Context, t *Template) error {
	result, err := s.DB.Exec(ctx, `UPDATE appeal_template SET title = ?, words = ?, state = ?, version = ?, changed_at = ?, changed_by = ? WHERE id = ? AND version = ?`,
		t.Title, t.Words, string(t.State), t.Version, db.At(t.ChangedAt), t.ChangedBy, t.ID, t.Version-1)
	if err != nil {
		return fmt.Errorf("save template %s: %w", t.ID, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return ErrStale.Because(err)
	}
	return nil
}

const columns = `SELECT id, department, title, words, state, version, changed_at, changed_by FROM appeal_template`

func scan(row func(...any) error) (*Template, error) {
	t := &Template{}
	var at db.Time
	err := row(&t.ID, &t.Department, &t.Title, &t.Words, &t.State, &t.Version, &at, &t.ChangedBy)
	t.ChangedAt = at.Time
	return t, err
}

// load returns a template in use, or ErrNotFound.
func (s *Service) load(ctx context.Context, id string) (*Template, error) {
	t, err := scan(s.DB.QueryRow(ctx, columns+` WHERE id = ? AND state = 'active'`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load template %s: %w", id, err)
	}
	return t, nil
}

// active returns the templates in use, the centre's first, by title.
func (s *Service) active(ctx context.Context) ([]*Template, error) {
	rows, err := s.DB.Query(ctx, columns+` WHERE state = 'active' ORDER BY department, title, id`)
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	defer func() { _ = rows.Close() }()
	list := []*Template{}
	for rows.Next() {
		t, err := scan(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("read template: %w", err)
		}
		list = append(list, t)
	}
	return list, rows.Err()
}
