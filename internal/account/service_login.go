package account

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
)

// Opened is a session as its browser learns of it.
type Opened struct {
	// Token goes into the cookie and nowhere else. It is empty when the password
	// was right and the second step is still to come: then there is a Ticket for
	// it, and nothing else.
	Token  string
	Ticket string
	// Device goes into a cookie of its own when it is not empty: the browser is
	// known from now on.
	Device    string
	Principal kernel.Principal
	View      View
}

// View is a session as its owner sees it.
type View struct {
	Kind kernel.PrincipalKind
	ID   string
	Name string
	// Roles carry no grants here.
	Roles []role.Role
	// Can lists the permissions held, sorted.
	Can      []string
	Mandates []Mandate
	// Powers are the enterprises that each permission is held for; nil for staff.
	Powers map[string][]string
	// Enterprises are the names of those with a mandate, by code.
	Enterprises map[string]string
	// ExpiresAt is when the session ends if it is not used again, LastsUntil when
	// it ends however much it is used.
	ExpiresAt, LastsUntil time.Time
	// Must is what has to be done before anything else.
	Must Must
}

// canFor returns the permissions held for one enterprise, sorted.
func (v View) canFor(uscc string) []string {
	can := []string{}
	for _, permission := range v.Can {
		if slices.Contains(v.Powers[permission], uscc) {
			can = append(can, permission)
		}
	}
	return can
}

// LoginStaff opens a session for a member of staff and closes the one that ctx
// came with; somebody with a second factor gets a Ticket for LoginStaffCode
// instead. It fails with ErrWrongPassword whatever is wrong, and with a TooMany
// when the login or the address has guessed too often. A browser that this person
// has come in with before is counted by itself.
func (s *Service) LoginStaff(ctx context.Context, login, password string) (Opened, error) {
	staff, found, err := s.staffByLogin(ctx, loginSubject(login))
	if err != nil {
		return Opened{}, err
	}
	subjects, err := s.admitFrom(ctx, "login", loginSubject(login), staff.ID)
	if err != nil {
		return Opened{}, err
	}
	hash := s.nobody
	if found {
		hash = staff.PasswordHash
	}
	var right bool
	if err := s.hashed(ctx, func() { right = secret.VerifyPassword(hash, password) }); err != nil {
		return Opened{}, err
	}
	if !right || !found || !staff.MayComeIn() {
		return Opened{}, s.refuse(ctx, LoginFailed{Kind: kernel.StaffPrincipal, Account: staff.ID}, ErrWrongPassword)
	}
	if s.Config.Argon2.Outdated(hash) {
		if err := s.rehash(ctx, staff, password); err != nil {
			return Opened{}, err
		}
	}
	enrolled, err := s.secondStep(ctx, staff.ID)
	if err != nil {
		return Opened{}, err
	}
	if enrolled {
		return s.ticket(ctx, staff.ID, subjects)
	}
	return s.open(ctx, kernel.StaffPrincipal, device.ByPassword, staff.ID, subjects, nil)
}

// loginSubject is a typed login as guesses at it are counted: what cannot be a
// login is one all the same.
func loginSubject(login string) string {
	if normal, err := NormalizeLogin(login); err == nil {
		return normal
	}
	return "?" + login
}

// rehash keeps the password under the costs of today.
func (s *Service) rehash(ctx context.Context, staff Staff, password string) error {
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.replaceHash(ctx, staff.ID, staff.PasswordHash, hash)
}

func (s *Service) hashPassword(ctx context.Context, password string) (hash string, err error) {
	busy := s.hashed(ctx, func() { hash, err = s.Config.Argon2.Hash(password, s.Random) })
	if busy != nil {
		return "", busy
	}
	return hash, err
}

// CodeSent tells what a person may expect after asking for a code.
type CodeSent struct {
	Resend, Life time.Duration
}

// RequestCode has a one-time code sent to the phone of somebody who acts for an
// enterprise. Whether anybody here has the phone does not show. It fails with
// ErrPhone, and with a TooMany when the phone or the address must wait.
func (s *Service) RequestCode(ctx context.Context, phone string) (CodeSent, error) {
	return s.RequestInvitedCode(ctx, phone, "")
}

// RequestInvitedCode is RequestCode for somebody who holds the token of an
// invitation: a phone that nobody here has gets its code when the invitation
// admits it. The answer is the same whatever the token is.
func (s *Service) RequestInvitedCode(ctx context.Context, phone, invitation string) (CodeSent, error) {
	phone, err := NormalizePhone(phone)
	if err != nil {
		return CodeSent{}, err
	}
	code, err := secret.NewCode(s.Random)
	if err != nil {
		return CodeSent{}, err
	}
	if err := s.issueCode(ctx, phone, code, invitation); err != nil {
		return CodeSent{}, err
	}
	return CodeSent{Resend: s.Config.Codes.Resend, Life: s.Config.Codes.Life}, nil
}

// issueCode makes a code the phone's only one and puts the text that carries it
// into the queue.
func (s *Service) issueCode(ctx context.Context, phone, code, invitation string) error {
	index, err := s.phoneIndex(phone)
	if err != nil {
		return err
	}
	hash, err := s.codeHash(index, code)
	if err != nil {
		return err
	}
	address, err := s.addressSubject(ctx, "codes", s.Config.Limits.Codes)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.tryAll(ctx, []subject{address}); err != nil {
			return err
		}
		before, err := s.lockCode(ctx, index)
		if err != nil {
			return err
		}
		next, err := s.Config.Codes.Issue(before, hash, s.Clock.Now())
		if err != nil {
			return err
		}
		if err := s.saveCode(ctx, index, next); err != nil {
			return err
		}
		_, known, err := s.personByPhone(ctx, phone)
		if err != nil {
			return err
		}
		invited, err := s.invited(ctx, invitation, index)
		if err != nil {
			return err
		}
		return s.dispatchCode(ctx, phone, code, known || invited, next.ExpiresAt)
	})
}

// LoginEnterprise opens a session for the person with the phone and closes the
// one that ctx came with. It fails with ErrWrongCode whatever is wrong, and with
// a TooMany when the phone or the address has guessed too often.
func (s *Service) LoginEnterprise(ctx context.Context, phone, code string) (Opened, error) {
	return s.LoginInvited(ctx, phone, code, "")
}

// LoginInvited is LoginEnterprise for somebody who holds the token of an
// invitation: a phone that nobody here has becomes a person without a name when
// the invitation admits it.
func (s *Service) LoginInvited(ctx context.Context, phone, code, invitation string) (Opened, error) {
	phone, err := NormalizePhone(phone)
	if err != nil {
		return Opened{}, err
	}
	index, err := s.phoneIndex(phone)
	if err != nil {
		return Opened{}, err
	}
	guessed, err := s.codeHash(index, code)
	if err != nil {
		return Opened{}, err
	}
	person, known, err := s.personByPhone(ctx, phone)
	if err != nil {
		return Opened{}, err
	}
	subjects, err := s.admitFrom(ctx, "phone", index, person.ID)
	if err != nil {
		return Opened{}, err
	}
	hash, err := s.countGuess(ctx, index)
	if err != nil {
		return Opened{}, err
	}
	invited, err := s.invited(ctx, invitation, index)
	if err != nil {
		return Opened{}, err
	}
	if !sameHash(hash, guessed) || !known && !invited {
		return Opened{}, s.refuse(ctx, LoginFailed{Kind: kernel.EnterprisePrincipal, Account: person.ID}, ErrWrongCode)
	}
	if !known {
		person = Person{ID: kernel.NewID(), Phone: phone}
	}
	return s.open(ctx, kernel.EnterprisePrincipal, device.ByCode, person.ID, subjects, func(ctx context.Context) error {
		// Of two log-ins with one code the second finds it used.
		if err := s.useCode(ctx, index, hash); err != nil || known {
			return err
		}
		return s.insertPerson(ctx, person)
	})
}

// invited reports whether the token is that of an invitation which admits the
// phone with this index.
func (s *Service) invited(ctx context.Context, token, index string) (bool, error) {
	if token == "" || s.Invitations == nil {
		return false, nil
	}
	return s.Invitations.Admits(ctx, token, index)
}

// countGuess counts a guess at the phone's code, commits, and returns the hash to
// compare it with: "" when it may not be looked at.
func (s *Service) countGuess(ctx context.Context, index string) (hash string, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		code, err := s.lockCode(ctx, index)
		if err != nil {
			return err
		}
		counted, may := s.Config.Codes.Guess(code, s.Clock.Now())
		hash = ""
		if !may {
			return nil
		}
		hash = counted.Hash
		return s.saveCode(ctx, index, counted)
	})
	return hash, err
}

// refuse leaves a failed log-in in the audit chain and returns the answer to it.
func (s *Service) refuse(ctx context.Context, failed LoginFailed, answer error) error {
	failed.Address = kernel.RequestOf(ctx).Address
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.happened(ctx, failed, "account_"+string(failed.Kind), failed.Account)
	})
	if err != nil {
		return err
	}
	return answer
}
