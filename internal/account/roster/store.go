package roster

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insert(ctx context.Context, m account.Staff, hash string) error {
	now := db.At(s.Clock.Now())
	_, err := s.DB.Exec(ctx, `INSERT INTO account_staff (id, login, name, department, division, status, password_hash, password_set_at, created_at, updated_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
		m.ID, m.Login, m.Name, m.Department, m.Division, string(m.Status), hash, now, now, now)
	if name, is := db.UniqueViolation(err); is && name == "account_staff_login_key" {
		return account.ErrLoginTaken
	}
	return wrap(err, "add staff")
}

func (s *Service) move(ctx context.Context, id, department, division string) error {
	result, err := s.DB.Exec(ctx, `UPDATE account_staff SET department = ?, division = ?, updated_at = ?, version = version + 1 WHERE id = ? AND status <> 'left'`,
		department, division, db.At(s.Clock.Now()), id)
	return one(result, err, "move staff")
}

func (s *Service) leave(ctx context.Context, id, hash string) error {
	result, err := s.DB.Exec(ctx, `UPDATE account_staff SET status = 'left', password_hash = ?, updated_at = ?, version = version + 1 WHERE id = ? AND status <> 'left'`,
		hash, db.At(s.Clock.Now()), id)
	return one(result, err, "close account")
}

// one fails with account.ErrStaffUnknown when a statement found nobody.
func one(result sql.Result, err error, doing string) error {
	if err != nil {
		return wrap(err, doing)
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return account.ErrStaffUnknown
	}
	return wrap(err, doing)
}

func (s *Service) deleteSessions(ctx context.Context, owner string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM account_session WHERE owner = ?`, owner)
	return wrap(err, "close sessions")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
