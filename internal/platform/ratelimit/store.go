package ratelimit

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// count adds n to the window's count and returns what it is then. A row of an
// earlier window starts over.
func (l *Limiter) count(ctx context.Context, key string, window, n int64, expires time.Time) (used int64, err error) {
	err = l.db.QueryRow(ctx, `INSERT INTO ratelimit_window (subject, slot, used, expires_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (subject) DO UPDATE SET
			used = CASE WHEN ratelimit_window.slot = excluded.slot THEN ratelimit_window.used ELSE 0 END + excluded.used,
			slot = excluded.slot, expires_at = excluded.expires_at
		RETURNING used`, key, window, n, db.At(expires)).Scan(&used)
	return used, err
}

// Sweep deletes counts of windows that are over.
func (l *Limiter) Sweep(ctx context.Context) error {
	_, err := l.db.Exec(ctx, `DELETE FROM ratelimit_window WHERE expires_at < ?`, db.At(l.clock.Now()))
	return err
}
