package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Versions returns the versions of a measure, the newest first, or
// ErrMeasureNotFound.
func (s Store) Versions(ctx context.Context, measure string) ([]definition.Version, error) {
	found, err := s.versions(ctx, measure)
	if err == nil && len(found[measure]) == 0 {
		return nil, definition.ErrMeasureNotFound
	}
	return found[measure], err
}

// versions returns the versions of one measure, or of all, by measure.
func (s Store) versions(ctx context.Context, measure string) (map[string][]definition.Version, error) {
	out := map[string][]definition.Version{}
	ofMeasure := func(query, order string, read func(*sql.Rows) error) error {
		query, args := only(query, ` WHERE `, `measure`, measure)
		if err := s.each(ctx, read, query+order, args...); err != nil {
			return fmt.Errorf("load life of measures: %w", err)
		}
		return nil
	}
	err := ofMeasure(`SELECT measure, number, state, revision, effective_from, recorded_at, recorded_by FROM policy_measure_version`,
		` ORDER BY measure, number DESC`, func(rows *sql.Rows) error {
			var id string
			var v definition.Version
			var from db.Date
			var at db.Time
			err := rows.Scan(&id, &v.Number, &v.State, &v.Revision, &from, &at, &v.RecordedBy)
			v.EffectiveFrom, v.RecordedAt = from.Date, at.Time
			out[id] = append(out[id], v)
			return err
		})
	if err != nil {
		return nil, err
	}
	of := func(id string, number int64) *definition.Version {
		list := out[id]
		for i := range list {
			if list[i].Number == number {
				return &list[i]
			}
		}
		return &definition.Version{} // came in meanwhile; nobody sees it yet
	}
	err = ofMeasure(`SELECT measure, number, state_from, state_to, on_day, at, by_id, by_name, note FROM policy_measure_step`,
		` ORDER BY measure, seq`, func(rows *sql.Rows) error {
			var id string
			var step definition.LifeStep
			var on db.Date
			var at db.Time
			err := rows.Scan(&id, &step.Number, &step.From, &step.To, &on, &at, &step.ByID, &step.By, &step.Note)
			step.On, step.At = on.Date, at.Time
			v := of(id, step.Number)
			v.Steps = append(v.Steps, step)
			return err
		})
	if err != nil {
		return nil, err
	}
	err = ofMeasure(`SELECT measure, number, author FROM policy_measure_author`, ` ORDER BY measure, number, author`,
		func(rows *sql.Rows) error {
			var id, author string
			var number int64
			err := rows.Scan(&id, &number, &author)
			v := of(id, number)
			v.Authors = append(v.Authors, author)
			return err
		})
	return out, err
}

// Draft is the text of a version that is being written, and by whom.
type Draft struct {
	Measure       string
	Number        int64
	Definition    string
	EffectiveFrom civil.Date
	At            time.Time
	By, ByID      string
}

// AddDraft writes a new version, the first one with the measure itself, and its
// first step.
func (s Store) AddDraft(ctx context.Context, d Draft) error {
	statement := `UPDATE policy_measure SET version = ?, updated_at = ? WHERE id = ?`
	if d.Number == 1 {
		statement = `INSERT INTO policy_measure (version, updated_at, id, state) VALUES (?, ?, ?, 'draft')`
	}
	if _, err := s.db.Exec(ctx, statement, d.Number, db.At(d.At), d.Measure); err != nil {
		return fmt.Errorf("save measure %s: %w", d.Measure, err)
	}
	_, err := s.db.Exec(ctx, `INSERT INTO policy_measure_version (measure, number, definition, effective_from, recorded_at, recorded_by, state, revision)
		VALUES (?, ?, ?, ?, ?, ?, 'draft', 1)`, d.Measure, d.Number, d.Definition, db.Date{Date: d.EffectiveFrom}, db.At(d.At), d.By)
	if err != nil {
		return fmt.Errorf("save version %d of measure %s: %w", d.Number, d.Measure, err)
	}
	step := definition.LifeStep{Number: d.Number, To: definition.Draft, On: civil.Of(d.At.In(civil.Beijing)), At: d.At, ByID: d.ByID, By: d.By}
	if err := s.addStep(ctx, d.Measure, step); err != nil {
		return err
	}
	return s.AddAuthor(ctx, d.Measure, d.Number, d.ByID)
}

// SaveDraft replaces the text of a draft whose revision is the one given, and
// fails with ErrStale otherwise.
func (s Store) SaveDraft(ctx context.Context, d Draft, revision int64) error {
	result, err := s.db.Exec(ctx, `UPDATE policy_measure_version SET definition = ?, effective_from = ?, recorded_at = ?, recorded_by = ?, revision = revision + 1
		WHERE measure = ? AND number = ? AND revision = ? AND state = 'draft'`,
		d.Definition, db.Date{Date: d.EffectiveFrom}, db.At(d.At), d.By, d.Measure, d.Number, revision)
	if err := changed(result, err, definition.ErrStale); err != nil {
		return fmt.Errorf("save draft of measure %s: %w", d.Measure, err)
	}
	if _, err := s.db.Exec(ctx, `UPDATE policy_measure SET updated_at = ? WHERE id = ?`, db.At(d.At), d.Measure); err != nil {
		return fmt.Errorf("touch measure %s: %w", d.Measure, err)
	}
	return s.AddAuthor(ctx, d.Measure, d.Number, d.ByID)
}

// changed turns a change of no row into a refusal.
func changed(result sql.Result, err, none error) error {
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return none
	}
	return err
}

// AddAuthor writes down who had a hand in a version; an empty id is nobody.
func (s Store) AddAuthor(ctx context.Context, measure string, number int64, id string) error {
	if id == "" {
		return nil
	}
	_, err := s.db.Exec(ctx, `INSERT INTO policy_measure_author (measure, number, author) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, measure, number, id)
	if err != nil {
		return fmt.Errorf("save author of measure %s: %w", measure, err)
	}
	return nil
}

// Step changes the state of a version and keeps the step. It fails with
// ErrTransition when the version is in another state by now.
func (s Store) Step(ctx context.Context, measure string, step definition.LifeStep) error {
	result, err := s.db.Exec(ctx, `UPDATE policy_measure_version SET state = ?, revision = revision + 1 WHERE measure = ? AND number = ? AND state = ?`,
		step.To, measure, step.Number, step.From)
	if err := changed(result, err, definition.ErrTransition); err != nil {
		return fmt.Errorf("change state of measure %s: %w", measure, err)
	}
	if step.From == definition.InReview && step.To == definition.Published {
		_, err := s.db.Exec(ctx, `UPDATE policy_measure_version SET effective_from = ? WHERE measure = ? AND number = ?`, db.Date{Date: step.On}, measure, step.Number)
		if err != nil {
			return fmt.Errorf("set first day of measure %s: %w", measure, err)
		}
	}
	return s.addStep(ctx, measure, step)
}

func (s Store) addStep(ctx context.Context, measure string, step definition.LifeStep) error {
	_, err := s.db.Exec(ctx, `INSERT INTO policy_measure_step (measure, seq, number, state_from, state_to, on_day, at, by_id, by_name, note)
		VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM policy_measure_step WHERE measure = ?), ?, ?, ?, ?, ?, ?, ?, ?)`,
		measure, measure, step.Number, step.From, step.To, db.Date{Date: step.On}, db.At(step.At), step.ByID, step.By, step.Note)
	if err != nil {
		return fmt.Errorf("save step of measure %s: %w", measure, err)
	}
	_, err = s.db.Exec(ctx, `UPDATE policy_measure SET updated_at = ?, state = CASE
		WHEN EXISTS (SELECT 1 FROM policy_measure_version WHERE measure = ? AND state IN ('published', 'suspended')) THEN 'published'
		WHEN EXISTS (SELECT 1 FROM policy_measure_version WHERE measure = ? AND state IN ('draft', 'in_review')) THEN 'draft'
		ELSE 'withdrawn' END WHERE id = ?`, db.At(step.At), measure, measure, measure)
	if err != nil {
		return fmt.Errorf("sum up states of measure %s: %w", measure, err)
	}
	return nil
}
