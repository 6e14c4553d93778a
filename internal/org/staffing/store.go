package staffing

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insertPost(ctx context.Context, p Post) error {
	now := db.At(s.Clock.Now())
	_, err := s.DB.Exec(ctx, `INSERT INTO org_post (id, department, name, duty, headcount, created_at, updated_at, closed_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 1)`, p.ID, p.Department, p.Name, p.Duty, p.Headcount, now, now)
	return wrap(err, "add post")
}

func (s *Service) updatePost(ctx context.Context, p Post) error {
	_, err := s.DB.Exec(ctx, `UPDATE org_post SET name = ?, duty = ?, headcount = ?, closed_at = ?, updated_at = ?, version = ? WHERE id = ?`,
		p.Name, p.Duty, p.Headcount, db.At(p.ClosedAt), db.At(s.Clock.Now()), p.Version, p.ID)
	return wrap(err, "change post")
}

func (s *Service) insertTenure(ctx context.Context, t Tenure) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO org_tenure (id, staff, department, post, kind, starts_at, ends_at) VALUES (?, ?, ?, NULLIF(?, ''), ?, ?, NULL)`,
		t.ID, t.Staff, t.Department, t.Post, string(t.Kind), db.At(t.StartsAt))
	return wrap(err, "open tenure")
}

func (s *Service) endTenure(ctx context.Context, id string) error {
	_, err := s.DB.Exec(ctx, `UPDATE org_tenure SET ends_at = ? WHERE id = ? AND ends_at IS NULL`, db.At(s.Clock.Now()), id)
	return wrap(err, "end tenure")
}

func (s *Service) insertAssignment(ctx context.Context, a Assignment) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO org_service (id, division, staff, department, role, starts_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, NULL)`,
		a.ID, a.Division, a.Staff, a.Department, string(a.Role), db.At(a.StartsAt))
	return wrap(err, "assign place")
}

func (s *Service) endAssignment(ctx context.Context, id string) error {
	_, err := s.DB.Exec(ctx, `UPDATE org_service SET ends_at = ? WHERE id = ? AND ends_at IS NULL`, db.At(s.Clock.Now()), id)
	return wrap(err, "end assignment")
}

func (s *Service) insertHandover(ctx context.Context, h Handover) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO org_handover (id, kind, staff, department, to_department, note, by_id, at) VALUES (?, ?, ?, ?, NULLIF(?, ''), ?, ?, ?)`,
		h.ID, string(h.Kind), h.Staff, h.Department, h.ToDepartment, h.Note, h.By, db.At(h.At))
	if err != nil {
		return wrap(err, "keep handover")
	}
	for n, i := range h.Items {
		if _, err := s.DB.Exec(ctx, `INSERT INTO org_handover_item (handover, position, kind, item, label, receiver) VALUES (?, ?, ?, ?, ?, NULLIF(?, ''))`,
			h.ID, n, i.Kind, i.ID, i.Label, i.Receiver); err != nil {
			return wrap(err, "keep item of handover")
		}
	}
	return nil
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
