package staffing

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

const selectHandover = `SELECT h.id, h.kind, h.staff, h.department, COALESCE(h.to_department, ''), h.note, h.by_id, h.at FROM org_handover h`

func (s *Service) handovers(ctx context.Context, where string, args ...any) ([]Handover, error) {
	rows, err := s.DB.Query(ctx, selectHandover+` WHERE `+where, args...)
	if err != nil {
		return nil, wrap(err, "list handovers")
	}
	defer func() { _ = rows.Close() }()
	list := []Handover{}
	for rows.Next() {
		var h Handover
		var kind string
		var at db.Time
		if err := rows.Scan(&h.ID, &kind, &h.Staff, &h.Department, &h.ToDepartment, &h.Note, &h.By, &at); err != nil {
			return nil, wrap(err, "read handover")
		}
		h.Kind, h.At, h.Items = HandoverKind(kind), at.Time, []HandoverItem{}
		list = append(list, h)
	}
	if err := rows.Err(); err != nil {
		return nil, wrap(err, "list handovers")
	}
	return list, s.itemsInto(ctx, list)
}

// itemsInto fills in the items of handovers. At most kernel.PageLimit + 1.
func (s *Service) itemsInto(ctx context.Context, list []Handover) error {
	if len(list) == 0 {
		return nil
	}
	ids, places := make([]string, len(list)), map[string]int{}
	for n, h := range list {
		ids[n], places[h.ID] = h.ID, n
	}
	rows, err := s.DB.Query(ctx, `SELECT handover, kind, item, label, COALESCE(receiver, '') FROM org_handover_item
		WHERE handover IN (`+db.Placeholders(len(ids))+`) ORDER BY handover, position`, texts(ids)...)
	if err != nil {
		return wrap(err, "list items of handovers")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id string
		var i HandoverItem
		if err := rows.Scan(&id, &i.Kind, &i.ID, &i.Label, &i.Receiver); err != nil {
			return wrap(err, "read item of handover")
		}
		h := &list[places[id]]
		h.Items = append(h.Items, i)
	}
	return wrap(rows.Err(), "list items of handovers")
}

// listHandovers returns a page of handovers out of departments (nil for all),
// the newest first. Staff keeps those in which the person gave or received.
func (s *Service) listHandovers(ctx context.Context, staff string, departments []string, page kernel.Page) (kernel.Rows[Handover], error) {
	conditions, args := []string{"1 = 1"}, []any(nil)
	if departments != nil {
		if len(departments) == 0 {
			return kernel.Rows[Handover]{Items: []Handover{}}, nil
		}
		conditions, args = append(conditions, `h.department IN (`+db.Placeholders(len(departments))+`)`), append(args, texts(departments)...)
	}
	if staff != "" {
		conditions = append(conditions, `(h.staff = ? OR h.id IN (SELECT i.handover FROM org_handover_item i WHERE i.receiver = ?))`)
		args = append(args, staff, staff)
	}
	order := db.Keyset{Columns: []db.Column{{SQL: "h.id"}}, Desc: true}
	where := strings.Join(conditions, " AND ")
	out := kernel.Rows[Handover]{Items: []Handover{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM org_handover h WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count handovers")
	}
	after, afterArgs, err := order.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, afterArgs...)
	}
	if out.Items, err = s.handovers(ctx, where+order.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...); err != nil {
		return out, err
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = order.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, nil
}
