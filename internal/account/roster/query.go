package roster

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// Member is one who works or worked here, without anything secret.
type Member struct {
	ID, Login, Name, Department, Division string
	Status                                account.Status
	CreatedAt                             time.Time
}

const selectMember = `SELECT s.id, s.login, s.name, s.department, s.division, s.status, s.created_at FROM account_staff s`

func scan(rows *sql.Rows) ([]Member, error) {
	defer func() { _ = rows.Close() }()
	list := []Member{}
	for rows.Next() {
		var m Member
		var status string
		var created db.Time
		if err := rows.Scan(&m.ID, &m.Login, &m.Name, &m.Department, &m.Division, &status, &created); err != nil {
			return nil, wrap(err, "read staff")
		}
		m.Status, m.CreatedAt = account.Status(status), created.Time
		list = append(list, m)
	}
	return list, wrap(rows.Err(), "list staff")
}

// Filter narrows the list. Empty fields do not.
type Filter struct {
	// Departments are IDs; nil means any, and an empty list nobody.
	Departments []string
	// Text stands somewhere in the name or the login.
	Text   string
	Status account.Status
	// Except is the ID of one person to leave out.
	Except string
}

func (f Filter) where() (string, []any) {
	conditions, args := []string{"1 = 1"}, []any(nil)
	if f.Departments != nil {
		if len(f.Departments) == 0 {
			return "1 = 0", nil
		}
		conditions = append(conditions, `s.department IN (`+db.Placeholders(len(f.Departments))+`)`)
		args = append(args, texts(f.Departments)...)
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		like := "%" + db.EscapeLike(text) + "%"
		conditions = append(conditions, `(lower(s.name) LIKE lower(?) ESCAPE '\' OR s.login LIKE lower(?) ESCAPE '\')`)
		args = append(args, like, like)
	}
	if f.Status != "" {
		conditions, args = append(conditions, `s.status = ?`), append(args, string(f.Status))
	}
	if f.Except != "" {
		conditions, args = append(conditions, `s.id <> ?`), append(args, f.Except)
	}
	return strings.Join(conditions, " AND "), args
}

// List returns a page of members of staff in order of their logins.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Member], error) {
	order := db.Keyset{Columns: []db.Column{{SQL: "s.login"}}}
	where, args := f.where()
	out := kernel.Rows[Member]{Items: []Member{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_staff s WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count staff")
	}
	after, afterArgs, err := order.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, afterArgs...)
	}
	rows, err := s.DB.Query(ctx, selectMember+` WHERE `+where+order.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list staff")
	}
	if out.Items, err = scan(rows); err != nil {
		return out, err
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = order.Cursor(out.Items[page.Limit-1].Login)
	}
	return out, nil
}

// ByID returns members of staff by their IDs; an ID that nobody has is left out.
func (s *Service) ByID(ctx context.Context, ids []string) (map[string]Member, error) {
	return s.by(ctx, "id", ids, func(m Member) string { return m.ID })
}

// ByLogin returns members of staff by their logins, which are compared in lower
// case; one that nobody has is left out.
func (s *Service) ByLogin(ctx context.Context, logins []string) (map[string]Member, error) {
	folded := make([]string, len(logins))
	for i, l := range logins {
		folded[i] = strings.ToLower(strings.TrimSpace(l))
	}
	return s.by(ctx, "login", folded, func(m Member) string { return m.Login })
}

// lookChunk is how many rows one look-up by key names.
const lookChunk = 500

func (s *Service) by(ctx context.Context, column string, values []string, key func(Member) string) (map[string]Member, error) {
	found := make(map[string]Member, len(values))
	for part := range slices.Chunk(values, lookChunk) {
		rows, err := s.DB.Query(ctx, selectMember+` WHERE s.`+column+` IN (`+db.Placeholders(len(part))+`)`, texts(part)...)
		if err != nil {
			return nil, wrap(err, "look up staff")
		}
		list, err := scan(rows)
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			found[key(m)] = m
		}
	}
	return found, nil
}

// Counts returns how many members of staff who have not left belong to each
// department.
func (s *Service) Counts(ctx context.Context) (map[string]int, error) {
	rows, err := s.DB.Query(ctx, `SELECT department, count(*) FROM account_staff WHERE status <> 'left' GROUP BY department`)
	if err != nil {
		return nil, wrap(err, "count staff")
	}
	defer func() { _ = rows.Close() }()
	counts := map[string]int{}
	for rows.Next() {
		var department string
		var n int
		if err := rows.Scan(&department, &n); err != nil {
			return nil, wrap(err, "read count of staff")
		}
		counts[department] = n
	}
	return counts, wrap(rows.Err(), "count staff")
}

func texts(list []string) []any {
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = v
	}
	return args
}
