package account

import (
	"context"

	"github.com/yikou/yikou/internal/account/secret"
)

// CountGuess counts a guess at a secret of the login before it is looked at, on
// every node, and returns what takes it back in the transaction that found it
// right. It fails with a TooMany.
func (s *Service) CountGuess(ctx context.Context, what, login string) (right func(context.Context) error, err error) {
	subjects, err := s.admit(ctx, what, loginSubject(login))
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return s.succeedAll(ctx, subjects) }, nil
}

// HashChosen returns the hash of a password that somebody chose for the login. It
// fails for one that would not hold up for anybody, whether or not there is such a
// login.
func (s *Service) HashChosen(ctx context.Context, login, password string) (string, error) {
	if err := s.Config.Profile.Check(password, secret.Owner{Login: loginSubject(login)}); err != nil {
		return "", err
	}
	return s.hashPassword(ctx, password)
}

// CheckChosen refuses a password that is too close to the person who chose it, or
// that they had before.
func (s *Service) CheckChosen(ctx context.Context, id, password string) error {
	staff, found, err := s.staffByID(ctx, id)
	if err != nil {
		return err
	}
	if !found {
		return ErrStaffUnknown
	}
	if err := s.checkPassword(ctx, password, staff); err != nil {
		return err
	}
	return s.checkReuse(ctx, password, staff)
}

// SaveChosen makes a hash the password that a member of staff chose and ends all
// their sessions, in the transaction of ctx.
func (s *Service) SaveChosen(ctx context.Context, id, hash string) error {
	staff, found, err := s.staffByID(ctx, id)
	if err != nil {
		return err
	}
	if !found {
		return ErrStaffUnknown
	}
	if err := s.setHash(ctx, staff, hash, ChosenBySelf); err != nil {
		return err
	}
	if err := s.forgetSessions(ctx, id); err != nil {
		return err
	}
	return s.happened(ctx, PasswordSet{Staff: id}, "account_staff", id)
}
