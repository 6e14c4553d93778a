package handling

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Service is the use cases of the package.
type Service struct {
	*appeal.Service
	// Reveals stands between a sealed name and whoever asks for it in full.
	Reveals Reveals
	// Learner hears what the centre decides.
	Learner Learner
	// Files keeps what is shown with answers.
	Files *attachment.Service
}

// Ask names the case an act is about, at the version that the caller saw.
type Ask struct {
	ID      string
	Version int64
}

// change runs one act on a case.
func (s *Service) change(ctx context.Context, a Ask, perm authz.Permission, do func(ctx context.Context, c *appeal.Case) (appeal.Done, error)) error {
	_, err := s.Change(ctx, appeal.Step{ID: a.ID, Version: a.Version, Permission: perm}, do)
	return err
}

// parts returns the parts of a case.
func (s *Service) parts(ctx context.Context, c *appeal.Case) ([]*appeal.Part, error) {
	found, err := s.Parts(ctx, c.ID)
	return found[c.ID], err
}

// ownPart returns the live part of a case that is the caller's department's, or
// ErrPart.
func (s *Service) ownPart(ctx context.Context, c *appeal.Case, role appeal.Role) (*appeal.Part, error) {
	list, err := s.parts(ctx, c)
	if err != nil {
		return nil, err
	}
	mine, err := s.Departments.Subtree(ctx, authz.From(ctx).Department)
	if err != nil {
		return nil, err
	}
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Role == role && list[i].Live() && holds(mine, list[i].Department) {
			return list[i], nil
		}
	}
	return nil, appeal.ErrPart
}

func holds(list []string, id string) bool {
	for _, one := range list {
		if one == id {
			return true
		}
	}
	return false
}
