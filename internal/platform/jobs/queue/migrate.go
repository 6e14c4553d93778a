// Package queue makes the tables of the job queue. It stands apart from jobs so
// that a test database can be made without starting a worker.
package queue

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/yikou/yikou/internal/platform/db"
)

// Driver returns the queue's driver for the engine of d.
func Driver(d *db.DB) riverdriver.Driver[*sql.Tx] {
	if d.Engine() == db.SQLite {
		return riversqlite.New(d.Writer())
	}
	return riverdatabasesql.New(d.Writer())
}

// Migrate brings the queue's own tables (river_…) up to date.
func Migrate(ctx context.Context, d *db.DB) error {
	migrator, err := rivermigrate.New(Driver(d), nil)
	if err != nil {
		return fmt.Errorf("prepare queue migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate queue: %w", err)
	}
	return nil
}
