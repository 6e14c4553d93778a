package account

import (
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/factor"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Must is what a person has to do before their session is good for anything else.
type Must string

// What may have to be done.
const (
	MustNothing        Must = ""
	MustChangePassword Must = "password"
	MustEnrolFactor    Must = "second_factor"
)

// SecondFactor says who of the staff must have a second factor.
type SecondFactor string

// The rules. Off also lets those in by password alone who have one.
const (
	FactorOff            SecondFactor = "off"
	FactorOptional       SecondFactor = "optional"
	FactorAdministrators SecondFactor = "administrators"
	FactorAll            SecondFactor = "all"
)

// Known reports whether the rule is one of the above.
func (f SecondFactor) Known() bool {
	return slices.Contains([]SecondFactor{FactorOff, FactorOptional, FactorAdministrators, FactorAll}, f)
}

// wantedOf reports whether somebody who holds the grants must have a second
// factor.
func (f SecondFactor) wantedOf(grants map[string]kernel.Reach) bool {
	return f == FactorAll || f == FactorAdministrators && administers(grants)
}

// administers reports whether one of the grants is a power over accounts, roles,
// the organisation, the audit chain or the system itself.
func administers(grants map[string]kernel.Reach) bool {
	for permission := range grants {
		for _, area := range []string{"account.", "org.", "audit.", "system."} {
			own := permission == string(device.PermissionSelf) || permission == string(factor.PermissionSecure)
			if strings.HasPrefix(permission, area) && !own {
				return true
			}
		}
	}
	return false
}

// must returns what the member of staff has to do first. Who came in through an
// identity provider owes nothing here: it answers for both steps.
func (s *Service) must(ctx context.Context, staff Staff, grants map[string]kernel.Reach, method device.Method) (Must, error) {
	if method == device.ByProvider {
		return MustNothing, nil
	}
	if staff.PasswordBy == ChosenByOther || s.Config.Profile.Expired(staff.PasswordSetAt, s.Clock.Now()) {
		return MustChangePassword, nil
	}
	if !s.Config.SecondFactor.wantedOf(grants) {
		return MustNothing, nil
	}
	enrolled, err := s.factors.Enrolled(ctx, staff.ID)
	if err != nil || enrolled {
		return MustNothing, err
	}
	return MustEnrolFactor, nil
}

// FactorRequired reports whether the member of staff who acts must have a second
// factor.
func (s *Service) FactorRequired(ctx context.Context) (bool, error) {
	grants, err := s.Roles.GrantsOfStaff(ctx, authz.From(ctx).ID)
	return err == nil && s.Config.SecondFactor.wantedOf(grants), err
}

// LoginOf returns the login of a member of staff. It fails with ErrStaffUnknown.
func (s *Service) LoginOf(ctx context.Context, id string) (string, error) {
	staff, found, err := s.staffByID(ctx, id)
	if err == nil && !found {
		err = ErrStaffUnknown
	}
	return staff.Login, err
}

// Guess counts a guess at a name before look evaluates it, on every node, and
// takes it back when it was right. It fails with a TooMany when there were too
// many before.
func (s *Service) Guess(ctx context.Context, what, name string, look func(context.Context) (bool, error)) (bool, error) {
	subjects, err := s.admit(ctx, what, name)
	if err != nil {
		return false, err
	}
	right, err := look(ctx)
	if err != nil || !right {
		return false, err
	}
	return true, s.DB.InTx(ctx, func(ctx context.Context) error { return s.succeedAll(ctx, subjects) })
}

// OwnPassword fails with ErrOwnPassword unless this is the password of the member
// of staff who acts, and with a TooMany after too many wrong ones.
func (s *Service) OwnPassword(ctx context.Context, password string) error {
	_, err := s.ownPassword(ctx, password)
	return err
}

func (s *Service) ownPassword(ctx context.Context, password string) (Staff, error) {
	var staff Staff
	right, err := s.Guess(ctx, "own", authz.From(ctx).ID, func(ctx context.Context) (right bool, err error) {
		var found bool
		if staff, found, err = s.staffByID(ctx, authz.From(ctx).ID); err != nil || !found {
			return false, err
		}
		err = s.hashed(ctx, func() { right = secret.VerifyPassword(staff.PasswordHash, password) })
		return right, err
	})
	if err == nil && !right {
		err = s.refuse(ctx, LoginFailed{Kind: kernel.StaffPrincipal, Account: authz.From(ctx).ID}, ErrOwnPassword)
	}
	return staff, err
}

// ChangePassword gives the member of staff who acts a password of their own
// choice and returns the new token of their session. Every other session of
// theirs ends. It fails with ErrOwnPassword, a weak password or one they have had
// before.
func (s *Service) ChangePassword(ctx context.Context, current, chosen string) (token string, err error) {
	if _, err := authz.Require(ctx, factor.PermissionSecure); err != nil {
		return "", err
	}
	staff, err := s.ownPassword(ctx, current)
	if err != nil {
		return "", err
	}
	if err := s.checkPassword(ctx, chosen, staff); err != nil {
		return "", err
	}
	if err := s.checkReuse(ctx, chosen, staff); err != nil {
		return "", err
	}
	hash, err := s.hashPassword(ctx, chosen)
	if err != nil {
		return "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.setHash(ctx, staff, hash, ChosenBySelf); err != nil {
			return err
		}
		if token, err = s.devices.Renew(ctx); err != nil {
			return err
		}
		return s.happened(ctx, PasswordSet{Staff: staff.ID}, "account_staff", staff.ID)
	})
	return token, err
}

// checkPassword returns what is wrong with a password chosen for a member of
// staff; nil when nothing is.
func (s *Service) checkPassword(ctx context.Context, password string, staff Staff) error {
	words := append([]string{staff.Name}, s.Config.Names...)
	if staff.Department != "" {
		names, err := s.Departments.NamesOf(ctx, staff.Department)
		if err != nil {
			return err
		}
		words = append(words, names...)
	}
	return s.Config.Profile.Check(password, secret.Owner{Login: staff.Login, Words: words})
}

// checkReuse refuses the present password, and the earlier ones that the profile
// remembers.
func (s *Service) checkReuse(ctx context.Context, password string, staff Staff) error {
	hashes := []string{staff.PasswordHash}
	if n := s.Config.Profile.Remembers(); n > 0 {
		before, err := s.passwordHistory(ctx, staff.ID, n)
		if err != nil {
			return err
		}
		hashes = append(hashes, before...)
	}
	reused := false
	for _, hash := range hashes {
		if err := s.hashed(ctx, func() { reused = reused || secret.VerifyPassword(hash, password) }); err != nil {
			return err
		}
	}
	if reused {
		return secret.ErrReused
	}
	return nil
}

// forgetSessions ends every session of an owner and makes their browsers unknown.
func (s *Service) forgetSessions(ctx context.Context, owner string) error {
	if _, err := s.devices.CloseOf(ctx, owner, ""); err != nil {
		return err
	}
	return s.devices.Forget(ctx, owner)
}

// secondStep reports whether the member of staff comes in with two steps.
func (s *Service) secondStep(ctx context.Context, staff string) (bool, error) {
	if s.Config.SecondFactor == FactorOff {
		return false, nil
	}
	return s.factors.Enrolled(ctx, staff)
}

// ticket ends the first step: the password was right.
func (s *Service) ticket(ctx context.Context, staff string, subjects []subject) (Opened, error) {
	var opened Opened
	err := s.DB.InTx(ctx, func(ctx context.Context) (err error) {
		if err = s.succeedAll(ctx, subjects); err != nil {
			return err
		}
		opened.Ticket, err = s.factors.Issue(ctx, staff)
		return err
	})
	return opened, err
}

// LoginStaffCode is the second step: it opens a session for whom the ticket of
// LoginStaff was given to. It fails with ErrTicket when that is over, with
// ErrWrongFactor, and with a TooMany when this person's codes were guessed at too
// often.
func (s *Service) LoginStaffCode(ctx context.Context, ticket, code string) (Opened, error) {
	staff, err := s.factors.Try(ctx, ticket)
	if err != nil {
		return Opened{}, err
	}
	if staff == "" {
		return Opened{}, ErrTicket
	}
	subjects, err := s.admitFrom(ctx, "factor", staff, staff)
	if err != nil {
		return Opened{}, err
	}
	right, err := s.factors.Check(ctx, staff, code)
	if err != nil {
		return Opened{}, err
	}
	if !right {
		return Opened{}, s.refuse(ctx, LoginFailed{Kind: kernel.StaffPrincipal, Account: staff}, ErrWrongFactor)
	}
	return s.open(ctx, kernel.StaffPrincipal, device.ByPassword, staff, subjects, func(ctx context.Context) error {
		if still, err := s.factors.End(ctx, ticket); err != nil || !still {
			if err == nil {
				err = ErrTicket
			}
			return err
		}
		return nil
	})
}
