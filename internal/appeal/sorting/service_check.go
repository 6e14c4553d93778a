package sorting

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/kernel"
)

// Waiting are the cases of which something took effect by itself and was drawn for
// a person to check, as far as the caller sees them, the newest first. A field
// leaves only those in which that field waits; "" leaves all.
func (s *Service) Waiting(ctx context.Context, f reading.Field, page kernel.Page) (out kernel.Rows[*Sorted], err error) {
	sight, err := s.Sight(ctx, appeal.PermCentre)
	if err != nil {
		return out, err
	}
	sight = sight.And("id IN (SELECT case_id FROM appeal_reading WHERE to_check <> '')")
	if f != "" {
		sight = sight.And("id IN (SELECT case_id FROM appeal_reading WHERE to_check <> '' AND (' ' || to_check || ' ') LIKE ?)", "% "+string(f)+" %")
	}
	if out.Total, err = s.Count(ctx, sight); err != nil {
		return out, err
	}
	if page.After != "" {
		sight = sight.And("id < ?", page.After)
	}
	found, err := s.Cases(ctx, sight, page.Limit+1)
	if err != nil {
		return out, err
	}
	if len(found) > page.Limit {
		found = found[:page.Limit]
		out.Next = found[page.Limit-1].ID
	}
	out.Items = make([]*Sorted, 0, len(found))
	for _, c := range found {
		k, err := s.load(ctx, c.ID)
		if err != nil {
			return out, err
		}
		if k != nil {
			out.Items = append(out.Items, &Sorted{Kept: k, Case: c})
		}
	}
	return out, nil
}

// Check says of fields that took effect by themselves whether they were right. What
// was wrong is corrected in the case while it is still being worked on; of one that
// has ended only the row to train from is kept, since what was said to its reporter
// stays as it was.
func (s *Service) Check(ctx context.Context, id string, version int64, list []Choice) error {
	_, err := s.Change(ctx, appeal.Step{ID: id, Version: version, Permission: appeal.PermCentre}, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		k, err := s.load(ctx, id)
		if err != nil {
			return appeal.Done{}, err
		}
		for _, one := range list {
			if k == nil || !slices.Contains(k.ToCheck, one.Field) {
				return appeal.Done{}, ErrChecked
			}
		}
		if appeal.Allows(c.State, appeal.ActClassify, appeal.Centre) {
			return s.decide(ctx, c, list)
		}
		if _, err := s.chosen(ctx, c, list); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{}, s.learn(ctx, c, k, list)
	})
	return err
}
