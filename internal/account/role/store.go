package role

import (
	"context"

	"github.com/yikou/yikou/internal/platform/db"
)

// Lock keeps every other change of roles and of who holds them waiting until the
// commit of ctx's transaction.
func (s *Service) Lock(ctx context.Context) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_role_lock SET id = 1 WHERE id = 1`)
	return wrap(err, "lock roles")
}

// put writes a role, its grants and the version they are.
func (s *Service) put(ctx context.Context, v Version, origin Origin, position int) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_role (code, name, origin, position, version) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (code) DO UPDATE SET name = excluded.name, origin = excluded.origin, position = excluded.position, version = excluded.version`,
		v.Code, v.Name, string(origin), position, v.Version)
	if err != nil {
		return wrap(err, "save role")
	}
	if _, err := s.DB.Exec(ctx, `DELETE FROM account_role_grant WHERE role = ?`, v.Code); err != nil {
		return wrap(err, "clear grants of role")
	}
	for _, g := range v.Grants {
		if _, err := s.DB.Exec(ctx, `INSERT INTO account_role_grant (role, permission, reach) VALUES (?, ?, ?)`,
			v.Code, string(g.Permission), reachNames[g.Reach]); err != nil {
			return wrap(err, "save grant of role")
		}
	}
	return s.insertVersion(ctx, v)
}

func (s *Service) insertVersion(ctx context.Context, v Version) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_role_version (role, version, name, proposal, proposed_by, confirmed_by, reason, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, v.Code, v.Version, v.Name, v.Proposal, v.ProposedBy, v.ConfirmedBy, v.Reason, db.At(s.Clock.Now()))
	if err != nil {
		return wrap(err, "keep version of role")
	}
	for _, g := range v.Grants {
		if _, err := s.DB.Exec(ctx, `INSERT INTO account_role_version_grant (role, version, permission, reach) VALUES (?, ?, ?, ?)`,
			v.Code, v.Version, string(g.Permission), reachNames[g.Reach]); err != nil {
			return wrap(err, "keep grant of version")
		}
	}
	return nil
}

func (s *Service) replaceStaffRoles(ctx context.Context, id string, roles []Role) error {
	if _, err := s.DB.Exec(ctx, `DELETE FROM account_staff_role WHERE staff = ?`, id); err != nil {
		return wrap(err, "clear roles of staff")
	}
	for _, r := range roles {
		if _, err := s.DB.Exec(ctx, `INSERT INTO account_staff_role (staff, role) VALUES (?, ?)`, id, r.Code); err != nil {
			return wrap(err, "give role to staff")
		}
	}
	return nil
}
