package factor

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/seal"
)

// kept is a second factor as stored.
type kept struct {
	key         string
	lastStep    int64
	confirmedAt time.Time
}

func keyPlace(staff string) seal.Place {
	return seal.Place{Table: "account_factor", Column: "key", Row: staff}
}

func (s *Service) load(ctx context.Context, staff string) (kept, bool, error) {
	var k kept
	var sealed string
	var confirmed db.Time
	err := s.DB.QueryRow(ctx, `SELECT key_sealed, last_step, confirmed_at FROM account_factor WHERE staff = ?`, staff).
		Scan(&sealed, &k.lastStep, &confirmed)
	if db.IsNoRows(err) {
		return kept{}, false, nil
	}
	if err != nil {
		return kept{}, false, wrap(err, "look up second factor")
	}
	k.confirmedAt = confirmed.Time
	k.key, err = s.Seal.Open(keyPlace(staff), sealed)
	return k, err == nil, wrap(err, "open key of second factor")
}

// begin keeps a key that no code has confirmed yet, in place of an earlier one
// like it.
func (s *Service) begin(ctx context.Context, staff, key string) error {
	sealed, err := s.Seal.Seal(keyPlace(staff), key)
	if err != nil {
		return wrap(err, "seal key of second factor")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO account_factor (staff, key_sealed, last_step, created_at) VALUES (?, ?, 0, ?)
		ON CONFLICT (staff) DO UPDATE SET key_sealed = excluded.key_sealed, last_step = 0, created_at = excluded.created_at
		WHERE account_factor.confirmed_at IS NULL`, staff, sealed, db.At(s.Clock.Now()))
	return wrap(err, "begin second factor")
}

// confirm takes a key into use. It reports false when another confirmation was
// faster.
func (s *Service) confirm(ctx context.Context, staff string, at int64) (bool, error) {
	return s.changed(ctx, "confirm second factor", `UPDATE account_factor SET confirmed_at = ?, last_step = ?
		WHERE staff = ? AND confirmed_at IS NULL`, db.At(s.Clock.Now()), at, staff)
}

// advance moves the last accepted step forward. It reports false when it is there
// already: the same code came twice at once.
func (s *Service) advance(ctx context.Context, staff string, to int64) (bool, error) {
	return s.changed(ctx, "accept code", `UPDATE account_factor SET last_step = ? WHERE staff = ? AND last_step < ?`, to, staff, to)
}

// spend takes a recovery code out of use and reports whether there was one.
func (s *Service) spend(ctx context.Context, staff, hash string) (bool, error) {
	return s.changed(ctx, "use recovery code", `DELETE FROM account_recovery_code WHERE staff = ? AND hash = ?`, staff, hash)
}

func (s *Service) changed(ctx context.Context, doing, statement string, args ...any) (bool, error) {
	result, err := s.DB.Exec(ctx, statement, args...)
	if err != nil {
		return false, wrap(err, doing)
	}
	n, err := result.RowsAffected()
	return n > 0, wrap(err, doing)
}

func (s *Service) remove(ctx context.Context, staff string) error {
	if _, err := s.DB.Exec(ctx, `DELETE FROM account_factor WHERE staff = ?`, staff); err != nil {
		return wrap(err, "remove second factor")
	}
	_, err := s.DB.Exec(ctx, `DELETE FROM account_recovery_code WHERE staff = ?`, staff)
	return wrap(err, "remove recovery codes")
}

// replaceRecovery makes these the person's only recovery codes.
func (s *Service) replaceRecovery(ctx context.Context, staff string, codes []string) error {
	if _, err := s.DB.Exec(ctx, `DELETE FROM account_recovery_code WHERE staff = ?`, staff); err != nil {
		return wrap(err, "remove recovery codes")
	}
	for _, code := range codes {
		hash, err := s.recoveryHash(staff, code)
		if err != nil {
			return err
		}
		if _, err := s.DB.Exec(ctx, `INSERT INTO account_recovery_code (staff, hash) VALUES (?, ?)`, staff, hash); err != nil {
			return wrap(err, "add recovery code")
		}
	}
	return nil
}

// recoveryHash is keyed: 49 bits are too few for a plain one.
func (s *Service) recoveryHash(staff, code string) (string, error) {
	return s.Seal.Index("account_recovery_code", "hash", staff+":"+plain(code))
}

func (s *Service) recoveryLeft(ctx context.Context, staff string) (int, error) {
	var n int
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_recovery_code WHERE staff = ?`, staff).Scan(&n)
	return n, wrap(err, "count recovery codes")
}

func (s *Service) insertTicket(ctx context.Context, hash, staff string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_ticket (token_hash, staff, tries, expires_at) VALUES (?, ?, 0, ?)`,
		hash, staff, db.At(s.Clock.Now().Add(ticketLife)))
	return wrap(err, "issue ticket")
}

// tryTicket counts one try at a ticket and returns whose it is: "" when it is
// spent, over or unknown.
func (s *Service) tryTicket(ctx context.Context, ticket string) (string, error) {
	var staff string
	err := s.DB.QueryRow(ctx, `UPDATE account_ticket SET tries = tries + 1 WHERE token_hash = ? AND tries < ? AND expires_at > ? RETURNING staff`,
		secret.HashToken(ticket), ticketTries, db.At(s.Clock.Now())).Scan(&staff)
	if db.IsNoRows(err) {
		return "", nil
	}
	return staff, wrap(err, "try ticket")
}

// endTicket takes a ticket out of use and reports whether it still was.
func (s *Service) endTicket(ctx context.Context, ticket string) (bool, error) {
	return s.changed(ctx, "end ticket", `DELETE FROM account_ticket WHERE token_hash = ?`, secret.HashToken(ticket))
}

// Sweep deletes tickets that are over.
func (s *Service) Sweep(ctx context.Context) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM account_ticket WHERE expires_at < ?`, db.At(s.Clock.Now()))
	return wrap(err, "sweep tickets")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
