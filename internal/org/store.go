package org

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/division"
)

// Queue makes every change of the organisation, on every node, wait for those
// before it until the commit. Changes are rare, and one lock cannot deadlock.
func (s *Service) Queue(ctx context.Context) error {
	_, err := s.DB.Exec(ctx, `UPDATE org_division_revision SET id = 1 WHERE id = 1`)
	return wrap(err, "lock divisions")
}

func (s *Service) setDivisionRevision(ctx context.Context, revision string) error {
	_, err := s.DB.Exec(ctx, `UPDATE org_division_revision SET revision = ? WHERE id = 1`, revision)
	return wrap(err, "set revision of divisions")
}

func (s *Service) divisionRevision(ctx context.Context) (string, error) {
	var revision string
	err := s.DB.QueryRow(ctx, `SELECT revision FROM org_division_revision WHERE id = 1`).Scan(&revision)
	return revision, wrap(err, "read revision of divisions")
}

func (s *Service) putDivision(ctx context.Context, d division.Division, parent string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO org_division (code, name, parent, level, updated_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (code) DO UPDATE SET name = excluded.name, parent = excluded.parent, updated_at = excluded.updated_at`,
		d.Code, d.Name, parent, int(d.Level()), db.At(s.Clock.Now()))
	return wrap(err, "save division")
}

func (s *Service) insertDepartment(ctx context.Context, id string, r DepartmentRow, position int64) error {
	now := db.At(s.Clock.Now())
	_, err := s.DB.Exec(ctx, `INSERT INTO org_department
		(id, code, parent, name, short_name, division, level, duty, phone, address, position, created_at, updated_at, version)
		VALUES (?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
		id, r.Code, r.Name, r.ShortName, r.Division, int(r.Level), r.Duty, r.Phone, r.Address, position, now, now)
	return wrap(err, "add department")
}

func (s *Service) updateDepartment(ctx context.Context, id string, r DepartmentRow, parent string) error {
	_, err := s.DB.Exec(ctx, `UPDATE org_department SET parent = NULLIF(?, ''), name = ?, short_name = ?, division = ?, level = ?,
		duty = ?, phone = ?, address = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
		parent, r.Name, r.ShortName, r.Division, int(r.Level), r.Duty, r.Phone, r.Address, db.At(s.Clock.Now()), id)
	return wrap(err, "change department")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// saveDepartment writes a department that is there, everything but its code.
func (s *Service) saveDepartment(ctx context.Context, d Department) error {
	_, err := s.DB.Exec(ctx, `UPDATE org_department SET parent = NULLIF(?, ''), name = ?, short_name = ?, division = ?, level = ?,
		duty = ?, phone = ?, address = ?, position = ?, closed_at = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
		d.Parent, d.Name, d.ShortName, d.Division, int(d.Level), d.Duty, d.Phone, d.Address, d.Position,
		db.At(d.ClosedAt), db.At(s.Clock.Now()), d.ID)
	return wrap(err, "save department")
}

// closePosts closes what posts are left in a department that closes.
func (s *Service) closePosts(ctx context.Context, department string) error {
	now := db.At(s.Clock.Now())
	_, err := s.DB.Exec(ctx, `UPDATE org_post SET closed_at = ?, updated_at = ?, version = version + 1 WHERE department = ? AND closed_at IS NULL`,
		now, now, department)
	return wrap(err, "close posts")
}
