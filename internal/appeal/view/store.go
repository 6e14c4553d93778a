package view

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

// put writes a view; its owner's view of the same name is replaced and keeps its ID.
func (s *Service) put(ctx context.Context, v *View) error {
	look, err := json.Marshal(v.Look)
	if err != nil {
		return fmt.Errorf("write view: %w", err)
	}
	err = s.DB.QueryRow(ctx, `INSERT INTO appeal_view (id, owner, department, name, look, saved_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (owner, name) DO UPDATE SET department = excluded.department, look = excluded.look, saved_at = excluded.saved_at RETURNING id`,
		v.ID, v.Owner, v.Department, v.Name, string(look), db.At(v.SavedAt)).Scan(&v.ID)
	if err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	return nil
}

func (s *Service) remove(ctx context.Context, id string) error {
	if _, err := s.DB.Exec(ctx, `DELETE FROM appeal_view WHERE id = ?`, id); err != nil {
		return fmt.Errorf("remove view %s: %w", id, err)
	}
	return nil
}

// owned counts the views of a person beside the one of a name.
func (s *Service) owned(ctx context.Context, owner, name string) (n int, err error) {
	err = s.DB.QueryRow(ctx, `SELECT count(*) FROM appeal_view WHERE owner = ? AND name <> ?`, owner, name).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count views: %w", err)
	}
	return n, nil
}

const columns = `SELECT id, owner, department, name, look, saved_at FROM appeal_view`

func scan(row func(...any) error) (*View, error) {
	v := &View{}
	var at db.Time
	var look string
	if err := row(&v.ID, &v.Owner, &v.Department, &v.Name, &look, &at); err != nil {
		return nil, err
	}
	v.SavedAt = at.Time
	return v, json.Unmarshal([]byte(look), &v.Look)
}

func (s *Service) load(ctx context.Context, id string) (*View, error) {
	v, err := scan(s.DB.QueryRow(ctx, columns+` WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load view %s: %w", id, err)
	}
	return v, nil
}

// of returns the views of a person and those shared with one of the departments, his
// own first, by name.
func (s *Service) of(ctx context.Context, owner string, departments []string) ([]*View, error) {
	args := []any{owner}
	where := ` WHERE owner = ?`
	if len(departments) > 0 {
		where += ` OR (department <> '' AND department IN (` + db.Placeholders(len(departments)) + `))`
		for _, d := range departments {
			args = append(args, d)
		}
	}
	rows, err := s.DB.Query(ctx, columns+where+` ORDER BY CASE WHEN owner = ? THEN 0 ELSE 1 END, name, id`, append(args, owner)...)
	if err != nil {
		return nil, fmt.Errorf("list views: %w", err)
	}
	defer func() { _ = rows.Close() }()
	list := []*View{}
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("read view: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}
