package staff

import (
	"context"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

const memberColumns = `SELECT m.id, m.login, m.name, m.department, m.status, m.last_login_at, m.created_at, m.password_set_at, m.version,
		(SELECT count(*) FROM account_factor f WHERE f.staff = m.id AND f.confirmed_at IS NOT NULL)
	FROM account_staff m WHERE `

func scanMember(scan func(...any) error) (Member, error) {
	var m Member
	var status string
	var last, created, set db.Time
	var factors int
	err := scan(&m.ID, &m.Login, &m.Name, &m.Department, &status, &last, &created, &set, &m.Version, &factors)
	m.SecondFactor = factors > 0
	m.Status, m.LastLogin, m.CreatedAt, m.PasswordSetAt = account.Status(status), last.Time, created.Time, set.Time
	return m, err
}

func (s *Service) member(ctx context.Context, id string) (Member, error) {
	m, err := scanMember(s.DB.QueryRow(ctx, memberColumns+`m.id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return Member{}, ErrNotFound
	}
	if err != nil {
		return Member{}, wrap(err, "look up staff")
	}
	m.Roles, err = s.Roles.OfStaff(ctx, m.ID)
	return m, err
}

// activeByLogin returns who has the login and may come in, the zero Member if
// nobody.
func (s *Service) activeByLogin(ctx context.Context, login string) (Member, bool, error) {
	m, err := scanMember(s.DB.QueryRow(ctx, memberColumns+`m.login = ? AND m.status = 'active'`, strings.ToLower(strings.TrimSpace(login))).Scan)
	if db.IsNoRows(err) {
		return Member{}, false, nil
	}
	return m, err == nil, wrap(err, "look up staff")
}

func principalOf(m Member) kernel.Principal {
	return kernel.Principal{Kind: kernel.StaffPrincipal, ID: m.ID, Name: m.Name, Department: m.Department}
}

// Filter narrows the list of accounts. Empty fields do not.
type Filter struct {
	// Text stands somewhere in the login or the name.
	Text string
	// Department is an ID; Role is a code.
	Department, Role string
	Status           account.Status
	// Factor is "yes" or "no": whether a second factor is asked for at log-in.
	Factor string
	// IdleDays keeps those who have not come in for so many days, or never did and
	// are as old; 0 keeps all.
	IdleDays int
}

func (f Filter) where(now time.Time) (string, []any) {
	conditions, args := []string{"1 = 1"}, []any(nil)
	add := func(condition string, values ...any) {
		conditions, args = append(conditions, condition), append(args, values...)
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		like := "%" + db.EscapeLike(strings.ToLower(text)) + "%"
		add(`(m.login LIKE ? ESCAPE '\' OR lower(m.name) LIKE ? ESCAPE '\')`, like, like)
	}
	if f.Department != "" {
		add(`m.department = ?`, f.Department)
	}
	if f.Status != "" {
		add(`m.status = ?`, string(f.Status))
	}
	if f.Role != "" {
		add(`EXISTS (SELECT 1 FROM account_staff_role a WHERE a.staff = m.id AND a.role = ?)`, f.Role)
	}
	switch f.Factor {
	case "yes":
		add(`EXISTS (SELECT 1 FROM account_factor f WHERE f.staff = m.id AND f.confirmed_at IS NOT NULL)`)
	case "no":
		add(`NOT EXISTS (SELECT 1 FROM account_factor f WHERE f.staff = m.id AND f.confirmed_at IS NOT NULL)`)
	}
	if f.IdleDays > 0 {
		add(`COALESCE(m.last_login_at, m.created_at) < ?`, db.At(now.AddDate(0, 0, -f.IdleDays)))
	}
	return strings.Join(conditions, " AND "), args
}

var byLogin = db.Keyset{Columns: []db.Column{{SQL: "m.login"}}}

// List returns a page of the accounts in the order of their logins.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Member], error) {
	out := kernel.Rows[Member]{Items: []Member{}}
	if _, err := authz.Require(ctx, role.PermissionRead); err != nil {
		return out, err
	}
	where, args := f.where(s.Clock.Now())
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_staff m WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count staff")
	}
	after, more, err := byLogin.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, more...)
	}
	rows, err := s.DB.Query(ctx, memberColumns+where+byLogin.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list staff")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		m, err := scanMember(rows.Scan)
		if err != nil {
			return out, wrap(err, "read staff")
		}
		out.Items = append(out.Items, m)
	}
	if err := rows.Err(); err != nil {
		return out, wrap(err, "list staff")
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = byLogin.Cursor(out.Items[page.Limit-1].Login)
	}
	for i := range out.Items {
		if out.Items[i].Roles, err = s.Roles.OfStaff(ctx, out.Items[i].ID); err != nil {
			return out, err
		}
	}
	return out, nil
}

// Turns returns the changes of an account's status, the newest first.
func (s *Service) Turns(ctx context.Context, id string) ([]Turn, error) {
	rows, err := s.DB.Query(ctx, `SELECT t.was, t.became, t.reason, COALESCE(b.name, ''), t.at FROM account_staff_turn t
		LEFT JOIN account_staff b ON b.id = t.by_id WHERE t.staff = ? ORDER BY t.at DESC, t.id DESC`, id)
	if err != nil {
		return nil, wrap(err, "list turns of staff")
	}
	defer func() { _ = rows.Close() }()
	list := []Turn{}
	for rows.Next() {
		var t Turn
		var was, became string
		var at db.Time
		if err := rows.Scan(&was, &became, &t.Reason, &t.By, &at); err != nil {
			return nil, wrap(err, "read turn of staff")
		}
		t.Was, t.Became, t.At = account.Status(was), account.Status(became), at.Time
		list = append(list, t)
	}
	return list, wrap(rows.Err(), "list turns of staff")
}

// hasReset reports whether the code is that of the account and not too old.
func (s *Service) hasReset(ctx context.Context, staff, hash string, now time.Time) (bool, error) {
	var n int
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_reset WHERE staff = ? AND code_hash = ? AND expires_at > ?`, staff, hash, db.At(now)).Scan(&n)
	return n == 1, wrap(err, "look up code of reset")
}

// Sessions returns how many sessions of an account are open.
func (s *Service) Sessions(ctx context.Context, id string) (int64, error) {
	var n int64
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_session WHERE owner = ? AND expires_at > ?`, id, db.At(s.Clock.Now())).Scan(&n)
	return n, wrap(err, "count sessions")
}

// Names returns the names of staff by their IDs; an ID that nobody has is left
// out.
func (s *Service) Names(ctx context.Context, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	rows, err := s.DB.Query(ctx, `SELECT m.id, m.name FROM account_staff m WHERE m.id IN (`+db.Placeholders(len(args))+`)`, args...)
	if err != nil {
		return nil, wrap(err, "name staff")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, wrap(err, "read name of staff")
		}
		names[id] = name
	}
	return names, wrap(rows.Err(), "name staff")
}
