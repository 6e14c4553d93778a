package role

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
)

// Deps is what the package works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	// Permissions are those of every module; roles may grant no other.
	Permissions []authz.Definition
	// Shipped are the roles of a fresh instance. An office changes them as it likes;
	// one it has not changed follows the program from release to release. Those of
	// mandates have the codes mandate_legal_representative and mandate_handler.
	Shipped []Role
}

// Service keeps roles and who holds them. It is safe for concurrent use.
type Service struct {
	Deps
	Catalogue Catalogue
}

// New returns the service. It fails for shipped roles that grant a permission no
// module declares, or that mix powers.
func New(d Deps) (*Service, error) {
	c := NewCatalogue(d.Permissions)
	if err := c.checkShipped(d.Shipped); err != nil {
		return nil, fmt.Errorf("account: default roles: %w", err)
	}
	return &Service{Deps: d, Catalogue: c}, nil
}

// Origin says who decides what a role is.
type Origin string

// A Default role follows the program; an Edited one is the office's own.
const (
	Default Origin = "default"
	Edited  Origin = "edited"
)

// Kept is a role as it is in force.
type Kept struct {
	Role
	Origin   Origin
	Version  int64
	position int
	// Holders is how many members of staff hold it.
	Holders int64
}

// Version is what a role once was or is.
type Version struct {
	Role
	Version int64
	// Proposal is the ID of the proposal it came from, empty for none.
	Proposal string
	// ProposedBy and ConfirmedBy are IDs of staff, or what the program was doing.
	ProposedBy, ConfirmedBy string
	// ProposedName and ConfirmedName are the names of staff; they are only read.
	ProposedName, ConfirmedName string
	Reason                      string
	At                          time.Time
}

// Seed brings the roles of the database to those that the program ships, but for
// roles that the office has edited and for those through which a holder would come
// by two powers. A second run changes nothing.
func (s *Service) Seed(ctx context.Context) error {
	if _, err := authz.Require(ctx, PermissionEdit); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Lock(ctx); err != nil {
			return err
		}
		var done Seeded
		for i, shipped := range s.Shipped {
			changed, held, err := s.seed(ctx, shipped, i)
			if err != nil {
				return err
			}
			if changed {
				done.Roles = append(done.Roles, shipped.Code)
			}
			if held {
				done.HeldBack = append(done.HeldBack, shipped.Code)
			}
		}
		if err := s.keepUnversioned(ctx); err != nil || len(done.Roles) == 0 {
			return err
		}
		return s.happened(ctx, done, "")
	})
}

func (s *Service) seed(ctx context.Context, shipped Role, position int) (changed, held bool, err error) {
	kept, found, err := s.kept(ctx, shipped.Code)
	if err != nil || (found && (kept.Origin == Edited || kept.Same(shipped) && kept.position == position)) {
		return false, false, err
	}
	err = s.checkHolders(ctx, shipped)
	if errors.Is(err, ErrTwoPowers) { // the office must settle it first; the role stays as it is
		return false, true, nil
	}
	if err != nil {
		return false, false, err
	}
	next := Version{Role: shipped, Version: kept.Version + 1, ProposedBy: authz.From(ctx).ID, Reason: "随系统版本更新"}
	return true, false, s.put(ctx, next, Default, position)
}

// keepUnversioned writes down the version in force of roles that are older than
// the keeping of versions.
func (s *Service) keepUnversioned(ctx context.Context) error {
	codes, err := s.unversioned(ctx)
	if err != nil {
		return err
	}
	for _, code := range codes {
		kept, _, err := s.kept(ctx, code)
		if err != nil {
			return err
		}
		if err := s.insertVersion(ctx, Version{Role: kept.Role, Version: kept.Version, ProposedBy: authz.From(ctx).ID}); err != nil {
			return err
		}
	}
	return nil
}

// Get returns the role in force with a code. It fails with ErrNotFound.
func (s *Service) Get(ctx context.Context, code string) (Kept, error) {
	if _, err := authz.Require(ctx, PermissionRead); err != nil {
		return Kept{}, err
	}
	kept, found, err := s.kept(ctx, code)
	if err == nil && !found {
		return Kept{}, ErrNotFound
	}
	return kept, err
}

// List returns every role in force, in their usual order.
func (s *Service) List(ctx context.Context) ([]Kept, error) {
	if _, err := authz.Require(ctx, PermissionRead); err != nil {
		return nil, err
	}
	return s.listKept(ctx, ``)
}

// Versions returns every version of a role, the newest first. It fails with
// ErrNotFound.
func (s *Service) Versions(ctx context.Context, code string) ([]Version, error) {
	if _, err := s.Get(ctx, code); err != nil {
		return nil, err
	}
	return s.listVersions(ctx, code)
}

// CheckChange refuses a role that Change would refuse.
func (s *Service) CheckChange(ctx context.Context, next Role) error {
	if err := s.Catalogue.Check(next); err != nil {
		return err
	}
	return s.checkHolders(ctx, next)
}

// Change gives a role a new version, or adds a role whose version is 1. The
// caller has the transaction, holds Lock, and answers for who proposed and who
// confirmed. It fails when the role, or a holder through it, would mix powers.
func (s *Service) Change(ctx context.Context, v Version) error {
	var err error
	if v.Name, err = cleanName(v.Name); err != nil {
		return err
	}
	if err := s.CheckChange(ctx, v.Role); err != nil {
		return err
	}
	kept, found, err := s.kept(ctx, v.Code)
	if err != nil {
		return err
	}
	position := kept.position
	if !found {
		if position, err = s.nextPosition(ctx); err != nil {
			return err
		}
	}
	v.Version = kept.Version + 1
	if err := s.put(ctx, v, Edited, position); err != nil {
		return err
	}
	return s.happened(ctx, Changed{Role: v.Code, Version: v.Version, Proposal: v.Proposal}, v.Code)
}

// checkHolders refuses a role through which one of its holders would hold two
// powers.
func (s *Service) checkHolders(ctx context.Context, next Role) error {
	holders, err := s.holders(ctx, next.Code)
	if err != nil {
		return err
	}
	for _, h := range holders {
		roles, err := s.OfStaff(ctx, h.id)
		if err != nil {
			return err
		}
		for i := range roles {
			if roles[i].Code == next.Code {
				roles[i] = next
			}
		}
		if err := s.Catalogue.CheckHolder(h.name, roles); err != nil {
			return err
		}
	}
	return nil
}

// SetStaff gives a member of staff exactly these roles, in the transaction of
// ctx. Name stands in the refusal. It fails with ErrUnknown, and with ErrTwoPowers
// when the person would hold powers that must not be in one hand.
func (s *Service) SetStaff(ctx context.Context, id, name string, codes []string) error {
	if err := s.Lock(ctx); err != nil {
		return err
	}
	roles, err := s.CheckStaff(ctx, name, codes)
	if err != nil {
		return err
	}
	return s.replaceStaffRoles(ctx, id, roles)
}

// CheckStaff returns the roles with these codes if one person may hold them all.
func (s *Service) CheckStaff(ctx context.Context, name string, codes []string) ([]Role, error) {
	roles, err := s.ByCode(ctx, codes)
	if err != nil {
		return nil, err
	}
	wanted := slices.Compact(slices.Sorted(slices.Values(codes)))
	if len(roles) != len(wanted) || slices.ContainsFunc(roles, Role.OfMandate) {
		return nil, ErrUnknown
	}
	return roles, s.Catalogue.CheckHolder(name, roles)
}

// TwoPowers returns the logins of active staff who hold powers that must not be in
// one hand, which only a database older than the rule can have.
func (s *Service) TwoPowers(ctx context.Context) ([]string, error) {
	people, err := s.everybody(ctx)
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, p := range people {
		roles, err := s.OfStaff(ctx, p.id)
		if err != nil {
			return nil, err
		}
		if !Separate(s.Catalogue.Powers(roles...)) {
			wrong = append(wrong, p.login)
		}
	}
	return wrong, nil
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
