package life

import (
	"context"
	"errors"
	"strings"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// AnyRevision is a change that does not depend on what was seen.
const AnyRevision int64 = -1

// onOpen does one step of the open version of a measure, which must have the
// revision that the caller saw. The draft is nil where none is left.
func (s *Service) onOpen(ctx context.Context, need authz.Permission, measure string, revision int64, action string,
	to definition.State, check func(ctx context.Context, open *definition.Version, step *definition.LifeStep) error,
) (d *Draft, err error) {
	if _, err := authz.Require(ctx, need); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx); err != nil {
			return err
		}
		versions, err := s.store.Versions(ctx, measure)
		if err != nil {
			return err
		}
		open := definition.OpenOf(versions)
		if open == nil {
			return definition.ErrTransition
		}
		if revision != AnyRevision && open.Revision != revision {
			if need == policy.PermReview {
				return ErrChanged
			}
			return definition.ErrStale
		}
		step := definition.LifeStep{Number: open.Number, From: open.State, To: to, On: s.today()}
		if _, err := open.State.Become(to); err != nil {
			return err
		}
		if err := check(ctx, open, &step); err != nil {
			return err
		}
		if err := s.take(ctx, action, measure, step); err != nil || !to.Open() {
			return err
		}
		d, err = s.draft(ctx, measure)
		return err
	})
	return d, err
}

// take writes a step with its audit entry and event, and what it brings about.
func (s *Service) take(ctx context.Context, action, measure string, step definition.LifeStep) error {
	step.At, step.By, step.ByID = s.Clock.Now(), name(ctx), who(ctx)
	if err := s.store.Step(ctx, measure, step); err != nil {
		return err
	}
	done := Changed{Measure: measure, Version: step.Number}
	if event := eventOf(step); event != "" {
		r, err := s.Catalogue.Record(ctx, measure, step.Number)
		if err != nil {
			return err
		}
		if !r.EffectiveFrom.IsZero() {
			done.EffectiveFrom = r.EffectiveFrom.String()
		}
		if err := s.Bus.Publish(ctx, event, done); err != nil {
			return err
		}
	}
	return s.note(ctx, action, measure, done)
}

// whole refuses a version that lacks something, naming all of it.
func (s *Service) whole(ctx context.Context, measure string, number int64) error {
	r, err := s.Catalogue.Record(ctx, measure, number)
	if err != nil {
		return err
	}
	gaps, err := s.Catalogue.Gaps(ctx, r)
	if err == nil && len(gaps) > 0 {
		err = ErrIncomplete.With(definition.Fields(gaps)...)
	}
	return err
}

// Submit hands a draft to review. It fails with ErrIncomplete, which names all
// that is missing.
func (s *Service) Submit(ctx context.Context, measure string, revision int64) (*Draft, error) {
	return s.onOpen(ctx, policy.PermEdit, measure, revision, "policy.draft_submitted", definition.InReview,
		func(ctx context.Context, open *definition.Version, _ *definition.LifeStep) error {
			if err := s.whole(ctx, measure, open.Number); err != nil {
				return err
			}
			return s.store.AddAuthor(ctx, measure, open.Number, who(ctx))
		})
}

// TakeBack makes a submitted version a draft again, for whoever wrote or submitted
// it.
func (s *Service) TakeBack(ctx context.Context, measure string) (*Draft, error) {
	return s.onOpen(ctx, policy.PermEdit, measure, AnyRevision, "policy.draft_taken_back", definition.Draft,
		func(ctx context.Context, open *definition.Version, _ *definition.LifeStep) error {
			if !author(ctx, open) {
				return ErrNotAuthor
			}
			return nil
		})
}

// Return gives a submitted version back to its authors with a note. Nobody returns
// his own work: he takes it back.
func (s *Service) Return(ctx context.Context, measure, note string) (*Draft, error) {
	return s.onOpen(ctx, policy.PermReview, measure, AnyRevision, "policy.draft_returned", definition.Draft,
		func(ctx context.Context, open *definition.Version, step *definition.LifeStep) error {
			if step.Note = strings.TrimSpace(note); step.Note == "" {
				return ErrReason
			}
			return open.MayReview(who(ctx))
		})
}

// Publish makes a submitted version count from a day on; zero is the day that its
// definition states, if that lies ahead, or today. Only the first version of a
// measure may count from an earlier day. It fails with ErrOwnWork for whoever wrote
// or submitted it, with ErrChanged when it is not what the reviewer saw, and with
// ErrIncomplete.
func (s *Service) Publish(ctx context.Context, measure string, revision int64, from civil.Date) error {
	_, err := s.onOpen(ctx, policy.PermReview, measure, revision, "policy.version_published", definition.Published,
		func(ctx context.Context, open *definition.Version, step *definition.LifeStep) error {
			if err := open.MayReview(who(ctx)); err != nil {
				return err
			}
			versions, err := s.store.Versions(ctx, measure)
			if err != nil {
				return err
			}
			if step.On, err = s.firstDay(versions, open, from); err != nil {
				return err
			}
			if err := s.whole(ctx, measure, open.Number); err != nil {
				return err
			}
			r, err := s.Catalogue.Record(ctx, measure, open.Number)
			if err != nil {
				return err
			}
			if end := r.Ends(); !end.IsZero() && step.On.After(end) {
				return ErrIncomplete.With(definition.Fields([]definition.Gap{{Path: "policy", Words: "依据的政策文件到 " + end.String() + " 为止有效"}})...)
			}
			if current, _ := definition.Standing(versions, s.today()); current != nil && step.On.After(s.today()) {
				return nil // until that day people find what counts now
			}
			return s.Catalogue.Index(ctx, r)
		})
	return err
}

// firstDay is the day from which a version counts.
func (s *Service) firstDay(versions []definition.Version, open *definition.Version, asked civil.Date) (civil.Date, error) {
	today := s.today()
	if asked.IsZero() {
		if asked = open.EffectiveFrom; asked.Before(today) {
			asked = today
		}
	}
	if definition.EverPublished(versions) && asked.Before(today) {
		return asked, ErrFirstDay
	}
	if last := definition.LastPublished(versions); last != nil && asked.Before(last.EffectiveFrom) {
		return asked, ErrFirstDay.With(definition.Fields([]definition.Gap{{Path: "effective_from", Words: "不能早于上一版的 " + last.EffectiveFrom.String()}})...)
	}
	return asked, nil
}

// Discard drops a draft.
func (s *Service) Discard(ctx context.Context, measure string) error {
	_, err := s.onOpen(ctx, policy.PermEdit, measure, AnyRevision, "policy.draft_discarded", definition.Withdrawn,
		func(context.Context, *definition.Version, *definition.LifeStep) error { return nil })
	return err
}

// Suspend keeps the version in force from being matched and shown until it is
// resumed, and with it those that would follow it: their days may come meanwhile.
func (s *Service) Suspend(ctx context.Context, measure, reason string) error {
	return s.onCurrent(ctx, measure, reason, "policy.version_suspended", definition.Suspended, func(v, current *definition.Version) bool {
		return v == current || follows(v, current) && v.State == definition.Published
	})
}

// Resume puts a suspended version into force again, and lets those that were
// suspended with it follow on their days.
func (s *Service) Resume(ctx context.Context, measure, reason string) error {
	return s.onCurrent(ctx, measure, reason, "policy.version_resumed", definition.Published, func(v, current *definition.Version) bool {
		return (v == current || follows(v, current)) && v.State == definition.Suspended
	})
}

// follows reports whether a version comes after the one in force.
func follows(v, current *definition.Version) bool { return current != nil && v.Number > current.Number }

// Withdraw ends a measure: the version in force and any that would follow it. With
// the number of a version that was published for a later day it calls off that one
// alone, and what is in force stays so; it fails with ErrInForce for any other.
func (s *Service) Withdraw(ctx context.Context, measure string, version int64, reason string) error {
	if version != 0 {
		return s.callOff(ctx, measure, version, reason)
	}
	return s.onCurrent(ctx, measure, reason, "policy.measure_withdrawn", definition.Withdrawn, func(v, _ *definition.Version) bool {
		return v.State == definition.Published || v.State == definition.Suspended
	})
}

func (s *Service) callOff(ctx context.Context, measure string, version int64, reason string) error {
	today := s.today()
	found := false
	err := s.onCurrent(ctx, measure, reason, "policy.version_called_off", definition.Withdrawn, func(v, _ *definition.Version) bool {
		found = found || v.Number == version && v.Ahead(today)
		return v.Number == version && v.Ahead(today)
	})
	if !found && errors.Is(err, definition.ErrTransition) {
		return ErrInForce
	}
	return err
}

// onCurrent takes the versions that the choice names to another state: from today,
// or a pause and its end from the version's first day if that lies ahead.
func (s *Service) onCurrent(ctx context.Context, measure, reason, action string, to definition.State, chosen func(v, current *definition.Version) bool) error {
	if _, err := authz.Require(ctx, policy.PermReview); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return ErrReason
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx); err != nil {
			return err
		}
		if _, err := s.store.Versions(ctx, measure); err != nil {
			return err
		}
		if _, err := s.catchUp(ctx, measure); err != nil {
			return err
		}
		versions, err := s.store.Versions(ctx, measure)
		if err != nil {
			return err
		}
		current, _ := definition.Standing(versions, s.today())
		moved := false
		for i := range versions {
			v := &versions[i]
			if !chosen(v, current) {
				continue
			}
			if _, err := v.State.Become(to); err != nil {
				return err
			}
			moved = true
			step := definition.LifeStep{Number: v.Number, From: v.State, To: to, On: s.today(), Note: reason}
			if to != definition.Withdrawn && step.On.Before(v.EffectiveFrom) {
				step.On = v.EffectiveFrom
			}
			if err := s.take(ctx, action, measure, step); err != nil {
				return err
			}
		}
		if !moved {
			return definition.ErrTransition
		}
		return nil
	})
}

// Submitted says what became of one of several drafts that were submitted at once.
type Submitted struct {
	Measure   string
	Submitted bool
	// Reason says why not, empty if it was.
	Reason string
	Gaps   []definition.Gap
}

// SubmitAll submits several drafts: what lacks something stays a draft and does
// not keep the others.
func (s *Service) SubmitAll(ctx context.Context, measures []string) ([]Submitted, error) {
	if _, err := authz.Require(ctx, policy.PermEdit); err != nil {
		return nil, err
	}
	var out []Submitted
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		out = make([]Submitted, 0, len(measures))
		for _, id := range measures {
			done := Submitted{Measure: id, Submitted: true}
			if _, err := s.Submit(ctx, id, AnyRevision); err != nil {
				refused, ok := errors.AsType[*errs.Error](err)
				if !ok {
					return err
				}
				done.Submitted, done.Reason = false, refused.Msg
				for _, f := range refused.Fields {
					done.Gaps = append(done.Gaps, definition.Gap{Path: f.Path, Words: f.Msg})
				}
			}
			out = append(out, done)
		}
		return nil
	})
	return out, err
}
