package reach

import (
	"context"
	"database/sql"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

func (s store) each(ctx context.Context, read func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.db.Query(ctx, query, args...)
	if err != nil {
		return wrap(err, "look up reach")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := read(rows); err != nil {
			return wrap(err, "read reach")
		}
	}
	return wrap(rows.Err(), "look up reach")
}

// finished reports whether nobody is left to tell of a run.
func (s store) finished(ctx context.Context, run string) (bool, error) {
	var n int
	err := s.db.QueryRow(ctx, `SELECT count(*) FROM policy_reach_run WHERE run = ? AND told_at IS NOT NULL`, run).Scan(&n)
	return n > 0, wrap(err, "look up run")
}

// sent returns how many messages left on a day.
func (s store) sent(ctx context.Context, day civil.Date) (int64, error) {
	var n int64
	err := s.db.QueryRow(ctx, `SELECT coalesce(max(messages), 0) FROM policy_reach_day WHERE day = ?`, db.Date{Date: day}).Scan(&n)
	return n, wrap(err, "count messages")
}

// seen returns who was ever eligible for a measure.
func (s store) seen(ctx context.Context, measure string) (*roaring.Bitmap, error) {
	set := roaring.New()
	err := s.each(ctx, func(rows *sql.Rows) error { return scanSet(rows, set) }, `SELECT eligible FROM policy_reach_seen WHERE measure = ?`, measure)
	return set, err
}

func scanSet(rows *sql.Rows, set *roaring.Bitmap) error {
	var packed []byte
	if err := rows.Scan(&packed); err != nil {
		return err
	}
	return set.UnmarshalBinary(packed)
}

// freshIn returns who is new in a run, by measure.
func (s store) freshIn(ctx context.Context, run string) (map[string]*roaring.Bitmap, error) {
	out := map[string]*roaring.Bitmap{}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var measure string
		var packed []byte
		if err := rows.Scan(&measure, &packed); err != nil {
			return err
		}
		out[measure] = roaring.New()
		return out[measure].UnmarshalBinary(packed)
	}, `SELECT measure, fresh FROM policy_reach_fresh WHERE run = ?`, run)
	return out, err
}

// mark is how far an enterprise has got with a measure.
type mark string

const (
	markTold    mark = "told"
	markOpened  mark = "opened"
	markVisited mark = "visited"
)

// marked returns who has got that far, by measure; an empty measure asks for all.
func (s store) marked(ctx context.Context, m mark, measure string) (map[string]*roaring.Bitmap, error) {
	query, args := `SELECT measure, ordinals FROM policy_reach_mark WHERE kind = ?`, []any{string(m)}
	if measure != "" { // not (? = '' OR …), which keeps SQLite from its index
		query, args = query+` AND measure = ?`, append(args, measure)
	}
	out := map[string]*roaring.Bitmap{}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var id string
		var packed []byte
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		part := roaring.New()
		if out[id] == nil {
			out[id] = roaring.New()
		}
		err := part.UnmarshalBinary(packed)
		out[id].Or(part)
		return err
	}, query, args...)
	return out, err
}

// toldKey is what an enterprise was told of a measure.
type toldKey struct {
	measure, uscc string
	kind          Kind
}

// told is when that was, and of which version.
type told struct {
	at      time.Time
	version int64
}

// toldTo returns what enterprises were told, ever.
func (s store) toldTo(ctx context.Context, usccs []string) (map[toldKey]told, error) {
	out := map[toldKey]told{}
	if len(usccs) == 0 {
		return out, nil
	}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var k toldKey
		var v told
		var kind string
		var at db.Time
		err := rows.Scan(&k.measure, &k.uscc, &kind, &v.version, &at)
		k.kind, v.at = Kind(kind), at.Time
		out[k] = v
		return err
	}, `SELECT measure, uscc, kind, version, at FROM policy_reach_told WHERE uscc IN (`+db.Placeholders(len(usccs))+`)`, texts(usccs)...)
	return out, err
}

// news is a published version that subscribers are to be told of.
type news struct {
	measure string
	version int64
}

// openNews returns the versions of which subscribers may be left to tell.
func (s store) openNews(ctx context.Context) ([]news, error) {
	var list []news
	err := s.each(ctx, func(rows *sql.Rows) error {
		var n news
		err := rows.Scan(&n.measure, &n.version)
		list = append(list, n)
		return err
	}, `SELECT measure, version FROM policy_reach_news WHERE told_at IS NULL ORDER BY measure, version`)
	return list, err
}

// pair is a measure and an enterprise.
type pair struct{ measure, uscc string }

// openedBy returns when enterprises first looked at measures.
func (s store) openedBy(ctx context.Context, usccs []string) (map[pair]time.Time, error) {
	out := map[pair]time.Time{}
	if len(usccs) == 0 {
		return out, nil
	}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var p pair
		var at db.Time
		err := rows.Scan(&p.measure, &p.uscc, &at)
		out[p] = at.Time
		return err
	}, `SELECT measure, uscc, at FROM policy_reach_opened WHERE uscc IN (`+db.Placeholders(len(usccs))+`)`, texts(usccs)...)
	return out, err
}

// hasOpened reports whether an enterprise has looked at a measure before.
func (s store) hasOpened(ctx context.Context, measure, uscc string) (bool, error) {
	var n int
	err := s.db.QueryRow(ctx, `SELECT count(*) FROM policy_reach_opened WHERE measure = ? AND uscc = ?`, measure, uscc).Scan(&n)
	return n > 0, wrap(err, "look up who opened")
}

// visitsTo returns the calls at enterprises that were not taken back, the last first.
func (s store) visitsTo(ctx context.Context, usccs []string) (map[pair][]Visit, error) {
	out := map[pair][]Visit{}
	if len(usccs) == 0 {
		return out, nil
	}
	err := s.each(ctx, func(rows *sql.Rows) error {
		var p pair
		var v Visit
		var at db.Time
		err := rows.Scan(&p.measure, &p.uscc, &v.Note, &v.ByID, &v.By, &at)
		v.At = at.Time
		out[p] = append(out[p], v)
		return err
	}, `SELECT measure, uscc, note, by_id, by_name, at FROM policy_reach_visit
		WHERE uscc IN (`+db.Placeholders(len(usccs))+`) AND removed_at IS NULL ORDER BY at DESC, id DESC`, texts(usccs)...)
	return out, err
}

// visits counts the calls at an enterprise about a measure that were not taken back.
func (s store) visits(ctx context.Context, measure, uscc string) (int64, error) {
	var n int64
	err := s.db.QueryRow(ctx, `SELECT count(*) FROM policy_reach_visit WHERE measure = ? AND uscc = ? AND removed_at IS NULL`, measure, uscc).Scan(&n)
	return n, wrap(err, "count visits")
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
