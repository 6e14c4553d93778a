package guide

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

const columns = `code, title, theme, place, division, industry, size_class, by_filter, kind, search, pinned, state, version, edition, changed_at, changed_by`

func scanGuide(scan func(...any) error) (*Guide, error) {
	g := &Guide{}
	var pinned string
	var at db.Time
	err := scan(&g.Code, &g.Title, &g.Theme, &g.Place, &g.Division, &g.Industry, &g.Size, &g.ByFilter, &g.Kind, &g.Search, &pinned, &g.State, &g.Version, &g.Edition, &at, &g.ChangedBy)
	if err != nil {
		return nil, err
	}
	g.ChangedAt = at.Time
	return g, json.Unmarshal([]byte(pinned), &g.Pinned)
}

// load returns a guide, ErrNotFound when there is none.
func (s *Service) load(ctx context.Context, text string) (*Guide, error) {
	code, ok := readCode(text)
	if !ok {
		return nil, ErrNotFound
	}
	g, err := scanGuide(s.DB.QueryRow(ctx, `SELECT `+columns+` FROM policy_guide WHERE code = ?`, code).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load guide %s: %w", code, err)
	}
	return g, nil
}

// list returns a page of guides by title, those whose title, place or theme holds
// the text.
func (s *Service) list(ctx context.Context, text string, state State, page kernel.Page) (kernel.Rows[*Guide], error) {
	keyset := db.Keyset{Columns: []db.Column{{SQL: "title"}, {SQL: "code"}}}
	out := kernel.Rows[*Guide]{Items: []*Guide{}}
	behind, args, err := keyset.After(page.After)
	if err != nil {
		return out, err
	}
	some := "%" + db.EscapeLike(text) + "%"
	narrowed := []any{string(state), string(state), text, text, some, some, some}
	where := ` WHERE (? = '' OR state = ?) AND (? = '' OR code = upper(?) OR title LIKE ? ESCAPE '\' OR place LIKE ? ESCAPE '\' OR theme LIKE ? ESCAPE '\')`
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM policy_guide`+where, narrowed...).Scan(&out.Total); err != nil {
		return out, fmt.Errorf("count guides: %w", err)
	}
	if behind != "" {
		where += ` AND ` + behind
	}
	rows, err := s.DB.Query(ctx, `SELECT `+columns+` FROM policy_guide`+where+keyset.OrderBy()+` LIMIT ?`, append(append(narrowed, args...), page.Limit+1)...)
	if err != nil {
		return out, fmt.Errorf("list guides: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		g, err := scanGuide(rows.Scan)
		if err != nil {
			return out, fmt.Errorf("read guide: %w", err)
		}
		out.Items = append(out.Items, g)
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		last := out.Items[page.Limit-1]
		out.Next = keyset.Cursor(last.Title, last.Code)
	}
	return out, rows.Err()
}

const printColumns = `SELECT number, edition, contents, printed_at, printed_by FROM policy_guide_print WHERE guide = ?`

func scanPrint(scan func(...any) error) (*Print, error) {
	p := &Print{}
	var contents string
	var at db.Time
	if err := scan(&p.Number, &p.Edition, &contents, &at, &p.By); err != nil {
		return nil, err
	}
	p.At = at.Time
	return p, json.Unmarshal([]byte(contents), &p.Contents)
}

// prints returns the prints of a guide, the newest first.
func (s *Service) prints(ctx context.Context, code string) ([]*Print, error) {
	rows, err := s.DB.Query(ctx, printColumns+` ORDER BY number DESC`, code)
	if err != nil {
		return nil, fmt.Errorf("list prints of guide %s: %w", code, err)
	}
	defer func() { _ = rows.Close() }()
	var out []*Print
	for rows.Next() {
		p, err := scanPrint(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("read print of guide %s: %w", code, err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// print returns one print, nil when there is none.
func (s *Service) print(ctx context.Context, code string, number int64) (*Print, error) {
	p, err := scanPrint(s.DB.QueryRow(ctx, printColumns+` AND number = ?`, code, number).Scan)
	if db.IsNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load print %d of guide %s: %w", number, code, err)
	}
	return p, nil
}

// Scans is how often a guide was opened on a day from one print, 0 for none.
type Scans struct {
	On    civil.Date
	Print int64
	Count int64
}

// scans returns the openings of a guide from a day on.
func (s *Service) scans(ctx context.Context, code string, from civil.Date) ([]Scans, error) {
	rows, err := s.DB.Query(ctx, `SELECT on_day, print, scans FROM policy_guide_scan WHERE guide = ? AND on_day >= ? ORDER BY on_day, print`, code, db.Date{Date: from})
	if err != nil {
		return nil, fmt.Errorf("list scans of guide %s: %w", code, err)
	}
	defer func() { _ = rows.Close() }()
	out := []Scans{}
	for rows.Next() {
		var one Scans
		var day db.Date
		if err := rows.Scan(&day, &one.Print, &one.Count); err != nil {
			return nil, fmt.Errorf("read scans of guide %s: %w", code, err)
		}
		one.On = day.Date
		out = append(out, one)
	}
	return out, rows.Err()
}

// scanned returns how often each guide was opened from a day on.
func (s *Service) scanned(ctx context.Context, from civil.Date) (map[string]int64, error) {
	rows, err := s.DB.Query(ctx, `SELECT guide, sum(scans) FROM policy_guide_scan WHERE on_day >= ? GROUP BY guide`, db.Date{Date: from})
	if err != nil {
		return nil, fmt.Errorf("sum scans: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var code string
		var n int64
		if err := rows.Scan(&code, &n); err != nil {
			return nil, fmt.Errorf("read scans: %w", err)
		}
		out[code] = n
	}
	return out, rows.Err()
}
