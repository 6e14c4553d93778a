package threshold

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insert(ctx context.Context, d *Draft) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_threshold_draft (`+draft.Columns+`, from_day) VALUES (`+db.Placeholders(14)+`)`,
		append(d.Values(), db.Date{Date: d.FromDay})...)
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

// update writes what became of a draft. It fails with ErrStale when somebody else was
// faster.
func (s *Service) update(ctx context.Context, d *Draft) error {
	result, err := s.DB.Exec(ctx, `UPDATE appeal_threshold_draft SET`+draft.Decision, d.Decided()...)
	if err != nil {
		return fmt.Errorf("save draft %s: %w", d.ID, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return ErrStale.Because(err)
	}
	d.Version++
	return nil
}

const selected = `SELECT ` + draft.Columns + `, from_day FROM appeal_threshold_draft`

func scan(row func(...any) error) (*Draft, error) {
	d := &Draft{Limits: map[reading.Field]reading.Limit{}}
	var from db.Date
	err := d.Scan(row, &from)
	d.FromDay = from.Date
	return d, err
}

// load returns a draft, or ErrNotFound.
func (s *Service) load(ctx context.Context, id string) (*Draft, error) {
	d, err := scan(s.DB.QueryRow(ctx, selected+` WHERE id = ?`, id).Scan)
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
	err = s.each(ctx, selected+draft.Latest, []any{shownDrafts}, func(row func(...any) error) error {
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
