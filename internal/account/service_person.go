package account

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/kernel"
)

// OpenSession opens a session for somebody whose identity the caller has proven
// by other means, and closes the one that ctx came with. Also runs in the same
// transaction before. It fails with ErrWrongPassword for a member of staff who
// may not come in.
func (s *Service) OpenSession(ctx context.Context, kind kernel.PrincipalKind, owner string, also func(context.Context) error) (Opened, error) {
	return s.open(ctx, kind, device.ByProvider, owner, nil, also)
}

// OpenStaffSession is OpenSession for a member of staff. Unless whoever proved the
// identity is trusted with the second step as well, somebody with a second factor
// gets a Ticket for LoginStaffCode instead, and somebody who must have one and
// has none yet is refused with ErrWrongPassword: they enrol after a log-in with
// their password.
func (s *Service) OpenStaffSession(ctx context.Context, staff string, trusted bool, also func(context.Context) error) (Opened, error) {
	if trusted {
		return s.OpenSession(ctx, kernel.StaffPrincipal, staff, also)
	}
	enrolled, err := s.secondStep(ctx, staff)
	if err != nil {
		return Opened{}, err
	}
	if enrolled {
		var opened Opened
		err := s.DB.InTx(ctx, func(ctx context.Context) (err error) {
			if err = also(ctx); err != nil {
				return err
			}
			opened, err = s.ticket(ctx, staff, nil)
			return err
		})
		return opened, err
	}
	grants, err := s.Roles.GrantsOfStaff(ctx, staff)
	if err != nil {
		return Opened{}, err
	}
	if s.Config.SecondFactor.wantedOf(grants) {
		return Opened{}, ErrWrongPassword
	}
	return s.OpenSession(ctx, kernel.StaffPrincipal, staff, also)
}

// CountAtAddress counts one attempt at what the address of the request does. It
// fails with a TooMany.
func (s *Service) CountAtAddress(ctx context.Context, what string) error {
	address, err := s.addressSubject(ctx, what, s.Config.Limits.Codes)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error { return s.tryAll(ctx, []subject{address}) })
}

// StaffByLogin returns the member of staff with the login, false when there is
// none.
func (s *Service) StaffByLogin(ctx context.Context, login string) (Staff, bool, error) {
	normal, err := NormalizeLogin(login)
	if err != nil {
		return Staff{}, false, nil //nolint:nilerr // what cannot be a login is nobody's
	}
	return s.staffByLogin(ctx, normal)
}

// PersonByID returns somebody who acts for enterprises, false when there is none.
func (s *Service) PersonByID(ctx context.Context, id string) (Person, bool, error) {
	return s.personByID(ctx, id)
}

// PhoneIndex returns the blind index of a phone number in normal form.
func (s *Service) PhoneIndex(phone string) (string, error) { return s.phoneIndex(phone) }

// EnsurePerson returns the person with the phone, added under the name when there
// is none. Without a phone it adds a person that no phone finds. Call it in a
// transaction.
func (s *Service) EnsurePerson(ctx context.Context, phone, name string) (Person, error) {
	if phone != "" {
		known, found, err := s.personByPhone(ctx, phone)
		if err != nil || found {
			return known, err
		}
	}
	p := Person{ID: kernel.NewID(), Phone: phone, Name: name}
	return p, s.insertPerson(ctx, p)
}

// NamePerson gives a person a name. It fails with ErrStaffName for one that is
// empty or too long.
func (s *Service) NamePerson(ctx context.Context, id, name string) (Person, error) {
	name, err := checkName(name)
	if err != nil {
		return Person{}, err
	}
	p, found, err := s.personByID(ctx, id)
	if err != nil {
		return Person{}, err
	}
	if !found {
		return Person{}, fmt.Errorf("name person %s: there is none", id)
	}
	p.Name = name
	return p, s.renamePerson(ctx, p)
}

// AddMandate gives a person a mandate that the caller has checked. Call it in a
// transaction that also records why.
func (s *Service) AddMandate(ctx context.Context, m Mandate) error { return s.insertMandate(ctx, m) }

// CurrentMandates returns the mandates that a person holds at this moment, in
// order of the enterprise's code.
func (s *Service) CurrentMandates(ctx context.Context, person string) ([]Mandate, error) {
	return s.mandatesOf(ctx, person)
}

// EndMandate ends a mandate at an instant, which may lie ahead; by is the ID of
// who ends it, empty when only the end moves. Call it in a transaction that also
// records why.
func (s *Service) EndMandate(ctx context.Context, id string, end time.Time, by string) error {
	return s.endMandate(ctx, id, end, by)
}
