package handling

import (
	"context"
	"errors"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/authz"
)

// button is an act as a screen offers it: what the table asks for and what the
// caller needs.
type button struct {
	name  string
	act   appeal.Act
	by    appeal.Role
	needs authz.Permission
}

// buttons are all of them, in the order they are shown.
func buttons() []button {
	return []button{
		{"accept", appeal.ActAccept, appeal.Centre, appeal.PermCentre},
		{"refuse", appeal.ActRefuse, appeal.Centre, appeal.PermCentre},
		{"dispatch", appeal.ActDispatch, appeal.Centre, appeal.PermCentre},
		{"reply_at_once", appeal.ActReply, appeal.Centre, appeal.PermCentre},
		{"take", appeal.ActTake, appeal.Lead, appeal.PermHandle},
		{"return", appeal.ActReturn, appeal.Lead, appeal.PermHandle},
		{"answer", appeal.ActAnswer, appeal.CoHandler, appeal.PermHandle},
		{"reply", appeal.ActReply, appeal.Lead, appeal.PermHandle},
		{"take_back", appeal.ActTakeBack, appeal.Lead, appeal.PermHandle},
		{"take_back", appeal.ActTakeBack, appeal.Centre, appeal.PermCentre},
		{"extend", appeal.ActExtend, appeal.Lead, appeal.PermHandle},
		{"approve", appeal.ActApprove, appeal.Reader, appeal.PermReview},
		{"send_back", appeal.ActSendBack, appeal.Reader, appeal.PermReview},
		{"call_back", appeal.ActConfirm, appeal.Caller, appeal.PermCallback},
		{"decide_extension", appeal.ActGrant, appeal.Leader, appeal.PermLead},
		{"suspend", appeal.ActSuspend, appeal.Leader, appeal.PermLead},
		{"resume", appeal.ActResume, appeal.Leader, appeal.PermLead},
		{"supervise", appeal.ActSupervise, appeal.Leader, appeal.PermLead},
		{"classify", appeal.ActClassify, appeal.Centre, appeal.PermCentre},
		{"merge", appeal.ActMerge, appeal.Centre, appeal.PermCentre},
		{"unmerge", appeal.ActUnmerge, appeal.Centre, appeal.PermCentre},
		{"reopen", appeal.ActReopen, appeal.Centre, appeal.PermCentre},
		{"note", appeal.ActNote, appeal.Centre, appeal.PermCentre},
		{"note", appeal.ActNote, appeal.Lead, appeal.PermHandle},
	}
}

// Can returns the names of what the caller may do with a case now. File is all
// that is known of it.
func (s *Service) Can(ctx context.Context, f *File) ([]string, error) {
	who := authz.From(ctx)
	can := []string{}
	seen := map[string]bool{}
	for _, b := range buttons() {
		if seen[b.name] || !authz.Can(who, b.needs) || !appeal.Allows(f.Case.State, b.act, b.by) || !s.fits(f, b, who.ID) {
			continue
		}
		if b.by == appeal.Lead || b.by == appeal.CoHandler {
			if _, err := s.ownPart(ctx, f.Case, b.by); errors.Is(err, appeal.ErrPart) {
				continue
			} else if err != nil {
				return nil, err
			}
		}
		// The case must be in sight of the very permission that the act needs.
		if _, err := s.Find(ctx, b.needs, f.Case.ID); errors.Is(err, appeal.ErrNotFound) {
			continue
		} else if err != nil {
			return nil, err
		}
		seen[b.name] = true
		can = append(can, b.name)
	}
	if authz.Can(who, appeal.PermReveal) && !f.Case.Reporter.Anonymous && (!f.Case.Reporter.Confidential || authz.Can(who, appeal.PermCentre)) {
		can = append(can, "reveal")
	}
	return can, nil
}

// fits rules out what the table cannot know.
func (s *Service) fits(f *File, b button, who string) bool {
	c := f.Case
	switch b.name {
	case "suspend":
		return !c.Suspended
	case "resume":
		return c.Suspended
	case "supervise":
		return !c.Supervised
	case "approve", "send_back":
		return len(f.Replies) > 0 && f.Replies[len(f.Replies)-1].By != who
	case "take_back":
		return len(f.Replies) > 0 && len(f.Shown[f.Replies[len(f.Replies)-1].ID]) > 0
	case "call_back":
		return len(f.Replies) > 0 && f.Replies[len(f.Replies)-1].By != who
	case "decide_extension":
		n := len(f.Extensions)
		return n > 0 && f.Extensions[n-1].State == appeal.ExtensionAsked && f.Extensions[n-1].AskedBy != who
	case "extend":
		n := len(f.Extensions)
		return n == 0 || f.Extensions[n-1].State != appeal.ExtensionAsked
	case "reopen":
		return c.State == appeal.Refused || !s.Clock.Now().After(c.ReopenUntil)
	}
	return true
}

// File is a case with everything that stands beside it.
type File struct {
	Case    *appeal.Case
	Parts   []*appeal.Part
	Entries []appeal.Entry
	Replies []*appeal.Reply
	// Shown is what was shown with them, by their ids.
	Shown      map[string][]attachment.File
	Callbacks  []appeal.Callback
	Extensions []appeal.Extension
	Rating     *appeal.Rating
	// Merged are the cases that went into this one, also those that were answered with
	// it and are cases of their own since.
	Merged []*appeal.Case
	Main   *appeal.Case
}

// Open returns a case that the caller sees, with everything beside it.
func (s *Service) Open(ctx context.Context, id string) (f *File, err error) {
	f = &File{}
	if f.Case, err = s.Find(ctx, appeal.PermRead, id); err != nil {
		return nil, err
	}
	if f.Parts, err = s.parts(ctx, f.Case); err != nil {
		return nil, err
	}
	if f.Entries, err = s.Entries(ctx, id, false); err != nil {
		return nil, err
	}
	if f.Replies, err = s.Replies(ctx, id); err != nil {
		return nil, err
	}
	if f.Shown, err = s.Files.Shown(ctx, id); err != nil {
		return nil, err
	}
	if f.Callbacks, err = s.Callbacks(ctx, id); err != nil {
		return nil, err
	}
	if f.Extensions, err = s.Extensions(ctx, id); err != nil {
		return nil, err
	}
	if f.Rating, err = s.RatingOf(ctx, id); err != nil {
		return nil, err
	}
	if f.Merged, err = s.MergedInto(ctx, id); err != nil {
		return nil, err
	}
	answered, err := s.joint(ctx, id)
	if err != nil {
		return nil, err
	}
	f.Merged = append(f.Merged, answered...)
	if f.Case.Main != "" {
		f.Main, err = s.ByID(ctx, f.Case.Main)
	}
	return f, err
}
