package account

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Report says what an import did, in rows.
type Report struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

// ImportStaff adds members of staff and brings known ones, found by login, up to
// date; the password of a known one stays. It removes nobody. A second run
// changes nothing. It fails as CreateStaff does, and then keeps nothing.
func (s *Service) ImportStaff(ctx context.Context, rows []NewStaff) (Report, error) {
	if _, err := authz.Require(ctx, PermissionStaffEdit); err != nil {
		return Report{}, err
	}
	departments, err := s.departments(ctx, rows)
	if err != nil {
		return Report{}, err
	}
	list := make([]Staff, len(rows))
	for i, r := range rows {
		if list[i], err = r.staff(departments); err != nil {
			return Report{}, err
		}
		_, known, err := s.staffByLogin(ctx, list[i].Login)
		if err != nil {
			return Report{}, err
		}
		if known { // hashing is slow: only where it will be used
			continue
		}
		if list[i].PasswordHash, _, err = s.chosenOrRandom(ctx, r.Password, list[i]); err != nil {
			return Report{}, err
		}
	}
	var report Report
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		report = Report{}
		for i, m := range list {
			if err := s.importStaff(ctx, m, rolesOf(rows[i]), &report); err != nil {
				return err
			}
		}
		return s.imported(ctx, "staff", report)
	})
	return report, err
}

func (s *Service) importStaff(ctx context.Context, m Staff, roles []string, report *Report) error {
	before, known, err := s.staffByLogin(ctx, m.Login)
	if err != nil {
		return err
	}
	if !known {
		report.Created++
		if err := s.insertStaff(ctx, m); err != nil {
			return err
		}
		return s.Roles.SetStaff(ctx, m.ID, m.Name, roles)
	}
	held, err := s.Roles.OfStaff(ctx, before.ID)
	if err != nil {
		return err
	}
	codes := make([]string, len(held))
	for i, r := range held {
		codes[i] = r.Code
	}
	slices.Sort(codes)
	if before.Name == m.Name && before.Department == m.Department && before.Division == m.Division && slices.Equal(codes, roles) {
		report.Unchanged++
		return nil
	}
	report.Updated++
	before.Name, before.Department, before.Division = m.Name, m.Department, m.Division
	if err := s.updateStaff(ctx, before); err != nil {
		return err
	}
	return s.Roles.SetStaff(ctx, before.ID, before.Name, roles)
}

// MandateRow is a mandate as an import names it: by phone.
type MandateRow struct {
	Phone, Name, USCC string
	Role              MandateRole
	// StartsAt is the present instant when zero; EndsAt zero means no end.
	StartsAt, EndsAt time.Time
}

// ImportMandates adds people, found by phone, and their mandates, found by
// person, enterprise and role. It ends none but changes the end of one that
// holds. A second run changes nothing. It fails with ErrPhone, ErrStaffName or
// ErrMandate, and then keeps nothing.
func (s *Service) ImportMandates(ctx context.Context, rows []MandateRow) (Report, error) {
	if _, err := authz.Require(ctx, PermissionMandateEdit); err != nil {
		return Report{}, err
	}
	clean := make([]MandateRow, len(rows))
	for i, r := range rows {
		var err error
		if clean[i], err = r.clean(s.Clock.Now()); err != nil {
			return Report{}, err
		}
	}
	var report Report
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		report = Report{}
		people := map[string]Person{}
		for _, r := range clean {
			person, err := s.importPerson(ctx, people, r)
			if err != nil {
				return err
			}
			if err := s.importMandate(ctx, person, r, &report); err != nil {
				return err
			}
		}
		return s.imported(ctx, "mandates", report)
	})
	return report, err
}

func (r MandateRow) clean(now time.Time) (MandateRow, error) {
	phone, err := NormalizePhone(r.Phone)
	if err != nil {
		return r, err
	}
	name, err := checkName(r.Name)
	if err != nil {
		return r, err
	}
	if r.StartsAt.IsZero() {
		r.StartsAt = now
	}
	m, err := Mandate{USCC: r.USCC, Role: r.Role, StartsAt: r.StartsAt, EndsAt: r.EndsAt}.cleaned()
	r.Phone, r.Name, r.USCC = phone, name, m.USCC
	return r, err
}

// importPerson returns the person with the row's phone, added or renamed when
// need be.
func (s *Service) importPerson(ctx context.Context, people map[string]Person, r MandateRow) (Person, error) {
	if p, seen := people[r.Phone]; seen {
		return p, nil
	}
	p, known, err := s.personByPhone(ctx, r.Phone)
	switch {
	case err != nil:
		return Person{}, err
	case !known:
		p = Person{ID: kernel.NewID(), Phone: r.Phone, Name: r.Name}
		err = s.insertPerson(ctx, p)
	case p.Name != r.Name:
		p.Name = r.Name
		err = s.renamePerson(ctx, p)
	}
	people[r.Phone] = p
	return p, err
}

func (s *Service) importMandate(ctx context.Context, person Person, r MandateRow, report *Report) error {
	held, err := s.listMandates(ctx, `person = ? AND uscc = ? AND role = ?`, person.ID, r.USCC, string(r.Role))
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	for _, m := range held {
		if !m.EndsAt.IsZero() && !now.Before(m.EndsAt) {
			continue // over: a new one is another mandate
		}
		if m.EndsAt.Equal(r.EndsAt) {
			report.Unchanged++
			return nil
		}
		report.Updated++
		return s.setMandateEnd(ctx, m.ID, r.EndsAt)
	}
	report.Created++
	return s.insertMandate(ctx, Mandate{
		ID: kernel.NewID(), Person: person.ID, USCC: r.USCC, Role: r.Role,
		StartsAt: r.StartsAt, EndsAt: r.EndsAt, GrantedBy: authz.From(ctx).ID, Source: FromRegister, Matters: []Matter{EveryMatter},
	})
}

// EndMandates ends, at this instant, every mandate that the person with the phone
// holds for the enterprise. It returns how many there were.
func (s *Service) EndMandates(ctx context.Context, phone, code string) (int, error) {
	if _, err := authz.Require(ctx, PermissionMandateEdit); err != nil {
		return 0, err
	}
	phone, err := NormalizePhone(phone)
	if err != nil {
		return 0, err
	}
	ended := 0
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		ended = 0
		person, known, err := s.personByPhone(ctx, phone)
		if err != nil || !known {
			return err
		}
		mandates, err := s.mandatesOf(ctx, person.ID)
		if err != nil {
			return err
		}
		for _, m := range mandates {
			if m.USCC != code {
				continue
			}
			if err := s.endMandate(ctx, m.ID, s.Clock.Now(), authz.From(ctx).ID); err != nil {
				return err
			}
			ended++
		}
		return s.happened(ctx, MandatesEnded{Person: person.ID, USCC: code, Count: ended}, "account_person", person.ID)
	})
	return ended, err
}

// imported leaves an import in the audit chain, unless it changed nothing.
func (s *Service) imported(ctx context.Context, what string, report Report) error {
	if report.Created+report.Updated == 0 {
		return nil
	}
	return s.happened(ctx, Imported{What: what, Report: report}, "account", what)
}
