// Package storage reads and writes the tables of the policy module.
package storage

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Store reads and writes the tables.
type Store struct{ db *db.DB }

// New returns the store in d.
func New(d *db.DB) Store { return Store{d} }

// Stored is a version of a measure as it lies in the tables.
type Stored struct {
	ID         string
	Newest     int64
	UpdatedAt  time.Time
	Definition string
	// State is where the version stood on the day that was asked for.
	State definition.State
	definition.Version
	// Versions are all there are, the newest first.
	Versions []definition.Version
}

// Measures returns each measure with the version that a day is judged by, or the
// newest where none had begun to count. With knownThen only versions and steps
// count that were recorded by the end of that day in Beijing.
func (s Store) Measures(ctx context.Context, day civil.Date, knownThen bool) ([]Stored, error) {
	measures, err := s.Newest(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Stored, 0, len(measures))
	for _, id := range slices.Sorted(maps.Keys(measures)) {
		m := measures[id]
		if knownThen {
			if m.Versions = definition.KnownBy(m.Versions, day.End(civil.Beijing)); len(m.Versions) == 0 {
				continue
			}
			m.Version, m.State = m.Versions[0], m.Versions[0].State
		}
		if v, state := definition.Standing(m.Versions, day); v != nil {
			m.Version, m.State = *v, state
		}
		out = append(out, m)
	}
	return out, s.older(ctx, out)
}

// olderAtOnce is how many definitions are asked for in one statement.
const olderAtOnce = 50

// older reads the definitions of those versions that are not their measures'
// newest.
func (s Store) older(ctx context.Context, list []Stored) error {
	at := map[string]*Stored{}
	var args []any
	for i := range list {
		if m := &list[i]; m.Number != m.Newest {
			at[m.ID] = m
			args = append(args, m.ID, m.Number)
		}
	}
	for len(args) > 0 {
		n := min(len(args)/2, olderAtOnce)
		err := s.each(ctx, func(rows *sql.Rows) error {
			var id, text string
			if err := rows.Scan(&id, &text); err != nil {
				return err
			}
			at[id].Definition = text
			return nil
		}, `SELECT measure, definition FROM policy_measure_version
			WHERE measure = ? AND number = ?`+strings.Repeat(` OR measure = ? AND number = ?`, n-1), args[:2*n]...)
		if err != nil {
			return fmt.Errorf("load older definitions: %w", err)
		}
		args = args[2*n:]
	}
	return nil
}

// each calls read for every row of a query.
func (s Store) each(ctx context.Context, read func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.db.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// only narrows a query to the rows whose column is the value, if there is one. A
// condition on the parameter instead (? = ” OR …) keeps SQLite from its index.
func only(query, joint, column, value string) (narrowed string, args []any) {
	if value == "" {
		return query, nil
	}
	return query + joint + column + ` = ?`, []any{value}
}

// Definition returns one version of a measure.
func (s Store) Definition(ctx context.Context, measure string, number int64) (string, error) {
	var text string
	err := s.db.QueryRow(ctx, `SELECT definition FROM policy_measure_version WHERE measure = ? AND number = ?`, measure, number).Scan(&text)
	if db.IsNoRows(err) {
		return "", definition.ErrMeasureNotFound
	}
	if err != nil {
		return "", fmt.Errorf("load definition of %s: %w", measure, err)
	}
	return text, nil
}

// Newest returns the newest definition of every measure by id, with the state in
// which its version is now.
func (s Store) Newest(ctx context.Context) (map[string]Stored, error) {
	rows, err := s.db.Query(ctx, `SELECT m.id, m.version, m.updated_at, v.definition FROM policy_measure m
		JOIN policy_measure_version v ON v.measure = m.id AND v.number = m.version`)
	if err != nil {
		return nil, fmt.Errorf("load newest measures: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]Stored{}
	for rows.Next() {
		var m Stored
		var updated db.Time
		if err := rows.Scan(&m.ID, &m.Newest, &updated, &m.Definition); err != nil {
			return nil, fmt.Errorf("read newest measure: %w", err)
		}
		m.UpdatedAt = updated.Time
		out[m.ID] = m
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	// Read after the texts: whatever came in between is there as well, and a text
	// is looked up by the number of its version.
	versions, err := s.versions(ctx, "")
	if err != nil {
		return nil, err
	}
	for id, m := range out {
		m.Versions = versions[id]
		i := slices.IndexFunc(m.Versions, func(v definition.Version) bool { return v.Number == m.Newest })
		m.Version, m.State = m.Versions[i], m.Versions[i].State
		out[id] = m
	}
	return out, nil
}

// DocumentVersions returns the number of the newest version of every policy.
func (s Store) DocumentVersions(ctx context.Context) (map[string]int64, error) {
	rows, err := s.db.Query(ctx, `SELECT id, version FROM policy_document`)
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var id string
		var version int64
		if err := rows.Scan(&id, &version); err != nil {
			return nil, fmt.Errorf("read policy: %w", err)
		}
		out[id] = version
	}
	return out, rows.Err()
}

// DocumentsOf returns the newest version of these policies, its JSON and
// number. Ones that do not exist are left out.
func (s Store) DocumentsOf(ctx context.Context, ids []string) (map[string]string, map[string]int64, error) {
	bodies, versions := map[string]string{}, map[string]int64{}
	for len(ids) > 0 {
		some := ids[:min(len(ids), 500)]
		ids = ids[len(some):]
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id
		}
		rows, err := s.db.Query(ctx, `SELECT d.id, d.version, v.body FROM policy_document d
			JOIN policy_document_version v ON v.document = d.id AND v.number = d.version WHERE d.id IN (`+db.Placeholders(len(some))+`)`, args...)
		if err != nil {
			return nil, nil, fmt.Errorf("load policies: %w", err)
		}
		if err := readDocuments(rows, bodies, versions); err != nil {
			return nil, nil, err
		}
	}
	return bodies, versions, nil
}

func readDocuments(rows *sql.Rows, bodies map[string]string, versions map[string]int64) error {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, body string
		var version int64
		if err := rows.Scan(&id, &version, &body); err != nil {
			return fmt.Errorf("read policy: %w", err)
		}
		bodies[id], versions[id] = body, version
	}
	return rows.Err()
}

// AddDocument writes a new version of a policy, the first one with the policy
// itself.
func (s Store) AddDocument(ctx context.Context, id string, number int64, body string, at time.Time, by string) error {
	statement := `UPDATE policy_document SET version = ? WHERE id = ?`
	if number == 1 {
		statement = `INSERT INTO policy_document (version, id) VALUES (?, ?)`
	}
	if _, err := s.db.Exec(ctx, statement, number, id); err != nil {
		return fmt.Errorf("save policy %s: %w", id, err)
	}
	_, err := s.db.Exec(ctx, `INSERT INTO policy_document_version (document, number, body, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?)`,
		id, number, body, db.At(at), by)
	if err != nil {
		return fmt.Errorf("save version %d of policy %s: %w", number, id, err)
	}
	return nil
}

// Revision is the number that rises with every change of a measure or policy.
func (s Store) Revision(ctx context.Context) (int64, error) {
	var n int64
	if err := s.db.QueryRow(ctx, `SELECT revision FROM policy_catalogue WHERE id = 1`).Scan(&n); err != nil {
		return 0, fmt.Errorf("read revision of the catalogue: %w", err)
	}
	return n, nil
}

// Lock raises the revision, which makes other writers of the catalogue wait for
// the end of the transaction.
func (s Store) Lock(ctx context.Context) error {
	if _, err := s.db.Exec(ctx, `UPDATE policy_catalogue SET revision = revision + 1 WHERE id = 1`); err != nil {
		return fmt.Errorf("raise revision of the catalogue: %w", err)
	}
	return nil
}
