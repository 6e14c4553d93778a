// Package storage reads and writes the tables of the policy module.
package storage

import (
	"context"
	"fmt"
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
	ID            string
	State         definition.State
	Newest        int64
	Number        int64
	UpdatedAt     time.Time
	Definition    string
	EffectiveFrom civil.Date
}

// Measures returns each measure with the version that counts on the day: the
// newest that is in effect, or the first where none is yet.
func (s Store) Measures(ctx context.Context, day civil.Date) ([]Stored, error) {
	rows, err := s.db.Query(ctx, `SELECT m.id, m.state, m.version, m.updated_at, v.number, v.definition, v.effective_from
		FROM policy_measure m JOIN policy_measure_version v ON v.measure = m.id
		WHERE v.number = (SELECT coalesce(max(CASE WHEN x.effective_from IS NULL OR x.effective_from <= ? THEN x.number END), 1)
			FROM policy_measure_version x WHERE x.measure = m.id)
		ORDER BY m.id`, db.Date{Date: day})
	if err != nil {
		return nil, fmt.Errorf("load measures: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []Stored
	for rows.Next() {
		var m Stored
		var updated db.Time
		var from db.Date
		if err := rows.Scan(&m.ID, &m.State, &m.Newest, &updated, &m.Number, &m.Definition, &from); err != nil {
			return nil, fmt.Errorf("read measure: %w", err)
		}
		m.UpdatedAt, m.EffectiveFrom = updated.Time, from.Date
		out = append(out, m)
	}
	return out, rows.Err()
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

// Newest returns the newest definition of every measure by id.
func (s Store) Newest(ctx context.Context) (map[string]Stored, error) {
	rows, err := s.db.Query(ctx, `SELECT m.id, m.state, m.version, v.definition, v.effective_from FROM policy_measure m
		JOIN policy_measure_version v ON v.measure = m.id AND v.number = m.version`)
	if err != nil {
		return nil, fmt.Errorf("load newest measures: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]Stored{}
	for rows.Next() {
		var m Stored
		var from db.Date
		if err := rows.Scan(&m.ID, &m.State, &m.Newest, &m.Definition, &from); err != nil {
			return nil, fmt.Errorf("read newest measure: %w", err)
		}
		m.Number, m.EffectiveFrom = m.Newest, from.Date
		out[m.ID] = m
	}
	return out, rows.Err()
}

// AddVersion writes a new version of a measure, the first one with the measure
// itself.
func (s Store) AddVersion(ctx context.Context, m Stored, at time.Time, by string) error {
	statement := `UPDATE policy_measure SET state = ?, version = ?, updated_at = ? WHERE id = ?`
	if m.Number == 1 {
		statement = `INSERT INTO policy_measure (state, version, updated_at, id) VALUES (?, ?, ?, ?)`
	}
	if _, err := s.db.Exec(ctx, statement, m.State, m.Number, db.At(at), m.ID); err != nil {
		return fmt.Errorf("save measure %s: %w", m.ID, err)
	}
	_, err := s.db.Exec(ctx, `INSERT INTO policy_measure_version (measure, number, definition, effective_from, recorded_at, recorded_by)
		VALUES (?, ?, ?, ?, ?, ?)`, m.ID, m.Number, m.Definition, db.Date{Date: m.EffectiveFrom}, db.At(at), by)
	if err != nil {
		return fmt.Errorf("save version %d of measure %s: %w", m.Number, m.ID, err)
	}
	return nil
}

// SetState writes where a measure stands now.
func (s Store) SetState(ctx context.Context, measure string, state definition.State, at time.Time) error {
	_, err := s.db.Exec(ctx, `UPDATE policy_measure SET state = ?, updated_at = ? WHERE id = ?`, state, db.At(at), measure)
	if err != nil {
		return fmt.Errorf("set state of measure %s: %w", measure, err)
	}
	return nil
}

// Documents returns the newest version of every policy: its JSON and number.
func (s Store) Documents(ctx context.Context) (map[string]string, map[string]int64, error) {
	rows, err := s.db.Query(ctx, `SELECT d.id, d.version, v.body FROM policy_document d
		JOIN policy_document_version v ON v.document = d.id AND v.number = d.version`)
	if err != nil {
		return nil, nil, fmt.Errorf("load policies: %w", err)
	}
	defer func() { _ = rows.Close() }()
	bodies, versions := map[string]string{}, map[string]int64{}
	for rows.Next() {
		var id, body string
		var version int64
		if err := rows.Scan(&id, &version, &body); err != nil {
			return nil, nil, fmt.Errorf("read policy: %w", err)
		}
		bodies[id], versions[id] = body, version
	}
	return bodies, versions, rows.Err()
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
