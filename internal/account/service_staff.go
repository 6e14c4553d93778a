package account

import (
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// NewStaff is a member of staff to be added.
type NewStaff struct {
	Login, Name string
	// Password is checked against the policy and taken for the person's own choice;
	// when empty a random one is made, which the person must change at first.
	Password string
	// Department is the code of the department, empty for none.
	Department string
	// Division is the code of the place the person works for, that of the
	// department when empty.
	Division string
	// Roles are codes of roles.
	Roles []string
}

// CreateStaff adds a member of staff and returns the password: the given one, or
// the random one that nobody sees again. It fails with ErrLogin, ErrLoginTaken,
// ErrStaffName, ErrDepartmentUnknown, ErrRoleUnknown or a weak password.
func (s *Service) CreateStaff(ctx context.Context, in NewStaff) (Staff, string, error) {
	if _, err := authz.Require(ctx, PermissionStaffEdit); err != nil {
		return Staff{}, "", err
	}
	departments, err := s.departments(ctx, []NewStaff{in})
	if err != nil {
		return Staff{}, "", err
	}
	staff, err := in.staff(departments)
	if err != nil {
		return Staff{}, "", err
	}
	password := in.Password
	if staff.PasswordHash, password, err = s.chosenOrRandom(ctx, password, staff); err != nil {
		return Staff{}, "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.insertStaff(ctx, staff); err != nil {
			return err
		}
		if err := s.Roles.SetStaff(ctx, staff.ID, staff.Name, rolesOf(in)); err != nil {
			return err
		}
		return s.happened(ctx, StaffCreated{Staff: staff.ID, Login: staff.Login, Roles: rolesOf(in)}, "account_staff", staff.ID)
	})
	if err != nil {
		return Staff{}, "", err
	}
	return staff, password, nil
}

// staff returns the member of staff as kept, without a password.
func (n NewStaff) staff(departments map[string]Department) (Staff, error) {
	login, err := NormalizeLogin(n.Login)
	if err != nil {
		return Staff{}, err
	}
	name, err := checkName(n.Name)
	if err != nil {
		return Staff{}, err
	}
	department, known := departments[n.Department]
	if n.Department != "" && !known {
		return Staff{}, ErrDepartmentUnknown
	}
	division := n.Division
	if division == "" {
		division = department.Division
	}
	return Staff{ID: kernel.NewID(), Login: login, Name: name, Department: department.ID, Division: division, Status: Active, PasswordBy: n.chooser(), Version: 1}, nil
}

func (n NewStaff) chooser() Chooser {
	if n.Password == "" {
		return ChosenByOther
	}
	return ChosenBySelf
}

func rolesOf(n NewStaff) []string {
	roles := slices.Clone(n.Roles)
	slices.Sort(roles)
	return slices.Compact(roles)
}

func (s *Service) departments(ctx context.Context, rows []NewStaff) (map[string]Department, error) {
	var codes []string
	for _, r := range rows {
		if r.Department != "" {
			codes = append(codes, r.Department)
		}
	}
	slices.Sort(codes)
	if codes = slices.Compact(codes); len(codes) == 0 {
		return map[string]Department{}, nil
	}
	return s.Departments.ByCode(ctx, codes)
}

// chosenOrRandom returns the hash of a chosen password that holds up, or of a
// random one when none was chosen.
func (s *Service) chosenOrRandom(ctx context.Context, chosen string, staff Staff) (hash, password string, err error) {
	if chosen == "" {
		if chosen, err = secret.InitialPassword(s.Random); err != nil {
			return "", "", err
		}
	} else if err = s.checkPassword(ctx, chosen, staff); err != nil {
		return "", "", err
	}
	hash, err = s.hashPassword(ctx, chosen)
	return hash, chosen, err
}

// SetPassword gives a member of staff a new password, a random one when the given
// is empty, closes every session of theirs and returns the password, which they
// must change before anything else. It fails
// with ErrStaffUnknown or a weak password.
func (s *Service) SetPassword(ctx context.Context, login, password string) (string, error) {
	if _, err := authz.Require(ctx, PermissionStaffEdit); err != nil {
		return "", err
	}
	staff, found, err := s.staffByLogin(ctx, strings.ToLower(strings.TrimSpace(login)))
	if err != nil {
		return "", err
	}
	if !found {
		return "", ErrStaffUnknown
	}
	hash, password, err := s.chosenOrRandom(ctx, password, staff)
	if err != nil {
		return "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.setHash(ctx, staff, hash, ChosenByOther); err != nil {
			return err
		}
		if err := s.forgetSessions(ctx, staff.ID); err != nil {
			return err
		}
		return s.happened(ctx, PasswordSet{Staff: staff.ID}, "account_staff", staff.ID)
	})
	if err != nil {
		return "", err
	}
	return password, nil
}

// CloseSessions ends every session of a member of staff or a person, on every
// node at once.
func (s *Service) CloseSessions(ctx context.Context, owner string) error {
	if _, err := authz.Require(ctx, PermissionStaffEdit); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.forgetSessions(ctx, owner); err != nil {
			return err
		}
		return s.happened(ctx, SessionsClosed{Account: owner}, "account", owner)
	})
}
