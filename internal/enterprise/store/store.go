package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Store writes and loads. Its methods join the transaction of their context.
type Store struct{ DB *db.DB }

// The days that stand for "not stated" and for an open end in the database:
// columns that are sorted and compared are never NULL.
const (
	NoDay  = "0001-01-01"
	endDay = "9999-12-31"
)

// DayOr returns the day as the databases keep it, or empty for no day.
func DayOr(d civil.Date, empty string) string {
	if d.IsZero() {
		return empty
	}
	return d.String()
}

// Day scans a column that is never NULL; both stand-ins become zero.
type Day struct{ civil.Date }

// Scan reads what either driver returns.
func (d *Day) Scan(src any) error {
	var inner db.Date
	if err := inner.Scan(src); err != nil {
		return err
	}
	d.Date = inner.Date
	if s := d.String(); s == NoDay || s == endDay {
		d.Date = civil.Date{}
	}
	return nil
}

// Stamp is what every row that a transaction writes carries.
type Stamp struct {
	Tag int64
	At  time.Time
	// Text is At as the databases keep it.
	Text string
}

// NewStamp returns the stamp of a transaction at an instant.
func NewStamp(now time.Time) Stamp {
	value, _ := db.At(now).Value()
	text, _ := value.(string)
	return Stamp{Tag: newTag(now), At: now, Text: text}
}

// newTag returns a number that rises with time: microseconds and ten random bits.
// Should two transactions ever get the same, readers load rows once too often.
func newTag(now time.Time) int64 { return now.UnixMicro()<<10 | rand.Int64N(1<<10) }

// TakeFactIDs sets aside so many ids for facts, which rise from transaction to
// transaction, and returns the first. Called outside of a transaction it holds no
// lock, so a long import does it before it begins; ids it does not use are lost.
func (s Store) TakeFactIDs(ctx context.Context, count int64) (first int64, err error) {
	err = s.DB.QueryRow(ctx, `UPDATE enterprise_counter SET n = n + ? WHERE name = 'fact' RETURNING n`, count).Scan(&first)
	if err != nil {
		return 0, fmt.Errorf("take ids for facts: %w", err)
	}
	return first - count + 1, nil
}

// Touch notes, as the last work before the commit, that rows with the stamp's
// tag changed. Its row in enterprise_counter is what committing writers queue
// for, so that seq is the order of commits.
func (s Store) Touch(ctx context.Context, by Stamp) error {
	return s.DB.BeforeCommit(ctx, func(ctx context.Context) error {
		var seq int64
		if err := s.DB.QueryRow(ctx, `UPDATE enterprise_counter SET n = n + 1 WHERE name = 'change' RETURNING n`).Scan(&seq); err != nil {
			return fmt.Errorf("number change: %w", err)
		}
		_, err := s.DB.Exec(ctx, `INSERT INTO enterprise_change (seq, tag, at) VALUES (?, ?, ?)`, seq, by.Tag, by.Text)
		return err
	})
}

// LockOrdinals returns the last ordinal given out and makes other transactions
// that create entities wait for this one.
func (s Store) LockOrdinals(ctx context.Context) (uint32, error) {
	var last uint32
	err := s.DB.QueryRow(ctx, `UPDATE enterprise_counter SET n = n WHERE name = 'ordinal' RETURNING n`).Scan(&last)
	return last, err
}

// SetOrdinals keeps the last ordinal given out.
func (s Store) SetOrdinals(ctx context.Context, last uint32) error {
	_, err := s.DB.Exec(ctx, `UPDATE enterprise_counter SET n = ? WHERE name = 'ordinal'`, last)
	return err
}

// EntityColumns are the columns that ScanEntity reads.
const EntityColumns = `ordinal, uscc, name, registered, type, capital_text, capital_minor, capital_currency, scope,
	province, city, district, address, status, industry_text, industry_found, industry_tier, industry_how,
	division_found, division_tier, division_how, industry, division, size_class, size_basis, size_year, version`

// entityColumnCount counts entityColumns, then created_at, updated_at, tag.
const entityColumnCount = 30

// ScanEntity reads a row of EntityColumns, and more columns behind them.
func ScanEntity(scan func(...any) error, more ...any) (*record.Entity, error) {
	var e record.Entity
	var registered Day
	var minor sql.NullInt64
	into := append([]any{
		&e.Ordinal, &e.USCC, &e.Name, &registered, &e.Type, &e.Capital.Text, &minor, &e.Capital.Currency, &e.Scope,
		&e.Province, &e.City, &e.District, &e.Address, &e.Status, &e.IndustryText, &e.Industry.Code, &e.Industry.Tier, &e.Industry.How,
		&e.Division.Code, &e.Division.Tier, &e.Division.How, &e.IndustryNow, &e.DivisionNow, &e.SizeClass, &e.SizeBasis, &e.SizeYear, &e.Version,
	}, more...)
	err := scan(into...)
	e.Registered = registered.Date
	e.Capital.Minor, e.Capital.Known = minor.Int64, minor.Valid
	return &e, err
}

func entityArgs(args []any, e *record.Entity, by Stamp) []any {
	var minor any
	if e.Capital.Known {
		minor = e.Capital.Minor
	}
	return append(args, int64(e.Ordinal), e.USCC, e.Name, DayOr(e.Registered, NoDay), e.Type, e.Capital.Text, minor, e.Capital.Currency, e.Scope,
		e.Province, e.City, e.District, e.Address, e.Status, e.IndustryText, e.Industry.Code, string(e.Industry.Tier), e.Industry.How,
		e.Division.Code, string(e.Division.Tier), e.Division.How, e.IndustryNow, e.DivisionNow, e.SizeClass, e.SizeBasis, e.SizeYear, e.Version,
		by.Text, by.Text, by.Tag)
}

// saveChunk is how many rows one INSERT writes. Larger ones gain nothing on
// either engine.
const saveChunk = 100

// SaveEntities inserts entities, or writes over those whose ordinal is there.
// Versions are written as they are.
func (s Store) SaveEntities(ctx context.Context, list []*record.Entity, by Stamp) error {
	for len(list) > 0 {
		n := min(len(list), saveChunk)
		if err := s.saveSome(ctx, list[:n], by); err != nil {
			return fmt.Errorf("save entities: %w", err)
		}
		list = list[n:]
	}
	return nil
}

func (s Store) saveSome(ctx context.Context, list []*record.Entity, by Stamp) error {
	args := make([]any, 0, len(list)*entityColumnCount)
	for _, e := range list {
		args = entityArgs(args, e, by)
	}
	return s.prepared(ctx, saveEntitySQL(len(list)), len(list) == saveChunk, args)
}

func saveEntitySQL(n int) string {
	return `INSERT INTO enterprise_entity (` + EntityColumns + `, created_at, updated_at, tag)
	VALUES ` + values(n, entityColumnCount) + ` ON CONFLICT (ordinal) DO UPDATE SET name = excluded.name, registered = excluded.registered,
	type = excluded.type, capital_text = excluded.capital_text, capital_minor = excluded.capital_minor, capital_currency = excluded.capital_currency,
	scope = excluded.scope, province = excluded.province, city = excluded.city, district = excluded.district, address = excluded.address,
	status = excluded.status, industry_text = excluded.industry_text, industry_found = excluded.industry_found,
	industry_tier = excluded.industry_tier, industry_how = excluded.industry_how, division_found = excluded.division_found,
	division_tier = excluded.division_tier, division_how = excluded.division_how, industry = excluded.industry, division = excluded.division,
	size_class = excluded.size_class, size_basis = excluded.size_basis, size_year = excluded.size_year, version = excluded.version,
	updated_at = excluded.updated_at, tag = excluded.tag`
}

// values returns the list of rows of an INSERT.
func values(rows, Columns int) string {
	row := "(" + db.Placeholders(Columns) + ")"
	return strings.Repeat(row+", ", rows-1) + row
}

// statements are the prepared statements of one transaction, by their text.
type statements map[string]*sql.Stmt

type statementsKey struct{}

// prepared executes a statement. One that comes again and again in a transaction
// is prepared once: parsing thousands of placeholders takes longer than binding
// them. Statements end with their transaction.
func (s Store) prepared(ctx context.Context, query string, again bool, args []any) error {
	if !again {
		_, err := s.DB.Exec(ctx, query, args...)
		return err
	}
	statement, err := s.statement(ctx, query)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(ctx, args...)
	return err
}

func (s Store) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	known, err := db.TxValue(ctx, s.DB, statementsKey{}, func() statements { return statements{} })
	if err != nil {
		return nil, err
	}
	if statement, ok := known[query]; ok {
		return statement, nil
	}
	statement, err := s.DB.Prepare(ctx, query)
	if err == nil {
		known[query] = statement
	}
	return statement, err
}

// LookChunk is how many rows one SELECT looks for by key.
const LookChunk = 500

// EntitiesByUSCC returns those of at most lookChunk codes that exist.
func (s Store) EntitiesByUSCC(ctx context.Context, codes []string) (map[string]*record.Entity, error) {
	found := make(map[string]*record.Entity, len(codes))
	err := s.lookUp(ctx, `SELECT `+EntityColumns+` FROM enterprise_entity WHERE uscc IN (`+db.Placeholders(LookChunk)+`)`, codes, func(rows *sql.Rows) error {
		e, err := ScanEntity(rows.Scan)
		found[e.USCC] = e
		return err
	})
	return found, err
}

// lookUp runs a query that ends in an IN list of lookChunk places, filling up
// with the last key, so that one statement serves every batch.
func (s Store) lookUp(ctx context.Context, query string, keys []string, each func(*sql.Rows) error) error {
	if len(keys) == 0 {
		return nil
	}
	args := make([]any, LookChunk)
	for i := range args {
		args[i] = keys[min(i, len(keys)-1)]
	}
	statement, err := s.statement(ctx, query)
	if err != nil {
		return err
	}
	rows, err := statement.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	return Drain(rows, each)
}

// Drain hands every row to each and closes the result.
func Drain(rows *sql.Rows, each func(*sql.Rows) error) error {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// InOrdinals returns an IN list of ordinals; they are numbers, so they can stand
// in the text.
func InOrdinals(list []uint32) string {
	var b strings.Builder
	b.Grow(len(list) * 8)
	for i, n := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%d", n)
	}
	return b.String()
}

// EntitiesByOrdinal returns those that exist, in the order of their ordinals.
func (s Store) EntitiesByOrdinal(ctx context.Context, list []uint32) ([]*record.Entity, error) {
	if len(list) == 0 {
		return nil, nil
	}
	rows, err := s.DB.Query(ctx, `SELECT `+EntityColumns+` FROM enterprise_entity WHERE ordinal IN (`+InOrdinals(list)+`) ORDER BY ordinal`)
	if err != nil {
		return nil, err
	}
	var found []*record.Entity
	err = Drain(rows, func(rows *sql.Rows) error {
		e, err := ScanEntity(rows.Scan)
		found = append(found, e)
		return err
	})
	return found, err
}

// Entity loads one enterprise; nil when there is none.
func (s Store) Entity(ctx context.Context, code string) (*record.Entity, error) {
	e, err := ScanEntity(s.DB.QueryRow(ctx, `SELECT `+EntityColumns+` FROM enterprise_entity WHERE uscc = ?`, code).Scan)
	if db.IsNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load enterprise %s: %w", code, err)
	}
	return e, nil
}

// Mark gives rows the stamp, so that readers load them again, and raises their
// versions.
func (s Store) Mark(ctx context.Context, list []uint32, by Stamp) error {
	if len(list) == 0 {
		return nil
	}
	_, err := s.DB.Exec(ctx, `UPDATE enterprise_entity SET tag = ?, updated_at = ?, version = version + 1 WHERE ordinal IN (`+InOrdinals(list)+`)`, by.Tag, by.Text)
	return err
}

// AddStatus keeps a change of status.
func (s Store) AddStatus(ctx context.Context, ordinal uint32, from, to, source string, by Stamp) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO enterprise_status (id, enterprise, status_from, status_to, source, at) VALUES (?, ?, ?, ?, ?, ?)`,
		kernel.NewID(), ordinal, from, to, source, by.Text)
	return err
}
