package directory

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// sameLogin is how far apart a log-in writes down its session and its device.
const sameLogin = time.Minute

// NewDevice reports whether a session began on a device that its owner had not
// used before, though they had used another.
func (d Directory) NewDevice(ctx context.Context, owner, session string) (bool, error) {
	var began db.Time
	err := d.DB.QueryRow(ctx, `SELECT created_at FROM account_session WHERE id = ? AND owner = ?`, session, owner).Scan(&began)
	if db.IsNoRows(err) {
		return false, nil
	}
	if err != nil {
		return false, wrap(err, "look up session")
	}
	from := db.At(began.Add(-sameLogin))
	var before, since int64
	err = d.DB.QueryRow(ctx, `SELECT count(CASE WHEN created_at < ? THEN 1 END), count(CASE WHEN created_at >= ? THEN 1 END)
		FROM account_device WHERE owner = ?`, from, from, owner).Scan(&before, &since)
	return before > 0 && since > 0, wrap(err, "look up devices")
}
