package backup

import (
	"context"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/platform/db"
)

// tables returns every table of the instance with its columns, both in the
// order of their names and places, but for those of the queue and of the
// migrations, which are dealt with otherwise, and those that are left out.
func (i Instance) tables(ctx context.Context) ([]Table, error) {
	query := `SELECT m.name, c.name, lower(c.type) FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' ORDER BY m.name, c.cid`
	if i.DB.Engine() == db.Postgres {
		query = `SELECT t.table_name, c.column_name, c.data_type FROM information_schema.tables t
			JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
			WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' ORDER BY t.table_name COLLATE "C", c.ordinal_position`
	}
	rows, err := i.DB.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var list []Table
	for rows.Next() {
		var table, column, declared string
		if err := rows.Scan(&table, &column, &declared); err != nil {
			return nil, fmt.Errorf("list tables: %w", err)
		}
		if i.omits(table) {
			continue
		}
		kind, known := kinds[declared]
		if !known {
			return nil, fmt.Errorf("backup: column %s.%s has type %q, which nothing here can write", table, column, declared)
		}
		if len(list) == 0 || list[len(list)-1].Name != table {
			list = append(list, Table{Name: table})
		}
		last := &list[len(list)-1]
		last.Columns = append(last.Columns, Column{Name: column, Kind: kind})
	}
	return list, rows.Err()
}

// omits reports whether a table stays out of backups.
func (i Instance) omits(table string) bool {
	for _, prefix := range []string{"river_", "goose_", "sqlite_"} {
		if strings.HasPrefix(table, prefix) {
			return true
		}
	}
	if table == marker || table == "job_node" {
		return true
	}
	for _, name := range i.Fleeting {
		if name == table {
			return true
		}
	}
	return false
}

// quoted is a name as SQL takes it. The names come from the database's own
// catalogue or, checked against it, from a manifest.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func quotedNames(columns []Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = quoted(c.Name)
	}
	return strings.Join(names, ", ")
}

// unguarded runs fn while no reference between tables is checked and no trigger
// fires, and afterwards checks all references: rows come back table by table,
// some name rows of later tables or later rows of their own, and what the
// program's own start has written must give way even where nothing may be
// deleted.
func unguarded(ctx context.Context, d *db.DB, fn func() error) error {
	off, on := []string{`PRAGMA defer_foreign_keys = ON`}, []string(nil)
	triggers := `SELECT 'DROP TRIGGER "' || name || '"', sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name`
	if d.Engine() == db.Postgres {
		off = []string{`SET LOCAL idle_in_transaction_session_timeout = 0`} // a large file is written in between
		triggers = `SELECT format('ALTER TABLE %I DISABLE TRIGGER %I', c.relname, t.tgname), format('ALTER TABLE %I ENABLE TRIGGER %I', c.relname, t.tgname)
			FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
			WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND c.relnamespace = current_schema()::regnamespace
			UNION ALL SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname), format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid))
			FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
			WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND t.relname NOT LIKE 'river%' ORDER BY 1`
	}
	guards, err := pairs(ctx, d, triggers)
	if err != nil {
		return err
	}
	for _, g := range guards {
		off, on = append(off, g[0]), append(on, g[1])
	}
	for _, statement := range off {
		if _, err := d.Exec(ctx, statement); err != nil {
			return fmt.Errorf("take guards off: %w", err)
		}
	}
	if err := fn(); err != nil {
		return err
	}
	for _, statement := range on {
		if _, err := d.Exec(ctx, statement); err != nil {
			return fmt.Errorf("put guards on: %w", err)
		}
	}
	return nil
}

// pairs returns the two columns of a query.
func pairs(ctx context.Context, d *db.DB, query string) ([][2]string, error) {
	rows, err := d.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("list guards: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var list [][2]string
	for rows.Next() {
		var p [2]string
		if err := rows.Scan(&p[0], &p[1]); err != nil {
			return nil, fmt.Errorf("list guards: %w", err)
		}
		list = append(list, p)
	}
	return list, rows.Err()
}
