package mandate

import (
	"context"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Asked is what a legal representative asks of a handler.
type Asked struct {
	// Matters are names of matters, at least one.
	Matters []string
	// Last is the last day of the mandate, from tomorrow to LongestYears ahead.
	Last civil.Date
	// Phone is the only one that may accept, empty for any.
	Phone string
	// Replaces is the mandate of another handler that ends when this one starts,
	// empty for none.
	Replaces string
}

// Invite makes an invitation to act for an enterprise of the caller and returns
// it with its token, which nobody can read again and which is not in what the
// owner of the phone, if one is given, is told at once. It fails with ErrNotFound,
// ErrPeriod, ErrCrowd, account.ErrMatters or account.ErrPhone.
func (s *Service) Invite(ctx context.Context, uscc string, asked Asked) (Invitation, string, error) {
	if err := s.represent(ctx, uscc); err != nil {
		return Invitation{}, "", err
	}
	now := s.Clock.Now()
	i := Invitation{
		ID: kernel.NewID(), USCC: uscc, Replaces: asked.Replaces, InvitedBy: authz.From(ctx).ID,
		State: Open, CreatedAt: now, ExpiresAt: now.Add(InvitationLife), Version: 1,
	}
	var err error
	if i.Matters, err = account.ParseMatters(asked.Matters); err != nil {
		return Invitation{}, "", err
	}
	if i.EndsAt, err = endOf(asked.Last, now); err != nil {
		return Invitation{}, "", err
	}
	phone := ""
	if asked.Phone != "" {
		if phone, err = account.NormalizePhone(asked.Phone); err != nil {
			return Invitation{}, "", err
		}
		if i.PhoneIndex, err = s.Accounts.PhoneIndex(phone); err != nil {
			return Invitation{}, "", err
		}
		i.PhoneTail = phone[len(phone)-4:]
	}
	token, hash, err := secret.NewToken(s.Random)
	if err != nil {
		return Invitation{}, "", err
	}
	return i, token, s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.saveInvited(ctx, i, hash); err != nil || phone == "" {
			return err
		}
		return s.Letters.Invited(ctx, phone, uscc, i.InvitedBy)
	})
}

func (s *Service) saveInvited(ctx context.Context, i Invitation, hash string) error {
	waiting, err := s.countOpen(ctx, i.USCC, i.CreatedAt)
	if err != nil {
		return err
	}
	if waiting >= mostOpen {
		return ErrCrowd
	}
	if i.Replaces != "" {
		m, err := s.lockMandate(ctx, i.Replaces)
		switch {
		case err != nil:
			return err
		case m.USCC != i.USCC:
			return ErrNotFound
		case m.Role != account.Handler:
			return ErrNotHandler
		case over(m, i.CreatedAt):
			return ErrOver
		}
	}
	if err := s.insertInvitation(ctx, i, hash); err != nil {
		return err
	}
	return s.invitationHappened(ctx, i)
}

// Invitations lists those of an enterprise of the caller, newest first. It fails
// with ErrNotFound for an enterprise that the caller does not represent.
func (s *Service) Invitations(ctx context.Context, uscc string, page kernel.Page) (kernel.Rows[Invitation], error) {
	if err := s.represent(ctx, uscc); err != nil {
		return kernel.Rows[Invitation]{}, err
	}
	return s.invitationsFor(ctx, uscc, page)
}

// Withdraw takes back an open invitation of an enterprise of the caller. It fails
// with ErrNotFound, ErrExpired, ErrWithdrawn or ErrAnswered.
func (s *Service) Withdraw(ctx context.Context, uscc, id string) error {
	if err := s.represent(ctx, uscc); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		i, found, err := s.lockInvitation(ctx, id)
		if err != nil {
			return err
		}
		if !found || i.USCC != uscc {
			return ErrNotFound
		}
		return s.step(ctx, i, Withdraw)
	})
}

func (s *Service) step(ctx context.Context, i Invitation, step Step) error {
	next, err := i.take(step, authz.From(ctx).ID, s.Clock.Now())
	if err != nil {
		return err
	}
	if err := s.saveDecision(ctx, next); err != nil {
		return err
	}
	return s.invitationHappened(ctx, next)
}

// Offer is an invitation as who is invited reads it.
type Offer struct {
	Invitation
	// Firm is the name of the enterprise, Inviter that of who invites.
	Firm, Inviter string
	// NeedsName says that the caller has no name here yet.
	NeedsName bool
	Letter    []Line
}

// Look returns what the token offers the caller. It fails with ErrInvitation,
// ErrWrongPhone, ErrExpired, ErrWithdrawn and, when it is answered, with
// ErrAnswered for who answered it and ErrInvitation for others.
func (s *Service) Look(ctx context.Context, token string) (Offer, error) {
	p, err := person(ctx)
	if err != nil {
		return Offer{}, err
	}
	i, me, err := s.offered(ctx, p.ID, token, false)
	if err != nil {
		return Offer{}, err
	}
	names, err := s.Enterprises.Names(ctx, []string{i.USCC})
	if err != nil {
		return Offer{}, err
	}
	inviter, _, err := s.Accounts.PersonByID(ctx, i.InvitedBy)
	if err != nil {
		return Offer{}, err
	}
	return Offer{
		Invitation: i, Firm: names[i.USCC], Inviter: inviter.Name, NeedsName: me.Name == "",
		Letter: letter(names[i.USCC], i.USCC, me.Name, i.Matters, i.EndsAt),
	}, nil
}

// offered returns the invitation behind a token and the person who holds it, if
// that person may still answer it.
func (s *Service) offered(ctx context.Context, id, token string, lock bool) (Invitation, account.Person, error) {
	me, found, err := s.Accounts.PersonByID(ctx, id)
	if err != nil {
		return Invitation{}, me, err
	}
	if !found {
		return Invitation{}, me, authz.ErrUnauthenticated
	}
	load := s.invitationByToken
	if lock {
		load = s.lockInvitationByToken
	}
	i, found, err := load(ctx, secret.HashToken(token))
	if err != nil {
		return Invitation{}, me, err
	}
	if !found {
		return Invitation{}, me, ErrInvitation
	}
	now := s.Clock.Now()
	if state := i.StateAt(now); state != Open {
		if (state == Accepted || state == Declined) && i.DecidedBy != me.ID {
			return Invitation{}, me, ErrInvitation
		}
		return Invitation{}, me, refusalOf(state)
	}
	index, err := s.Accounts.PhoneIndex(me.Phone)
	if err != nil {
		return Invitation{}, me, err
	}
	if !i.admits(index, now) {
		return Invitation{}, me, ErrWrongPhone
	}
	return i, me, s.stillGiven(ctx, i, me)
}

// stillGiven fails with ErrExpired when who invites no longer represents the
// enterprise or the mandate would be over, and with ErrOwn when the person
// represents it.
func (s *Service) stillGiven(ctx context.Context, i Invitation, me account.Person) error {
	for _, who := range []string{me.ID, i.InvitedBy} {
		held, err := s.mandatesOfPerson(ctx, who, i.USCC, account.LegalRepresentative)
		if err != nil {
			return err
		}
		represents := false
		for _, m := range held {
			represents = represents || m.Holds(s.Clock.Now())
		}
		switch {
		case who == me.ID && represents:
			return ErrOwn
		case who == i.InvitedBy && !represents:
			return ErrExpired
		}
	}
	if !s.Clock.Now().Before(i.EndsAt) {
		return ErrExpired
	}
	return nil
}

// Accept makes the caller a handler of the enterprise that the token is of, under
// the name if they have none here yet. What they hold for it as a handler ends,
// and so does what the invitation replaces. It fails as Look does, and with
// account.ErrStaffName.
func (s *Service) Accept(ctx context.Context, token, name string) error {
	return s.answer(ctx, token, func(ctx context.Context, i Invitation, me account.Person) error {
		if me.Name == "" {
			if _, err := s.Accounts.NamePerson(ctx, me.ID, name); err != nil {
				return err
			}
		}
		if err := s.supersede(ctx, i, me.ID); err != nil {
			return err
		}
		i.Mandate = kernel.NewID()
		if err := s.step(ctx, i, Accept); err != nil {
			return err
		}
		return s.start(ctx, account.Mandate{
			ID: i.Mandate, Person: me.ID, USCC: i.USCC, Role: account.Handler, StartsAt: s.Clock.Now(), EndsAt: i.EndsAt,
			GrantedBy: i.InvitedBy, Source: account.FromInvitation, Matters: i.Matters,
		}, i.ID)
	})
}

// supersede ends what the person holds for the enterprise as a handler, and the
// mandate that the invitation replaces.
func (s *Service) supersede(ctx context.Context, i Invitation, person string) error {
	held, err := s.mandatesOfPerson(ctx, person, i.USCC, account.Handler)
	if err != nil {
		return err
	}
	ids := []string{}
	for _, m := range held {
		ids = append(ids, m.ID)
	}
	if i.Replaces != "" {
		ids = append(ids, i.Replaces)
	}
	for _, id := range ids {
		m, err := s.lockMandate(ctx, id)
		if err != nil {
			return err
		}
		if over(m, s.Clock.Now()) {
			continue
		}
		if err := s.endNow(ctx, m, "replaced"); err != nil {
			return err
		}
	}
	return nil
}

// Decline refuses what the token offers. It fails as Look does.
func (s *Service) Decline(ctx context.Context, token string) error {
	return s.answer(ctx, token, func(ctx context.Context, i Invitation, _ account.Person) error {
		err := s.step(ctx, i, Decline)
		return err
	})
}

func (s *Service) answer(ctx context.Context, token string, with func(context.Context, Invitation, account.Person) error) error {
	p, err := person(ctx)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		i, me, err := s.offered(ctx, p.ID, token, true)
		if err != nil {
			return err
		}
		return with(ctx, i, me)
	})
}

// Admits reports whether the token is that of an open invitation which the phone
// with this blind index may accept.
func (s *Service) Admits(ctx context.Context, token, phoneIndex string) (bool, error) {
	i, found, err := s.invitationByToken(ctx, secret.HashToken(token))
	return found && i.admits(phoneIndex, s.Clock.Now()), err
}
