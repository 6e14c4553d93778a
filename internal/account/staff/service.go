package staff

import (
	"context"
	"fmt"
	"io"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Deps is what the package works with.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	Audit  *audit.Log
	Bus    *events.Bus
	Seal   *seal.Sealer
	Random io.Reader
	// Roles says who holds what.
	Roles       *role.Service
	Accounts    Accounts
	Departments Departments
}

// Service keeps the accounts of staff. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{d} }

// Create adds an account. Nobody knows its password: the first one comes by a
// reset confirmed by two, or the person comes in by another way. It fails as
// account.CreateStaff does.
func (s *Service) Create(ctx context.Context, login, name, department string) (Member, error) {
	created, _, err := s.Accounts.CreateStaff(ctx, account.NewStaff{Login: login, Name: name, Department: department})
	if err != nil {
		return Member{}, err
	}
	return s.Get(ctx, created.ID)
}

// Get returns one account. It fails with ErrNotFound.
func (s *Service) Get(ctx context.Context, id string) (Member, error) {
	if _, err := authz.Require(ctx, role.PermissionRead); err != nil {
		return Member{}, err
	}
	return s.member(ctx, id)
}

// Member returns one account to packages that ask for themselves who may see it.
// It fails with ErrNotFound.
func (s *Service) Member(ctx context.Context, id string) (Member, error) { return s.member(ctx, id) }

// Suspend keeps a person out, ends their sessions on every node at once and
// returns the account as it then is. It fails with ErrSelf, ErrStatus, ErrStale,
// ErrReason or ErrNotFound.
func (s *Service) Suspend(ctx context.Context, id string, version int64, reason string) (Member, error) {
	if authz.From(ctx).ID == id {
		return Member{}, ErrSelf
	}
	return s.turn(ctx, id, version, Suspend, reason, Suspended{Staff: id})
}

// Resume lets a person in again. It fails as Suspend does.
func (s *Service) Resume(ctx context.Context, id string, version int64, reason string) (Member, error) {
	return s.turn(ctx, id, version, Resume, reason, Resumed{Staff: id})
}

func (s *Service) turn(ctx context.Context, id string, version int64, act Act, reason string, event interface{ EventName() string }) (Member, error) {
	if _, err := authz.Require(ctx, account.PermissionStaffEdit); err != nil {
		return Member{}, err
	}
	reason, err := cleanReason(reason)
	if err != nil {
		return Member{}, err
	}
	var m Member
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if m, err = s.member(ctx, id); err != nil {
			return err
		}
		if m.Version != version {
			return ErrStale
		}
		next, err := After(m.Status, act)
		if err != nil {
			return err
		}
		if err := s.setStatus(ctx, m, next, reason, authz.From(ctx).ID); err != nil {
			return err
		}
		m.Status, m.Version = next, m.Version+1
		return s.happened(ctx, event, id)
	})
	if err != nil {
		return Member{}, err
	}
	return m, nil
}

// IssueReset makes the code with which a member of staff may choose a password
// and returns it, the only time anybody sees it. A code issued before no longer
// counts. The caller has the transaction and answers for the two who agreed.
func (s *Service) IssueReset(ctx context.Context, id, proposal string) (string, error) {
	code, err := secret.InitialPassword(s.Random)
	if err != nil {
		return "", err
	}
	hash, err := s.codeHash(id, code)
	if err != nil {
		return "", err
	}
	if err := s.putReset(ctx, id, hash, proposal, s.Clock.Now().Add(ResetLife)); err != nil {
		return "", err
	}
	return code, s.happened(ctx, ResetIssued{Staff: id, Proposal: proposal}, id)
}

// codeHash binds a code to the account it is for.
func (s *Service) codeHash(staff, code string) (string, error) {
	return s.Seal.Index("account_reset", "code_hash", staff+":"+bareCode(code))
}

// Reset gives the owner of a login the password they choose, once, for the code
// they were handed, and ends all their sessions. It fails with ErrCode whatever is
// wrong with login or code, with a TooMany after too many guesses, and for a weak
// password, whether or not anybody has the login.
func (s *Service) Reset(ctx context.Context, login, code, password string) error {
	hash, err := s.Accounts.HashChosen(ctx, login, password)
	if err != nil {
		return err
	}
	right, err := s.Accounts.CountGuess(ctx, "reset", login)
	if err != nil {
		return err
	}
	m, found, err := s.activeByLogin(ctx, login)
	if err != nil {
		return err
	}
	guess, err := s.codeHash(m.ID, code)
	if err != nil {
		return err
	}
	known, err := s.hasReset(ctx, m.ID, guess, s.Clock.Now())
	if err != nil {
		return err
	}
	if !found || !known {
		return s.failed(ctx, m.ID)
	}
	if err := s.Accounts.CheckChosen(ctx, m.ID, password); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.useReset(ctx, m.ID, guess); err != nil {
			return err
		}
		if err := right(ctx); err != nil {
			return err
		}
		return s.Accounts.SaveChosen(authz.With(ctx, principalOf(m)), m.ID, hash)
	})
}

// failed leaves a wrong code in the audit chain and returns the answer to it.
func (s *Service) failed(ctx context.Context, staff string) error {
	err := s.DB.InTx(ctx, func(ctx context.Context) error { return s.happened(ctx, ResetFailed{Staff: staff}, staff) })
	if err != nil {
		return err
	}
	return ErrCode
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
