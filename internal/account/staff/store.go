package staff

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// setStatus writes a new status with its reason, and ends all sessions of one who
// may no longer come in. It fails with ErrStale when somebody else was faster.
func (s *Service) setStatus(ctx context.Context, m Member, next account.Status, reason, by string) error {
	now := db.At(s.Clock.Now())
	result, err := s.DB.Exec(ctx, `UPDATE account_staff SET status = ?, updated_at = ?, version = version + 1 WHERE id = ? AND version = ?`,
		string(next), now, m.ID, m.Version)
	if err != nil {
		return wrap(err, "set status of staff")
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return wrap(errOr(err), "set status of staff")
	}
	if _, err := s.DB.Exec(ctx, `INSERT INTO account_staff_turn (id, staff, was, became, reason, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		kernel.NewID(), m.ID, string(m.Status), string(next), reason, by, now); err != nil {
		return wrap(err, "keep turn of staff")
	}
	if next == account.Active {
		return nil
	}
	_, err = s.DB.Exec(ctx, `DELETE FROM account_session WHERE owner = ?`, m.ID)
	return wrap(err, "close sessions")
}

func errOr(err error) error {
	if err != nil {
		return err
	}
	return ErrStale
}

func (s *Service) putReset(ctx context.Context, staff, hash, proposal string, expires time.Time) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_reset (staff, code_hash, proposal, expires_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (staff) DO UPDATE SET code_hash = excluded.code_hash, proposal = excluded.proposal, expires_at = excluded.expires_at`,
		staff, hash, proposal, db.At(expires))
	return wrap(err, "keep code of reset")
}

// useReset takes the code of a reset out of use. It fails with ErrCode when
// another was faster.
func (s *Service) useReset(ctx context.Context, staff, hash string) error {
	result, err := s.DB.Exec(ctx, `DELETE FROM account_reset WHERE staff = ? AND code_hash = ?`, staff, hash)
	if err != nil {
		return wrap(err, "use code of reset")
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return ErrCode
	}
	return wrap(err, "use code of reset")
}
