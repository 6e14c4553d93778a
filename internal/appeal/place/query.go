package place

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

const columns = `id, code, name, kind, division, address, department, state, version, changed_at, changed_by`

func scanPlace(scan func(...any) error) (*Place, error) {
	p := &Place{}
	var at db.Time
	if err := scan(&p.ID, &p.Code, &p.Name, &p.Kind, &p.Division, &p.Address, &p.Department, &p.State, &p.Version, &at, &p.ChangedBy); err != nil {
		return nil, err
	}
	p.ChangedAt = at.Time
	return p, nil
}

// load returns a place within a branch of divisions, ErrNotFound when there is
// none.
func (s *Service) load(ctx context.Context, text, branch string) (*Place, error) {
	code, ok := readCode(text)
	if !ok {
		return nil, ErrNotFound
	}
	p, err := scanPlace(s.DB.QueryRow(ctx, `SELECT `+columns+` FROM appeal_place WHERE code = ? AND division LIKE ?`, code, branch+"%").Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load place %s: %w", code, err)
	}
	return p, nil
}

// AllOpen returns the open places by code. It asks for no permission: their names
// hang on walls.
func (s *Service) AllOpen(ctx context.Context) ([]*Place, error) {
	rows, err := s.DB.Query(ctx, `SELECT `+columns+` FROM appeal_place WHERE state = ? ORDER BY code`, string(Open))
	if err != nil {
		return nil, fmt.Errorf("list open places: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []*Place
	for rows.Next() {
		p, err := scanPlace(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("read open place: %w", err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// Filter narrows a list of places; an empty field does not.
type Filter struct {
	// Text is looked for in name and address, or is a code.
	Text  string
	State State
	Kind  Kind
}

// list returns a page of places of a branch by name.
func (s *Service) list(ctx context.Context, branch string, f Filter, page kernel.Page) (kernel.Rows[*Place], error) {
	keyset := db.Keyset{Columns: []db.Column{{SQL: "name"}, {SQL: "code"}}}
	out := kernel.Rows[*Place]{Items: []*Place{}}
	behind, args, err := keyset.After(page.After)
	if err != nil {
		return out, err
	}
	some := "%" + db.EscapeLike(f.Text) + "%"
	narrowed := []any{branch + "%", string(f.State), string(f.State), string(f.Kind), string(f.Kind), f.Text, f.Text, some, some}
	where := ` WHERE division LIKE ? AND (? = '' OR state = ?) AND (? = '' OR kind = ?) AND (? = '' OR code = upper(?) OR name LIKE ? ESCAPE '\' OR address LIKE ? ESCAPE '\')`
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM appeal_place`+where, narrowed...).Scan(&out.Total); err != nil {
		return out, fmt.Errorf("count places: %w", err)
	}
	if behind != "" {
		where += ` AND ` + behind
	}
	rows, err := s.DB.Query(ctx, `SELECT `+columns+` FROM appeal_place`+where+keyset.OrderBy()+` LIMIT ?`, append(append(narrowed, args...), page.Limit+1)...)
	if err != nil {
		return out, fmt.Errorf("list places: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		p, err := scanPlace(rows.Scan)
		if err != nil {
			return out, fmt.Errorf("read place: %w", err)
		}
		out.Items = append(out.Items, p)
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		last := out.Items[page.Limit-1]
		out.Next = keyset.Cursor(last.Name, last.Code)
	}
	return out, rows.Err()
}

// scanned returns how often each place was opened from a day on.
func (s *Service) scanned(ctx context.Context, from civil.Date) (map[string]int64, error) {
	rows, err := s.DB.Query(ctx, `SELECT place, sum(scans) FROM appeal_place_scan WHERE on_day >= ? GROUP BY place`, db.Date{Date: from})
	if err != nil {
		return nil, fmt.Errorf("sum scans of places: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var id string
		var n int64
		if err := rows.Scan(&id, &n); err != nil {
			return nil, fmt.Errorf("read scans of places: %w", err)
		}
		out[id] = n
	}
	return out, rows.Err()
}

// Scans is how often a place was opened on a day.
type Scans struct {
	On    civil.Date
	Count int64
}

// scans returns the openings of a place from a day on.
func (s *Service) scans(ctx context.Context, id string, from civil.Date) ([]Scans, error) {
	rows, err := s.DB.Query(ctx, `SELECT on_day, scans FROM appeal_place_scan WHERE place = ? AND on_day >= ? ORDER BY on_day`, id, db.Date{Date: from})
	if err != nil {
		return nil, fmt.Errorf("list scans of place %s: %w", id, err)
	}
	defer func() { _ = rows.Close() }()
	out := []Scans{}
	for rows.Next() {
		var one Scans
		var day db.Date
		if err := rows.Scan(&day, &one.Count); err != nil {
			return nil, fmt.Errorf("read scans of place %s: %w", id, err)
		}
		one.On = day.Date
		out = append(out, one)
	}
	return out, rows.Err()
}
