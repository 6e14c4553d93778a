package handling

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/appeal"
)

// noteJoint remembers with which case a case was answered that had gone into it.
func (s *Service) noteJoint(ctx context.Context, c, main *appeal.Case) error {
	if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_joint_answer (case_id, main) VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET main = excluded.main`, c.ID, main.ID); err != nil {
		return fmt.Errorf("note with which case %s was answered: %w", c.ID, err)
	}
	return nil
}

// mostJoint bounds how many are listed. A guess: a whole quarter of a town.
const mostJoint = 500

// joint returns the cases that were answered together with one, the newest first, as
// far as the caller sees them: since then each goes its own way.
func (s *Service) joint(ctx context.Context, main string) ([]*appeal.Case, error) {
	v, err := s.Sight(ctx, appeal.PermRead)
	if err != nil {
		return nil, err
	}
	return s.Cases(ctx, v.And(`state <> ? AND id IN (SELECT case_id FROM appeal_joint_answer WHERE main = ?)`, string(appeal.Merged), main), mostJoint)
}
