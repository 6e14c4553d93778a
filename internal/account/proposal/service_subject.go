package proposal

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
)

// contentOf returns a role as a content.
func contentOf(r role.Role) Content {
	c := Content{Name: strings.TrimSpace(r.Name)}
	for _, g := range r.Grants {
		c.Grants = append(c.Grants, Grant{string(g.Permission), role.ReachName(g.Reach)})
	}
	slices.SortFunc(c.Grants, func(a, b Grant) int { return strings.Compare(a.Permission, b.Permission) })
	return c
}

// roleOf returns a content as a role.
func roleOf(code string, c Content) role.Role {
	r := role.Role{Code: code, Name: c.Name, Grants: []role.Grant{}}
	for _, g := range c.Grants {
		r.Grants = append(r.Grants, role.Grant{Permission: authz.Permission(g.Permission), Reach: role.ReachNamed(g.Reach)})
	}
	return r
}

func rolesContent(codes []string) Content {
	return Content{Roles: slices.Compact(slices.Sorted(slices.Values(codes)))}
}

func codeOf(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return e.Code
	}
	return ""
}

// roleSubject changes roles.
type roleSubject struct{ *Service }

func (s roleSubject) current(ctx context.Context, code string) (Content, error) {
	roles, err := s.Roles.ByCode(ctx, []string{code})
	if err != nil || len(roles) == 0 {
		return Content{}, err
	}
	return contentOf(roles[0]), nil
}

func (s roleSubject) check(ctx context.Context, code string, wanted Content) error {
	return s.Roles.CheckChange(ctx, roleOf(code, wanted))
}

func (s roleSubject) affects(ctx context.Context, person string, p Proposal) (bool, error) {
	held, err := s.Roles.OfStaff(ctx, person)
	return role.Gains(held, roleOf(p.Object, p.Was), roleOf(p.Object, p.Wanted)), err
}

func (s roleSubject) apply(ctx context.Context, p Proposal) (string, error) {
	return "", s.Roles.Change(ctx, role.Version{
		Role: roleOf(p.Object, p.Wanted), Proposal: p.ID, ProposedBy: p.ProposedBy, ConfirmedBy: p.DecidedBy, Reason: p.Reason,
	})
}

// staffSubject changes who holds which roles.
type staffSubject struct{ *Service }

func (s staffSubject) current(ctx context.Context, id string) (Content, error) {
	m, err := s.Staff.Member(ctx, id)
	if err != nil {
		return Content{}, err
	}
	codes := make([]string, len(m.Roles))
	for i, r := range m.Roles {
		codes[i] = r.Code
	}
	return rolesContent(codes), nil
}

func (s staffSubject) check(ctx context.Context, id string, wanted Content) error {
	m, err := s.Staff.Member(ctx, id)
	if err != nil {
		return err
	}
	if m.Status == account.Left && len(wanted.Roles) > 0 {
		return ErrNotActive
	}
	_, err = s.Roles.CheckStaff(ctx, m.Name, wanted.Roles)
	return err
}

func (s staffSubject) affects(_ context.Context, person string, p Proposal) (bool, error) {
	return person == p.Object, nil
}

func (s staffSubject) apply(ctx context.Context, p Proposal) (string, error) {
	m, err := s.Staff.Member(ctx, p.Object)
	if err != nil {
		return "", err
	}
	return "", s.Roles.SetStaff(ctx, m.ID, m.Name, p.Wanted.Roles)
}

// resetSubject lets somebody choose a new password.
type resetSubject struct{ *Service }

// current is the instant of the last password: one chosen meanwhile overtakes.
func (s resetSubject) current(ctx context.Context, id string) (Content, error) {
	m, err := s.Staff.Member(ctx, id)
	return Content{Mark: m.PasswordSetAt.Format(time.RFC3339Nano)}, err
}

func (s resetSubject) check(ctx context.Context, id string, _ Content) error {
	m, err := s.Staff.Member(ctx, id)
	if err != nil {
		return err
	}
	if m.Status != account.Active {
		return ErrNotActive
	}
	return nil
}

func (s resetSubject) affects(_ context.Context, person string, p Proposal) (bool, error) {
	return person == p.Object, nil
}

func (s resetSubject) apply(ctx context.Context, p Proposal) (string, error) {
	return s.Staff.IssueReset(ctx, p.Object, p.ID)
}
