package taxonomy

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

// store reads and writes the tables of this package.
type store struct{ db *db.DB }

// Terms returns the tree of themes in its order and its version.
func (s store) Terms(ctx context.Context) ([]Term, int64, error) {
	var version int64
	if err := s.db.QueryRow(ctx, `SELECT version FROM policy_library_taxonomy WHERE id = 1`).Scan(&version); err != nil {
		return nil, 0, fmt.Errorf("read version of themes: %w", err)
	}
	rows, err := s.db.Query(ctx, `SELECT code, parent, label FROM policy_library_term ORDER BY position, code`)
	if err != nil {
		return nil, 0, fmt.Errorf("list themes: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []Term
	for rows.Next() {
		var t Term
		if err := rows.Scan(&t.Code, &t.Parent, &t.Label); err != nil {
			return nil, 0, fmt.Errorf("read theme: %w", err)
		}
		out = append(out, t)
	}
	return out, version, rows.Err()
}

// Used lists the themes that policies have, with how many.
func (s store) Used(ctx context.Context, publicOnly bool) (map[string]int64, error) {
	query := `SELECT t.theme, count(*) FROM policy_library_theme t GROUP BY t.theme`
	if publicOnly {
		query = `SELECT t.theme, count(*) FROM policy_library_theme t JOIN policy_library_entry e ON e.policy = t.policy WHERE e.state = 'published' GROUP BY t.theme`
	}
	rows, err := s.db.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("count themes: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var theme string
		var n int64
		if err := rows.Scan(&theme, &n); err != nil {
			return nil, fmt.Errorf("read count of themes: %w", err)
		}
		out[theme] = n
	}
	return out, rows.Err()
}

// Save replaces the tree of themes, from the version it was read at; false
// when somebody else was faster.
func (s store) Save(ctx context.Context, terms []Term, version int64) (bool, error) {
	done, err := s.db.Exec(ctx, `UPDATE policy_library_taxonomy SET version = version + 1 WHERE id = 1 AND version = ?`, version)
	if err != nil {
		return false, fmt.Errorf("raise version of themes: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	if _, err := s.db.Exec(ctx, `DELETE FROM policy_library_term`); err != nil {
		return false, fmt.Errorf("clear themes: %w", err)
	}
	for i, t := range terms {
		if _, err := s.db.Exec(ctx, `INSERT INTO policy_library_term (code, parent, label, position) VALUES (?, ?, ?, ?)`, t.Code, t.Parent, t.Label, i); err != nil {
			return false, fmt.Errorf("save theme %s: %w", t.Code, err)
		}
	}
	return true, nil
}
