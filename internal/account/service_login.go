package account

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Opened is a session as its browser learns of it.
type Opened struct {
	// Token goes into the cookie and nowhere else.
	Token     string
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
	// ExpiresAt is when the session ends if it is not used again.
	ExpiresAt time.Time
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
// came with. It fails with ErrWrongPassword whatever is wrong, and with a TooMany
// when the login or the address has guessed too often.
func (s *Service) LoginStaff(ctx context.Context, login, password string) (Opened, error) {
	subjects, err := s.admit(ctx, "login", loginSubject(login))
	if err != nil {
		return Opened{}, err
	}
	staff, found, err := s.staffByLogin(ctx, loginSubject(login))
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
	return s.open(ctx, kernel.StaffPrincipal, staff.ID, subjects, nil)
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
	subjects, err := s.admit(ctx, "phone", index)
	if err != nil {
		return Opened{}, err
	}
	hash, err := s.countGuess(ctx, index)
	if err != nil {
		return Opened{}, err
	}
	person, known, err := s.personByPhone(ctx, phone)
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
	return s.open(ctx, kernel.EnterprisePrincipal, person.ID, subjects, func(ctx context.Context) error {
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

// open opens a session for the owner in one transaction with everything that
// goes with it: the session before is closed, the counted guess taken back.
func (s *Service) open(ctx context.Context, kind kernel.PrincipalKind, owner string, subjects []subject, also func(context.Context) error) (Opened, error) {
	token, hash, err := secret.NewToken(s.Random)
	if err != nil {
		return Opened{}, err
	}
	var opened Opened
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if also != nil {
			if err := also(ctx); err != nil {
				return err
			}
		}
		if err := s.succeedAll(ctx, subjects); err != nil {
			return err
		}
		if before := authz.From(ctx).Session; before != "" {
			if err := s.deleteSession(ctx, before); err != nil {
				return err
			}
		}
		now := s.Clock.Now()
		one := openSession{
			id: kernel.NewID(), kind: kind, owner: owner,
			createdAt: now, lastSeenAt: now, expiresAt: now.Add(s.Config.Sessions.of(kind).Absolute),
		}
		if err := s.insertSession(ctx, one, hash); err != nil {
			return err
		}
		if err := s.noteLogin(ctx, owner, now); err != nil { // no row of a person has the ID
			return err
		}
		principal, err := s.principal(ctx, one)
		if err != nil {
			return err
		}
		if principal.Kind == "" {
			return ErrWrongPassword // suspended since the guess was looked at
		}
		opened = Opened{Token: token, Principal: principal}
		event := LoggedIn{Kind: kind, Account: owner, Session: one.id, Address: kernel.RequestOf(ctx).Address}
		return s.happened(authz.With(ctx, principal), event, "account_"+string(kind), owner)
	})
	if err != nil {
		return Opened{}, err
	}
	if opened.View, err = s.Session(authz.With(ctx, opened.Principal)); err != nil {
		return Opened{}, err
	}
	return opened, nil
}

// Logout closes the session that ctx came with, on every node at once. Without
// one it does nothing.
func (s *Service) Logout(ctx context.Context) error {
	p := authz.From(ctx)
	if p.Session == "" {
		return nil
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.deleteSession(ctx, p.Session); err != nil {
			return err
		}
		return s.happened(ctx, LoggedOut{Kind: p.Kind, Account: p.ID, Session: p.Session}, "account_"+string(p.Kind), p.ID)
	})
}
