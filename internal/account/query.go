package account

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) sessionByToken(ctx context.Context, hash string) (openSession, bool, error) {
	return s.sessionBy(ctx, "token_hash", hash)
}

func (s *Service) sessionByID(ctx context.Context, id string) (openSession, bool, error) {
	return s.sessionBy(ctx, "id", id)
}

func (s *Service) sessionBy(ctx context.Context, column, value string) (openSession, bool, error) {
	var one openSession
	var kind string
	var created, seen, expires db.Time
	err := s.DB.QueryRow(ctx, `SELECT id, kind, owner, created_at, last_seen_at, expires_at FROM account_session WHERE `+column+` = ?`, value).
		Scan(&one.id, &kind, &one.owner, &created, &seen, &expires)
	if db.IsNoRows(err) {
		return openSession{}, false, nil
	}
	one.kind = kernel.PrincipalKind(kind)
	one.createdAt, one.lastSeenAt, one.expiresAt = created.Time, seen.Time, expires.Time
	return one, err == nil, wrap(err, "look up session")
}

func (s *Service) staffByLogin(ctx context.Context, login string) (Staff, bool, error) {
	return s.staffBy(ctx, "login", login)
}

func (s *Service) staffByID(ctx context.Context, id string) (Staff, bool, error) {
	return s.staffBy(ctx, "id", id)
}

func (s *Service) staffBy(ctx context.Context, column, value string) (Staff, bool, error) {
	var m Staff
	var status string
	var set db.Time
	err := s.DB.QueryRow(ctx, `SELECT id, login, name, department, division, status, password_hash, password_set_at, version
		FROM account_staff WHERE `+column+` = ?`, value).
		Scan(&m.ID, &m.Login, &m.Name, &m.Department, &m.Division, &status, &m.PasswordHash, &set, &m.Version)
	if db.IsNoRows(err) {
		return Staff{}, false, nil
	}
	m.Status, m.PasswordSetAt = Status(status), set.Time
	return m, err == nil, wrap(err, "look up staff")
}

func (s *Service) personByPhone(ctx context.Context, phone string) (Person, bool, error) {
	index, err := s.phoneIndex(phone)
	if err != nil {
		return Person{}, false, err
	}
	return s.personBy(ctx, "phone_index", index)
}

func (s *Service) personByID(ctx context.Context, id string) (Person, bool, error) {
	return s.personBy(ctx, "id", id)
}

func (s *Service) personBy(ctx context.Context, column, value string) (Person, bool, error) {
	var id, phone, name string
	err := s.DB.QueryRow(ctx, `SELECT id, phone_sealed, name_sealed FROM account_person WHERE `+column+` = ?`, value).Scan(&id, &phone, &name)
	if db.IsNoRows(err) {
		return Person{}, false, nil
	}
	if err != nil {
		return Person{}, false, wrap(err, "look up person")
	}
	p, err := s.openPerson(id, phone, name)
	return p, err == nil, err
}

// mandatesOf returns the mandates that a person holds now, in order of the
// enterprise's code.
func (s *Service) mandatesOf(ctx context.Context, person string) ([]Mandate, error) {
	now := db.At(s.Clock.Now())
	return s.listMandates(ctx, `person = ? AND starts_at <= ? AND (ends_at IS NULL OR ends_at > ?)`, person, now, now)
}

func (s *Service) listMandates(ctx context.Context, where string, args ...any) ([]Mandate, error) {
	rows, err := s.DB.Query(ctx, `SELECT id, person, uscc, role, starts_at, ends_at, granted_by, ended_by, source, matters, version
		FROM account_mandate WHERE `+where+` ORDER BY uscc, role DESC, id`, args...)
	if err != nil {
		return nil, wrap(err, "list mandates")
	}
	defer func() { _ = rows.Close() }()
	list := []Mandate{}
	for rows.Next() {
		var m Mandate
		var role, source, matters string
		var starts, ends db.Time
		if err := rows.Scan(&m.ID, &m.Person, &m.USCC, &role, &starts, &ends, &m.GrantedBy, &m.EndedBy, &source, &matters, &m.Version); err != nil {
			return nil, wrap(err, "read mandate")
		}
		m.Role, m.StartsAt, m.EndsAt = MandateRole(role), starts.Time, ends.Time
		m.Source, m.Matters = Source(source), SplitMatters(matters)
		list = append(list, m)
	}
	return list, wrap(rows.Err(), "list mandates")
}
