package org

import (
	"context"
	"database/sql"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/division"
)

func (s *Service) ownDivisions(ctx context.Context) ([]division.Division, error) {
	rows, err := s.DB.Query(ctx, `SELECT code, name FROM org_division ORDER BY code`)
	if err != nil {
		return nil, wrap(err, "list own divisions")
	}
	defer func() { _ = rows.Close() }()
	var list []division.Division
	for rows.Next() {
		var d division.Division
		if err := rows.Scan(&d.Code, &d.Name); err != nil {
			return nil, wrap(err, "read own division")
		}
		list = append(list, d)
	}
	return list, wrap(rows.Err(), "list own divisions")
}

const selectDepartment = `SELECT d.id, d.code, COALESCE(d.parent, ''), d.name, d.short_name, d.division, d.level,
	d.duty, d.phone, d.address, d.position, d.version, d.closed_at FROM org_department d`

func scanDepartments(rows *sql.Rows) ([]Department, error) {
	defer func() { _ = rows.Close() }()
	var list []Department
	for rows.Next() {
		var d Department
		var closed db.Time
		if err := rows.Scan(&d.ID, &d.Code, &d.Parent, &d.Name, &d.ShortName, &d.Division, &d.Level,
			&d.Duty, &d.Phone, &d.Address, &d.Position, &d.Version, &closed); err != nil {
			return nil, wrap(err, "read department")
		}
		d.ClosedAt = closed.Time
		list = append(list, d)
	}
	return list, wrap(rows.Err(), "list departments")
}

func (s *Service) departmentsByCode(ctx context.Context) (map[string]Department, error) {
	rows, err := s.DB.Query(ctx, selectDepartment)
	if err != nil {
		return nil, wrap(err, "list departments")
	}
	list, err := scanDepartments(rows)
	byCode := make(map[string]Department, len(list))
	for _, d := range list {
		byCode[d.Code] = d
	}
	return byCode, err
}

// departmentsServing returns the departments that serve one of the places.
func (s *Service) departmentsServing(ctx context.Context, places []division.Division) ([]Department, error) {
	codes := make([]any, len(places))
	for i, p := range places {
		codes[i] = p.Code
	}
	rows, err := s.DB.Query(ctx, selectDepartment+` WHERE d.closed_at IS NULL AND d.division IN (`+db.Placeholders(len(codes))+`) ORDER BY d.position, d.id`, codes...)
	if err != nil {
		return nil, wrap(err, "list departments of places")
	}
	return scanDepartments(rows)
}

// DepartmentsByCode returns the departments with these codes; a code that none
// has is left out. At most 500 codes.
func (s *Service) DepartmentsByCode(ctx context.Context, codes []string) (map[string]Department, error) {
	return s.departmentsBy(ctx, "d.code", codes, func(d Department) string { return d.Code })
}

// DepartmentsByID returns the departments with these IDs; an ID that none has is
// left out. At most 500 IDs.
func (s *Service) DepartmentsByID(ctx context.Context, ids []string) (map[string]Department, error) {
	return s.departmentsBy(ctx, "d.id", ids, func(d Department) string { return d.ID })
}

func (s *Service) departmentsBy(ctx context.Context, column string, values []string, key func(Department) string) (map[string]Department, error) {
	found := make(map[string]Department, len(values))
	if len(values) == 0 {
		return found, nil
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	rows, err := s.DB.Query(ctx, selectDepartment+` WHERE `+column+` IN (`+db.Placeholders(len(args))+`)`, args...)
	if err != nil {
		return nil, wrap(err, "look up departments")
	}
	list, err := scanDepartments(rows)
	for _, d := range list {
		found[key(d)] = d
	}
	return found, err
}

// Subtree returns the IDs of a department and of every one below it, empty when
// there is no such department. It is what a scope of a department's subtree
// reaches.
func (s *Service) Subtree(ctx context.Context, id string) ([]string, error) {
	rows, err := s.DB.Query(ctx, `WITH RECURSIVE below (id) AS (
			SELECT id FROM org_department WHERE id = ?
			UNION
			SELECT d.id FROM org_department d JOIN below b ON d.parent = b.id
		) SELECT id FROM below ORDER BY id`, id)
	if err != nil {
		return nil, wrap(err, "list department subtree")
	}
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, wrap(err, "read department subtree")
		}
		ids = append(ids, id)
	}
	return ids, wrap(rows.Err(), "list department subtree")
}

// Filter narrows the list of departments. Empty fields do not.
type Filter struct {
	// Text stands somewhere in the name or the short name.
	Text string
	// Division keeps the departments that serve it or a place in it.
	Division string
}

func (f Filter) where() (string, []any) {
	conditions, args := []string{"d.closed_at IS NULL"}, []any(nil)
	if text := strings.TrimSpace(f.Text); text != "" {
		like := "%" + db.EscapeLike(text) + "%"
		conditions = append(conditions, `(lower(d.name) LIKE lower(?) ESCAPE '\' OR lower(d.short_name) LIKE lower(?) ESCAPE '\')`)
		args = append(args, like, like)
	}
	if code, err := division.Normalize(f.Division); err == nil {
		conditions = append(conditions, `d.division LIKE ? ESCAPE '\'`)
		args = append(args, division.Branch(code)+"%")
	}
	return strings.Join(conditions, " AND "), args
}

// Departments returns a page of the open departments in their usual order. Anybody
// may call it: it is a list of public bodies.
func (s *Service) Departments(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Department], error) {
	order := db.Keyset{Columns: []db.Column{{SQL: "d.position", Number: true}, {SQL: "d.id"}}}
	where, args := f.where()
	out := kernel.Rows[Department]{Items: []Department{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM org_department d WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count departments")
	}
	after, afterArgs, err := order.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, afterArgs...)
	}
	rows, err := s.DB.Query(ctx, selectDepartment+` WHERE `+where+order.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list departments")
	}
	list, err := scanDepartments(rows)
	if err != nil {
		return out, err
	}
	if len(list) > page.Limit {
		list = list[:page.Limit]
		last := list[len(list)-1]
		out.Next = order.Cursor(last.Position, last.ID)
	}
	out.Items = append(out.Items, list...)
	return out, nil
}

// Names returns the name of every department by its code.
func (s *Service) Names(ctx context.Context) (map[string]string, error) {
	departments, err := s.departmentsByCode(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(departments))
	for code, d := range departments {
		names[code] = d.Name
	}
	return names, nil
}

// Chart returns every department as it stands, the closed ones included.
func (s *Service) Chart(ctx context.Context) (Chart, error) {
	rows, err := s.DB.Query(ctx, selectDepartment+` ORDER BY d.position, d.id`)
	if err != nil {
		return Chart{}, wrap(err, "list departments")
	}
	list, err := scanDepartments(rows)
	return NewChart(list), err
}

// openTenures returns how many people hold something in a department today.
func (s *Service) openTenures(ctx context.Context, department string) (int, error) {
	var n int
	err := s.DB.QueryRow(ctx, `SELECT count(DISTINCT staff) FROM org_tenure WHERE department = ? AND ends_at IS NULL`, department).Scan(&n)
	return n, wrap(err, "count tenures")
}

// openServices returns how many assignments a department's people hold today.
func (s *Service) openServices(ctx context.Context, department string) (int, error) {
	var n int
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM org_service WHERE department = ? AND ends_at IS NULL`, department).Scan(&n)
	return n, wrap(err, "count assignments")
}
