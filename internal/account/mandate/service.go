package mandate

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what the package works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	// Random is a source of random bytes that nobody can foretell.
	Random      io.Reader
	Accounts    *account.Service
	Enterprises Enterprises
	Letters     Letters
	Ledger      Ledger
	// PublicURL is the address that browsers use; empty takes that of the request.
	PublicURL string
}

// Service is the package's use cases. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the package's use cases.
func New(d Deps) *Service { return &Service{d} }

// Row is a mandate as a list shows it.
type Row struct {
	account.Mandate
	Person account.Person
	// Granter is the name of the person who gave it, empty for an office.
	Granter string
	// Over says that it no longer holds.
	Over bool
	// Mine says that it is the caller's.
	Mine bool
	Can  []string
}

// Of lists the mandates for an enterprise of the caller, those that are over or
// those that are not, legal representatives first. It fails with ErrNotFound for
// an enterprise that the caller does not represent.
func (s *Service) Of(ctx context.Context, uscc string, over bool, page kernel.Page) (kernel.Rows[Row], error) {
	if err := s.represent(ctx, uscc); err != nil {
		return kernel.Rows[Row]{}, err
	}
	return s.rows(ctx, uscc, over, page, func(r Row) []string {
		if r.Role != account.Handler {
			return nil
		}
		return []string{"end", "change", "hand_over"}
	})
}

// OfEnterprise is Of for staff who keep mandates. It fails with ErrNotFound for
// an enterprise outside their scope.
func (s *Service) OfEnterprise(ctx context.Context, uscc string, over bool, page kernel.Page) (kernel.Rows[Row], error) {
	if err := s.keep(ctx, uscc); err != nil {
		return kernel.Rows[Row]{}, err
	}
	can := []string{"end"}
	if _, err := authz.Require(ctx, PermReveal); err == nil {
		can = append(can, "reveal")
	}
	return s.rows(ctx, uscc, over, page, func(Row) []string { return can })
}

func (s *Service) rows(ctx context.Context, uscc string, over bool, page kernel.Page, can func(Row) []string) (kernel.Rows[Row], error) {
	list, err := s.mandatesFor(ctx, uscc, over, page)
	if err != nil {
		return kernel.Rows[Row]{}, err
	}
	out := kernel.Rows[Row]{Items: make([]Row, 0, len(list.Items)), Total: list.Total, Next: list.Next}
	for _, m := range list.Items {
		r := Row{Mandate: m, Over: over, Mine: m.Person == authz.From(ctx).ID, Can: []string{}}
		if r.Person, _, err = s.Accounts.PersonByID(ctx, m.Person); err != nil {
			return kernel.Rows[Row]{}, err
		}
		if m.Source == account.FromInvitation {
			granter, _, err := s.Accounts.PersonByID(ctx, m.GrantedBy)
			if err != nil {
				return kernel.Rows[Row]{}, err
			}
			r.Granter = granter.Name
		}
		if !over {
			r.Can = append(r.Can, can(r)...)
		}
		out.Items = append(out.Items, r)
	}
	return out, nil
}

// Mine lists what the caller holds at this moment, with the names of the
// enterprises by their codes. It fails with authz.ErrUnauthenticated for a
// visitor and authz.ErrForbidden for staff.
func (s *Service) Mine(ctx context.Context) ([]account.Mandate, map[string]string, error) {
	p, err := person(ctx)
	if err != nil {
		return nil, nil, err
	}
	list, err := s.Accounts.CurrentMandates(ctx, p.ID)
	if err != nil {
		return nil, nil, err
	}
	codes := make([]string, len(list))
	for i, m := range list {
		codes[i] = m.USCC
	}
	names, err := s.Enterprises.Names(ctx, codes)
	return list, names, err
}

// End ends, at this instant, what a handler holds for an enterprise of the
// caller. It fails with ErrNotFound, ErrOver or ErrNotHandler.
func (s *Service) End(ctx context.Context, uscc, id string) error {
	if err := s.represent(ctx, uscc); err != nil {
		return err
	}
	return s.end(ctx, id, "legal_representative", func(m account.Mandate) error {
		if m.USCC != uscc {
			return ErrNotFound
		}
		if m.Role != account.Handler {
			return ErrNotHandler
		}
		return nil
	})
}

// EndMine gives up, at this instant, what the caller holds. It fails with
// ErrNotFound or ErrOver.
func (s *Service) EndMine(ctx context.Context, id string) error {
	p, err := person(ctx)
	if err != nil {
		return err
	}
	return s.end(ctx, id, "self", func(m account.Mandate) error {
		if m.Person != p.ID {
			return ErrNotFound
		}
		return nil
	})
}

// EndByStaff ends a mandate for an enterprise in the caller's scope. It fails
// with ErrNotFound or ErrOver.
func (s *Service) EndByStaff(ctx context.Context, uscc, id string) error {
	if err := s.keep(ctx, uscc); err != nil {
		return err
	}
	return s.end(ctx, id, "staff", func(m account.Mandate) error {
		if m.USCC != uscc {
			return ErrNotFound
		}
		return nil
	})
}

func (s *Service) end(ctx context.Context, id, reason string, may func(account.Mandate) error) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		m, err := s.lockMandate(ctx, id)
		if err != nil {
			return err
		}
		if err := may(m); err != nil {
			return err
		}
		return s.endNow(ctx, m, reason)
	})
}

// endNow ends a locked mandate. One that has not started ends as it starts: it
// never holds.
func (s *Service) endNow(ctx context.Context, m account.Mandate, reason string) error {
	end := s.Clock.Now()
	if over(m, end) {
		return ErrOver
	}
	if end.Before(m.StartsAt) {
		end = m.StartsAt
	}
	if err := s.Accounts.EndMandate(ctx, m.ID, end, authz.From(ctx).ID); err != nil {
		return err
	}
	return s.ended(ctx, m, reason)
}

// Change moves the last day of what a handler holds for an enterprise of the
// caller, who saw the version. It fails with ErrNotFound, ErrOver, ErrNotHandler,
// ErrStale or ErrPeriod.
func (s *Service) Change(ctx context.Context, uscc, id string, version int64, last civil.Date) error {
	if err := s.represent(ctx, uscc); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		m, err := s.lockMandate(ctx, id)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		switch {
		case m.USCC != uscc:
			return ErrNotFound
		case m.Role != account.Handler:
			return ErrNotHandler
		case over(m, now):
			return ErrOver
		case m.Version != version:
			return ErrStale
		}
		end, err := endOf(last, now)
		if err != nil {
			return err
		}
		if err := s.Accounts.EndMandate(ctx, m.ID, end, ""); err != nil {
			return err
		}
		changed := Changed{Mandate: m.ID, Person: m.Person, USCC: m.USCC, Before: m.EndsAt, EndsAt: end}
		return s.happened(ctx, changed, "account_mandate", m.ID)
	})
}

// FromProvider gives a person what an identity provider says of them, until an
// instant, and prolongs what it said before. What somebody else has ended is not
// given again, nor what the person holds from elsewhere. Call it in a transaction.
func (s *Service) FromProvider(ctx context.Context, provider, person, uscc string, role account.MandateRole, until time.Time) error {
	held, err := s.mandatesOfPerson(ctx, person, uscc, role)
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	for _, m := range held {
		revoked := m.Source == account.FromProvider && m.EndedBy != "" && m.EndedBy != person
		if revoked || m.Source != account.FromProvider && !over(m, now) {
			return nil
		}
		if over(m, now) {
			continue
		}
		if !until.After(m.EndsAt) {
			return nil
		}
		return s.Accounts.EndMandate(ctx, m.ID, until, "")
	}
	m := account.Mandate{
		ID: kernel.NewID(), Person: person, USCC: uscc, Role: role, StartsAt: now, EndsAt: until,
		GrantedBy: provider, Source: account.FromProvider, Matters: []account.Matter{account.EveryMatter},
	}
	return s.start(ctx, m, "")
}

func (s *Service) start(ctx context.Context, m account.Mandate, invitation string) error {
	if err := s.Accounts.AddMandate(ctx, m); err != nil {
		return err
	}
	return s.happened(ctx, Started{
		Mandate: m.ID, Person: m.Person, USCC: m.USCC, Role: m.Role, Source: m.Source, Matters: m.Matters, EndsAt: m.EndsAt, Invitation: invitation,
	}, "account_mandate", m.ID)
}

func over(m account.Mandate, now time.Time) bool { return !m.EndsAt.IsZero() && !now.Before(m.EndsAt) }

// represent fails with ErrNotFound unless the caller represents the enterprise.
func (s *Service) represent(ctx context.Context, uscc string) error {
	scope, err := authz.Require(ctx, PermOwn)
	if err != nil {
		return err
	}
	if scope.Reach == kernel.ReachAll || slices.Contains(scope.Enterprises, uscc) {
		return nil
	}
	return ErrNotFound
}

// keep fails with ErrNotFound unless the enterprise lies where the caller keeps
// mandates.
func (s *Service) keep(ctx context.Context, uscc string) error {
	return s.within(ctx, account.PermissionMandateEdit, uscc)
}

// within fails with ErrNotFound unless the enterprise lies where the caller holds
// the permission.
func (s *Service) within(ctx context.Context, p authz.Permission, uscc string) error {
	scope, err := authz.Require(ctx, p)
	if err != nil {
		return err
	}
	within, err := s.Enterprises.Within(ctx, scope, uscc)
	if err == nil && !within {
		return ErrNotFound
	}
	return err
}

// person returns the caller, who must act for enterprises or be about to.
func person(ctx context.Context) (kernel.Principal, error) {
	p := authz.From(ctx)
	switch p.Kind {
	case "":
		return p, authz.ErrUnauthenticated
	case kernel.EnterprisePrincipal:
		return p, nil
	default:
		return p, authz.ErrForbidden
	}
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
