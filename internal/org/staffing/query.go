package staffing

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/division"
)

const selectPost = `SELECT p.id, p.department, p.name, p.duty, p.headcount, p.closed_at, p.version,
	(SELECT count(*) FROM org_tenure t WHERE t.post = p.id AND t.ends_at IS NULL) FROM org_post p`

func scanPost(row interface{ Scan(...any) error }) (Post, error) {
	var p Post
	var closed db.Time
	err := row.Scan(&p.ID, &p.Department, &p.Name, &p.Duty, &p.Headcount, &closed, &p.Version, &p.Held)
	p.ClosedAt = closed.Time
	return p, err
}

func (s *Service) post(ctx context.Context, id string) (Post, bool, error) {
	p, err := scanPost(s.DB.QueryRow(ctx, selectPost+` WHERE p.id = ?`, id))
	if db.IsNoRows(err) {
		return Post{}, false, nil
	}
	return p, err == nil, wrap(err, "look up post")
}

// postsOf returns the open posts of a department in the order they were made.
func (s *Service) postsOf(ctx context.Context, department string) ([]Post, error) {
	rows, err := s.DB.Query(ctx, selectPost+` WHERE p.department = ? AND p.closed_at IS NULL ORDER BY p.id`, department)
	if err != nil {
		return nil, wrap(err, "list posts")
	}
	defer func() { _ = rows.Close() }()
	list := []Post{}
	for rows.Next() {
		p, err := scanPost(rows)
		if err != nil {
			return nil, wrap(err, "read post")
		}
		list = append(list, p)
	}
	return list, wrap(rows.Err(), "list posts")
}

const selectTenure = `SELECT t.id, t.staff, t.department, COALESCE(t.post, ''), COALESCE(p.name, ''), t.kind, t.starts_at, t.ends_at
	FROM org_tenure t LEFT JOIN org_post p ON p.id = t.post`

func scanTenures(rows *sql.Rows) ([]Tenure, error) {
	defer func() { _ = rows.Close() }()
	list := []Tenure{}
	for rows.Next() {
		var t Tenure
		var kind string
		var starts, ends db.Time
		if err := rows.Scan(&t.ID, &t.Staff, &t.Department, &t.Post, &t.PostName, &kind, &starts, &ends); err != nil {
			return nil, wrap(err, "read tenure")
		}
		t.Kind, t.StartsAt, t.EndsAt = Kind(kind), starts.Time, ends.Time
		list = append(list, t)
	}
	return list, wrap(rows.Err(), "list tenures")
}

func (s *Service) tenures(ctx context.Context, where string, args ...any) ([]Tenure, error) {
	rows, err := s.DB.Query(ctx, selectTenure+` WHERE `+where, args...)
	if err != nil {
		return nil, wrap(err, "list tenures")
	}
	return scanTenures(rows)
}

func (s *Service) tenure(ctx context.Context, id string) (Tenure, bool, error) {
	list, err := s.tenures(ctx, `t.id = ?`, id)
	if err != nil || len(list) == 0 {
		return Tenure{}, false, err
	}
	return list[0], true, nil
}

// openTenures returns what a person holds, the main tenure first.
func (s *Service) openTenures(ctx context.Context, staff string) ([]Tenure, error) {
	return s.tenures(ctx, `t.staff = ? AND t.ends_at IS NULL ORDER BY t.kind, t.id`, staff)
}

// history returns everything a person held, the newest first.
func (s *Service) history(ctx context.Context, staff string) ([]Tenure, error) {
	return s.tenures(ctx, `t.staff = ? ORDER BY t.starts_at DESC, t.id DESC`, staff)
}

// heldBy returns what several people hold, by person. At most kernel.PageLimit.
func (s *Service) heldBy(ctx context.Context, staff []string) (map[string][]Tenure, error) {
	if len(staff) == 0 {
		return map[string][]Tenure{}, nil
	}
	list, err := s.tenures(ctx, `t.staff IN (`+db.Placeholders(len(staff))+`) AND t.ends_at IS NULL ORDER BY t.kind, t.id`, texts(staff)...)
	held := map[string][]Tenure{}
	for _, t := range list {
		held[t.Staff] = append(held[t.Staff], t)
	}
	return held, err
}

// heldIn returns the open tenures of a department.
func (s *Service) heldIn(ctx context.Context, department string) ([]Tenure, error) {
	return s.tenures(ctx, `t.department = ? AND t.ends_at IS NULL ORDER BY t.kind, t.id`, department)
}

const selectAssignment = `SELECT a.id, a.division, a.staff, a.department, a.role, a.starts_at, a.ends_at FROM org_service a`

func (s *Service) assignments(ctx context.Context, where string, args ...any) ([]Assignment, error) {
	rows, err := s.DB.Query(ctx, selectAssignment+` WHERE `+where, args...)
	if err != nil {
		return nil, wrap(err, "list assignments")
	}
	defer func() { _ = rows.Close() }()
	list := []Assignment{}
	for rows.Next() {
		var a Assignment
		var role string
		var starts, ends db.Time
		if err := rows.Scan(&a.ID, &a.Division, &a.Staff, &a.Department, &role, &starts, &ends); err != nil {
			return nil, wrap(err, "read assignment")
		}
		a.Role, a.StartsAt, a.EndsAt = Role(role), starts.Time, ends.Time
		list = append(list, a)
	}
	return list, wrap(rows.Err(), "list assignments")
}

func (s *Service) assignment(ctx context.Context, id string) (Assignment, bool, error) {
	list, err := s.assignments(ctx, `a.id = ?`, id)
	if err != nil || len(list) == 0 {
		return Assignment{}, false, err
	}
	return list[0], true, nil
}

// assignmentsOf returns what a person looks after or did, open ones first.
func (s *Service) assignmentsOf(ctx context.Context, staff string) ([]Assignment, error) {
	return s.assignments(ctx, `a.staff = ? ORDER BY CASE WHEN a.ends_at IS NULL THEN 0 ELSE 1 END, a.division, a.id`, staff)
}

// assignmentsAt returns the open assignments of places.
func (s *Service) assignmentsAt(ctx context.Context, places []string) ([]Assignment, error) {
	if len(places) == 0 {
		return []Assignment{}, nil
	}
	return s.assignments(ctx, `a.ends_at IS NULL AND a.division IN (`+db.Placeholders(len(places))+`) ORDER BY a.division, a.role, a.id`, texts(places)...)
}

// ServiceFilter narrows the list of assignments. Empty fields do not.
type ServiceFilter struct {
	// Division keeps the assignments of a place and of those in it.
	Division string
	// Department is the ID of the department that serves.
	Department string
	// Staff is the ID of who serves.
	Staff string
}

// listAssignments returns a page of the open assignments of departments (nil for
// all), place by place.
func (s *Service) listAssignments(ctx context.Context, f ServiceFilter, departments []string, page kernel.Page) (kernel.Rows[Assignment], error) {
	conditions, args := []string{"a.ends_at IS NULL"}, []any(nil)
	if departments != nil {
		if len(departments) == 0 {
			return kernel.Rows[Assignment]{Items: []Assignment{}}, nil
		}
		conditions, args = append(conditions, `a.department IN (`+db.Placeholders(len(departments))+`)`), append(args, texts(departments)...)
	}
	if f.Department != "" {
		conditions, args = append(conditions, `a.department = ?`), append(args, f.Department)
	}
	if f.Staff != "" {
		conditions, args = append(conditions, `a.staff = ?`), append(args, f.Staff)
	}
	if code, err := division.Normalize(f.Division); err == nil {
		conditions, args = append(conditions, `a.division LIKE ? ESCAPE '\'`), append(args, division.Branch(code)+"%")
	}
	order := db.Keyset{Columns: []db.Column{{SQL: "a.division"}, {SQL: "a.id"}}}
	where := strings.Join(conditions, " AND ")
	out := kernel.Rows[Assignment]{Items: []Assignment{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM org_service a WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count assignments")
	}
	after, afterArgs, err := order.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, afterArgs...)
	}
	if out.Items, err = s.assignments(ctx, where+order.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...); err != nil {
		return out, err
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		last := out.Items[page.Limit-1]
		out.Next = order.Cursor(last.Division, last.ID)
	}
	return out, nil
}

// texts returns values as arguments of a statement.
func texts(list []string) []any {
	args := make([]any, len(list))
	for i, v := range slices.All(list) {
		args[i] = v
	}
	return args
}

// servesBy returns how many places each of several people looks after. At most
// kernel.PageLimit.
func (s *Service) servesBy(ctx context.Context, staff []string) (map[string]int, error) {
	counts := map[string]int{}
	if len(staff) == 0 {
		return counts, nil
	}
	list, err := s.assignments(ctx, `a.staff IN (`+db.Placeholders(len(staff))+`) AND a.ends_at IS NULL`, texts(staff)...)
	for _, a := range list {
		counts[a.Staff]++
	}
	return counts, err
}
