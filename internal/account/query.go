package account

import (
	"context"

	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) staffByLogin(ctx context.Context, login string) (Staff, bool, error) {
	return s.staffBy(ctx, "login", login)
}

func (s *Service) staffByID(ctx context.Context, id string) (Staff, bool, error) {
	return s.staffBy(ctx, "id", id)
}

func (s *Service) staffBy(ctx context.Context, column, value string) (Staff, bool, error) {
	var m Staff
	var status, by string
	var set db.Time
	err := s.DB.QueryRow(ctx, `SELECT id, login, name, department, division, status, password_hash, password_by, password_set_at, version
		FROM account_staff WHERE `+column+` = ?`, value).
		Scan(&m.ID, &m.Login, &m.Name, &m.Department, &m.Division, &status, &m.PasswordHash, &by, &set, &m.Version)
	if db.IsNoRows(err) {
		return Staff{}, false, nil
	}
	m.Status, m.PasswordBy, m.PasswordSetAt = Status(status), Chooser(by), set.Time
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

// passwordHistory returns the hashes of the latest passwords that a member of
// staff had before the present one.
func (s *Service) passwordHistory(ctx context.Context, staff string, n int) ([]string, error) {
	rows, err := s.DB.Query(ctx, `SELECT hash FROM account_password_history WHERE staff = ? ORDER BY replaced_at DESC, hash LIMIT ?`, staff, n)
	if err != nil {
		return nil, wrap(err, "list earlier passwords")
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, wrap(err, "read earlier password")
		}
		list = append(list, hash)
	}
	return list, wrap(rows.Err(), "list earlier passwords")
}
