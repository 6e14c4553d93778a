package appeal

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// ClockKind is what the statutory clocks call the cases of this module.
const ClockKind = "appeal"

// The names of the clocks of a case. Promise and statutory term run side by side;
// the earlier one is the deadline that people see (rules.md §1).
const (
	ClockResponse  = "response"
	ClockPromise   = "promise"
	ClockStatutory = "statutory"
	// ClockCoHandler and ClockObject belong to a part.
	ClockCoHandler = "cohandler"
	ClockObject    = "object"
	// ClockReopen is the window in which a closed case may be opened again.
	ClockReopen = "reopen"
)

// The profiles from which the clocks take their budgets.
const (
	profileResponse  = "appeal.response"
	profileOrdinary  = "appeal.ordinary"
	profileComplex   = "appeal.complex"
	profileStatutory = "appeal.statutory"
	profileCoHandler = "appeal.cohandler"
	profileObject    = "appeal.return_raise"
	profileReopen    = "appeal.reopen"
)

// startClocks starts the clocks of a case that has come in.
func (s *Service) startClocks(ctx context.Context, c *Case) error {
	of := keeping.Case{Kind: ClockKind, ID: c.ID}
	started, err := s.Clocks.Start(ctx,
		keeping.New{Case: of, Name: ClockResponse, Profile: profileResponse, At: c.ReceivedAt},
		keeping.New{Case: of, Name: ClockPromise, Profile: c.promise(), At: c.ReceivedAt},
		keeping.New{Case: of, Name: ClockStatutory, Profile: profileStatutory, At: c.ReceivedAt},
	)
	c.term(started)
	return wrap(err, "start clocks")
}

func (c *Case) promise() string {
	if c.Complex {
		return profileComplex
	}
	return profileOrdinary
}

// risky is the share of a term after which a case is at risk of being late
// (rules.md §1: the second rung).
const risky = 0.75

// term takes over when the term of a case ends, and when it is at risk, from the
// clock that ends first.
func (c *Case) term(clocks []keeping.Clock) {
	first := Nearest(clocks)
	c.DueAt, c.RiskAt = first.Due, time.Time{}
	for _, r := range first.Rungs {
		if r.Share == risky {
			c.RiskAt = r.At
		}
	}
}

// Nearest returns the clock of a whole case that ends first of those that go on,
// the deadline that people see (rules.md §1); a zero one where none does.
func Nearest(clocks []keeping.Clock) (first keeping.Clock) {
	for _, k := range clocks {
		if k.Holder != "" || k.Name == ClockReopen || k.State != deadline.Running && k.State != deadline.Expired {
			continue
		}
		if first.Due.IsZero() || k.Due.Before(first.Due) {
			first = k
		}
	}
	return first
}

// ClocksOf returns the clocks of a case.
func (s *Service) ClocksOf(ctx context.Context, id string) ([]keeping.Clock, error) {
	found, err := s.Clocks.Of(ctx, ClockKind, id)
	return found[id], wrap(err, "load clocks")
}

// onClocks does something with those clocks of a case that a condition chooses, and
// brings its deadline up to date.
func (s *Service) onClocks(ctx context.Context, c *Case, chosen func(keeping.Clock) bool, do func(ctx context.Context, clock string) (keeping.Clock, error)) error {
	clocks, err := s.ClocksOf(ctx, c.ID)
	if err != nil {
		return err
	}
	for i, k := range clocks {
		if !chosen(k) {
			continue
		}
		if clocks[i], err = do(ctx, k.ID); err != nil {
			return wrap(err, "change clock")
		}
	}
	c.term(clocks)
	return nil
}

func (s *Service) mark(ctx context.Context, basis string) keeping.Mark {
	return keeping.Mark{Basis: basis, By: authz.From(ctx).ID} // at the moment that the clock is held
}

// StopClocks stops the clocks of a case with these names, or all where none is
// named; holder chooses those of one part, "" those of the whole case.
func (s *Service) StopClocks(ctx context.Context, c *Case, basis, holder string, names ...string) error {
	return s.onClocks(ctx, c, func(k keeping.Clock) bool {
		return k.State != deadline.Stopped && k.Holder == holder && (len(names) == 0 || slices.Contains(names, k.Name))
	}, func(ctx context.Context, clock string) (keeping.Clock, error) {
		return s.Clocks.Stop(ctx, clock, s.mark(ctx, basis))
	})
}

// StopEveryClock stops all clocks of a case and its parts.
func (s *Service) StopEveryClock(ctx context.Context, c *Case, basis string) error {
	clocks, err := s.Clocks.StopCase(ctx, keeping.Case{Kind: ClockKind, ID: c.ID}, s.mark(ctx, basis))
	c.term(clocks)
	return wrap(err, "stop clocks")
}

// RestClocks lets the clocks of a case rest within another one: a merged case never
// escalates (rules.md §1, 4).
func (s *Service) RestClocks(ctx context.Context, c *Case, basis string) error {
	clocks, err := s.Clocks.RestCase(ctx, keeping.Case{Kind: ClockKind, ID: c.ID}, s.mark(ctx, basis))
	c.term(clocks)
	return wrap(err, "rest clocks")
}

// WakeClocks lets them go on.
func (s *Service) WakeClocks(ctx context.Context, c *Case, basis string) error {
	clocks, err := s.Clocks.WakeCase(ctx, keeping.Case{Kind: ClockKind, ID: c.ID}, s.mark(ctx, basis))
	c.term(clocks)
	return wrap(err, "wake clocks")
}

// StoppedReplied is why the terms of a case are stopped when its answer leaves;
// RestartClocks finds them again by it.
const StoppedReplied = "答复已审核发出"

// RestartClocks lets the clocks of a case that were stopped for a reason go on
// where they stopped: a redo stays on the first clock.
func (s *Service) RestartClocks(ctx context.Context, c *Case, stoppedFor, basis string) error {
	return s.onClocks(ctx, c, func(k keeping.Clock) bool {
		n := len(k.Entries)
		return k.State == deadline.Stopped && n > 0 && k.Entries[n-1].Basis == stoppedFor
	}, func(ctx context.Context, clock string) (keeping.Clock, error) {
		return s.Clocks.Restart(ctx, clock, s.mark(ctx, basis))
	})
}

// SuspendClocks lets the terms of a case stand still on a legal basis.
func (s *Service) SuspendClocks(ctx context.Context, c *Case, basis string, until time.Time) error {
	return s.onClocks(ctx, c, func(k keeping.Clock) bool {
		return k.State == deadline.Running && k.Holder == "" && (k.Name == ClockPromise || k.Name == ClockStatutory)
	}, func(ctx context.Context, clock string) (keeping.Clock, error) {
		m := s.mark(ctx, basis)
		m.Until = until
		return s.Clocks.Suspend(ctx, clock, m)
	})
}

// ResumeClocks lets them go on.
func (s *Service) ResumeClocks(ctx context.Context, c *Case, basis string) error {
	return s.onClocks(ctx, c, func(k keeping.Clock) bool { return k.State == deadline.Suspended }, func(ctx context.Context, clock string) (keeping.Clock, error) {
		return s.Clocks.Resume(ctx, clock, s.mark(ctx, basis))
	})
}

// ExtendClocks gives the terms of a case more working days.
func (s *Service) ExtendClocks(ctx context.Context, c *Case, days int, basis string) error {
	return s.onClocks(ctx, c, func(k keeping.Clock) bool {
		return k.State == deadline.Running && k.Holder == "" && (k.Name == ClockPromise || k.Name == ClockStatutory)
	}, func(ctx context.Context, clock string) (keeping.Clock, error) {
		return s.Clocks.Extend(ctx, clock, deadline.Budget{Amount: days, Unit: deadline.Workday}, s.mark(ctx, basis))
	})
}

// ChangePromise gives a case the promise of complex ones or takes it back: the old
// promise ends, the other one counts from the day the case was received.
func (s *Service) ChangePromise(ctx context.Context, c *Case) error {
	basis := "改按一般诉求计时"
	if c.Complex {
		basis = "认定为复杂诉求，改按一个月计时"
	}
	if err := s.StopClocks(ctx, c, basis, "", ClockPromise); err != nil {
		return err
	}
	_, err := s.Clocks.Start(ctx, keeping.New{Case: keeping.Case{Kind: ClockKind, ID: c.ID}, Name: ClockPromise, Profile: c.promise(), At: c.ReceivedAt})
	if err != nil {
		return wrap(err, "start promise")
	}
	clocks, err := s.ClocksOf(ctx, c.ID)
	c.term(clocks)
	return err
}

// StartPartClocks starts what runs for a part: the time to object for a lead, the
// time to answer for a co-handler.
func (s *Service) StartPartClocks(ctx context.Context, p *Part) error {
	of, name, profile := keeping.Case{Kind: ClockKind, ID: p.Case}, ClockObject, profileObject
	if p.Role == CoHandler {
		name, profile = ClockCoHandler, profileCoHandler
	} else if p.Direct {
		return nil
	}
	started, err := s.Clocks.Start(ctx, keeping.New{Case: of, Name: name, Holder: p.ID, Profile: profile, At: p.SentAt})
	if err == nil && p.Role == Lead {
		p.ObjectUntil = started[0].Due
	}
	return wrap(err, "start clock of part")
}

// ReopenUntil starts the window in which a case may be opened again and returns its
// end.
func (s *Service) ReopenUntil(ctx context.Context, c *Case) (time.Time, error) {
	started, err := s.Clocks.Start(ctx, keeping.New{Case: keeping.Case{Kind: ClockKind, ID: c.ID}, Name: ClockReopen, Profile: profileReopen, At: s.Clock.Now()})
	if err != nil {
		return time.Time{}, wrap(err, "start window")
	}
	return started[0].Due, nil
}
