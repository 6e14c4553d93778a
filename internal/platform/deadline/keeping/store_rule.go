package keeping

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
)

func (k *Keeper) loadProfiles(ctx context.Context) (map[string][]Profile, error) {
	rows, err := k.DB.Query(ctx, `SELECT code, version, label, side, amount, unit, source, in_force, by_name, at FROM deadline_profile ORDER BY code, version`)
	if err != nil {
		return nil, wrap(err, "load profiles")
	}
	defer func() { _ = rows.Close() }()
	all := map[string][]Profile{}
	for rows.Next() {
		var p Profile
		var from db.Date
		var at db.Time
		if err := rows.Scan(&p.Code, &p.Version, &p.Label, &p.Side, &p.Budget.Amount, &p.Budget.Unit, &p.Source, &from, &p.ByName, &at); err != nil {
			return nil, wrap(err, "load profiles")
		}
		p.InForce, p.At = from.Date, at.Time
		all[p.Code] = append(all[p.Code], p)
	}
	return all, wrap(rows.Err(), "load profiles")
}

func (k *Keeper) saveProfile(ctx context.Context, id string, p Profile, by string) error {
	_, err := k.DB.Exec(ctx, `INSERT INTO deadline_profile (id, code, version, label, side, amount, unit, source, in_force, by_id, by_name, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, p.Code, p.Version, p.Label, string(p.Side), p.Budget.Amount, string(p.Budget.Unit),
		p.Source, db.Date{Date: p.InForce}, by, p.ByName, db.At(p.At))
	return err
}

func (k *Keeper) loadAlmanac(ctx context.Context) (almanac, error) {
	amendments, err := k.loadAmendments(ctx)
	if err != nil {
		return nil, err
	}
	a := published()
	for _, m := range amendments {
		days := make([]deadline.Override, len(m.Days))
		for i, d := range m.Days {
			days[i] = d.override()
		}
		a = a.amended(m.Edition, m.At, m.Reason, days)
	}
	return a, nil
}

// loadAmendments returns all amendments, oldest first.
func (k *Keeper) loadAmendments(ctx context.Context) ([]Amendment, error) {
	rows, err := k.DB.Query(ctx, `SELECT a.edition, a.reason, a.source, a.by_name, a.at, a.moved, a.done_at, d.day, d.setting, d.name
		FROM deadline_amendment a JOIN deadline_day d ON d.edition = a.edition ORDER BY a.edition, d.day`)
	if err != nil {
		return nil, wrap(err, "load amendments")
	}
	defer func() { _ = rows.Close() }()
	var all []Amendment
	for rows.Next() {
		var m Amendment
		var at, done db.Time
		var day db.Date
		var d DaySetting
		if err := rows.Scan(&m.Edition, &m.Reason, &m.Source, &m.ByName, &at, &m.Moved, &done, &day, &d.Setting, &d.Name); err != nil {
			return nil, wrap(err, "load amendments")
		}
		m.At, m.DoneAt, d.Day = at.Time, done.Time, day.Date
		if n := len(all); n == 0 || all[n-1].Edition != m.Edition {
			all = append(all, m)
		}
		last := &all[len(all)-1]
		last.Days = append(last.Days, d)
	}
	return all, wrap(rows.Err(), "load amendments")
}

func (k *Keeper) saveAmendment(ctx context.Context, id string, m Amendment, by string) error {
	_, err := k.DB.Exec(ctx, `INSERT INTO deadline_amendment (edition, id, reason, source, by_id, by_name, at, cursor, moved, done_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, NULL)`, m.Edition, id, m.Reason, m.Source, by, m.ByName, db.At(m.At))
	if err != nil {
		return err
	}
	args := make([]any, 0, 4*len(m.Days))
	for _, d := range m.Days {
		args = append(args, m.Edition, db.Date{Date: d.Day}, string(d.Setting), d.Name)
	}
	_, err = k.DB.Exec(ctx, `INSERT INTO deadline_day (edition, day, setting, name) VALUES `+db.PlaceholderRows(len(m.Days), 4), args...)
	return wrap(err, "save days of amendment")
}

// pending holds the first amendment whose clocks are not all looked at, until the
// transaction ends; ok is false when there is none.
func (k *Keeper) pending(ctx context.Context) (number int64, cursor string, ok bool, err error) {
	err = k.DB.QueryRow(ctx, `UPDATE deadline_amendment SET moved = moved WHERE edition = (SELECT min(edition) FROM deadline_amendment WHERE done_at IS NULL)
		AND done_at IS NULL RETURNING edition, cursor`).Scan(&number, &cursor)
	if db.IsNoRows(err) {
		return 0, "", false, nil
	}
	return number, cursor, err == nil, wrap(err, "look for an amendment to follow")
}

// advance writes how far an amendment was followed.
func (k *Keeper) advance(ctx context.Context, number int64, cursor string, moved int, done db.Time) error {
	_, err := k.DB.Exec(ctx, `UPDATE deadline_amendment SET cursor = ?, moved = moved + ?, done_at = ? WHERE edition = ?`, cursor, moved, done, number)
	return wrap(err, "save progress of amendment")
}

// open returns the ids of clocks after one that have not stopped.
func (k *Keeper) open(ctx context.Context, after string, limit int) ([]string, error) {
	return k.openIDs(ctx, `SELECT id FROM deadline_clock WHERE id > ? AND state <> 'stopped' ORDER BY id LIMIT ?`, after, limit)
}

// newestOpen returns the ids of the clocks started last that have not stopped, in
// order of their ids.
func (k *Keeper) newestOpen(ctx context.Context, limit int) ([]string, error) {
	ids, err := k.openIDs(ctx, `SELECT id FROM deadline_clock WHERE state <> 'stopped' ORDER BY id DESC LIMIT ?`, limit)
	slices.Sort(ids)
	return ids, err
}

func (k *Keeper) openIDs(ctx context.Context, query string, args ...any) (ids []string, err error) {
	rows, err := k.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap(err, "list open clocks")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, wrap(err, "list open clocks")
		}
		ids = append(ids, id)
	}
	return ids, wrap(rows.Err(), "list open clocks")
}

// countOpen counts the clocks that have not stopped.
func (k *Keeper) countOpen(ctx context.Context) (n int, err error) {
	err = k.DB.QueryRow(ctx, `SELECT count(*) FROM deadline_clock WHERE state <> 'stopped'`).Scan(&n)
	return n, wrap(err, "count open clocks")
}

// lock holds clocks until the transaction ends, so that what is loaded of them next
// stays true.
func (k *Keeper) lock(ctx context.Context, ids []string) error {
	if err := k.hold(ctx, ids); err != nil {
		return err
	}
	_, err := k.DB.Exec(ctx, `UPDATE deadline_clock SET version = version WHERE id IN (`+db.Placeholders(len(ids))+`)`, anys(ids)...)
	return wrap(err, "hold clocks")
}

// enlist writes that clocks were projected by an edition.
func (k *Keeper) enlist(ctx context.Context, ids []string, number int64) error {
	_, err := k.DB.Exec(ctx, `UPDATE deadline_clock SET edition = ? WHERE id IN (`+db.Placeholders(len(ids))+`) AND edition < ? AND state <> 'stopped'`,
		append(append([]any{number}, anys(ids)...), number)...)
	return wrap(err, "note edition of clocks")
}

// saveDue writes the due times that have moved.
func (k *Keeper) saveDue(ctx context.Context, clocks []*Clock) error {
	if len(clocks) == 0 {
		return nil
	}
	update, err := k.DB.Prepare(ctx, `UPDATE deadline_clock SET due_at = ?, rolled = ?, version = version + 1 WHERE id = ?`)
	if err != nil {
		return wrap(err, "save due times")
	}
	defer func() { _ = update.Close() }()
	for _, c := range clocks {
		if _, err := update.ExecContext(ctx, db.At(c.Due), one(c.Rolled), c.ID); err != nil {
			return wrap(err, "save due times")
		}
	}
	return nil
}

// journal writes what amendments did to clocks.
func (k *Keeper) journal(ctx context.Context, clocks []string, moves []move) error {
	rows := make([]int, len(moves))
	for i := range rows {
		rows[i] = i
	}
	for some := range slices.Chunk(rows, together) {
		args := make([]any, 0, 5*len(some))
		for _, i := range some {
			m := moves[i]
			args = append(args, clocks[i], m.edition, db.At(m.old), db.At(m.due), db.At(m.at))
		}
		if _, err := k.DB.Exec(ctx, `INSERT INTO deadline_move (clock, edition, old_due, new_due, at) VALUES `+db.PlaceholderRows(len(some), 5)+`
			ON CONFLICT (clock, edition) DO NOTHING`, args...); err != nil {
			return wrap(err, "journal moves")
		}
	}
	return nil
}

// movesOf returns what amendments did to the clocks of a case, by clock.
func (k *Keeper) movesOf(ctx context.Context, of Case) (map[string][]move, error) {
	rows, err := k.DB.Query(ctx, `SELECT m.clock, m.edition, m.old_due, m.new_due, m.at FROM deadline_move m JOIN deadline_clock c ON c.id = m.clock
		WHERE c.case_kind = ? AND c.case_id = ? ORDER BY m.clock, m.edition`, of.Kind, of.ID)
	if err != nil {
		return nil, wrap(err, "load moves")
	}
	defer func() { _ = rows.Close() }()
	all := map[string][]move{}
	for rows.Next() {
		var clock string
		var m move
		var old, due, at db.Time
		if err := rows.Scan(&clock, &m.edition, &old, &due, &at); err != nil {
			return nil, wrap(err, "load moves")
		}
		m.old, m.due, m.at = old.Time, due.Time, at.Time
		all[clock] = append(all[clock], m)
	}
	return all, wrap(rows.Err(), "load moves")
}
