package device

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

const columns = `id, kind, owner, method, device, address, created_at, last_seen_at, expires_at`

// Open writes a session down under the hash of its token.
func (s *Service) Open(ctx context.Context, one Session, tokenHash string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_session (id, token_hash, kind, owner, method, device, address, created_at, last_seen_at, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, one.ID, tokenHash, string(one.Kind), one.Owner, string(one.Method), one.Device, one.Address,
		db.At(one.CreatedAt), db.At(one.LastSeenAt), db.At(one.ExpiresAt))
	return wrap(err, "open session")
}

// ByToken returns the session of a token; false when there is none.
func (s *Service) ByToken(ctx context.Context, token string) (Session, bool, error) {
	return found(scan(s.DB.QueryRow(ctx, `SELECT `+columns+` FROM account_session WHERE token_hash = ?`, secret.HashToken(token))))
}

// ByID returns a session; false when there is none.
func (s *Service) ByID(ctx context.Context, id string) (Session, bool, error) {
	return found(scan(s.DB.QueryRow(ctx, `SELECT `+columns+` FROM account_session WHERE id = ?`, id)))
}

// alive returns the sessions of an owner that are not over, the last used first.
func (s *Service) alive(ctx context.Context, owner string) ([]Session, error) {
	rows, err := s.DB.Query(ctx, `SELECT `+columns+` FROM account_session WHERE owner = ? ORDER BY last_seen_at DESC, id DESC`, owner)
	if err != nil {
		return nil, wrap(err, "list sessions")
	}
	defer func() { _ = rows.Close() }()
	list := []Session{}
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, wrap(err, "read session")
		}
		if one.Alive(s.Lifetimes.Of(one.Kind), s.Clock.Now()) {
			list = append(list, one)
		}
	}
	return list, wrap(rows.Err(), "list sessions")
}

type scanner interface{ Scan(into ...any) error }

func scan(row scanner) (Session, error) {
	var one Session
	var kind, method string
	var created, seen, expires db.Time
	err := row.Scan(&one.ID, &kind, &one.Owner, &method, &one.Device, &one.Address, &created, &seen, &expires)
	one.Kind, one.Method = kernel.PrincipalKind(kind), Method(method)
	one.CreatedAt, one.LastSeenAt, one.ExpiresAt = created.Time, seen.Time, expires.Time
	return one, err
}

func found(one Session, err error) (Session, bool, error) {
	if db.IsNoRows(err) {
		return Session{}, false, nil
	}
	return one, err == nil, wrap(err, "look up session")
}

// Touch writes down that a session is in use, and from where.
func (s *Service) Touch(ctx context.Context, id string, now time.Time) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_session SET last_seen_at = ?, address = ? WHERE id = ? AND last_seen_at < ?`,
		db.At(now), kernel.RequestOf(ctx).Address, id, db.At(now))
	return wrap(err, "touch session")
}

// replaceToken puts a session under the hash of another token and reports whether
// there was one.
func (s *Service) replaceToken(ctx context.Context, id, hash string) (bool, error) {
	result, err := s.DB.Exec(ctx, `UPDATE account_session SET token_hash = ? WHERE id = ?`, hash, id)
	n, err := affected(result, err, "renew token of session")
	return n > 0, err
}

// Close ends one session.
func (s *Service) Close(ctx context.Context, id string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM account_session WHERE id = ?`, id)
	return wrap(err, "close session")
}

// CloseOf ends every session of an owner but one, whose ID may be empty. It
// returns how many there were.
func (s *Service) CloseOf(ctx context.Context, owner, but string) (int64, error) {
	result, err := s.DB.Exec(ctx, `DELETE FROM account_session WHERE owner = ? AND id <> ?`, owner, but)
	return affected(result, err, "close sessions")
}

// closeOwn ends one session of an owner and reports whether there was one.
func (s *Service) closeOwn(ctx context.Context, owner, id string) (bool, error) {
	result, err := s.DB.Exec(ctx, `DELETE FROM account_session WHERE owner = ? AND id = ?`, owner, id)
	n, err := affected(result, err, "close session")
	return n > 0, err
}

func affected(result sql.Result, err error, doing string) (int64, error) {
	if err != nil {
		return 0, wrap(err, doing)
	}
	n, err := result.RowsAffected()
	return n, wrap(err, doing)
}

// Known returns the hash of a device's token when the owner has come in with that
// device before, "" otherwise.
func (s *Service) Known(ctx context.Context, token, owner string) (string, error) {
	if token == "" || owner == "" {
		return "", nil
	}
	hash := secret.HashToken(token)
	var n int
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_device WHERE token_hash = ? AND owner = ?`, hash, owner).Scan(&n)
	if n == 0 {
		hash = ""
	}
	return hash, wrap(err, "look up device")
}

// Remember makes the device with the token known for the owner. A token that
// this program did not give out is not taken: it returns a new one in its place,
// and "" when the browser's own will do.
func (s *Service) Remember(ctx context.Context, token, owner string) (fresh string, err error) {
	now := db.At(s.Clock.Now())
	hash := secret.HashToken(token)
	var n int
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_device WHERE token_hash = ?`, hash).Scan(&n); err != nil {
		return "", wrap(err, "look up device")
	}
	if n == 0 {
		if fresh, hash, err = secret.NewToken(s.Random); err != nil {
			return "", err
		}
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO account_device (token_hash, owner, created_at, used_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (token_hash, owner) DO UPDATE SET used_at = excluded.used_at`, hash, owner, now, now)
	return fresh, wrap(err, "remember device")
}

// Forget makes every device unknown for the owner.
func (s *Service) Forget(ctx context.Context, owner string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM account_device WHERE owner = ?`, owner)
	return wrap(err, "forget devices")
}

// KnownFor is how long a device stays known without use.
const KnownFor = 180 * 24 * time.Hour

// Sweep deletes sessions that are over and devices that nobody uses any more.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Clock.Now()
	if _, err := s.DB.Exec(ctx, `DELETE FROM account_session WHERE expires_at < ?`, db.At(now)); err != nil {
		return wrap(err, "sweep sessions")
	}
	_, err := s.DB.Exec(ctx, `DELETE FROM account_device WHERE used_at < ?`, db.At(now.Add(-KnownFor)))
	return wrap(err, "sweep devices")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
