package disclosure

import (
	"context"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/seal"
)

const (
	viewTable   = "disclosure_view"
	exportTable = "disclosure_export"
)

// takeQuota counts one more view of a day; false when the cap is reached. The row
// is locked until the commit, so that nobody slips past the cap.
func (s *Service) takeQuota(ctx context.Context, viewer, day string, limit int64) (used int64, ok bool, err error) {
	err = s.DB.QueryRow(ctx, `INSERT INTO disclosure_quota (viewer, day, used, refused) VALUES (?, ?, 1, 0)
		ON CONFLICT (viewer, day) DO UPDATE SET used = disclosure_quota.used + 1 WHERE disclosure_quota.used < ? RETURNING used`, viewer, day, limit).Scan(&used)
	if db.IsNoRows(err) {
		return limit, false, nil
	}
	return used, err == nil, wrap(err, "count view")
}

func (s *Service) usedQuota(ctx context.Context, viewer, day string) (used int64, err error) {
	err = s.DB.QueryRow(ctx, `SELECT used FROM disclosure_quota WHERE viewer = ? AND day = ?`, viewer, day).Scan(&used)
	if db.IsNoRows(err) {
		return 0, nil
	}
	return used, wrap(err, "read count of views")
}

func (s *Service) countRefusal(ctx context.Context, viewer, day string) (refused int64, err error) {
	err = s.DB.QueryRow(ctx, `UPDATE disclosure_quota SET refused = refused + 1 WHERE viewer = ? AND day = ? RETURNING refused`, viewer, day).Scan(&refused)
	return refused, wrap(err, "count refusal")
}

func (s *Service) saveView(ctx context.Context, v View) error {
	sealed, err := s.Seal.Seal(seal.Place{Table: viewTable, Column: "reason", Row: v.ID}, strings.TrimSpace(v.Words))
	if err != nil {
		return wrap(err, "seal reason")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO disclosure_view (`+viewColumns+`) VALUES (`+db.Placeholders(15)+`)`,
		v.ID, db.At(v.At), v.USCC, v.Shown.Kind, v.Object, v.Role, strings.Join(v.Fields, ","), string(v.Reason.Kind), sealed, v.Channel,
		v.Viewer, v.Masked, v.Department, v.DepartmentName, v.Post)
	return wrap(err, "save view")
}

func (s *Service) nextNumber(ctx context.Context, year int64) (n int64, err error) {
	err = s.DB.QueryRow(ctx, `INSERT INTO disclosure_counter (year, n) VALUES (?, 1)
		ON CONFLICT (year) DO UPDATE SET n = disclosure_counter.n + 1 RETURNING n`, year).Scan(&n)
	return n, wrap(err, "number export")
}

func (s *Service) saveExport(ctx context.Context, e *Export) error {
	e.Version = 1
	sealed, err := s.sealExport(e)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO disclosure_export (`+exportColumns+`) VALUES (`+db.Placeholders(21)+`)`,
		e.ID, e.Number, e.Kind, e.Title, sealed[0], sealed[1], sealed[2], sealed[3], e.Rows, string(e.State), e.AskedBy, e.AskedName,
		e.Department, e.DepartmentName, db.At(e.AskedAt), e.DecidedBy, e.DecidedName, db.At(e.DecidedAt), db.At(e.ExpiresAt), db.At(e.TakenAt), e.Version)
	return wrap(err, "save export")
}

// updateExport writes what may change. It fails with ErrStale when somebody else
// was faster.
func (s *Service) updateExport(ctx context.Context, e *Export) error {
	sealed, err := s.sealExport(e)
	if err != nil {
		return err
	}
	done, err := s.DB.Exec(ctx, `UPDATE disclosure_export SET state = ?, note_sealed = ?, decided_by = ?, decided_name = ?, decided_at = ?,
		expires_at = ?, taken_at = ?, version = version + 1 WHERE id = ? AND version = ?`,
		string(e.State), sealed[3], e.DecidedBy, e.DecidedName, db.At(e.DecidedAt), db.At(e.ExpiresAt), db.At(e.TakenAt), e.ID, e.Version)
	if err != nil {
		return wrap(err, "save export")
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return ErrStale
	}
	e.Version++
	return nil
}

// sealedExport are the columns of an export that are sealed, in this order.
var sealedExport = [4]string{"query", "filter", "purpose", "note"}

func (e *Export) texts() [4]*string { return [4]*string{&e.Query, &e.Filter, &e.Purpose, &e.Note} }

func (s *Service) sealExport(e *Export) (sealed [4]string, err error) {
	for i, text := range e.texts() {
		if *text == "" {
			continue
		}
		if sealed[i], err = s.Seal.Seal(seal.Place{Table: exportTable, Column: sealedExport[i], Row: e.ID}, *text); err != nil {
			return sealed, wrap(err, "seal export")
		}
	}
	return sealed, nil
}

func (s *Service) openExport(e *Export, sealed [4]string) (err error) {
	for i, text := range e.texts() {
		if sealed[i] == "" {
			continue
		}
		if *text, err = s.Seal.Open(seal.Place{Table: exportTable, Column: sealedExport[i], Row: e.ID}, sealed[i]); err != nil {
			return wrap(err, "open export")
		}
	}
	return nil
}

// saveBlocks keeps which enterprises an export lists, by the upper half of their
// ordinals.
func (s *Service) saveBlocks(ctx context.Context, id string, set *roaring.Bitmap) error {
	if set == nil {
		return nil
	}
	blocks := map[uint32]*roaring.Bitmap{}
	for it := set.Iterator(); it.HasNext(); {
		ordinal := it.Next()
		if blocks[ordinal>>16] == nil {
			blocks[ordinal>>16] = roaring.New()
		}
		blocks[ordinal>>16].Add(ordinal & 0xffff)
	}
	for block, low := range blocks {
		low.RunOptimize()
		bits, err := low.ToBytes()
		if err != nil {
			return wrap(err, "pack rows of export")
		}
		if _, err := s.DB.Exec(ctx, `INSERT INTO disclosure_export_block (block, export, bits) VALUES (?, ?, ?)`, block, id, bits); err != nil {
			return wrap(err, "save rows of export")
		}
	}
	return nil
}
