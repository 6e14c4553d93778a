package handling

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
)

// CallBack keeps a call to the reporter and does what it says: close, send back
// once, or call again.
func (s *Service) CallBack(ctx context.Context, a Ask, b appeal.Callback) error {
	return s.change(ctx, a, appeal.PermCallback, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if c.State != appeal.Read {
			return appeal.Done{}, appeal.ErrState
		}
		if err := b.Check(); err != nil {
			return appeal.Done{}, err
		}
		replies, err := s.Replies(ctx, c.ID)
		if err != nil {
			return appeal.Done{}, err
		}
		b.ID, b.Case, b.At, b.By = kernel.NewID(), c.ID, s.Clock.Now(), authz.From(ctx).ID
		// Who answered does not ask whether the answer was good.
		if replies[len(replies)-1].By == b.By {
			return appeal.Done{}, appeal.ErrSamePerson
		}
		earlier, err := s.Callbacks(ctx, c.ID)
		if err != nil {
			return appeal.Done{}, err
		}
		if err := s.InsertCallback(ctx, &b); err != nil {
			return appeal.Done{}, err
		}
		e := appeal.Entry{Words: b.Words, Facts: appeal.Facts{Grade: b.Grade}}
		result, decided := b.Verdict(earlier)
		switch {
		case !decided:
			e.Act, e.Facts.Result = appeal.ActNote, appeal.Unreached
			return appeal.Done{Event: appeal.EventCalledBack, Entry: e}, nil
		case result == appeal.Unsatisfied:
			return s.RedoBy(ctx, c, appeal.Caller, e)
		}
		c.Closing = b.Honest(c.Closing)
		return s.ConfirmBy(ctx, c, appeal.Caller, result, e)
	})
}

// Note keeps words among colleagues.
func (s *Service) Note(ctx context.Context, a Ask, words string) error {
	return s.change(ctx, a, appeal.PermRead, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if msg := appeal.CheckWords(words); msg != "" {
			return appeal.Done{}, appeal.ErrForm.With(errs.Field{Path: "body.words", Msg: msg})
		}
		if err := c.Note(appeal.ActNote, noting(authz.From(ctx))); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventNoted, Entry: appeal.Entry{Act: appeal.ActNote, Words: words}}, nil
	})
}

// noting is as what somebody keeps a note.
func noting(p kernel.Principal) appeal.Role {
	switch {
	case authz.Can(p, appeal.PermCentre):
		return appeal.Centre
	case authz.Can(p, appeal.PermHandle):
		return appeal.Lead
	case authz.Can(p, appeal.PermLead):
		return appeal.Leader
	}
	return appeal.Centre // clerks and grid officers take down what they hear
}

// Reopen takes a closed or refused case up again for its reporter, who called.
func (s *Service) Reopen(ctx context.Context, a Ask, words string) error {
	return s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		return s.ReopenBy(ctx, c, appeal.Centre, words)
	})
}

// Shown is who reported, in full.
type Shown struct {
	Name, Phone string
	Left        int64
}

// Reveal shows who reported, once, with a reason that is kept. A department is not
// shown who reports confidentially.
func (s *Service) Reveal(ctx context.Context, id string, r Reason) (out Shown, err error) {
	out.Left, err = s.Reveals.Reveal(ctx, r, func(ctx context.Context) (*appeal.Case, error) {
		c, err := s.Find(ctx, appeal.PermReveal, id)
		if err != nil {
			return nil, err
		}
		if c.Reporter.Confidential && !authz.Can(authz.From(ctx), appeal.PermCentre) {
			return nil, authz.ErrForbidden
		}
		out.Name, out.Phone = c.Reporter.Name, c.Reporter.Phone
		return c, nil
	})
	return out, err
}
