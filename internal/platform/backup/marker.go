package backup

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

// marker is the table whose presence says that a restore has begun and not
// ended. It stands outside the migrations, because the backup may be older than
// any of them; its name is quoted nowhere else.
const marker = "restore_unfinished"

// Ready fails with ErrUnfinished for an instance whose restore was cut short.
// Call it before the instance is used.
func Ready(ctx context.Context, d *db.DB) error {
	unfinished, err := marked(ctx, d)
	if err == nil && unfinished {
		return ErrUnfinished
	}
	return err
}

func marked(ctx context.Context, d *db.DB) (bool, error) {
	query := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?`
	if d.Engine() == db.Postgres {
		query = `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?`
	}
	var n int
	if err := d.QueryRow(ctx, query, marker).Scan(&n); err != nil {
		return false, fmt.Errorf("look for an unfinished restore: %w", err)
	}
	return n > 0, nil
}

func mark(ctx context.Context, d *db.DB) error {
	if _, err := d.Exec(ctx, `CREATE TABLE IF NOT EXISTS restore_unfinished (since text)`); err != nil {
		return fmt.Errorf("mark the restore as begun: %w", err)
	}
	return nil
}

func unmark(ctx context.Context, d *db.DB) error {
	if _, err := d.Exec(ctx, `DROP TABLE IF EXISTS restore_unfinished`); err != nil {
		return fmt.Errorf("mark the restore as done: %w", err)
	}
	return nil
}
