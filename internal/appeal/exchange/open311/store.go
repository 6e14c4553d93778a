package open311

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

// saveKey writes a key as the version after the one that it was loaded with. It fails
// with ErrStale when somebody was faster.
func (s *Service) saveKey(ctx context.Context, k *Key) error {
	done, err := s.DB.Exec(ctx, `INSERT INTO appeal_open311_key (partner, key_hash, old_hash, old_until, changed_at, changed_by, version) VALUES (?, ?, ?, ?, ?, ?, 1)
		ON CONFLICT (partner) DO UPDATE SET key_hash = excluded.key_hash, old_hash = excluded.old_hash, old_until = excluded.old_until, changed_at = excluded.changed_at,
			changed_by = excluded.changed_by, version = appeal_open311_key.version + 1 WHERE appeal_open311_key.version = ?`,
		k.Partner, k.Hash, k.Old, db.At(k.OldUntil), db.At(k.ChangedAt), k.ChangedBy, k.Version)
	if err != nil {
		return fmt.Errorf("save key: %w", err)
	}
	k.Version++
	return fresh(done.RowsAffected())
}

func (s *Service) deleteKey(ctx context.Context, k *Key) error {
	done, err := s.DB.Exec(ctx, `DELETE FROM appeal_open311_key WHERE partner = ? AND version = ?`, k.Partner, k.Version)
	if err != nil {
		return fmt.Errorf("delete key: %w", err)
	}
	return fresh(done.RowsAffected())
}

func fresh(n int64, err error) error {
	if err == nil && n != 1 {
		return ErrStale
	}
	return err
}
