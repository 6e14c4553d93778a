package handling

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Accept takes a case on: the first answer to the reporter. complex promises a
// month instead of seven days.
func (s *Service) Accept(ctx context.Context, a Ask, complex bool) error {
	return s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		changed := c.Complex != complex
		if err := c.Accept(complex); err != nil {
			return appeal.Done{}, err
		}
		if err := s.StopClocks(ctx, c, "已受理", "", appeal.ClockResponse); err != nil {
			return appeal.Done{}, err
		}
		if changed {
			if err := s.ChangePromise(ctx, c); err != nil {
				return appeal.Done{}, err
			}
		}
		return appeal.Done{Event: appeal.EventAccepted, Entry: appeal.Entry{Act: appeal.ActAccept, Shown: true, Facts: appeal.Facts{Complex: complex}}}, nil
	})
}

// Classify corrects kind, topic, urgency, place and complexity. A topic has to be
// one of the taxonomy, unless it is the one that the case has: cases keep what
// another list gave them.
func (s *Service) Classify(ctx context.Context, a Ask, n appeal.Classification) error {
	return s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if _, known := topic.Default().Find(n.Topic); !known && n.Topic != "" && n.Topic != c.Topic {
			return appeal.Done{}, appeal.ErrForm.With(errs.Field{Path: "body.topic", Msg: "没有这个主题，请从列表里选择"})
		}
		changed, err := c.Classify(n)
		if err != nil || len(changed) == 0 {
			return appeal.Done{}, err
		}
		if slices.Contains(changed, "complex") {
			if err := s.ChangePromise(ctx, c); err != nil {
				return appeal.Done{}, err
			}
		}
		if err := s.Learner.Classified(ctx, c, changed); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventClassified, Entry: appeal.Entry{Act: appeal.ActClassify, Facts: appeal.Facts{Changed: changed, Complex: n.Complex}}}, nil
	})
}

// Refuse does not accept a case, on a ground that the reporter is told.
func (s *Service) Refuse(ctx context.Context, a Ask, ground, words string) error {
	return s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if err := c.Refuse(ground, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		if err := s.StopEveryClock(ctx, c, "不予受理"); err != nil {
			return appeal.Done{}, err
		}
		if err := s.ReleaseMerged(ctx, c, "一起办理的那一件没有受理"); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventRefused, Entry: appeal.Entry{Act: appeal.ActRefuse, Shown: true, Words: words, Facts: appeal.Facts{Ground: ground}}}, nil
	})
}

// Dispatch gives a case to a lead and co-handlers. What others had of it ends.
func (s *Service) Dispatch(ctx context.Context, a Ask, o appeal.Order, words string) error {
	return s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		return s.dispatch(ctx, c, o, words)
	})
}

func (s *Service) dispatch(ctx context.Context, c *appeal.Case, o appeal.Order, words string) (appeal.Done, error) {
	if err := s.checkDepartments(ctx, o); err != nil {
		return appeal.Done{}, err
	}
	paths := map[string][]string{}
	for _, d := range append([]string{o.Lead}, o.CoHandlers...) {
		path, err := s.Departments.Path(ctx, d)
		if err != nil {
			return appeal.Done{}, err
		}
		paths[d] = path
	}
	if err := c.Dispatch(o, func(d string) []string { return paths[d] }); err != nil {
		return appeal.Done{}, err
	}
	if err := s.dropParts(ctx, c, "重新派单"); err != nil {
		return appeal.Done{}, err
	}
	now, by := s.Clock.Now(), authz.From(ctx).ID
	for i, d := range append([]string{o.Lead}, o.CoHandlers...) {
		p := &appeal.Part{ID: kernel.NewID(), Case: c.ID, Role: appeal.CoHandler, Department: d, State: appeal.PartSent, SentAt: now, SentBy: by}
		if i == 0 {
			p.Role, p.Direct = appeal.Lead, o.Direct
		}
		if err := s.StartPartClocks(ctx, p); err != nil {
			return appeal.Done{}, err
		}
		if err := s.InsertPart(ctx, p); err != nil {
			return appeal.Done{}, err
		}
	}
	if err := s.Learner.Dispatched(ctx, c); err != nil {
		return appeal.Done{}, err
	}
	return appeal.Done{
		Event: appeal.EventDispatched, Parts: append([]string{o.Lead}, o.CoHandlers...),
		Entry: appeal.Entry{Act: appeal.ActDispatch, Shown: true, Words: words, Facts: appeal.Facts{Lead: o.Lead, CoHandlers: o.CoHandlers, Direct: o.Direct}},
	}, nil
}

func (s *Service) checkDepartments(ctx context.Context, o appeal.Order) error {
	all, err := s.Departments.All(ctx)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for i, id := range append([]string{o.Lead}, o.CoHandlers...) {
		path := "body.lead"
		if i > 0 {
			path = "body.co_handlers"
		}
		if d, ok := all[id]; !ok || d.Closed {
			return appeal.ErrDepartment.With(errs.Field{Path: path, Msg: "没有这个部门，或者它已撤销"})
		}
		if seen[id] && i > 0 && id != o.Lead {
			return appeal.ErrDepartment.With(errs.Field{Path: path, Msg: "同一个部门选了两次"})
		}
		seen[id] = true
	}
	return nil
}

// dropParts ends the live parts of a case and their clocks.
func (s *Service) dropParts(ctx context.Context, c *appeal.Case, basis string) error {
	list, err := s.parts(ctx, c)
	if err != nil {
		return err
	}
	for _, p := range list {
		if !p.Live() {
			continue
		}
		p.State, p.EndedAt = appeal.PartEnded, s.Clock.Now()
		if err := s.SavePart(ctx, p); err != nil {
			return err
		}
		if err := s.StopClocks(ctx, c, basis, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// Many is what became of each case of a bulk dispatch.
type Many struct {
	ID    string
	Error error
}

// DispatchMany gives several cases to one lead. Each is dispatched by itself: one
// that cannot be does not hold up the others.
func (s *Service) DispatchMany(ctx context.Context, list []Ask, o appeal.Order, words string) ([]Many, error) {
	if _, err := authz.Require(ctx, appeal.PermCentre); err != nil {
		return nil, err
	}
	out := make([]Many, len(list))
	for i, a := range list {
		err := s.Dispatch(ctx, a, o, words)
		if errs.KindOf(err) == errs.Internal && err != nil {
			return nil, err
		}
		out[i] = Many{ID: a.ID, Error: err}
	}
	return out, nil
}

// Merge makes cases part of another one. All of them or none.
func (s *Service) Merge(ctx context.Context, main Ask, others []Ask) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		into, err := s.Find(ctx, appeal.PermCentre, main.ID)
		if err != nil {
			return err
		}
		if main.Version != into.Version {
			return appeal.ErrStale
		}
		for _, a := range others {
			if err := s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) { return s.merge(ctx, c, into) }); err != nil {
				return err
			}
		}
		return s.Apply(ctx, into, func(_ context.Context, c *appeal.Case) (appeal.Done, error) {
			return appeal.Done{Event: appeal.EventMerged, Entry: appeal.Entry{Act: appeal.ActMerge, Facts: appeal.Facts{Merged: len(others)}}}, nil
		})
	})
}

func (s *Service) merge(ctx context.Context, c, into *appeal.Case) (appeal.Done, error) {
	if err := c.MergeInto(into); err != nil {
		return appeal.Done{}, err
	}
	if err := s.RestClocks(ctx, c, "与 "+into.Number+" 号诉求合并办理"); err != nil {
		return appeal.Done{}, err
	}
	return appeal.Done{Event: appeal.EventMerged, Entry: appeal.Entry{Act: appeal.ActMerge, Shown: true, Facts: appeal.Facts{Other: into.Number}}}, nil
}

// Unmerge takes a case out of the one it went into.
func (s *Service) Unmerge(ctx context.Context, a Ask, words string) error {
	return s.change(ctx, a, appeal.PermCentre, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		return s.UnmergeBy(ctx, c, appeal.Centre, words)
	})
}
