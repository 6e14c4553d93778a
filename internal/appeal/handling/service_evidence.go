package handling

import (
	"context"
	"errors"
	"io"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/authz"
)

// LayEvidence keeps a file that shall be shown with the answer to a case.
// It fails like attachment.Service.Lay, and with appeal.ErrState and appeal.ErrPart
// for a case that the caller cannot answer now.
func (s *Service) LayEvidence(ctx context.Context, id string, content io.Reader) (attachment.File, error) {
	d, err := s.desk(ctx, id)
	if err != nil {
		return attachment.File{}, err
	}
	return s.Files.Lay(ctx, d, content)
}

// LaidEvidence returns what the caller's department has laid by for its answer.
func (s *Service) LaidEvidence(ctx context.Context, id string) ([]attachment.File, error) {
	d, err := s.desk(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.Files.Laid(ctx, d)
}

// PickUpEvidence removes what was laid by. It fails with
// attachment.ErrNotFound.
func (s *Service) PickUpEvidence(ctx context.Context, id, file string) error {
	d, err := s.desk(ctx, id)
	if err != nil {
		return err
	}
	return s.Files.PickUp(ctx, d, file)
}

// desk is where the caller writes the answer to a case.
func (s *Service) desk(ctx context.Context, id string) (attachment.Desk, error) {
	_, d, err := s.answering(ctx, id, appeal.ActReply)
	return d, err
}

// answering returns the role in which the caller does something about the answer to
// a case, and its desk: as the lead's, or as the centre's where there is no lead.
func (s *Service) answering(ctx context.Context, id string, act appeal.Act) (appeal.Role, attachment.Desk, error) {
	d := attachment.Desk{Case: id}
	c, err := s.answerable(ctx, id)
	if err != nil {
		return "", d, err
	}
	role := appeal.Centre
	if c.Lead != "" {
		if !authz.Can(authz.From(ctx), appeal.PermHandle) {
			return "", d, appeal.ErrPart
		}
		role = appeal.Lead
		p, err := s.ownPart(ctx, c, appeal.Lead)
		if err != nil {
			return "", d, err
		}
		d.Department = p.Department
	}
	if !appeal.Allows(c.State, act, role) {
		return "", d, appeal.ErrState
	}
	return role, d, nil
}

// answerable returns a case that the caller sees as somebody who answers.
func (s *Service) answerable(ctx context.Context, id string) (*appeal.Case, error) {
	if who := authz.From(ctx); !authz.Can(who, appeal.PermHandle) && authz.Can(who, appeal.PermCentre) {
		return s.Find(ctx, appeal.PermCentre, id)
	}
	c, err := s.Find(ctx, appeal.PermHandle, id)
	if errors.Is(err, appeal.ErrNotFound) && authz.Can(authz.From(ctx), appeal.PermCentre) {
		return s.Find(ctx, appeal.PermCentre, id)
	}
	return c, err
}

// TakeBackEvidence removes a file from the answer that the caller's department
// handed in and that nobody has read yet. It fails with attachment.ErrNotFound.
func (s *Service) TakeBackEvidence(ctx context.Context, a Ask, file string) error {
	return s.change(ctx, a, appeal.PermRead, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		role, _, err := s.answering(ctx, c.ID, appeal.ActTakeBack)
		if err != nil {
			return appeal.Done{}, err
		}
		r, err := s.waiting(ctx, c)
		if err != nil {
			return appeal.Done{}, err
		}
		if err := c.Note(appeal.ActTakeBack, role); err != nil {
			return appeal.Done{}, err
		}
		f, err := s.Files.TakeBack(ctx, c.ID, r.ID, file)
		return appeal.Done{Event: appeal.EventTakenBack, Entry: appeal.Entry{Act: appeal.ActTakeBack, Words: f.Title()}}, err
	})
}
