package account

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/factor"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Principal returns who stands behind a session token, with the roles and
// mandates of this moment; the zero Principal for a token that is unknown, has
// expired, or belongs to somebody who may no longer come in.
func (s *Service) Principal(ctx context.Context, token string) (kernel.Principal, error) {
	one, found, err := s.devices.ByToken(ctx, token)
	if err != nil || !found || !one.Alive(s.Config.Sessions.Of(one.Kind), s.Clock.Now()) {
		return kernel.Principal{}, err
	}
	p, err := s.principal(ctx, one)
	if err != nil || p.Kind == "" {
		return kernel.Principal{}, err
	}
	s.touch(ctx, one)
	return p, nil
}

// principal returns the owner of a session as they are now; the zero Principal
// when they may not come in.
func (s *Service) principal(ctx context.Context, one device.Session) (kernel.Principal, error) {
	if one.Kind == kernel.StaffPrincipal {
		return s.staffPrincipal(ctx, one)
	}
	return s.enterprisePrincipal(ctx, one)
}

func (s *Service) staffPrincipal(ctx context.Context, one device.Session) (kernel.Principal, error) {
	staff, found, err := s.staffByID(ctx, one.Owner)
	if err != nil || !found || !staff.MayComeIn() {
		return kernel.Principal{}, err
	}
	grants, err := s.Roles.GrantsOfStaff(ctx, staff.ID)
	if err != nil {
		return kernel.Principal{}, err
	}
	p := kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: staff.ID, Name: staff.Name, Department: staff.Department, Division: staff.Division,
		Grants: grants, Session: one.ID,
	}
	must, err := s.must(ctx, staff, grants, one.Method)
	if err != nil {
		return kernel.Principal{}, err
	}
	if must != MustNothing {
		p.Grants = map[string]kernel.Reach{}
	} else {
		p.Grants[string(device.PermissionSelf)] = kernel.ReachOwn
	}
	p.Grants[string(factor.PermissionSecure)] = kernel.ReachOwn
	return p, nil
}

// StaffPrincipal returns a member of staff with all they may do now, apart from
// any session; the zero Principal when they may not come in.
func (s *Service) StaffPrincipal(ctx context.Context, id string) (kernel.Principal, error) {
	staff, found, err := s.staffByID(ctx, id)
	if err != nil || !found || !staff.MayComeIn() {
		return kernel.Principal{}, err
	}
	grants, err := s.Roles.GrantsOfStaff(ctx, id)
	return kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: id, Name: staff.Name, Department: staff.Department, Division: staff.Division, Grants: grants,
	}, err
}

func (s *Service) enterprisePrincipal(ctx context.Context, one device.Session) (kernel.Principal, error) {
	person, found, err := s.personByID(ctx, one.Owner)
	if err != nil || !found {
		return kernel.Principal{}, err
	}
	mandates, err := s.mandatesOf(ctx, person.ID)
	if err != nil {
		return kernel.Principal{}, err
	}
	p := kernel.Principal{
		// The name goes into the audit chain, which forgets nothing: masked.
		Kind: kernel.EnterprisePrincipal, ID: person.ID, Name: seal.MaskName(person.Name), Session: one.ID,
		Enterprises: []string{}, Grants: map[string]kernel.Reach{}, Powers: map[string][]string{},
	}
	held := map[MandateRole]map[string]kernel.Reach{}
	for _, m := range mandates {
		if held[m.Role] == nil {
			if held[m.Role], err = s.Roles.GrantsOf(ctx, []string{m.Role.roleCode()}); err != nil {
				return kernel.Principal{}, err
			}
		}
		s.empower(&p, m, held[m.Role])
	}
	p.Grants[string(device.PermissionSelf)] = kernel.ReachOwn
	return p, nil
}

// empower adds what one mandate lets a person do.
func (s *Service) empower(p *kernel.Principal, m Mandate, grants map[string]kernel.Reach) {
	if !p.ActsFor(m.USCC) {
		p.Enterprises = append(p.Enterprises, m.USCC)
	}
	for permission, reach := range grants {
		if s.Matters.limits(m.Matters, authz.Permission(permission)) {
			continue
		}
		p.Grants[permission] = max(p.Grants[permission], reach)
		if !slices.Contains(p.Powers[permission], m.USCC) {
			p.Powers[permission] = append(p.Powers[permission], m.USCC)
		}
	}
}

const (
	// touchBudget is how long a request may wait for the one writer of SQLite to
	// write down that its session is in use.
	touchBudget = 50 * time.Millisecond
	// touchPause is how long a node leaves it alone after that was not enough.
	touchPause = 5 * time.Second
	// touchUrgent is the budget once half the idle time is gone without success:
	// a slow page is better than a lost session.
	touchUrgent = 2 * time.Second
)

// touch writes down, at most once a minute, that the session is in use. It never
// fails a request: while a long import holds the writer, a session is merely
// remembered as used a little earlier than it was.
func (s *Service) touch(ctx context.Context, one device.Session) {
	now, budget := s.Clock.Now(), touchBudget
	unseen := now.Sub(one.LastSeenAt)
	switch {
	case unseen >= s.Config.Sessions.Of(one.Kind).Idle/2:
		budget = touchUrgent
	case unseen < device.TouchEvery || now.UnixMicro() < s.touchAfter.Load():
		return
	}
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	if err := s.devices.Touch(ctx, one.ID, now); err != nil {
		s.touchAfter.Store(now.Add(touchPause).UnixMicro())
		s.Log.InfoContext(ctx, "session not touched", "error", err)
	}
}

// Session returns the session that ctx came with as its owner sees it. It fails
// with authz.ErrUnauthenticated when there is none.
func (s *Service) Session(ctx context.Context) (View, error) {
	p := authz.From(ctx)
	if p.Session == "" {
		return View{}, authz.ErrUnauthenticated
	}
	one, found, err := s.devices.ByID(ctx, p.Session)
	if err != nil {
		return View{}, err
	}
	if !found {
		return View{}, authz.ErrUnauthenticated
	}
	view := View{
		Kind: p.Kind, ID: p.ID, Name: p.Name, ExpiresAt: one.End(s.Config.Sessions.Of(one.Kind)), LastsUntil: one.ExpiresAt,
		Can: slices.Sorted(maps.Keys(p.Grants)), Mandates: []Mandate{}, Powers: p.Powers,
	}
	if p.Kind == kernel.StaffPrincipal {
		return s.staffView(ctx, view, one)
	}
	return s.enterpriseView(ctx, view)
}

func (s *Service) staffView(ctx context.Context, view View, one device.Session) (View, error) {
	staff, _, err := s.staffByID(ctx, view.ID)
	if err != nil {
		return View{}, err
	}
	grants, err := s.Roles.GrantsOfStaff(ctx, view.ID)
	if err != nil {
		return View{}, err
	}
	if view.Must, err = s.must(ctx, staff, grants, one.Method); err != nil {
		return View{}, err
	}
	view.Roles, err = s.Roles.OfStaff(ctx, view.ID)
	return view, err
}

func (s *Service) enterpriseView(ctx context.Context, view View) (View, error) {
	person, _, err := s.personByID(ctx, view.ID)
	if err != nil {
		return View{}, err
	}
	view.Name = person.Name
	if view.Mandates, err = s.mandatesOf(ctx, view.ID); err != nil {
		return View{}, err
	}
	codes, roles := map[string]bool{}, map[string]bool{}
	for _, m := range view.Mandates {
		codes[m.USCC], roles[m.Role.roleCode()] = true, true
	}
	if view.Roles, err = s.Roles.ByCode(ctx, slices.Sorted(maps.Keys(roles))); err != nil {
		return View{}, err
	}
	view.Enterprises, err = s.Enterprises.Names(ctx, slices.Sorted(maps.Keys(codes)))
	return view, err
}

// Mandates returns the mandates that a principal holds at this moment, those of
// one enterprise together; none for staff.
func (s *Service) Mandates(ctx context.Context, p kernel.Principal) ([]Mandate, error) {
	if p.Kind != kernel.EnterprisePrincipal {
		return nil, nil
	}
	return s.mandatesOf(ctx, p.ID)
}
