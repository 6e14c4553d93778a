package threshold

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insert(ctx context.Context, d *Draft) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_threshold_draft (id, base, state, from_day, reason, at, by_id, by_name, decided_at, decided_by_id, decided_by_name, words, edition, version)
		VALUES (`+db.Placeholders(14)+`)`,
		d.ID, d.Base, string(d.State), db.Date{Date: d.FromDay}, d.Reason, db.At(d.At), d.ByID, d.ByName, db.At(d.DecidedAt), d.DecidedID, d.DecidedName, d.Words, d.Edition, d.Version)
	if err != nil {
		return fmt.Errorf("save draft: %w", err)
	}
	for _, f := range reading.Fields {
		l := d.Limits[f]
		if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_threshold_draft_limit (draft_id, field, automatic, sampled, share, automatic_share) VALUES (`+db.Placeholders(6)+`)`,
			d.ID, string(f), l.Automatic, l.Sampled, l.Share, l.AutomaticShare); err != nil {
			return fmt.Errorf("save draft: %w", err)
		}
	}
	return nil
}

// update writes a draft whose version is one above the stored one.
func (s *Service) update(ctx context.Context, d *Draft) error {
	result, err := s.DB.Exec(ctx, `UPDATE appeal_threshold_draft SET state = ?, decided_at = ?, decided_by_id = ?, decided_by_name = ?, words = ?, edition = ?, version = ?
		WHERE id = ? AND version = ?`, string(d.State), db.At(d.DecidedAt), d.DecidedID, d.DecidedName, d.Words, d.Edition, d.Version, d.ID, d.Version-1)
	if err != nil {
		return fmt.Errorf("save draft %s: %w", d.ID, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return ErrStale.Because(err)
	}
	return nil
}

const columns = `SELECT id, base, state, from_day, reason, at, by_id, by_name, decided_at, decided_by_id, decided_by_name, words, edition, version FROM appeal_threshold_draft`

func scan(row func(...any) error) (*Draft, error) {
	d := &Draft{Limits: map[reading.Field]reading.Limit{}}
	var from db.Date
	var at, decided db.Time
	err := row(&d.ID, &d.Base, &d.State, &from, &d.Reason, &at, &d.ByID, &d.ByName, &decided, &d.DecidedID, &d.DecidedName, &d.Words, &d.Edition, &d.Version)
	d.FromDay, d.At, d.DecidedAt = from.Date, at.Time, decided.Time
	return d, err
}

// load returns a draft, or ErrNotFound.
func (s *Service) load(ctx context.Context, id string) (*Draft, error) {
	d, err := scan(s.DB.QueryRow(ctx, columns+` WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load draft %s: %w", id, err)
	}
	return d, s.fill(ctx, d)
}

// shownDrafts is how many drafts are shown at most, the latest.
const shownDrafts = 20

// drafts returns the drafts, those that wait first, the latest first.
func (s *Service) drafts(ctx context.Context) (list []*Draft, err error) {
	err = s.each(ctx, columns+` ORDER BY CASE WHEN state = 'pending' THEN 0 ELSE 1 END, id DESC LIMIT ?`, []any{shownDrafts}, func(row func(...any) error) error {
		d, err := scan(row)
		list = append(list, d)
		return err
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list, s.fill(ctx, list...)
}

// fill reads the limits of drafts.
func (s *Service) fill(ctx context.Context, list ...*Draft) error {
	byID, ids := map[string]*Draft{}, make([]any, len(list))
	for i, d := range list {
		byID[d.ID], ids[i] = d, d.ID
	}
	return s.each(ctx, `SELECT draft_id, field, automatic, sampled, share, automatic_share FROM appeal_threshold_draft_limit WHERE draft_id IN (`+db.Placeholders(len(ids))+`)`, ids,
		func(row func(...any) error) error {
			var id string
			var f reading.Field
			var l reading.Limit
			if err := row(&id, &f, &l.Automatic, &l.Sampled, &l.Share, &l.AutomaticShare); err != nil {
				return err
			}
			byID[id].Limits[f] = l
			return nil
		})
}
