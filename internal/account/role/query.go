package role

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

// GrantsOfStaff returns what a member of staff may do at this moment.
func (s *Service) GrantsOfStaff(ctx context.Context, id string) (map[string]kernel.Reach, error) {
	roles, err := s.OfStaff(ctx, id)
	return reachesOf(roles), err
}

// GrantsOf returns what the holder of roles with these codes may do.
func (s *Service) GrantsOf(ctx context.Context, codes []string) (map[string]kernel.Reach, error) {
	roles, err := s.ByCode(ctx, codes)
	return reachesOf(roles), err
}

func reachesOf(roles []Role) map[string]kernel.Reach {
	grants := map[string]kernel.Reach{}
	for _, r := range roles {
		for _, g := range r.Grants {
			widen(grants, string(g.Permission), g.Reach)
		}
	}
	return grants
}

// OfStaff returns the roles that a member of staff holds, in their usual order.
func (s *Service) OfStaff(ctx context.Context, id string) ([]Role, error) {
	return s.listRoles(ctx, `JOIN account_staff_role a ON a.role = r.code`, `WHERE a.staff = ?`, id)
}

// ByCode returns the roles with these codes, in their usual order; a code that
// none has is left out.
func (s *Service) ByCode(ctx context.Context, codes []string) ([]Role, error) {
	if len(codes) == 0 {
		return []Role{}, nil
	}
	return s.listRoles(ctx, ``, `WHERE r.code IN (`+db.Placeholders(len(codes))+`)`, texts(codes)...)
}

func (s *Service) listRoles(ctx context.Context, join, where string, args ...any) ([]Role, error) {
	rows, err := s.DB.Query(ctx, `SELECT r.code, r.name, COALESCE(g.permission, ''), COALESCE(g.reach, '') FROM account_role r `+join+`
		LEFT JOIN account_role_grant g ON g.role = r.code `+where+` ORDER BY r.position, r.code, g.permission`, args...)
	if err != nil {
		return nil, wrap(err, "list roles")
	}
	defer func() { _ = rows.Close() }()
	list := []Role{}
	for rows.Next() {
		var code, name, permission, reach string
		if err := rows.Scan(&code, &name, &permission, &reach); err != nil {
			return nil, wrap(err, "read role")
		}
		if len(list) == 0 || list[len(list)-1].Code != code {
			list = append(list, Role{Code: code, Name: name, Grants: []Grant{}})
		}
		if permission != "" {
			last := &list[len(list)-1]
			last.Grants = append(last.Grants, Grant{authz.Permission(permission), ReachNamed(reach)})
		}
	}
	return list, wrap(rows.Err(), "list roles")
}

// kept returns the role in force with a code, the zero Kept if none.
func (s *Service) kept(ctx context.Context, code string) (Kept, bool, error) {
	all, err := s.listKept(ctx, `WHERE r.code = ?`, code)
	if err != nil || len(all) == 0 {
		return Kept{}, false, err
	}
	return all[0], true, nil
}

func (s *Service) listKept(ctx context.Context, where string, args ...any) ([]Kept, error) {
	rows, err := s.DB.Query(ctx, `SELECT r.code, r.name, r.origin, r.position, r.version,
			(SELECT count(*) FROM account_staff_role a JOIN account_staff m ON m.id = a.staff WHERE a.role = r.code AND m.status <> 'left')
		FROM account_role r `+where+` ORDER BY r.position, r.code`, args...)
	if err != nil {
		return nil, wrap(err, "list roles")
	}
	defer func() { _ = rows.Close() }()
	list := []Kept{}
	for rows.Next() {
		var k Kept
		var origin string
		if err := rows.Scan(&k.Code, &k.Name, &origin, &k.position, &k.Version, &k.Holders); err != nil {
			return nil, wrap(err, "read role")
		}
		k.Origin = Origin(origin)
		list = append(list, k)
	}
	if err := rows.Err(); err != nil {
		return nil, wrap(err, "list roles")
	}
	roles, err := s.listRoles(ctx, ``, where, args...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		for _, r := range roles {
			if r.Code == list[i].Code {
				list[i].Grants = r.Grants
			}
		}
	}
	return list, nil
}

func (s *Service) listVersions(ctx context.Context, code string) ([]Version, error) {
	rows, err := s.DB.Query(ctx, `SELECT v.version, v.name, v.proposal, v.proposed_by, v.confirmed_by, COALESCE(p.name, ''), COALESCE(c.name, ''), v.reason, v.at,
			COALESCE(g.permission, ''), COALESCE(g.reach, '')
		FROM account_role_version v
		LEFT JOIN account_staff p ON p.id = v.proposed_by
		LEFT JOIN account_staff c ON c.id = v.confirmed_by
		LEFT JOIN account_role_version_grant g ON g.role = v.role AND g.version = v.version
		WHERE v.role = ? ORDER BY v.version DESC, g.permission`, code)
	if err != nil {
		return nil, wrap(err, "list versions of role")
	}
	defer func() { _ = rows.Close() }()
	list := []Version{}
	for rows.Next() {
		v := Version{Role: Role{Code: code, Grants: []Grant{}}}
		var at db.Time
		var permission, reach string
		if err := rows.Scan(&v.Version, &v.Name, &v.Proposal, &v.ProposedBy, &v.ConfirmedBy, &v.ProposedName, &v.ConfirmedName, &v.Reason, &at, &permission, &reach); err != nil {
			return nil, wrap(err, "read version of role")
		}
		if len(list) == 0 || list[len(list)-1].Version != v.Version {
			v.At = at.Time
			list = append(list, v)
		}
		if permission != "" {
			last := &list[len(list)-1]
			last.Grants = append(last.Grants, Grant{authz.Permission(permission), ReachNamed(reach)})
		}
	}
	return list, wrap(rows.Err(), "list versions of role")
}

// unversioned returns the codes of roles whose version in force is not kept.
func (s *Service) unversioned(ctx context.Context) ([]string, error) {
	return s.listTexts(ctx, `SELECT r.code FROM account_role r
		WHERE NOT EXISTS (SELECT 1 FROM account_role_version v WHERE v.role = r.code AND v.version = r.version) ORDER BY r.code`)
}

func (s *Service) listTexts(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap(err, "list roles")
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, wrap(err, "read role")
		}
		list = append(list, one)
	}
	return list, wrap(rows.Err(), "list roles")
}

func (s *Service) nextPosition(ctx context.Context) (int, error) {
	var position int
	err := s.DB.QueryRow(ctx, `SELECT COALESCE(max(position), 0) + 1 FROM account_role`).Scan(&position)
	return position, wrap(err, "find place of role")
}

// holder is a member of staff as far as roles are concerned.
type holder struct{ id, login, name string }

func (s *Service) holders(ctx context.Context, code string) ([]holder, error) {
	return s.listHolders(ctx, `JOIN account_staff_role a ON a.staff = m.id WHERE a.role = ? AND m.status <> 'left'`, code)
}

// everybody returns those who have not left.
func (s *Service) everybody(ctx context.Context) ([]holder, error) {
	return s.listHolders(ctx, `WHERE m.status <> 'left'`)
}

func (s *Service) listHolders(ctx context.Context, where string, args ...any) ([]holder, error) {
	rows, err := s.DB.Query(ctx, `SELECT m.id, m.login, m.name FROM account_staff m `+where+` ORDER BY m.login`, args...)
	if err != nil {
		return nil, wrap(err, "list holders")
	}
	defer func() { _ = rows.Close() }()
	var list []holder
	for rows.Next() {
		var h holder
		if err := rows.Scan(&h.id, &h.login, &h.name); err != nil {
			return nil, wrap(err, "read holder")
		}
		list = append(list, h)
	}
	return list, wrap(rows.Err(), "list holders")
}

func texts(values []string) []any {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return args
}
