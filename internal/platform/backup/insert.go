package backup

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/platform/db"
)

// insertValues is how many values one statement carries, well below what either
// engine takes; a guess beyond that.
const insertValues = 4000

// inserter writes rows of one table, many to a statement.
type inserter struct {
	db    *db.DB
	table Table
	batch int // rows to a statement
	args  []any
	full  *sql.Stmt
}

func newInserter(d *db.DB, t Table) *inserter {
	return &inserter{db: d, table: t, batch: max(1, insertValues/len(t.Columns))}
}

func (n *inserter) add(ctx context.Context, line []byte) (err error) {
	if n.args, err = decode(n.args, n.table.Columns, line); err != nil {
		return fmt.Errorf("table %s: %w", n.table.Name, err)
	}
	if len(n.args) < n.batch*len(n.table.Columns) {
		return nil
	}
	if n.full == nil {
		if n.full, err = n.db.Prepare(ctx, n.statement(n.batch)); err != nil {
			return fmt.Errorf("table %s: %w", n.table.Name, err)
		}
	}
	_, err = n.full.ExecContext(ctx, n.args...)
	return n.written(err)
}

// close writes what is left.
func (n *inserter) close(ctx context.Context) (err error) {
	if len(n.args) > 0 {
		_, err = n.db.Exec(ctx, n.statement(len(n.args)/len(n.table.Columns)), n.args...)
	}
	if n.full != nil {
		_ = n.full.Close()
	}
	return n.written(err)
}

func (n *inserter) written(err error) error {
	n.args = n.args[:0]
	if err != nil {
		return fmt.Errorf("fill table %s: %w", n.table.Name, err)
	}
	return nil
}

func (n *inserter) statement(rows int) string {
	row := "(" + db.Placeholders(len(n.table.Columns)) + ")"
	return `INSERT INTO ` + quoted(n.table.Name) + ` (` + quotedNames(n.table.Columns) + `) VALUES ` +
		strings.TrimSuffix(strings.Repeat(row+", ", rows), ", ")
}
