package place

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

func (s *Service) insert(ctx context.Context, p *Place) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_place (id, code, name, kind, division, address, department, state, version, changed_at, changed_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.ID, p.Code, p.Name, string(p.Kind), p.Division, p.Address, p.Department, string(p.State), p.Version, db.At(p.ChangedAt), p.ChangedBy)
	if err != nil {
		return fmt.Errorf("save place %s: %w", p.Code, err)
	}
	return nil
}

// update writes a place whose version is one above the stored one.
func (s *Service) update(ctx context.Context, p *Place) error {
	result, err := s.DB.Exec(ctx, `UPDATE appeal_place SET name = ?, kind = ?, division = ?, address = ?, department = ?, state = ?, version = ?, changed_at = ?, changed_by = ?
		WHERE id = ? AND version = ?`,
		p.Name, string(p.Kind), p.Division, p.Address, p.Department, string(p.State), p.Version, db.At(p.ChangedAt), p.ChangedBy, p.ID, p.Version-1)
	if err != nil {
		return fmt.Errorf("save place %s: %w", p.Code, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return ErrStale.Because(err)
	}
	return nil
}

// count adds one opening to a day.
func (s *Service) count(ctx context.Context, id string, day civil.Date) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_place_scan (place, on_day, scans) VALUES (?, ?, 1)
		ON CONFLICT (place, on_day) DO UPDATE SET scans = appeal_place_scan.scans + 1`, id, db.Date{Date: day})
	if err != nil {
		return fmt.Errorf("count scan of place %s: %w", id, err)
	}
	return nil
}
