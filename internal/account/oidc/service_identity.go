package oidc

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// link links a subject to the member of staff. It fails with a refusal when
// either stands in another link.
func (s *Service) link(ctx context.Context, c *connection, owner, subject string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		_, known, found, err := s.ownerOf(ctx, c.ID, subject, kernel.StaffPrincipal)
		if err != nil || found && known == owner {
			return err
		}
		linked, err := s.linked(ctx, kernel.StaffPrincipal, owner)
		if err != nil {
			return err
		}
		if _, other := linked[c.ID]; found || other {
			return refuse("taken", nil)
		}
		_, err = s.keep(ctx, c, kernel.StaffPrincipal, owner, subject, "self")
		return err
	})
}

// keep adds a link.
func (s *Service) keep(ctx context.Context, c *connection, kind kernel.PrincipalKind, owner, subject, by string) (string, error) {
	l := Linked{Identity: kernel.NewID(), Provider: c.ID, Kind: kind, Owner: owner, By: by}
	if err := s.insertIdentity(ctx, l, subject, by); err != nil {
		return "", err
	}
	return l.Identity, s.happened(ctx, l, "account_"+string(kind), owner)
}

// used leaves a trace of who proved to be whom.
func (s *Service) used(ctx context.Context, c *connection, id string, kind kernel.PrincipalKind, owner string) error {
	if err := s.touchIdentity(ctx, id); err != nil {
		return err
	}
	event := Used{Identity: id, Provider: c.ID, Kind: kind, Owner: owner, Address: kernel.RequestOf(ctx).Address}
	return s.happened(ctx, event, "account_"+string(kind), owner)
}

// openStaff opens a session for the member of staff that a subject is linked to.
// It fails with a refusal when it is linked to nobody.
func (s *Service) openStaff(ctx context.Context, c *connection, who identity, subject string) (account.Opened, error) {
	id, owner, found, err := s.ownerOf(ctx, c.ID, subject, kernel.StaffPrincipal)
	if err != nil {
		return account.Opened{}, err
	}
	if !found {
		if !c.LinkByLogin || who.login == "" {
			return account.Opened{}, refuse("unlinked", nil)
		}
		staff, known, err := s.Accounts.StaffByLogin(ctx, who.login)
		if err != nil {
			return account.Opened{}, err
		}
		if !known || !staff.MayComeIn() {
			return account.Opened{}, refuse("unlinked", nil)
		}
		owner = staff.ID
	}
	return closed(s.Accounts.OpenStaffSession(ctx, owner, c.TrustsSecondFactor, func(ctx context.Context) error {
		if !found {
			linked, err := s.linked(ctx, kernel.StaffPrincipal, owner)
			if err != nil {
				return err
			}
			if _, other := linked[c.ID]; other {
				return refuse("taken", nil) // the login was given to another subject before
			}
			if id, err = s.keep(ctx, c, kernel.StaffPrincipal, owner, subject, "login"); err != nil {
				return err
			}
		}
		return s.used(ctx, c, id, kernel.StaffPrincipal, owner)
	}))
}

// openPerson opens a session for the person that a subject stands for, added when
// need be, with the mandate that the provider names.
func (s *Service) openPerson(ctx context.Context, c *connection, who identity, subject string) (account.Opened, error) {
	var owner string
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		id, known, found, err := s.ownerOf(ctx, c.ID, subject, kernel.EnterprisePrincipal)
		if err != nil {
			return err
		}
		if owner = known; !found {
			if id, owner, err = s.admit(ctx, c, who, subject); err != nil {
				return err
			}
		}
		if err := s.empower(ctx, c, who, owner); err != nil {
			return err
		}
		return s.used(ctx, c, id, kernel.EnterprisePrincipal, owner)
	})
	if err != nil {
		return account.Opened{}, err
	}
	return closed(s.Accounts.OpenSession(ctx, kernel.EnterprisePrincipal, owner, nil))
}

// admit links a new subject to the person with its verified phone, or to one that
// is added. A phone that nobody verified finds nobody: whoever typed it at the
// provider would else be let in as its owner.
func (s *Service) admit(ctx context.Context, c *connection, who identity, subject string) (id, owner string, err error) {
	phone := ""
	if c.TrustsPhone || who.phoneVerified {
		if phone, err = account.NormalizePhone(who.phone); err != nil {
			phone = ""
		}
	}
	person, err := s.Accounts.EnsurePerson(ctx, phone, who.name)
	if err != nil {
		return "", "", err
	}
	linked, err := s.linked(ctx, kernel.EnterprisePrincipal, person.ID)
	if err != nil {
		return "", "", err
	}
	if _, other := linked[c.ID]; other {
		return "", "", refuse("taken", nil)
	}
	id, err = s.keep(ctx, c, kernel.EnterprisePrincipal, person.ID, subject, "first")
	return id, person.ID, err
}

// empower gives the person the mandate that the provider names, if it names one.
func (s *Service) empower(ctx context.Context, c *connection, who identity, owner string) error {
	code, err := uscc.Parse(who.uscc)
	if err != nil {
		return nil //nolint:nilerr // a person without an enterprise comes in all the same
	}
	role := account.Handler
	if who.legal {
		role = account.LegalRepresentative
	}
	return s.Mandates.FromProvider(ctx, c.ID, owner, string(code), role, s.Clock.Now().Add(c.MandateFor))
}

// closed turns the refusal of the account package into one of ours: somebody who
// may not come in is refused like anybody else.
func closed(opened account.Opened, err error) (account.Opened, error) {
	if err != nil && isRefusal(err) {
		return account.Opened{}, refuse("closed", err)
	}
	return opened, err
}

// Identity is one provider as a member of staff sees it.
type Identity struct {
	Provider, Label string
	// LinkedAt is zero when the person has linked nothing there, LastUsedAt when
	// they have not come in by it.
	LinkedAt, LastUsedAt time.Time
}

// Identities lists the providers for staff and which of them the caller has
// linked. It fails for everybody but staff.
func (s *Service) Identities(ctx context.Context) ([]Identity, error) {
	p, err := member(ctx)
	if err != nil {
		return nil, err
	}
	linked, err := s.linked(ctx, kernel.StaffPrincipal, p.ID)
	if err != nil {
		return nil, err
	}
	list := []Identity{}
	for _, c := range s.connections {
		if c.For == kernel.StaffPrincipal {
			at := linked[c.ID]
			list = append(list, Identity{Provider: c.ID, Label: c.Label, LinkedAt: at.linkedAt, LastUsedAt: at.usedAt})
		}
	}
	return list, nil
}

// Unlink takes the caller's identity at a provider away. It fails with
// ErrNotLinked, and for everybody but staff.
func (s *Service) Unlink(ctx context.Context, provider string) error {
	p, err := member(ctx)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		there, err := s.deleteIdentity(ctx, provider, kernel.StaffPrincipal, p.ID)
		if err != nil {
			return err
		}
		if !there {
			return ErrNotLinked
		}
		event := Unlinked{Provider: provider, Kind: kernel.StaffPrincipal, Owner: authz.From(ctx).ID}
		return s.happened(ctx, event, "account_staff", p.ID)
	})
}
