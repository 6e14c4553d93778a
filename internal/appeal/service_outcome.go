package appeal

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
)

// What staff and reporters share. Each is the work of a Change.

// ConfirmBy closes a case with what its reporter said of it.
func (s *Service) ConfirmBy(ctx context.Context, c *Case, by Role, result Confirmation, e Entry) (Done, error) {
	until, err := s.ReopenUntil(ctx, c)
	if err != nil {
		return Done{}, err
	}
	if err := c.Confirm(by, result, s.Clock.Now(), until); err != nil {
		return Done{}, err
	}
	return s.closed(ctx, c, e)
}

// closed ends what is left of a case that has just been closed.
func (s *Service) closed(ctx context.Context, c *Case, e Entry) (Done, error) {
	if err := s.endParts(ctx, c); err != nil {
		return Done{}, err
	}
	e.Act, e.Shown, e.Facts.Closing, e.Facts.Result = ActConfirm, true, c.Closing, c.Confirmation
	return Done{Event: EventClosed, Entry: e}, nil
}

// endParts ends the parts of a closed case.
func (s *Service) endParts(ctx context.Context, c *Case) error {
	found, err := s.Parts(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, p := range found[c.ID] {
		if !p.Live() {
			continue
		}
		p.State, p.EndedAt = PartEnded, s.Clock.Now()
		if p.Role == Lead {
			p.State = PartAnswered
		}
		if err := s.SavePart(ctx, p); err != nil {
			return err
		}
		if err := s.StopClocks(ctx, c, "已办结", p.ID); err != nil {
			return err
		}
	}
	return nil
}

// RedoBy sends a case back once because its reporter is not content, on its first
// clock; the second time it is closed as it is.
func (s *Service) RedoBy(ctx context.Context, c *Case, by Role, e Entry) (Done, error) {
	until, err := s.ReopenUntil(ctx, c)
	if err != nil {
		return Done{}, err
	}
	redone, err := c.Redo(by, s.Clock.Now(), until)
	if err != nil {
		return Done{}, err
	}
	if !redone {
		return s.closed(ctx, c, e)
	}
	if err := s.StopClocks(ctx, c, "退回重办", "", ClockReopen); err != nil {
		return Done{}, err
	}
	if err := s.RestartClocks(ctx, c, StoppedReplied, "反映人不满意，退回重办"); err != nil {
		return Done{}, err
	}
	e.Act, e.Shown, e.Facts.Result = ActRedo, true, Unsatisfied
	return Done{Event: EventRedone, Entry: e}, nil
}

// ReopenBy takes a closed or refused case up again, on clocks of its own: the first
// ones had their verdict.
func (s *Service) ReopenBy(ctx context.Context, c *Case, by Role, words string) (Done, error) {
	if msg := CheckWords(words); msg != "" {
		return Done{}, ErrForm.With(fieldWords(msg))
	}
	if err := c.Reopen(by, s.Clock.Now()); err != nil {
		return Done{}, err
	}
	if err := s.StopEveryClock(ctx, c, "重新办理"); err != nil {
		return Done{}, err
	}
	if err := s.restartFrom(ctx, c); err != nil {
		return Done{}, err
	}
	if c.State == InHand {
		if err := s.leadAgain(ctx, c); err != nil {
			return Done{}, err
		}
	}
	return Done{Event: EventReopened, Entry: Entry{Act: ActReopen, Shown: true, Words: words}}, nil
}

// restartFrom starts new terms for a case that was opened again.
func (s *Service) restartFrom(ctx context.Context, c *Case) error {
	received := c.ReceivedAt
	c.ReceivedAt = s.Clock.Now()
	err := s.startClocks(ctx, c)
	c.ReceivedAt = received
	if err != nil || c.State == Received {
		return err
	}
	return s.StopClocks(ctx, c, "已受理", "", ClockResponse)
}

// leadAgain gives the lead of a reopened case its part back.
func (s *Service) leadAgain(ctx context.Context, c *Case) error {
	now := s.Clock.Now()
	return s.InsertPart(ctx, &Part{
		ID: kernel.NewID(), Case: c.ID, Role: Lead, Department: c.Lead, Staff: c.LeadStaff, Direct: true, State: PartTaken, SentAt: now, TakenAt: now,
	})
}

// UnmergeBy takes a case out of the one it went into: it goes on where it was.
func (s *Service) UnmergeBy(ctx context.Context, c *Case, by Role, words string) (Done, error) {
	if msg := CheckWords(words); msg != "" {
		return Done{}, ErrForm.With(fieldWords(msg))
	}
	if c.State != Merged {
		return Done{}, stateError(c.State)
	}
	main, err := s.ByID(ctx, c.Main)
	if err != nil {
		return Done{}, err
	}
	if err := c.Unmerge(by); err != nil {
		return Done{}, err
	}
	if err := s.WakeClocks(ctx, c, "取消并单"); err != nil {
		return Done{}, err
	}
	return Done{Event: EventUnmerged, Entry: Entry{Act: ActUnmerge, Shown: true, Words: words, Facts: Facts{Other: main.Number}}}, nil
}

// ReleaseMerged takes out what went into a case that will have no answer.
func (s *Service) ReleaseMerged(ctx context.Context, main *Case, why string) error {
	merged, err := s.MergedInto(ctx, main.ID)
	if err != nil {
		return err
	}
	for _, m := range merged {
		if err := s.Apply(ctx, m, func(ctx context.Context, m *Case) (Done, error) { return s.UnmergeBy(ctx, m, Centre, why) }); err != nil {
			return err
		}
	}
	return nil
}

// WithdrawBy takes a case back for its reporter; who reported the same goes on.
func (s *Service) WithdrawBy(ctx context.Context, c *Case, words string) (Done, error) {
	if err := c.Withdraw(s.Clock.Now()); err != nil {
		return Done{}, err
	}
	if err := s.endParts(ctx, c); err != nil {
		return Done{}, err
	}
	if err := s.StopEveryClock(ctx, c, "反映人撤回"); err != nil {
		return Done{}, err
	}
	if err := s.ReleaseMerged(ctx, c, "一起办理的那一件已由反映人撤回"); err != nil {
		return Done{}, err
	}
	return Done{Event: EventWithdrawn, Entry: Entry{Act: ActWithdraw, Shown: true, Words: words}}, nil
}

// AddBy keeps what a reporter adds to a case; words may be empty where photos say
// it. What is added to a merged case is for those who work on the one it went into,
// so it stands there too.
func (s *Service) AddBy(ctx context.Context, c *Case, words string) (Done, error) {
	if err := c.Note(ActAdd, Reporter); err != nil {
		return Done{}, err
	}
	if c.State == Merged {
		main, err := s.ByID(ctx, c.Main)
		if err != nil {
			return Done{}, err
		}
		if err := s.Apply(ctx, main, func(_ context.Context, main *Case) (Done, error) {
			e := Entry{Act: ActAdd, Words: words, Facts: Facts{Other: c.Number}}
			return Done{Event: EventAdded, Entry: e}, main.Note(ActAdd, Reporter)
		}); err != nil {
			return Done{}, err
		}
	}
	return Done{Event: EventAdded, Entry: Entry{Act: ActAdd, Shown: true, Words: words}}, nil
}

// RateBy keeps a reporter's judgement.
func (s *Service) RateBy(ctx context.Context, c *Case, r Rating) (Done, error) {
	if err := r.Check(); err != nil {
		return Done{}, err
	}
	if err := c.Rate(); err != nil {
		return Done{}, err
	}
	r.Case, r.At = c.ID, s.Clock.Now()
	return Done{Event: EventRated, Entry: Entry{Act: ActRate, Shown: true, Words: r.Words, Facts: Facts{Grade: r.Grade}}}, s.SaveRating(ctx, &r)
}
