package handling

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
)

// answerMerged releases the answer r to a case to all whose cases went into it, and
// into those: each gets it as his own, so that what he was told stays with his case.
func (s *Service) answerMerged(ctx context.Context, main *appeal.Case, r *appeal.Reply) error {
	merged, err := s.MergedInto(ctx, main.ID)
	if err != nil {
		return err
	}
	for _, c := range merged {
		if err := s.Apply(ctx, c, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) { return s.answered(ctx, c, main, r) }); err != nil {
			return err
		}
		if err := s.answerMerged(ctx, c, r); err != nil {
			return err
		}
	}
	return nil
}

// answered makes a merged case one of its own that was answered. Its clocks, which
// rested, stop where they stood, and a redo goes on from there.
func (s *Service) answered(ctx context.Context, c, main *appeal.Case, r *appeal.Reply) (appeal.Done, error) {
	if err := c.Answered(main); err != nil {
		return appeal.Done{}, err
	}
	basis := "与 " + main.Number + " 号诉求一起答复"
	if err := s.WakeClocks(ctx, c, basis); err != nil {
		return appeal.Done{}, err
	}
	if err := s.dropParts(ctx, c, basis); err != nil {
		return appeal.Done{}, err
	}
	if err := s.StopClocks(ctx, c, appeal.StoppedReplied, "", appeal.ClockResponse, appeal.ClockPromise, appeal.ClockStatutory); err != nil {
		return appeal.Done{}, err
	}
	if err := s.shareWork(ctx, c, r); err != nil {
		return appeal.Done{}, err
	}
	if err := s.noteJoint(ctx, c, main); err != nil {
		return appeal.Done{}, err
	}
	return appeal.Done{Event: appeal.EventApproved, Entry: appeal.Entry{
		Act: appeal.ActApprove, Shown: true, Words: r.Words, Facts: appeal.Facts{Closing: r.Closing, Lead: r.Department, Other: main.Number},
	}}, nil
}

// shareWork gives a case that was merged the answer with what was shown, and the part of the lead that
// gave it: a redo is that one's.
func (s *Service) shareWork(ctx context.Context, c *appeal.Case, r *appeal.Reply) error {
	if c.Lead != "" {
		now := s.Clock.Now()
		part := &appeal.Part{ID: kernel.NewID(), Case: c.ID, Role: appeal.Lead, Department: c.Lead, Staff: c.LeadStaff, Direct: true, State: appeal.PartTaken, SentAt: now, TakenAt: now}
		if err := s.InsertPart(ctx, part); err != nil {
			return err
		}
	}
	before, err := s.Replies(ctx, c.ID)
	if err != nil {
		return err
	}
	own := *r
	own.ID, own.Case, own.Round = kernel.NewID(), c.ID, len(before)+1
	if err := s.SaveReply(ctx, &own); err != nil {
		return err
	}
	return s.Files.Share(ctx, r.Case, r.ID, own.Case, own.ID)
}
