package directory

import (
	"context"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/platform/db"
)

// Acting is an enterprise with the people who may act for it.
type Acting struct {
	USCC   string
	People []string
}

const actingIn = ` FROM account_mandate WHERE starts_at <= ? AND (ends_at IS NULL OR ends_at > ?)
	AND (',' || matters || ',' LIKE ? OR ',' || matters || ',' LIKE ?)`

// ActingAfter returns the next enterprises, in the order of their codes, for which
// somebody holds a mandate at this moment that covers a matter; at most limit.
func (d Directory) ActingAfter(ctx context.Context, matter account.Matter, after string, limit int) ([]Acting, error) {
	now := db.At(d.Clock.Now())
	covers := []any{now, now, "%," + string(account.EveryMatter) + ",%", "%," + string(matter) + ",%"}
	codes, err := d.ids(ctx, `SELECT DISTINCT uscc`+actingIn+` AND uscc > ? ORDER BY uscc LIMIT ?`, append(covers, after, limit)...)
	if err != nil || len(codes) == 0 {
		return nil, err
	}
	rows, err := d.DB.Query(ctx, `SELECT DISTINCT uscc, person`+actingIn+` AND uscc > ? AND uscc <= ? ORDER BY uscc, person`, append(covers, after, codes[len(codes)-1])...)
	if err != nil {
		return nil, wrap(err, "list who acts")
	}
	defer func() { _ = rows.Close() }()
	list := make([]Acting, 0, len(codes))
	for rows.Next() {
		var uscc, person string
		if err := rows.Scan(&uscc, &person); err != nil {
			return nil, wrap(err, "read who acts")
		}
		if len(list) == 0 || list[len(list)-1].USCC != uscc {
			list = append(list, Acting{USCC: uscc})
		}
		last := &list[len(list)-1]
		last.People = append(last.People, person)
	}
	return list, wrap(rows.Err(), "list who acts")
}

// ActingIn returns the people who now act for an enterprise in a matter.
func (d Directory) ActingIn(ctx context.Context, uscc string, matter account.Matter) ([]string, error) {
	now := db.At(d.Clock.Now())
	return d.ids(ctx, `SELECT DISTINCT person`+actingIn+` AND uscc = ? ORDER BY person`,
		now, now, "%,"+string(account.EveryMatter)+",%", "%,"+string(matter)+",%", uscc)
}
