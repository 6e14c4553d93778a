package stray

import (
	"context"
	"fmt"
)

// named reports whether any row names the file. The statements are put together
// from names that New has checked and that stand in the program.
func (s *Sweeper) named(ctx context.Context, id string) (bool, error) {
	for _, c := range s.columns {
		var n int
		if err := s.db.QueryRow(ctx, `SELECT count(*) FROM `+c.Table+` WHERE `+c.Name+` = ?`, id).Scan(&n); err != nil {
			return false, fmt.Errorf("look for file in %s: %w", c.Table, err)
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, nil
}
