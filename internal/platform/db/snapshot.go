package db

import (
	"context"
	"database/sql"
	"fmt"
)

// Snapshot runs fn in a transaction that sees the database as it was at one
// instant, however long fn takes, and cannot write. It holds nobody up; but on
// SQLite the write-ahead log grows until it ends. Inside InTx it fails.
func (d *DB) Snapshot(ctx context.Context, fn func(ctx context.Context) error) error {
	if fromContext(ctx, d) != nil {
		return fmt.Errorf("db: a snapshot inside a transaction would see its changes")
	}
	o := &sql.TxOptions{ReadOnly: true}
	if d.engine == Postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	tx, err := d.read.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("begin snapshot: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	inner := context.WithValue(ctx, txKey{d}, &transaction{tx: tx, values: map[any]any{}})
	return fn(inner)
}
