package definition

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insert(ctx context.Context, d *Draft) error {
	wanted := d.Definition
	rules, err := json.Marshal(wanted.Rules)
	if err != nil {
		return fmt.Errorf("write rules: %w", err)
	}
	exclusions, err := json.Marshal(wanted.Exclusions)
	if err != nil {
		return fmt.Errorf("write exclusions: %w", err)
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_figure_draft (`+draft.Columns+`, in_force, source, rules, exclusions) VALUES (`+db.Placeholders(17)+`)`,
		append(d.Values(), db.Date{Date: wanted.InForce}, wanted.Source, string(rules), string(exclusions))...)
	if err != nil {
		return fmt.Errorf("keep draft: %w", err)
	}
	return nil
}

// save writes what became of a draft. It fails with ErrStale when somebody else was
// faster.
func (s *Service) save(ctx context.Context, d *Draft) error {
	done, err := s.DB.Exec(ctx, `UPDATE appeal_figure_draft SET`+draft.Decision, d.Decided()...)
	if err != nil {
		return fmt.Errorf("save draft: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return ErrStale.Because(err)
	}
	d.Version++
	return nil
}

const selected = `SELECT ` + draft.Columns + `, in_force, source, rules, exclusions FROM appeal_figure_draft`

func scan(row func(...any) error) (*Draft, error) {
	d := &Draft{}
	wanted := &d.Definition
	var since db.Date
	var rules, exclusions string
	if err := d.Scan(row, &since, &wanted.Source, &rules, &exclusions); err != nil {
		return nil, err
	}
	wanted.InForce, wanted.Version = since.Date, int(d.Edition)
	if err := json.Unmarshal([]byte(rules), &wanted.Rules); err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	return d, json.Unmarshal([]byte(exclusions), &wanted.Exclusions)
}

// load returns a draft, or ErrNotFound.
func (s *Service) load(ctx context.Context, id string) (*Draft, error) {
	d, err := scan(s.DB.QueryRow(ctx, selected+` WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load draft: %w", err)
	}
	return d, nil
}

// shownDrafts is how many drafts are shown at most, the latest.
const shownDrafts = 20

// drafts returns the latest drafts, those that wait first.
func (s *Service) drafts(ctx context.Context) (list []*Draft, err error) {
	rows, err := s.DB.Query(ctx, selected+draft.Latest, shownDrafts)
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		d, err := scan(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("read draft: %w", err)
		}
		list = append(list, d)
	}
	return list, rows.Err()
}
