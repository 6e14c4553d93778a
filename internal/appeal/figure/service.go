package figure

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Service counts.
type Service struct{ *appeal.Service }

// Board returns what is due in the sight of the caller.
func (s *Service) Board(ctx context.Context) (b Board, err error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return b, err
	}
	boxes := map[appeal.Box][]appeal.Tally{}
	var staff []string
	for _, box := range columns {
		if boxes[box], err = s.Tally(ctx, box); err != nil {
			return b, err
		}
		for _, t := range boxes[box] {
			staff = append(staff, t.Staff)
		}
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return b, err
	}
	people, err := s.People.StaffNames(ctx, staff)
	if err != nil {
		return b, err
	}
	return assemble(boxes, departments, people), nil
}
