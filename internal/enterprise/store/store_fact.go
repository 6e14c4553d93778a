package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/db"
)

const factColumnList = `id, enterprise, key, period, value, as_of, source, tier, valid_from, valid_to, evidence, recorded_at, recorded_by, import, replaced_by, disputed`

// OwnedFact is a fact with the ordinal of its enterprise.
type OwnedFact struct {
	Enterprise uint32
	Fact       record.Fact
}

func scanFact(scan func(...any) error) (OwnedFact, error) {
	var o OwnedFact
	f := &o.Fact
	var asOf, from, to Day
	var at db.Time
	var replaced sql.NullInt64
	err := scan(&f.ID, &o.Enterprise, &f.Key, &f.Period, &f.Value, &asOf, &f.Source, &f.Tier, &from, &to, &f.Evidence, &at, &f.RecordedBy, &f.Import, &replaced, &f.Disputed)
	f.AsOf, f.From, f.To, f.RecordedAt, f.Replaced = asOf.Date, from.Date, to.Date, at.Time, replaced.Valid
	return o, err
}

// NewFact is a statement that is to be written.
type NewFact struct {
	OwnedFact
	// Subject tells apart what has one key.
	Subject string
	// Replaces is the id of the statement that it takes the place of, 0 for none.
	Replaces int64
}

const factColumnCount = 17

// AddFacts writes statements, first marking those that they replace.
func (s Store) AddFacts(ctx context.Context, list []NewFact, by Stamp) error {
	const replace = `UPDATE enterprise_fact SET replaced_by = ? WHERE id = ?`
	for _, f := range list {
		if f.Replaces != 0 {
			if err := s.prepared(ctx, replace, true, []any{f.Fact.ID, f.Replaces}); err != nil {
				return fmt.Errorf("replace fact: %w", err)
			}
		}
	}
	for len(list) > 0 {
		n := min(len(list), saveChunk)
		args := make([]any, 0, n*factColumnCount)
		for i := range list[:n] {
			args = factArgs(args, &list[i], by)
		}
		if err := s.prepared(ctx, addFactSQL(n), n == saveChunk, args); err != nil {
			return fmt.Errorf("save facts: %w", err)
		}
		list = list[n:]
	}
	return nil
}

func factArgs(args []any, n *NewFact, by Stamp) []any {
	f := &n.Fact
	var number any
	if v, ok := f.Number(); ok {
		number = v
	}
	return append(args, f.ID, int64(n.Enterprise), f.Key, f.Period, n.Subject, f.Value, number, DayOr(f.AsOf, NoDay), f.Source, string(f.Tier),
		DayOr(f.From, NoDay), DayOr(f.To, endDay), f.Evidence, by.Text, f.RecordedBy, f.Import, f.Disputed)
}

func addFactSQL(n int) string {
	return `INSERT INTO enterprise_fact (id, enterprise, key, period, subject, value, number, as_of, source, tier, valid_from, valid_to,
	evidence, recorded_at, recorded_by, import, disputed) VALUES ` + values(n, factColumnCount)
}

// CurrentFacts returns the statements in force of some enterprises, of all keys
// where none are named.
func (s Store) CurrentFacts(ctx context.Context, list []uint32, keys ...string) ([]OwnedFact, error) {
	if len(list) == 0 {
		return nil, nil
	}
	query := `SELECT ` + factColumnList + ` FROM enterprise_fact WHERE enterprise IN (` + InOrdinals(list) + `) AND replaced_by IS NULL`
	args := make([]any, len(keys))
	for i, k := range keys {
		args[i] = k
	}
	if len(keys) > 0 {
		query += ` AND key IN (` + db.Placeholders(len(keys)) + `)`
	}
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("load facts: %w", err)
	}
	var found []OwnedFact
	err = Drain(rows, func(rows *sql.Rows) error {
		f, err := scanFact(rows.Scan)
		found = append(found, f)
		return err
	})
	return found, err
}

// History returns every statement ever recorded about one enterprise, of one key
// where it is named.
func (s Store) History(ctx context.Context, ordinal uint32, key string) ([]record.Fact, error) {
	query, args := `SELECT `+factColumnList+` FROM enterprise_fact WHERE enterprise = ?`, []any{ordinal}
	if key != "" {
		query, args = query+` AND key = ?`, append(args, key)
	}
	rows, err := s.DB.Query(ctx, query+` ORDER BY id`, args...)
	if err != nil {
		return nil, fmt.Errorf("load history: %w", err)
	}
	var found []record.Fact
	err = Drain(rows, func(rows *sql.Rows) error {
		f, err := scanFact(rows.Scan)
		found = append(found, f.Fact)
		return err
	})
	return found, err
}

// StatusOn returns the status that the register had before an instant, of an enterprise
// whose status is known now.
func (s Store) StatusOn(ctx context.Context, ordinal uint32, at time.Time, now string) (string, error) {
	var status string
	err := s.DB.QueryRow(ctx, `SELECT status_from FROM enterprise_status WHERE enterprise = ? AND at >= ? ORDER BY at, id LIMIT 1`, ordinal, db.At(at)).Scan(&status)
	if db.IsNoRows(err) {
		return now, nil
	}
	if err != nil {
		return "", fmt.Errorf("load status of a day: %w", err)
	}
	return status, nil
}

// Dictionary loads the fact dictionary of the instance.
func (s Store) Dictionary(ctx context.Context) (record.Dictionary, error) {
	own, err := s.OwnKeys(ctx)
	if err != nil {
		return record.Dictionary{}, err
	}
	rows, err := s.DB.Query(ctx, `SELECT value, label FROM enterprise_qualification ORDER BY value`)
	if err != nil {
		return record.Dictionary{}, fmt.Errorf("load qualifications: %w", err)
	}
	var extra []record.Option
	err = Drain(rows, func(rows *sql.Rows) error {
		var o record.Option
		err := rows.Scan(&o.Value, &o.Label)
		extra = append(extra, o)
		return err
	})
	return record.NewDictionary(own, extra), err
}

// OwnKeys loads the keys that the instance added to the built-in ones.
func (s Store) OwnKeys(ctx context.Context) ([]record.Key, error) {
	rows, err := s.DB.Query(ctx, `SELECT key, label, kind, unit, periodic, help, options FROM enterprise_fact_key ORDER BY key`)
	if err != nil {
		return nil, fmt.Errorf("load fact dictionary: %w", err)
	}
	var own []record.Key
	err = Drain(rows, func(rows *sql.Rows) error {
		var k record.Key
		var options string
		if err := rows.Scan(&k.Key, &k.Label, &k.Kind, &k.Unit, &k.Periodic, &k.Help, &options); err != nil {
			return err
		}
		own = append(own, k)
		return json.Unmarshal([]byte(options), &own[len(own)-1].Options)
	})
	return own, err
}

// SaveKey adds a key or replaces its definition.
func (s Store) SaveKey(ctx context.Context, k record.Key, by Stamp) error {
	if k.Options == nil {
		k.Options = []record.Option{}
	}
	options, err := json.Marshal(k.Options)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO enterprise_fact_key (key, label, kind, unit, periodic, help, options, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET label = excluded.label, kind = excluded.kind, unit = excluded.unit,
		periodic = excluded.periodic, help = excluded.help, options = excluded.options, updated_at = excluded.updated_at`,
		k.Key, k.Label, string(k.Kind), k.Unit, k.Periodic, k.Help, string(options), by.Text, by.Text)
	return err
}

// SaveQualification adds a qualification that the program does not know by
// itself, or renames it.
func (s Store) SaveQualification(ctx context.Context, o record.Option) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO enterprise_qualification (value, label) VALUES (?, ?)
		ON CONFLICT (value) DO UPDATE SET label = excluded.label`, o.Value, o.Label)
	return err
}

// Complete says that a source is complete for a key as of a day; an earlier day
// than the one known changes nothing.
func (s Store) Complete(ctx context.Context, key, source, asOf, who string, by Stamp) (changed bool, err error) {
	result, err := s.DB.Exec(ctx, `INSERT INTO enterprise_complete_source (key, source, as_of, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (key, source) DO UPDATE SET as_of = excluded.as_of, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
		WHERE enterprise_complete_source.as_of < excluded.as_of`, key, source, asOf, by.Text, who)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// ClosedKeys returns the keys of which some source is complete.
func (s Store) ClosedKeys(ctx context.Context) ([]string, error) {
	rows, err := s.DB.Query(ctx, `SELECT DISTINCT key FROM enterprise_complete_source ORDER BY key`)
	if err != nil {
		return nil, fmt.Errorf("load complete sources: %w", err)
	}
	keys := []string{}
	err = Drain(rows, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		keys = append(keys, key)
		return err
	})
	return keys, err
}

// Owner is what a row of a fact file needs to know of its enterprise.
type Owner struct {
	Ordinal  uint32
	Division string
}

// Owners fills in the enterprises of at most lookChunk codes.
func (s Store) Owners(ctx context.Context, codes []string, into map[string]Owner) error {
	return s.lookUp(ctx, `SELECT uscc, ordinal, division FROM enterprise_entity WHERE uscc IN (`+db.Placeholders(LookChunk)+`)`, codes, func(rows *sql.Rows) error {
		var code string
		var o Owner
		err := rows.Scan(&code, &o.Ordinal, &o.Division)
		into[code] = o
		return err
	})
}
