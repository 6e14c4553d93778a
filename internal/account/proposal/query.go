package proposal

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

// Filter narrows the list of proposals. Empty fields do not.
type Filter struct {
	State  State
	Kind   Kind
	Object string
	// Waiting keeps those that the caller could decide now.
	Waiting bool
}

var newest = db.Keyset{Columns: []db.Column{{SQL: "p.id"}}, Desc: true}

// where returns the condition for the proposals that the filter lets through.
func (s *Service) where(ctx context.Context, f Filter) (string, []any) {
	now := db.At(s.Clock.Now())
	conditions, args := []string{"1 = 1"}, []any(nil)
	add := func(condition string, values ...any) {
		conditions, args = append(conditions, condition), append(args, values...)
	}
	switch f.State {
	case "":
	case Open:
		add(`p.state = 'open' AND p.expires_at > ?`, now)
	case Expired:
		add(`(p.state = 'expired' OR (p.state = 'open' AND p.expires_at <= ?))`, now)
	default:
		add(`p.state = ?`, string(f.State))
	}
	if f.Kind != "" {
		add(`p.kind = ?`, string(f.Kind))
	}
	if f.Object != "" {
		add(`p.object = ?`, f.Object)
	}
	if f.Waiting {
		who := authz.From(ctx)
		add(`p.state = 'open' AND p.expires_at > ? AND p.proposed_by <> ? AND p.object <> ?`, now, who.ID, who.ID)
		kinds := []any{}
		for kind, need := range needs {
			if authz.Can(who, need.decide) {
				kinds = append(kinds, string(kind))
			}
		}
		if len(kinds) == 0 {
			add(`1 = 0`)
		} else {
			add(`p.kind IN (`+db.Placeholders(len(kinds))+`)`, kinds...)
		}
	}
	return strings.Join(conditions, " AND "), args
}

// List returns a page of the proposals, the newest first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Proposal], error) {
	out := kernel.Rows[Proposal]{Items: []Proposal{}}
	if _, err := authz.Require(ctx, role.PermissionRead); err != nil {
		return out, err
	}
	where, args := s.where(ctx, f)
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_proposal p WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count proposals")
	}
	after, more, err := newest.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, more...)
	}
	out.Items, err = s.list(ctx, where+newest.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = newest.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, err
}

// Get returns one proposal. It fails with ErrNotFound.
func (s *Service) Get(ctx context.Context, id string) (Proposal, error) {
	if _, err := authz.Require(ctx, role.PermissionRead); err != nil {
		return Proposal{}, err
	}
	return s.load(ctx, id)
}

func (s *Service) openAbout(ctx context.Context, kind Kind, object string) ([]Proposal, error) {
	return s.list(ctx, `p.state = 'open' AND p.expires_at > ? AND p.kind = ? AND p.object = ?`, db.At(s.Clock.Now()), string(kind), object)
}

func (s *Service) expired(ctx context.Context) ([]Proposal, error) {
	return s.list(ctx, `p.state = 'open' AND p.expires_at <= ?`, db.At(s.Clock.Now()))
}

func (s *Service) list(ctx context.Context, where string, args ...any) ([]Proposal, error) {
	rows, err := s.DB.Query(ctx, columns+where, args...)
	if err != nil {
		return nil, wrap(err, "list proposals")
	}
	defer func() { _ = rows.Close() }()
	now, list := s.Clock.Now(), []Proposal{}
	for rows.Next() {
		p, err := scan(rows.Scan, now)
		if err != nil {
			return nil, wrap(err, "read proposal")
		}
		list = append(list, p)
	}
	return list, wrap(rows.Err(), "list proposals")
}
