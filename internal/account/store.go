package account

import (
	"context"
	"errors"
	"time"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
)

// lockAttempts returns what is known of the tries at a subject and keeps others
// away from it until the commit.
func (s *Service) lockAttempts(ctx context.Context, key string) (secret.Attempts, error) {
	never := db.At(time.Unix(0, 0)) // and not now: what a reader saw as now may be earlier
	var a secret.Attempts
	var lastAt, freeAt db.Time
	err := s.DB.QueryRow(ctx, `INSERT INTO account_attempt (subject, failures, last_at, free_at) VALUES (?, 0, ?, ?)
		ON CONFLICT (subject) DO UPDATE SET failures = account_attempt.failures RETURNING failures, last_at, free_at`,
		key, never, never).Scan(&a.Failures, &lastAt, &freeAt)
	a.LastAt, a.FreeAt = lastAt.Time, freeAt.Time
	return a, wrap(err, "read tries")
}

func (s *Service) saveAttempts(ctx context.Context, key string, a secret.Attempts) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_attempt SET failures = ?, last_at = ?, free_at = ? WHERE subject = ?`,
		a.Failures, db.At(a.LastAt), db.At(a.FreeAt), key)
	return wrap(err, "count try")
}

// lockCode returns the last code a phone asked for, the zero code if none, and
// keeps others away from it until the commit.
func (s *Service) lockCode(ctx context.Context, index string) (secret.Issued, error) {
	never := db.At(time.Unix(0, 0))
	var c secret.Issued
	var sentAt, expiresAt db.Time
	err := s.DB.QueryRow(ctx, `INSERT INTO account_code (phone_index, hash, sent_at, expires_at, tries, day, sent_today)
		VALUES (?, '', ?, ?, 0, '', 0) ON CONFLICT (phone_index) DO UPDATE SET tries = account_code.tries
		RETURNING hash, sent_at, expires_at, tries, day, sent_today`,
		index, never, never).Scan(&c.Hash, &sentAt, &expiresAt, &c.Tries, &c.Day, &c.SentToday)
	c.SentAt, c.ExpiresAt = sentAt.Time, expiresAt.Time
	return c, wrap(err, "read one-time code")
}

func (s *Service) saveCode(ctx context.Context, index string, c secret.Issued) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_code SET hash = ?, sent_at = ?, expires_at = ?, tries = ?, day = ?, sent_today = ?
		WHERE phone_index = ?`, c.Hash, db.At(c.SentAt), db.At(c.ExpiresAt), c.Tries, c.Day, c.SentToday, index)
	return wrap(err, "save one-time code")
}

// useCode takes a code out of use. It fails with ErrWrongCode when another
// log-in was faster.
func (s *Service) useCode(ctx context.Context, index, hash string) error {
	result, err := s.DB.Exec(ctx, `UPDATE account_code SET hash = '' WHERE phone_index = ? AND hash = ?`, index, hash)
	if err != nil {
		return wrap(err, "use one-time code")
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return ErrWrongCode
	}
	return wrap(err, "use one-time code")
}

// noteLogin remembers when a member of staff last came in.
func (s *Service) noteLogin(ctx context.Context, staff string, now time.Time) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_staff SET last_login_at = ? WHERE id = ?`, db.At(now), staff)
	return wrap(err, "note log-in")
}

func (s *Service) insertStaff(ctx context.Context, m Staff) error {
	now := db.At(s.Clock.Now())
	_, err := s.DB.Exec(ctx, `INSERT INTO account_staff (id, login, name, department, division, status, password_hash, password_by, password_set_at, created_at, updated_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
		m.ID, m.Login, m.Name, m.Department, m.Division, string(m.Status), m.PasswordHash, string(m.PasswordBy), now, now, now)
	if name, is := db.UniqueViolation(err); is && name == "account_staff_login_key" {
		return ErrLoginTaken
	}
	return wrap(err, "add staff")
}

func (s *Service) updateStaff(ctx context.Context, m Staff) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_staff SET name = ?, department = ?, division = ?, status = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
		m.Name, m.Department, m.Division, string(m.Status), db.At(s.Clock.Now()), m.ID)
	return wrap(err, "change staff")
}

// setHash gives a member of staff another password and remembers the hash of the
// one before.
func (s *Service) setHash(ctx context.Context, m Staff, hash string, by Chooser) error {
	now := db.At(s.Clock.Now())
	_, err := s.DB.Exec(ctx, `INSERT INTO account_password_history (staff, hash, replaced_at) VALUES (?, ?, ?) ON CONFLICT (staff, hash) DO NOTHING`,
		m.ID, m.PasswordHash, now)
	if err != nil {
		return wrap(err, "remember password")
	}
	_, err = s.DB.Exec(ctx, `UPDATE account_staff SET password_hash = ?, password_by = ?, password_set_at = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
		hash, string(by), now, now, m.ID)
	if err != nil {
		return wrap(err, "set password")
	}
	_, err = s.DB.Exec(ctx, `DELETE FROM account_password_history WHERE staff = ? AND hash NOT IN (
		SELECT hash FROM account_password_history WHERE staff = ? ORDER BY replaced_at DESC, hash LIMIT ?)`, m.ID, m.ID, historyKept)
	return wrap(err, "forget old passwords")
}

// historyKept is how many earlier passwords are kept, whatever the profile of the
// moment asks for.
const historyKept = 10

// replaceHash keeps the same password under another hash, unless the password
// was set anew meanwhile.
func (s *Service) replaceHash(ctx context.Context, id, before, hash string) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_staff SET password_hash = ? WHERE id = ? AND password_hash = ?`, hash, id, before)
	return wrap(err, "renew password hash")
}

func (s *Service) insertPerson(ctx context.Context, p Person) error {
	phone, name, err := s.sealPerson(p)
	if err != nil {
		return err
	}
	findable := p.Phone
	if findable == "" {
		findable = "none " + p.ID // the column is unique, and no phone reads like this
	}
	index, err := s.phoneIndex(findable)
	if err != nil {
		return err
	}
	now := db.At(s.Clock.Now())
	_, err = s.DB.Exec(ctx, `INSERT INTO account_person (id, phone_index, phone_sealed, name_sealed, created_at, updated_at, version)
		VALUES (?, ?, ?, ?, ?, ?, 1)`, p.ID, index, phone, name, now, now)
	return wrap(err, "add person")
}

func (s *Service) renamePerson(ctx context.Context, p Person) error {
	_, name, err := s.sealPerson(p)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `UPDATE account_person SET name_sealed = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
		name, db.At(s.Clock.Now()), p.ID)
	return wrap(err, "rename person")
}

func (s *Service) insertMandate(ctx context.Context, m Mandate) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_mandate (id, person, uscc, role, starts_at, ends_at, granted_by, source, matters, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`, m.ID, m.Person, m.USCC, string(m.Role),
		db.At(m.StartsAt), db.At(m.EndsAt), m.GrantedBy, string(m.Source), JoinMatters(m.Matters), db.At(s.Clock.Now()))
	return wrap(err, "give mandate")
}

func (s *Service) setMandateEnd(ctx context.Context, id string, end time.Time) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_mandate SET ends_at = ?, version = version + 1 WHERE id = ?`, db.At(end), id)
	return wrap(err, "change end of mandate")
}

func (s *Service) endMandate(ctx context.Context, id string, end time.Time, by string) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_mandate SET ends_at = ?, ended_by = ?, version = version + 1 WHERE id = ?`, db.At(end), by, id)
	return wrap(err, "end mandate")
}

// sweep deletes what no one can use any more.
func (s *Service) sweep(ctx context.Context, now time.Time) error {
	for _, one := range []struct {
		statement string
		before    time.Time
	}{
		{`DELETE FROM account_code WHERE sent_at < ?`, now.Add(-48 * time.Hour)},
		{`DELETE FROM account_attempt WHERE last_at < ?`, now.Add(-s.longestMemory())},
	} {
		if _, err := s.DB.Exec(ctx, one.statement, db.At(one.before)); err != nil {
			return wrap(err, "sweep accounts")
		}
	}
	return errors.Join(s.devices.Sweep(ctx), s.factors.Sweep(ctx))
}

func (s *Service) longestMemory() time.Duration {
	l := s.Config.Limits
	return max(l.Account.Forget, l.Address.Forget, l.Codes.Forget)
}

// SealedColumns are what this module keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: "account_person", Name: "phone", Stored: "phone_sealed", ID: "id"},
	{Table: "account_person", Name: "name", Stored: "name_sealed", ID: "id"},
	{Table: "account_factor", Name: "key", Stored: "key_sealed", ID: "staff"},
}
