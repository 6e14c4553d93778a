package alarm

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insertDraft(ctx context.Context, d *Draft) error {
	rules, err := json.Marshal(d.Rules)
	if err != nil {
		return fmt.Errorf("write thresholds: %w", err)
	}
	if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_alarm_draft (`+draft.Columns+`, from_day, rules, source) VALUES (`+db.Placeholders(16)+`)`,
		append(d.Values(), db.Date{Date: d.FromDay}, string(rules), d.Source)...); err != nil {
		return fmt.Errorf("save thresholds: %w", err)
	}
	return nil
}

// updateDraft writes what became of a draft. It fails with ErrDraftStale when somebody
// else was faster.
func (s *Service) updateDraft(ctx context.Context, d *Draft) error {
	result, err := s.DB.Exec(ctx, `UPDATE appeal_alarm_draft SET`+draft.Decision, d.Decided()...)
	if err != nil {
		return fmt.Errorf("save thresholds %s: %w", d.ID, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return ErrDraftStale.Because(err)
	}
	d.Version++
	return nil
}

const selectedDraft = `SELECT ` + draft.Columns + `, from_day, rules, source FROM appeal_alarm_draft`

func scanDraft(row func(...any) error) (*Draft, error) {
	d := &Draft{}
	var from db.Date
	var rules string
	if err := d.Scan(row, &from, &rules, &d.Source); err != nil {
		return nil, err
	}
	d.FromDay = from.Date
	return d, json.Unmarshal([]byte(rules), &d.Rules)
}

// loadDraft returns a draft, or ErrDraftNotFound.
func (s *Service) loadDraft(ctx context.Context, id string) (*Draft, error) {
	d, err := scanDraft(s.DB.QueryRow(ctx, selectedDraft+` WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrDraftNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load thresholds %s: %w", id, err)
	}
	return d, nil
}

// shownDrafts is how many drafts are shown at most, the latest.
const shownDrafts = 50

// drafts returns the drafts, those that wait first, the latest first.
func (s *Service) drafts(ctx context.Context) (list []*Draft, err error) {
	err = s.each(ctx, selectedDraft+draft.Latest, []any{shownDrafts}, func(row func(...any) error) error {
		d, err := scanDraft(row)
		list = append(list, d)
		return err
	})
	return list, err
}

// adopt keeps a definition; another one that came at the same moment wins.
func (s *Service) adopt(ctx context.Context, d Definition) error {
	rules, err := json.Marshal(d.Rules)
	if err != nil {
		return fmt.Errorf("write thresholds: %w", err)
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_alarm_definition (version, in_force, source, rules, at) VALUES (`+db.Placeholders(5)+`)`,
		d.Version, db.Date{Date: d.InForce}, d.Source, string(rules), db.At(s.Clock.Now()))
	if _, taken := db.UniqueViolation(err); taken {
		return ErrDraftOvertaken.Because(err)
	}
	if err != nil {
		return fmt.Errorf("save definition: %w", err)
	}
	return nil
}
