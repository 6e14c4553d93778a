package rekey

import (
	"context"

	"github.com/yikou/yikou/internal/platform/seal"
)

// The statements are put together from names that New has checked and that stand
// in the program, never from anything a request says.

type stored struct{ id, sealed string }

// stale returns the next rows whose value another key than the active one sealed.
// On PostgreSQL others may change them until the commit: see replace.
func (r *Rekeyer) stale(ctx context.Context, c Column, after string) ([]stored, error) {
	prefix := seal.Prefix(r.keys.Active())
	rows, err := r.db.Query(ctx, `SELECT `+c.ID+`, `+c.Stored+` FROM `+c.Table+` WHERE `+c.ID+` > ? AND `+c.Stored+` <> ''
		AND substr(`+c.Stored+`, 1, ?) <> ? ORDER BY `+c.ID+` LIMIT ?`, after, len(prefix), prefix, batch)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []stored
	for rows.Next() {
		var row stored
		if err := rows.Scan(&row.id, &row.sealed); err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, rows.Err()
}

// replace puts text in the place of the value that was read, unless somebody has
// changed it meanwhile.
func (r *Rekeyer) replace(ctx context.Context, c Column, row stored, text string) (int64, error) {
	result, err := r.db.Exec(ctx, `UPDATE `+c.Table+` SET `+c.Stored+` = ? WHERE `+c.ID+` = ? AND `+c.Stored+` = ?`, text, row.id, row.sealed)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (r *Rekeyer) count(ctx context.Context, c Column, key string) (n int64, err error) {
	prefix := seal.Prefix(key)
	err = r.db.QueryRow(ctx, `SELECT count(*) FROM `+c.Table+` WHERE substr(`+c.Stored+`, 1, ?) = ?`, len(prefix), prefix).Scan(&n)
	return n, err
}
