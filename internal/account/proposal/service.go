package proposal

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/staff"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
)

// Deps is what the package works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Roles *role.Service
	Staff *staff.Service
}

// Service takes proposals and their decisions. It is safe for concurrent use.
type Service struct {
	Deps
	subjects map[Kind]subject
}

// New returns the service.
func New(d Deps) *Service {
	s := &Service{Deps: d}
	s.subjects = map[Kind]subject{RoleChange: roleSubject{s}, StaffRoles: staffSubject{s}, PasswordReset: resetSubject{s}}
	return s
}

// subject is what proposals of one kind are about. Every call is part of a
// transaction.
type subject interface {
	// current returns the object as it is.
	current(ctx context.Context, object string) (Content, error)
	// check refuses a content that the object cannot have.
	check(ctx context.Context, object string, wanted Content) error
	// affects reports whether the person would gain by the change.
	affects(ctx context.Context, person string, p Proposal) (bool, error)
	// apply makes the change and returns what the one who confirmed hands over.
	apply(ctx context.Context, p Proposal) (handover string, err error)
}

// ChangeRole proposes that a role, which the proposer saw in a version, becomes
// another. It fails with role.ErrNotFound, ErrStale, ErrNothing, ErrReason, and
// with what role.Change refuses.
func (s *Service) ChangeRole(ctx context.Context, next role.Role, version int64, reason string) (Proposal, error) {
	now, err := s.Roles.Get(ctx, next.Code)
	if err != nil {
		return Proposal{}, err
	}
	if now.Version != version {
		return Proposal{}, ErrStale
	}
	return s.propose(ctx, RoleChange, next.Code, contentOf(next), reason)
}

// AddRole proposes a new role. Its code is made here.
func (s *Service) AddRole(ctx context.Context, next role.Role, reason string) (Proposal, error) {
	next.Code = "role_" + kernel.NewID()
	return s.propose(ctx, RoleChange, next.Code, contentOf(next), reason)
}

// GiveRoles proposes that a member of staff, whom the proposer saw holding some
// roles, holds exactly these. It fails with staff.ErrNotFound, ErrStale,
// role.ErrUnknown, role.ErrTwoPowers, ErrNothing or ErrReason.
func (s *Service) GiveRoles(ctx context.Context, id string, seen, codes []string, reason string) (Proposal, error) {
	now, err := s.subjects[StaffRoles].current(ctx, id)
	if err != nil {
		return Proposal{}, err
	}
	if !now.Same(rolesContent(seen)) {
		return Proposal{}, ErrStale
	}
	return s.propose(ctx, StaffRoles, id, rolesContent(codes), reason)
}

// RequestReset proposes that a member of staff gets a new password. It fails with
// staff.ErrNotFound, ErrNotActive, ErrResetOpen or ErrReason.
func (s *Service) RequestReset(ctx context.Context, id, reason string) (Proposal, error) {
	return s.propose(ctx, PasswordReset, id, Content{}, reason)
}

func (s *Service) propose(ctx context.Context, kind Kind, object string, wanted Content, reason string) (Proposal, error) {
	if _, err := authz.Require(ctx, needs[kind].propose); err != nil {
		return Proposal{}, err
	}
	reason, err := cleanReason(reason)
	if err != nil {
		return Proposal{}, err
	}
	var p Proposal
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Roles.Lock(ctx); err != nil {
			return err
		}
		was, err := s.subjects[kind].current(ctx, object)
		if err != nil {
			return err
		}
		if err := s.worthwhile(ctx, kind, object, was, wanted); err != nil {
			return err
		}
		if err := s.subjects[kind].check(ctx, object, wanted); err != nil {
			return err
		}
		now := s.Clock.Now()
		p = Proposal{
			ID: kernel.NewID(), Kind: kind, Object: object, Was: was, Wanted: wanted, Reason: reason, State: Open,
			ProposedBy: authz.From(ctx).ID, ProposedAt: now, ExpiresAt: now.Add(Life),
		}
		if err := s.insert(ctx, p); err != nil {
			return err
		}
		return s.happened(ctx, Proposed{p.ID, kind, object}, p.ID)
	})
	return p, err
}

// worthwhile refuses a proposal that would change nothing or ask twice.
func (s *Service) worthwhile(ctx context.Context, kind Kind, object string, was, wanted Content) error {
	if kind != PasswordReset {
		if was.Same(wanted) {
			return ErrNothing
		}
		return nil
	}
	open, err := s.openAbout(ctx, kind, object)
	if err == nil && len(open) > 0 {
		return ErrResetOpen
	}
	return err
}

// Outcome is a proposal after a decision. Handover is what the one who confirmed
// has to hand over, shown this once; empty for none.
type Outcome struct {
	Proposal Proposal
	Handover string
}

// Confirm makes a proposed change. It fails with ErrNotFound, ErrOwn, ErrAffected,
// ErrDecided or ErrOvertaken, and with what forbids the change by now.
func (s *Service) Confirm(ctx context.Context, id string) (Outcome, error) {
	var out Outcome
	var overtaken bool
	err := s.decided(ctx, id, Confirmed, "", func(ctx context.Context, p Proposal) (Proposal, error) {
		about := s.subjects[p.Kind]
		out, overtaken = Outcome{Proposal: p}, false
		affected, err := about.affects(ctx, p.DecidedBy, p)
		if err != nil {
			return p, err
		}
		if affected {
			return p, ErrAffected
		}
		now, err := about.current(ctx, p.Object)
		if err != nil {
			return p, err
		}
		if !now.Same(p.Was) {
			overtaken, p.State = true, Overtaken
			return p, nil
		}
		if err := about.check(ctx, p.Object, p.Wanted); err != nil {
			return p, err
		}
		if out.Handover, err = about.apply(ctx, p); err != nil {
			return p, err
		}
		return p, s.overtake(ctx, p)
	})
	switch {
	case err != nil:
		return Outcome{}, err
	case overtaken:
		return Outcome{}, ErrOvertaken
	}
	return out, nil
}

// Refuse ends a proposal without a change, and says why. It fails as Confirm does,
// and with ErrReason.
func (s *Service) Refuse(ctx context.Context, id, answer string) (Proposal, error) {
	answer, err := cleanReason(answer)
	if err != nil {
		return Proposal{}, err
	}
	var out Proposal
	err = s.decided(ctx, id, Refused, answer, func(_ context.Context, p Proposal) (Proposal, error) {
		out = p
		return p, nil
	})
	return out, err
}

// Withdraw ends one's own proposal. It fails with ErrNotYours or ErrDecided.
func (s *Service) Withdraw(ctx context.Context, id string) (Proposal, error) {
	var out Proposal
	err := s.decided(ctx, id, Withdrawn, "", func(_ context.Context, p Proposal) (Proposal, error) {
		out = p
		return p, nil
	})
	return out, err
}

// decided loads a proposal, decides it, does what goes with the decision, and
// saves it. A refusal of who decides leaves an entry in the audit chain.
func (s *Service) decided(ctx context.Context, id string, to State, answer string, then func(context.Context, Proposal) (Proposal, error)) error {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Roles.Lock(ctx); err != nil {
			return err
		}
		p, err := s.load(ctx, id)
		if err != nil {
			return err
		}
		permission := needs[p.Kind].decide
		if to == Withdrawn {
			permission = needs[p.Kind].propose
		}
		if _, err := authz.Require(ctx, permission); err != nil {
			return err
		}
		if p, err = p.Decide(to, authz.From(ctx).ID, s.Clock.Now(), answer); err != nil {
			return err
		}
		if p, err = then(ctx, p); err != nil {
			return err
		}
		if err := s.save(ctx, p); err != nil {
			return err
		}
		return s.happened(ctx, Decided{p.ID, p.Kind, p.Object, p.State}, p.ID)
	})
	if err != nil && errs.KindOf(err) != errs.Internal && errs.KindOf(err) != errs.NotFound {
		return s.declined(ctx, id, err)
	}
	return err
}

// declined leaves the refusal of a decision in the audit chain and returns it.
func (s *Service) declined(ctx context.Context, id string, refusal error) error {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.happened(ctx, Declined{Proposal: id, Code: codeOf(refusal)}, id)
	})
	if err != nil {
		return err
	}
	return refusal
}

// overtake ends the other open proposals about an object that has changed.
func (s *Service) overtake(ctx context.Context, p Proposal) error {
	others, err := s.openAbout(ctx, p.Kind, p.Object)
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.ID == p.ID {
			continue
		}
		other.State, other.DecidedAt = Overtaken, p.DecidedAt
		if err := s.save(ctx, other); err != nil {
			return err
		}
		if err := s.happened(ctx, Decided{other.ID, other.Kind, other.Object, Overtaken}, other.ID); err != nil {
			return err
		}
	}
	return nil
}

// Sweep writes down which proposals have expired.
func (s *Service) Sweep(ctx context.Context) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		late, err := s.expired(ctx)
		if err != nil {
			return err
		}
		for _, p := range late {
			p.State, p.DecidedAt = Expired, p.ExpiresAt
			if err := s.save(ctx, p); err != nil {
				return err
			}
			if err := s.happened(ctx, Decided{p.ID, p.Kind, p.Object, Expired}, p.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
