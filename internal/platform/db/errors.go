package db

import (
	"database/sql"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLSTATE codes of PostgreSQL (appendix A of its manual).
const (
	stateUnique        = "23505"
	stateCheck         = "23514"
	stateForeignKey    = "23503"
	stateSerialization = "40001"
	stateDeadlock      = "40P01"
	statePrivilege     = "42501"
)

// IsNoRows reports whether err says that a query found no row.
func IsNoRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// UniqueViolation returns the name of the unique constraint that err broke.
// Constraints are named by convention `table_column_column_key`, and
// `table_pkey` for a primary key: SQLite reports only table and columns, from
// which the same name is made. A unique index reports its own name on both.
func UniqueViolation(err error) (constraint string, ok bool) {
	if pg, is := errors.AsType[*pgconn.PgError](err); is && pg.Code == stateUnique {
		return pg.ConstraintName, true
	}
	lite, is := errors.AsType[*sqlite.Error](err)
	if !is {
		return "", false
	}
	switch lite.Code() {
	case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		table, _, _ := strings.Cut(after(lite.Error(), "UNIQUE constraint failed: "), ".")
		return table + "_pkey", true
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE:
		return uniqueName(lite.Error()), true
	}
	return "", false
}

// isPrivilege reports whether the database's account may not do what was asked.
func isPrivilege(err error) bool {
	pg, is := errors.AsType[*pgconn.PgError](err)
	return is && pg.Code == statePrivilege
}

// CheckViolation returns the name of the CHECK constraint that err broke.
func CheckViolation(err error) (constraint string, ok bool) {
	if pg, is := errors.AsType[*pgconn.PgError](err); is && pg.Code == stateCheck {
		return pg.ConstraintName, true
	}
	if lite, is := errors.AsType[*sqlite.Error](err); is && lite.Code() == sqlite3.SQLITE_CONSTRAINT_CHECK {
		return trimCode(after(lite.Error(), "CHECK constraint failed: ")), true
	}
	return "", false
}

// IsForeignKeyViolation reports whether err broke a reference between tables.
// SQLite does not say which.
func IsForeignKeyViolation(err error) bool {
	if pg, is := errors.AsType[*pgconn.PgError](err); is {
		return pg.Code == stateForeignKey
	}
	lite, is := errors.AsType[*sqlite.Error](err)
	return is && lite.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

func retryable(err error) bool {
	pg, is := errors.AsType[*pgconn.PgError](err)
	return is && (pg.Code == stateSerialization || pg.Code == stateDeadlock)
}

// raced reports whether PostgreSQL refused a row because there is another one like it,
// which may have been committed since the transaction looked.
func raced(err error) bool {
	pg, is := errors.AsType[*pgconn.PgError](err)
	return is && pg.Code == stateUnique
}

// longestName is how many bytes of a name PostgreSQL keeps.
const longestName = 63

// uniqueName turns `… UNIQUE constraint failed: t.a, t.b (2067)` into `t_a_b_key`,
// cut where PostgreSQL cuts it, and `… failed: index 'name' (2067)` into `name`.
func uniqueName(msg string) string {
	what := trimCode(after(msg, "UNIQUE constraint failed: "))
	if name, ok := strings.CutPrefix(what, "index '"); ok {
		return strings.TrimSuffix(name, "'")
	}
	var name strings.Builder
	for i, column := range strings.Split(what, ", ") {
		table, col, _ := strings.Cut(column, ".")
		if i == 0 {
			name.WriteString(table)
		}
		name.WriteString("_" + col)
	}
	name.WriteString("_key")
	return name.String()[:min(name.Len(), longestName)]
}

func after(s, marker string) string {
	_, rest, _ := strings.Cut(s, marker)
	return rest
}

func trimCode(s string) string {
	if i := strings.LastIndex(s, " ("); i >= 0 && strings.HasSuffix(s, ")") {
		return s[:i]
	}
	return s
}
