package subscription

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

// store reads and writes the table of this package.
type store struct{ db *db.DB }

// Lock keeps others from adding to the subscriptions of an enterprise until the
// end of the transaction. Of one that has none nothing is locked: two at once may
// both be the first.
func (s store) Lock(ctx context.Context, uscc string) error {
	if _, err := s.db.Exec(ctx, `UPDATE policy_library_subscription SET uscc = uscc WHERE uscc = ?`, uscc); err != nil {
		return fmt.Errorf("lock subscriptions of %s: %w", uscc, err)
	}
	return nil
}

// Subscriptions lists those of an enterprise, or all for "", the oldest first.
func (s store) Subscriptions(ctx context.Context, uscc string) ([]Subscription, error) {
	query, args := `SELECT id, uscc, industry, size_class, keyword, created_at FROM policy_library_subscription ORDER BY id`, []any{}
	if uscc != "" {
		query, args = `SELECT id, uscc, industry, size_class, keyword, created_at FROM policy_library_subscription WHERE uscc = ? ORDER BY id`, []any{uscc}
	}
	rows, err := s.db.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list subscriptions: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := []Subscription{}
	for rows.Next() {
		var w Subscription
		var at db.Time
		if err := rows.Scan(&w.ID, &w.USCC, &w.Industry, &w.Size, &w.Keyword, &at); err != nil {
			return nil, fmt.Errorf("read subscription: %w", err)
		}
		w.At = at.Time
		out = append(out, w)
	}
	return out, rows.Err()
}

// Add writes a new one, or fails with ErrTwice.
func (s store) Add(ctx context.Context, w Subscription, by string) error {
	_, err := s.db.Exec(ctx, `INSERT INTO policy_library_subscription (id, uscc, industry, size_class, keyword, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		w.ID, w.USCC, w.Industry, w.Size, w.Keyword, by, db.At(w.At))
	if constraint, twice := db.UniqueViolation(err); twice && constraint != "policy_library_subscription_pkey" {
		return ErrTwice.Because(err)
	}
	if err != nil {
		return fmt.Errorf("save subscription: %w", err)
	}
	return nil
}

// Drop removes one of an enterprise, or fails with ErrMissing.
func (s store) Drop(ctx context.Context, uscc, id string) error {
	done, err := s.db.Exec(ctx, `DELETE FROM policy_library_subscription WHERE id = ? AND uscc = ?`, id, uscc)
	if err != nil {
		return fmt.Errorf("remove subscription: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return ErrMissing
}
