package guide

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

func (s *Service) insert(ctx context.Context, g *Guide) error {
	pinned, err := json.Marshal(g.Pinned)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO policy_guide (title, theme, place, division, industry, size_class, by_filter, kind, search, pinned, state, version, edition, prints, changed_at, changed_by, code)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
		g.Title, g.Theme, g.Place, g.Division, g.Industry, g.Size, g.ByFilter, string(g.Kind), g.Search, string(pinned), string(g.State), g.Version, g.Edition, db.At(g.ChangedAt), g.ChangedBy, g.Code)
	if err != nil {
		return fmt.Errorf("save guide %s: %w", g.Code, err)
	}
	return nil
}

// update writes a guide whose version is one above the stored one.
func (s *Service) update(ctx context.Context, g *Guide) error {
	pinned, err := json.Marshal(g.Pinned)
	if err != nil {
		return err
	}
	result, err := s.DB.Exec(ctx, `UPDATE policy_guide SET title = ?, theme = ?, place = ?, division = ?, industry = ?, size_class = ?, by_filter = ?, kind = ?, search = ?,
		pinned = ?, state = ?, version = ?, edition = ?, changed_at = ?, changed_by = ? WHERE code = ? AND version = ?`,
		g.Title, g.Theme, g.Place, g.Division, g.Industry, g.Size, g.ByFilter, string(g.Kind), g.Search, string(pinned), string(g.State), g.Version, g.Edition, db.At(g.ChangedAt), g.ChangedBy, g.Code, g.Version-1)
	if err != nil {
		return fmt.Errorf("save guide %s: %w", g.Code, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return ErrStale.Because(err)
	}
	return nil
}

// nextPrint takes the next number of a guide's prints.
func (s *Service) nextPrint(ctx context.Context, code string) (int64, error) {
	if _, err := s.DB.Exec(ctx, `UPDATE policy_guide SET prints = prints + 1 WHERE code = ?`, code); err != nil {
		return 0, fmt.Errorf("number print of guide %s: %w", code, err)
	}
	var number int64
	if err := s.DB.QueryRow(ctx, `SELECT prints FROM policy_guide WHERE code = ?`, code).Scan(&number); err != nil {
		return 0, fmt.Errorf("read print number of guide %s: %w", code, err)
	}
	return number, nil
}

func (s *Service) insertPrint(ctx context.Context, code string, p *Print) error {
	contents, err := json.Marshal(p.Contents)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO policy_guide_print (guide, number, edition, contents, printed_at, printed_by) VALUES (?, ?, ?, ?, ?, ?)`,
		code, p.Number, p.Edition, string(contents), db.At(p.At), p.By)
	if err != nil {
		return fmt.Errorf("save print %d of guide %s: %w", p.Number, code, err)
	}
	return nil
}

// count adds one opening to a day.
func (s *Service) count(ctx context.Context, code string, number int64, day civil.Date) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO policy_guide_scan (guide, print, on_day, scans) VALUES (?, ?, ?, 1)
		ON CONFLICT (guide, print, on_day) DO UPDATE SET scans = policy_guide_scan.scans + 1`, code, number, db.Date{Date: day})
	if err != nil {
		return fmt.Errorf("count scan of guide %s: %w", code, err)
	}
	return nil
}
