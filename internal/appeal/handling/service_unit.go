package handling

import (
	"context"
	"errors"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Take accepts the duty for the caller's department (签收). A co-handler takes its
// part without moving the case.
func (s *Service) Take(ctx context.Context, a Ask) error {
	return s.change(ctx, a, appeal.PermHandle, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		who := authz.From(ctx).ID
		p, err := s.ownPart(ctx, c, appeal.Lead)
		if err != nil {
			return appeal.Done{}, err
		}
		if err := c.Take(who); err != nil {
			return appeal.Done{}, err
		}
		if err := p.Take(who, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		if err := s.StopClocks(ctx, c, "已签收", p.ID, appeal.ClockObject); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventTaken, Entry: appeal.Entry{Act: appeal.ActTake, Shown: true, Facts: appeal.Facts{Lead: c.Lead}}}, s.SavePart(ctx, p)
	})
}

// Return gives a case back to the centre with the duty clause and the name of who
// should do it. The third return marks it for deliberation.
func (s *Service) Return(ctx context.Context, a Ask, r appeal.Return) error {
	return s.change(ctx, a, appeal.PermHandle, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		p, err := s.ownPart(ctx, c, appeal.Lead)
		if err != nil {
			return appeal.Done{}, err
		}
		all, err := s.Departments.All(ctx)
		if err != nil {
			return appeal.Done{}, err
		}
		path, err := s.Departments.Path(ctx, r.Suggested)
		if err != nil {
			return appeal.Done{}, err
		}
		if d := all[r.Suggested]; r.Suggested != "" && (d.ID == "" || d.Closed) {
			return appeal.Done{}, appeal.ErrDepartment
		}
		marked := c.Deliberation
		if err := c.GiveBack(p, r, s.Clock.Now(), func(string) bool { return c.Accused != "" && slices.Contains(path, c.Accused) }); err != nil {
			return appeal.Done{}, err
		}
		if err := s.SavePart(ctx, p); err != nil {
			return appeal.Done{}, err
		}
		if err := s.dropParts(ctx, c, "承办部门退回"); err != nil {
			return appeal.Done{}, err
		}
		if err := s.StopClocks(ctx, c, "已退回", p.ID); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{
			Event: appeal.EventReturned, Parts: []string{p.Department},
			Entry: appeal.Entry{Act: appeal.ActReturn, Shown: true, Words: "依据" + r.Clause + "：" + r.Reason, Facts: appeal.Facts{
				Lead: p.Department, Suggested: r.Suggested, Deliberation: c.Deliberation && !marked,
			}},
		}, nil
	})
}

// Answer tells the lead what a co-handler found.
func (s *Service) Answer(ctx context.Context, a Ask, words string) error {
	return s.change(ctx, a, appeal.PermHandle, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		p, err := s.ownPart(ctx, c, appeal.CoHandler)
		if err != nil {
			return appeal.Done{}, err
		}
		if err := c.Note(appeal.ActAnswer, appeal.CoHandler); err != nil {
			return appeal.Done{}, err
		}
		if err := p.Tell(authz.From(ctx).ID, words, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		if err := s.StopClocks(ctx, c, "已回复承办部门", p.ID); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventAnswered, Parts: []string{p.Department}, Entry: appeal.Entry{Act: appeal.ActAnswer, Words: words}}, s.SavePart(ctx, p)
	})
}

// Draft is a reply as it is handed in.
type Draft = appeal.Reply

// Reply hands in the answer to the reporter. The lead does, or the centre for a
// case that it has not dispatched. Files are what was laid by to be shown with it
// (LayEvidence).
func (s *Service) Reply(ctx context.Context, a Ask, r Draft, files ...string) error {
	return s.change(ctx, a, appeal.PermHandle, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		p, err := s.ownPart(ctx, c, appeal.Lead)
		if err != nil {
			return appeal.Done{}, err
		}
		r.Department = p.Department
		return s.reply(ctx, c, r, appeal.Lead, files)
	})
}

// ReplyAtOnce is the centre's own answer to a case that needs no department.
func (s *Service) ReplyAtOnce(ctx context.Context, a Ask, r Draft, files ...string) error {
	return s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		r.Department = authz.From(ctx).Department
		return s.reply(ctx, c, r, appeal.Centre, files)
	})
}

// reply keeps an answer. What a look at it would have changed does not hold it up,
// and stands in the timeline for whoever reads it as the second person.
func (s *Service) reply(ctx context.Context, c *appeal.Case, r appeal.Reply, by appeal.Role, files []string) (appeal.Done, error) {
	before, err := s.Replies(ctx, c.ID)
	if err != nil {
		return appeal.Done{}, err
	}
	r.ID, r.Case, r.Round, r.State = kernel.NewID(), c.ID, len(before)+1, appeal.ReplySubmitted
	r.By, r.At = authz.From(ctx).ID, s.Clock.Now()
	if err := c.Reply(by, &r); err != nil {
		return appeal.Done{}, err
	}
	d := attachment.Desk{Case: c.ID}
	if by == appeal.Lead {
		d.Department = r.Department
	}
	if err := s.Files.Show(ctx, d, r.ID, files); errors.Is(err, attachment.ErrNotFound) {
		return appeal.Done{}, appeal.ErrReply.With(errs.Field{Path: "body.files", Msg: "有文件已经不在，请重新添加"})
	} else if err != nil {
		return appeal.Done{}, err
	}
	facts := appeal.Facts{Closing: r.Closing, Files: len(files)}
	if !r.PromisedOn.IsZero() {
		facts.PromisedOn = r.PromisedOn.String()
	}
	return appeal.Done{Event: appeal.EventReplied, Entry: appeal.Entry{Act: appeal.ActReply, Words: ignored(advise(c, &r)), Facts: facts}}, s.SaveReply(ctx, &r)
}

// waiting returns the reply of a case that waits to be read.
func (s *Service) waiting(ctx context.Context, c *appeal.Case) (*appeal.Reply, error) {
	list, err := s.Replies(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 || list[len(list)-1].State != appeal.ReplySubmitted {
		return nil, appeal.ErrState
	}
	return list[len(list)-1], nil
}

// Approve releases a reply to the reporter, as its second reader. The terms of the
// case and of its co-handlers end with it.
func (s *Service) Approve(ctx context.Context, a Ask) error {
	return s.change(ctx, a, appeal.PermReview, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		r, err := s.waiting(ctx, c)
		if err != nil {
			return appeal.Done{}, err
		}
		if err := c.Approve(r, authz.From(ctx).ID, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		if err := s.StopClocks(ctx, c, appeal.StoppedReplied, "", appeal.ClockResponse, appeal.ClockPromise, appeal.ClockStatutory); err != nil {
			return appeal.Done{}, err
		}
		if err := s.stopHelp(ctx, c); err != nil {
			return appeal.Done{}, err
		}
		c.Suspended = false
		if err := s.answerMerged(ctx, c, r); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventApproved, Entry: appeal.Entry{Act: appeal.ActApprove, Shown: true, Words: r.Words, Facts: appeal.Facts{
			Closing: r.Closing, Lead: r.Department,
		}}}, s.SaveReply(ctx, r)
	})
}

// stopHelp stops the terms of co-handlers who have not answered the lead: they can
// no more. A redo lets them go on.
func (s *Service) stopHelp(ctx context.Context, c *appeal.Case) error {
	found, err := s.Parts(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, p := range found[c.ID] {
		if p.Role != appeal.CoHandler || !p.Live() {
			continue
		}
		if err := s.StopClocks(ctx, c, appeal.StoppedReplied, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// SendBack refuses a reply, as its second reader.
func (s *Service) SendBack(ctx context.Context, a Ask, note string) error {
	return s.change(ctx, a, appeal.PermReview, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		r, err := s.waiting(ctx, c)
		if err != nil {
			return appeal.Done{}, err
		}
		if err := c.SendBack(r, authz.From(ctx).ID, note, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventSentBack, Entry: appeal.Entry{Act: appeal.ActSendBack, Words: note}}, s.SaveReply(ctx, r)
	})
}
