package link

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

type store struct{ db *db.DB }

// Save writes what was found at the source of a policy, unless it has another
// source by now.
func (s store) Save(ctx context.Context, policy, address string, found State, at db.Time) error {
	failures := 0
	if found.failed() {
		failures = 1
	}
	_, err := s.db.Exec(ctx, `UPDATE policy_library_entry SET link_state = ?, link_checked_at = ?, link_failures = link_failures * ? + ?
		WHERE policy = ? AND source_url = ?`, found, at, failures, failures, policy, address)
	if err != nil {
		return fmt.Errorf("save link of %s: %w", policy, err)
	}
	return nil
}

// Links lists the source links of published policies, by policy: those that have
// begun to fail, then those that were not looked at for longest.
func (s store) Links(ctx context.Context, limit int) (map[string]string, error) {
	rows, err := s.db.Query(ctx, `SELECT policy, source_url FROM policy_library_entry WHERE state = 'published' AND source_url <> ''
		ORDER BY CASE WHEN link_failures BETWEEN 1 AND ? THEN 0 WHEN link_checked_at IS NULL THEN 1 ELSE 2 END, link_checked_at, policy LIMIT ?`,
		Failures-1, limit)
	if err != nil {
		return nil, fmt.Errorf("list links: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]string{}
	for rows.Next() {
		var policy, address string
		if err := rows.Scan(&policy, &address); err != nil {
			return nil, fmt.Errorf("read link: %w", err)
		}
		out[policy] = address
	}
	return out, rows.Err()
}
