package disclosure

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/seal"
)

const (
	viewColumns = `id, at, uscc, kind, object, object_role, fields, reason_kind, reason_sealed, channel,
		viewer, viewer_masked, department, department_name, post`
	exportColumns = `id, number, kind, title, query_sealed, filter_sealed, purpose_sealed, note_sealed, row_count, state, asked_by, asked_name,
		department, department_name, asked_at, decided_by, decided_name, decided_at, expires_at, taken_at, version`
)

// newest pages by id, which is a UUID of version 7 and so runs with time.
func newest() db.Keyset { return db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true} }

// listPage counts and reads one page of a table; where is never empty.
func listPage[T any](ctx context.Context, d *db.DB, from, columns, where string, args []any, page kernel.Page, scan func(*sql.Rows) (T, string, error)) (out kernel.Rows[T], err error) {
	out.Items = []T{}
	if err := d.QueryRow(ctx, `SELECT count(*) FROM `+from+` WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count "+from)
	}
	condition, more, err := newest().After(page.After)
	if err != nil {
		return out, err
	}
	if condition != "" {
		where, args = where+` AND `+condition, append(args, more...)
	}
	rows, err := d.Query(ctx, `SELECT `+columns+` FROM `+from+` WHERE `+where+newest().OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list "+from)
	}
	defer func() { _ = rows.Close() }()
	last := ""
	for rows.Next() {
		if len(out.Items) == page.Limit {
			out.Next = newest().Cursor(last)
			break
		}
		item, id, err := scan(rows)
		if err != nil {
			return out, wrap(err, "read "+from)
		}
		out.Items, last = append(out.Items, item), id
	}
	return out, wrap(rows.Err(), "list "+from)
}

func (s *Service) listViews(ctx context.Context, uscc string, page kernel.Page) (kernel.Rows[View], error) {
	return listPage(ctx, s.DB, viewTable, viewColumns, `uscc = ?`, []any{uscc}, page, func(rows *sql.Rows) (View, string, error) {
		var v View
		var at db.Time
		var fields, sealed string
		if err := rows.Scan(&v.ID, &at, &v.USCC, &v.Shown.Kind, &v.Object, &v.Role, &fields, &v.Reason.Kind, &sealed, &v.Channel,
			&v.Viewer, &v.Masked, &v.Department, &v.DepartmentName, &v.Post); err != nil {
			return v, "", err
		}
		v.At, v.Fields = at.Time, strings.Split(fields, ",")
		var err error
		v.Words, err = s.Seal.Open(seal.Place{Table: viewTable, Column: "reason", Row: v.ID}, sealed)
		return v, v.ID, err
	})
}

func (s *Service) scanExport(scan func(...any) error) (*Export, error) {
	var e Export
	var sealed [4]string
	var asked, decided, expires, taken db.Time
	if err := scan(&e.ID, &e.Number, &e.Kind, &e.Title, &sealed[0], &sealed[1], &sealed[2], &sealed[3], &e.Rows, &e.State, &e.AskedBy, &e.AskedName,
		&e.Department, &e.DepartmentName, &asked, &e.DecidedBy, &e.DecidedName, &decided, &expires, &taken, &e.Version); err != nil {
		return nil, err
	}
	e.AskedAt, e.DecidedAt, e.ExpiresAt, e.TakenAt = asked.Time, decided.Time, expires.Time, taken.Time
	return &e, s.openExport(&e, sealed)
}

// loadExport returns an export without its rows, nil where there is none.
func (s *Service) loadExport(ctx context.Context, id string) (*Export, error) {
	e, err := s.scanExport(s.DB.QueryRow(ctx, `SELECT `+exportColumns+` FROM disclosure_export WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, nil
	}
	return e, wrap(err, "load export")
}

func (s *Service) loadBlocks(ctx context.Context, id string) (*roaring.Bitmap, error) {
	rows, err := s.DB.Query(ctx, `SELECT block, bits FROM disclosure_export_block WHERE export = ?`, id)
	if err != nil {
		return nil, wrap(err, "load rows of export")
	}
	defer func() { _ = rows.Close() }()
	set := roaring.New()
	for rows.Next() {
		var block uint32
		var bits []byte
		if err := rows.Scan(&block, &bits); err != nil {
			return nil, wrap(err, "read rows of export")
		}
		low := roaring.New()
		if err := low.UnmarshalBinary(bits); err != nil {
			return nil, wrap(err, "unpack rows of export")
		}
		set.Or(roaring.AddOffset(low, block<<16))
	}
	return set, wrap(rows.Err(), "load rows of export")
}

func (s *Service) listExports(ctx context.Context, sees sight, state State, page kernel.Page) (kernel.Rows[*Export], error) {
	where, args := `(asked_by = ?`, []any{sees.own}
	switch {
	case sees.all:
		where, args = `(1 = 1`, []any{}
	case sees.department != "":
		where, args = where+` OR department = ?`, append(args, sees.department)
	}
	where += `)`
	if state != "" {
		where, args = where+` AND state = ?`, append(args, string(state))
	}
	return listPage(ctx, s.DB, exportTable, exportColumns, where, args, page, func(rows *sql.Rows) (*Export, string, error) {
		e, err := s.scanExport(rows.Scan)
		if err != nil {
			return nil, "", err
		}
		return e, e.ID, nil
	})
}

// appearances counts the exports that were fetched and list an ordinal.
func (s *Service) appearances(ctx context.Context, ordinal uint32) ([]Appearance, error) {
	rows, err := s.DB.Query(ctx, `SELECT e.taken_at, e.department_name, b.bits FROM disclosure_export_block b
		JOIN disclosure_export e ON e.id = b.export WHERE b.block = ? AND e.state = 'taken'`, ordinal>>16)
	if err != nil {
		return nil, wrap(err, "look for enterprise in exports")
	}
	defer func() { _ = rows.Close() }()
	counts := map[Appearance]int64{}
	low := roaring.New()
	for rows.Next() {
		var taken db.Time
		var department string
		var bits []byte
		if err := rows.Scan(&taken, &department, &bits); err != nil {
			return nil, wrap(err, "read rows of export")
		}
		if err := low.UnmarshalBinary(bits); err != nil {
			return nil, wrap(err, "unpack rows of export")
		}
		if low.Contains(ordinal & 0xffff) {
			counts[Appearance{Month: monthOf(taken.Time), Department: department}]++
		}
	}
	list := make([]Appearance, 0, len(counts))
	for a, n := range counts {
		a.Count = n
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b Appearance) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), cmp.Compare(a.Department, b.Department))
	})
	return list, wrap(rows.Err(), "look for enterprise in exports")
}
