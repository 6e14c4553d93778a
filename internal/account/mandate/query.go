package mandate

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// byRole lists legal representatives before handlers, the newest first.
var byRole = db.Keyset{Columns: []db.Column{{SQL: "role"}, {SQL: "id"}}, Desc: true}

// newest lists by the time of creation, which the identifiers follow.
var newest = db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}

// The conditions of mandatesFor.
const (
	overCondition    = `uscc = ? AND ends_at <= ?`
	currentCondition = `uscc = ? AND (ends_at IS NULL OR ends_at > ?)`
)

// mandatesFor returns a page of the mandates for an enterprise that are over, or
// of those that are not.
func (s *Service) mandatesFor(ctx context.Context, uscc string, over bool, page kernel.Page) (kernel.Rows[account.Mandate], error) {
	out := kernel.Rows[account.Mandate]{Items: []account.Mandate{}}
	where, args := currentCondition, []any{uscc, db.At(s.Clock.Now())}
	if over {
		where = overCondition
	}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_mandate WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count mandates")
	}
	where, args, err := behind(byRole, page, where, args)
	if err != nil {
		return out, err
	}
	rows, err := s.DB.Query(ctx, `SELECT`+mandateColumns+`FROM account_mandate WHERE `+where+byRole.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list mandates")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		m, err := scanMandate(rows)
		if err != nil {
			return out, wrap(err, "read mandate")
		}
		if len(out.Items) == page.Limit {
			last := out.Items[page.Limit-1]
			out.Next = byRole.Cursor(string(last.Role), last.ID)
			break
		}
		out.Items = append(out.Items, m)
	}
	return out, wrap(rows.Err(), "list mandates")
}

// behind adds the rows after the page's cursor to a condition.
func behind(order db.Keyset, page kernel.Page, where string, args []any) (string, []any, error) {
	condition, more, err := order.After(page.After)
	if err != nil || condition == "" {
		return where, args, err
	}
	return where + ` AND ` + condition, append(args, more...), nil
}

// mandatesOfPerson returns every mandate of a person in one role for one
// enterprise, the newest first.
func (s *Service) mandatesOfPerson(ctx context.Context, person, uscc string, role account.MandateRole) ([]account.Mandate, error) {
	rows, err := s.DB.Query(ctx, `SELECT`+mandateColumns+`FROM account_mandate WHERE person = ? AND uscc = ? AND role = ? ORDER BY id DESC`,
		person, uscc, string(role))
	if err != nil {
		return nil, wrap(err, "list mandates of person")
	}
	defer func() { _ = rows.Close() }()
	list := []account.Mandate{}
	for rows.Next() {
		m, err := scanMandate(rows)
		if err != nil {
			return nil, wrap(err, "read mandate")
		}
		list = append(list, m)
	}
	return list, wrap(rows.Err(), "list mandates of person")
}

func (s *Service) invitationByToken(ctx context.Context, hash string) (Invitation, bool, error) {
	return oneInvitation(s.DB.QueryRow(ctx, `SELECT`+invitationColumns+`FROM account_invitation WHERE token_hash = ?`, hash))
}

// countOpen returns how many invitations of an enterprise wait for an answer.
func (s *Service) countOpen(ctx context.Context, uscc string, now time.Time) (int, error) {
	n := 0
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_invitation WHERE uscc = ? AND state = 'open' AND expires_at > ?`, uscc, db.At(now)).Scan(&n)
	return n, wrap(err, "count open invitations")
}

func (s *Service) invitationsFor(ctx context.Context, uscc string, page kernel.Page) (kernel.Rows[Invitation], error) {
	out := kernel.Rows[Invitation]{Items: []Invitation{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_invitation WHERE uscc = ?`, uscc).Scan(&out.Total); err != nil {
		return out, wrap(err, "count invitations")
	}
	where, args, err := behind(newest, page, `uscc = ?`, []any{uscc})
	if err != nil {
		return out, err
	}
	rows, err := s.DB.Query(ctx, `SELECT`+invitationColumns+`FROM account_invitation WHERE `+where+newest.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list invitations")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		i, err := scanInvitation(rows)
		if err != nil {
			return out, wrap(err, "read invitation")
		}
		if len(out.Items) == page.Limit {
			out.Next = newest.Cursor(out.Items[page.Limit-1].ID)
			break
		}
		out.Items = append(out.Items, i)
	}
	return out, wrap(rows.Err(), "list invitations")
}

// dueInvitations returns open invitations whose time is over.
func (s *Service) dueInvitations(ctx context.Context, now time.Time, limit int) ([]string, error) {
	rows, err := s.DB.Query(ctx, `SELECT id FROM account_invitation WHERE state = 'open' AND expires_at <= ? ORDER BY id LIMIT ?`, db.At(now), limit)
	if err != nil {
		return nil, wrap(err, "list invitations that are over")
	}
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, wrap(err, "read invitation")
		}
		ids = append(ids, id)
	}
	return ids, wrap(rows.Err(), "list invitations that are over")
}
