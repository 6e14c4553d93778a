package intake

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/platform/deadline"
)

// Opened is an open file. Close its Content.
type Opened struct {
	attachment.File
	Content *os.File
}

// openFile opens a file for staff, who read an answer before it is released.
func (s *Service) openFile(ctx context.Context, id, file string) (Opened, error) {
	found, content, err := s.Files.Open(ctx, id, file)
	return Opened{found, content}, err
}

// openReleased opens a file for the reporter: what he sent, and what was shown with
// answers that a second person has read. Another one is not there.
func (s *Service) openReleased(ctx context.Context, id, file string) (Opened, error) {
	replies, err := s.Replies(ctx, id)
	if err != nil {
		return Opened{}, err
	}
	o, err := s.openFile(ctx, id, file)
	if err != nil || o.Reply == "" || slices.ContainsFunc(replies, func(r *appeal.Reply) bool { return r.ID == o.Reply && r.State == appeal.ReplyApproved }) {
		return o, err
	}
	_ = o.Content.Close()
	return Opened{}, attachment.ErrNotFound
}

// ProgressOwn returns a case of one of the caller's enterprises.
func (s *Service) ProgressOwn(ctx context.Context, uscc, id string) (Progress, error) {
	c, err := s.ownCase(ctx, uscc, id)
	if err != nil {
		return Progress{}, err
	}
	return s.progress(ctx, c)
}

// ProgressProved returns a case whose secret the caller knows.
func (s *Service) ProgressProved(ctx context.Context, number, secret string) (Progress, error) {
	c, err := s.Proved(ctx, number, secret)
	if err != nil {
		return Progress{}, err
	}
	return s.progress(ctx, c)
}

// NowOf says of each case who has it and until when.
func (s *Service) NowOf(ctx context.Context, cases []*appeal.Case) ([]string, error) {
	name, err := s.departmentNames(ctx)
	out := make([]string, len(cases))
	for i, c := range cases {
		t := teller{c: c, department: name, now: s.Clock.Now()}
		if c.State == appeal.Received {
			t.respondBy = c.DueAt // the first response ends first
		} else {
			t.answerBy = c.DueAt
		}
		out[i] = t.current()
	}
	return out, err
}

func (s *Service) departmentNames(ctx context.Context) (func(id string) string, error) {
	all, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	return func(id string) string {
		if d, there := all[id]; there {
			return d.Name
		}
		return "承办部门"
	}, nil
}

func (s *Service) progress(ctx context.Context, c *appeal.Case) (Progress, error) {
	p := Progress{Case: c, Can: s.can(c)}
	name, err := s.departmentNames(ctx)
	if err != nil {
		return p, err
	}
	t := teller{c: c, department: name, now: s.Clock.Now()}
	if t.entries, err = s.Entries(ctx, c.ID, true); err != nil {
		return p, err
	}
	clocks, err := s.ClocksOf(ctx, c.ID)
	if err != nil {
		return p, err
	}
	for _, k := range clocks {
		if k.State != deadline.Running || k.Holder != "" {
			continue
		}
		switch k.Name {
		case appeal.ClockResponse:
			t.respondBy = k.Due
		case appeal.ClockPromise, appeal.ClockStatutory:
			if t.answerBy.IsZero() || k.Due.Before(t.answerBy) {
				t.answerBy = k.Due
			}
		}
	}
	p.Now, p.Late, p.Story = t.current(), t.late(), t.story()
	if p.Answer, err = s.answer(ctx, c, name); err != nil {
		return p, err
	}
	if p.Files, err = s.Files.Of(ctx, c.ID); err != nil {
		return p, err
	}
	if g, ok := ground.Of(c.Ground); ok {
		p.Ground = &g
	}
	p.Rating, err = s.RatingOf(ctx, c.ID)
	return p, err
}

// answer returns the newest approved reply, nil while there is none.
func (s *Service) answer(ctx context.Context, c *appeal.Case, name func(string) string) (*Answer, error) {
	replies, err := s.Replies(ctx, c.ID)
	if err != nil {
		return nil, fmt.Errorf("load replies of %s: %w", c.ID, err)
	}
	for i := len(replies) - 1; i >= 0; i-- {
		r := replies[i]
		if r.State != appeal.ReplyApproved {
			continue
		}
		a := &Answer{Words: r.Words, Closing: r.Closing.Label(), PromisedOn: r.PromisedOn.String(), At: r.ReadAt, Department: "企业服务中心"}
		if r.Department != "" {
			a.Department = name(r.Department)
		}
		shown, err := s.Files.Shown(ctx, c.ID)
		a.Files = shown[r.ID]
		return a, err
	}
	return nil, nil
}
