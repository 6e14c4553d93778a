package opendata

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// lock makes other writers of the open data wait for the end of the transaction.
func (s *Service) lock(ctx context.Context) error {
	if _, err := s.DB.Exec(ctx, `UPDATE policy_open_state SET revision = revision WHERE id = 1`); err != nil {
		return fmt.Errorf("lock open data: %w", err)
	}
	return nil
}

// raise gives the data its next revision.
func (s *Service) raise(ctx context.Context) (int64, error) {
	if _, err := s.DB.Exec(ctx, `UPDATE policy_open_state SET revision = revision + 1 WHERE id = 1`); err != nil {
		return 0, fmt.Errorf("raise revision of open data: %w", err)
	}
	return s.revision(ctx)
}

// put writes what is said of a measure from a revision on.
func (s *Service) put(ctx context.Context, measure string, r given, at time.Time) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO policy_open_measure (measure, revision, digest, public, changed_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (measure) DO UPDATE SET revision = excluded.revision, digest = excluded.digest, public = excluded.public, changed_at = excluded.changed_at`,
		measure, r.revision, r.digest, r.public, db.At(at))
	if err != nil {
		return fmt.Errorf("keep open data of %s: %w", measure, err)
	}
	return nil
}
