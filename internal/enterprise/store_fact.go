package enterprise

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

const factColumnList = `id, enterprise, key, period, value, as_of, source, tier, valid_from, valid_to, evidence, recorded_at, recorded_by, import, replaced_by, disputed`

// ownedFact is a fact with the ordinal of its enterprise.
type ownedFact struct {
	enterprise uint32
	fact       Fact
}

func scanFact(scan func(...any) error) (ownedFact, error) {
	var o ownedFact
	f := &o.fact
	var asOf, from, to day
	var at db.Time
	var replaced sql.NullInt64
	err := scan(&f.ID, &o.enterprise, &f.Key, &f.Period, &f.Value, &asOf, &f.Source, &f.Tier, &from, &to, &f.Evidence, &at, &f.RecordedBy, &f.Import, &replaced, &f.Disputed)
	f.AsOf, f.From, f.To, f.RecordedAt, f.Replaced = asOf.Date, from.Date, to.Date, at.Time, replaced.Valid
	return o, err
}

// newFact is a statement that is to be written.
type newFact struct {
	ownedFact
	subject string
	// replaces is the id of the statement that it takes the place of, 0 for none.
	replaces int64
}

const factColumnCount = 17

// addFacts writes statements, first marking those that they replace.
func (s store) addFacts(ctx context.Context, list []newFact, by stamp) error {
	const replace = `UPDATE enterprise_fact SET replaced_by = ? WHERE id = ?`
	for _, f := range list {
		if f.replaces != 0 {
			if err := s.prepared(ctx, replace, true, []any{f.fact.ID, f.replaces}); err != nil {
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

func factArgs(args []any, n *newFact, by stamp) []any {
	f := &n.fact
	var number any
	if v, ok := f.Number(); ok {
		number = v
	}
	return append(args, f.ID, int64(n.enterprise), f.Key, f.Period, n.subject, f.Value, number, dayOr(f.AsOf, noDay), f.Source, string(f.Tier),
		dayOr(f.From, noDay), dayOr(f.To, endDay), f.Evidence, by.text, f.RecordedBy, f.Import, f.Disputed)
}

func addFactSQL(n int) string {
	return `INSERT INTO enterprise_fact (id, enterprise, key, period, subject, value, number, as_of, source, tier, valid_from, valid_to,
	evidence, recorded_at, recorded_by, import, disputed) VALUES ` + values(n, factColumnCount)
}

// currentFacts returns the statements in force of some enterprises, of all keys
// where none are named.
func (s store) currentFacts(ctx context.Context, list []uint32, keys ...string) ([]ownedFact, error) {
	if len(list) == 0 {
		return nil, nil
	}
	query := `SELECT ` + factColumnList + ` FROM enterprise_fact WHERE enterprise IN (` + inOrdinals(list) + `) AND replaced_by IS NULL`
	args := make([]any, len(keys))
	for i, k := range keys {
		args[i] = k
	}
	if len(keys) > 0 {
		query += ` AND key IN (` + db.Placeholders(len(keys)) + `)`
	}
	rows, err := s.db.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("load facts: %w", err)
	}
	var found []ownedFact
	err = drain(rows, func(rows *sql.Rows) error {
		f, err := scanFact(rows.Scan)
		found = append(found, f)
		return err
	})
	return found, err
}

// history returns every statement ever recorded about one enterprise, of one key
// where it is named.
func (s store) history(ctx context.Context, ordinal uint32, key string) ([]Fact, error) {
	query, args := `SELECT `+factColumnList+` FROM enterprise_fact WHERE enterprise = ?`, []any{ordinal}
	if key != "" {
		query, args = query+` AND key = ?`, append(args, key)
	}
	rows, err := s.db.Query(ctx, query+` ORDER BY id`, args...)
	if err != nil {
		return nil, fmt.Errorf("load history: %w", err)
	}
	var found []Fact
	err = drain(rows, func(rows *sql.Rows) error {
		f, err := scanFact(rows.Scan)
		found = append(found, f.fact)
		return err
	})
	return found, err
}

// dictionary loads the fact dictionary of the instance.
func (s store) dictionary(ctx context.Context) (Dictionary, error) {
	own, err := s.ownKeys(ctx)
	if err != nil {
		return Dictionary{}, err
	}
	rows, err := s.db.Query(ctx, `SELECT value, label FROM enterprise_qualification ORDER BY value`)
	if err != nil {
		return Dictionary{}, fmt.Errorf("load qualifications: %w", err)
	}
	var extra []Option
	err = drain(rows, func(rows *sql.Rows) error {
		var o Option
		err := rows.Scan(&o.Value, &o.Label)
		extra = append(extra, o)
		return err
	})
	return NewDictionary(own, extra), err
}

func (s store) ownKeys(ctx context.Context) ([]Key, error) {
	rows, err := s.db.Query(ctx, `SELECT key, label, kind, unit, periodic, help, options FROM enterprise_fact_key ORDER BY key`)
	if err != nil {
		return nil, fmt.Errorf("load fact dictionary: %w", err)
	}
	var own []Key
	err = drain(rows, func(rows *sql.Rows) error {
		var k Key
		var options string
		if err := rows.Scan(&k.Key, &k.Label, &k.Kind, &k.Unit, &k.Periodic, &k.Help, &options); err != nil {
			return err
		}
		own = append(own, k)
		return json.Unmarshal([]byte(options), &own[len(own)-1].Options)
	})
	return own, err
}

// saveKey adds a key or replaces its definition.
func (s store) saveKey(ctx context.Context, k Key, by stamp) error {
	if k.Options == nil {
		k.Options = []Option{}
	}
	options, err := json.Marshal(k.Options)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, `INSERT INTO enterprise_fact_key (key, label, kind, unit, periodic, help, options, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET label = excluded.label, kind = excluded.kind, unit = excluded.unit,
		periodic = excluded.periodic, help = excluded.help, options = excluded.options, updated_at = excluded.updated_at`,
		k.Key, k.Label, string(k.Kind), k.Unit, k.Periodic, k.Help, string(options), by.text, by.text)
	return err
}

func (s store) saveQualification(ctx context.Context, o Option) error {
	_, err := s.db.Exec(ctx, `INSERT INTO enterprise_qualification (value, label) VALUES (?, ?)
		ON CONFLICT (value) DO UPDATE SET label = excluded.label`, o.Value, o.Label)
	return err
}

// complete says that a source is complete for a key as of a day; an earlier day
// than the one known changes nothing.
func (s store) complete(ctx context.Context, key, source, asOf, who string, by stamp) (changed bool, err error) {
	result, err := s.db.Exec(ctx, `INSERT INTO enterprise_complete_source (key, source, as_of, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (key, source) DO UPDATE SET as_of = excluded.as_of, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
		WHERE enterprise_complete_source.as_of < excluded.as_of`, key, source, asOf, by.text, who)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// closedKeys returns the keys of which some source is complete.
func (s store) closedKeys(ctx context.Context) ([]string, error) {
	rows, err := s.db.Query(ctx, `SELECT DISTINCT key FROM enterprise_complete_source ORDER BY key`)
	if err != nil {
		return nil, fmt.Errorf("load complete sources: %w", err)
	}
	keys := []string{}
	err = drain(rows, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		keys = append(keys, key)
		return err
	})
	return keys, err
}

// owners fills in the enterprises of at most lookChunk codes.
func (s store) owners(ctx context.Context, codes []string, into map[string]owner) error {
	return s.lookUp(ctx, `SELECT uscc, ordinal, division FROM enterprise_entity WHERE uscc IN (`+db.Placeholders(lookChunk)+`)`, codes, func(rows *sql.Rows) error {
		var code string
		var o owner
		err := rows.Scan(&code, &o.ordinal, &o.division)
		into[code] = o
		return err
	})
}
