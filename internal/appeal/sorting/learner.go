package sorting

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/reading"
)

// Classified learns what somebody corrected in a case by hand: the names are those
// that appeal.Case.Classify returned.
func (s *Service) Classified(ctx context.Context, c *appeal.Case, changed []string) error {
	var list []Choice
	for _, f := range settable {
		name := string(f)
		if f == reading.Place {
			name = "division"
		}
		if slices.Contains(changed, name) {
			list = append(list, Choice{Field: f, Value: valueOf(c, f)})
		}
	}
	if len(list) == 0 {
		return nil
	}
	k, err := s.kept(ctx, c)
	if err != nil {
		return err
	}
	return s.learn(ctx, c, k, list)
}

// Dispatched learns from a case that was given to a department: that this is the
// one, and that whatever it says of itself was let stand by whoever dispatched it.
// What nobody decided because it took effect by itself says nothing of how good
// proposals are and is left out.
func (s *Service) Dispatched(ctx context.Context, c *appeal.Case) error {
	k, err := s.kept(ctx, c)
	if err != nil {
		return err
	}
	made, err := s.Reading.DecisionsOf(ctx, c.ID)
	if err != nil {
		return err
	}
	list := []Choice{{Field: reading.Department, Value: c.Lead}}
	for _, f := range settable {
		if _, decided := made[f]; !decided && !slices.Contains(k.Taken, f) && valueOf(c, f) != "" {
			list = append(list, Choice{Field: f, Value: valueOf(c, f)})
		}
	}
	return s.learn(ctx, c, k, list)
}
