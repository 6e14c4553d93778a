package draft

import "github.com/yikou/yikou/internal/platform/db"

// Columns are those that every table of drafts has, in the order of Values and Scan;
// a statement names the table's own after them.
const Columns = `id, base, state, reason, at, by_id, by_name, decided_at, decided_by_id, decided_by_name, words, edition, version`

// Decision follows UPDATE … SET, with the values of Decided: what became of a draft,
// unless somebody else was faster.
const Decision = ` state = ?, decided_at = ?, decided_by_id = ?, decided_by_name = ?, words = ?, edition = ?, version = ? WHERE id = ? AND version = ?`

// Latest follows a selection with how many are read at most: those that wait first,
// the latest first.
const Latest = ` ORDER BY CASE WHEN state = 'pending' THEN 0 ELSE 1 END, id DESC LIMIT ?`

// Values are those of Columns.
func (d *Draft) Values() []any {
	return []any{
		d.ID, d.Base, string(d.State), d.Reason, db.At(d.At), d.ByID, d.ByName,
		db.At(d.DecidedAt), d.DecidedID, d.DecidedName, d.Words, d.Edition, d.Version,
	}
}

// Decided are the values of Decision: the row becomes one version newer.
func (d *Draft) Decided() []any {
	return []any{string(d.State), db.At(d.DecidedAt), d.DecidedID, d.DecidedName, d.Words, d.Edition, d.Version + 1, d.ID, d.Version}
}

// Scan reads a row of Columns and the table's own after them.
func (d *Draft) Scan(row func(...any) error, own ...any) error {
	var at, decided db.Time
	all := []any{
		&d.ID, &d.Base, &d.State, &d.Reason, &at, &d.ByID, &d.ByName,
		&decided, &d.DecidedID, &d.DecidedName, &d.Words, &d.Edition, &d.Version,
	}
	err := row(append(all, own...)...)
	d.At, d.DecidedAt = at.Time, decided.Time
	return err
}
