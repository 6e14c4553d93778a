package definition

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insert(ctx context.Context, d *Draft) error {
	rules, err := json.Marshal(d.Rules)
	if err != nil {
		return fmt.Errorf("write rules: %w", err)
	}
	exclusions, err := json.Marshal(d.Exclusions)
	if err != nil {
		return fmt.Errorf("write exclusions: %w", err)
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_figure_draft (id, base, state, in_force, source, rules, exclusions, reason, at, by_id, by_name, decided_at, decided_by_id, decided_by_name, words, edition, version)
		VALUES (`+db.Placeholders(17)+`)`,
		d.ID, d.Base, string(d.State), db.Date{Date: d.InForce}, d.Source, string(rules), string(exclusions), d.Reason, db.At(d.At), d.ByID, d.ByName, db.Time{}, "", "", "", 0, d.Seen)
	if err != nil {
		return fmt.Errorf("keep draft: %w", err)
	}
	return nil
}

// save writes what became of a draft. It fails with ErrStale when somebody else was
// faster.
func (s *Service) save(ctx context.Context, d *Draft) error {
	done, err := s.DB.Exec(ctx, `UPDATE appeal_figure_draft SET state = ?, decided_at = ?, decided_by_id = ?, decided_by_name = ?, words = ?, edition = ?, version = version + 1
		WHERE id = ? AND version = ?`, string(d.State), db.At(d.DecidedAt), d.DecidedID, d.DecidedName, d.Words, d.Version, d.ID, d.Seen)
	if err != nil {
		return fmt.Errorf("save draft: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return ErrStale.Because(err)
	}
	d.Seen++
	return nil
}

const columns = `SELECT id, base, state, in_force, source, rules, exclusions, reason, at, by_id, by_name, decided_at, decided_by_id, decided_by_name, words, edition, version FROM appeal_figure_draft`

func scan(row func(...any) error) (*Draft, error) {
	d := &Draft{}
	var since db.Date
	var rules, exclusions string
	var at, decided db.Time
	if err := row(&d.ID, &d.Base, &d.State, &since, &d.Source, &rules, &exclusions, &d.Reason, &at, &d.ByID, &d.ByName, &decided, &d.DecidedID, &d.DecidedName, &d.Words, &d.Version, &d.Seen); err != nil {
		return nil, err
	}
	d.InForce, d.At, d.DecidedAt = since.Date, at.Time, decided.Time
	if err := json.Unmarshal([]byte(rules), &d.Rules); err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	return d, json.Unmarshal([]byte(exclusions), &d.Exclusions)
}

// load returns a draft, or ErrNotFound.
func (s *Service) load(ctx context.Context, id string) (*Draft, error) {
	d, err := scan(s.DB.QueryRow(ctx, columns+` WHERE id = ?`, id).Scan)
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
	rows, err := s.DB.Query(ctx, columns+` ORDER BY CASE WHEN state = 'pending' THEN 0 ELSE 1 END, id DESC LIMIT ?`, shownDrafts)
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
