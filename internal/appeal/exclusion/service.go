package exclusion

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Service leaves cases out of the rates. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	// Rules returns what the definition of a month says of single cases.
	Rules func(ctx context.Context, month civil.Date) (Rules, error)
}

// Request names a case as it was seen.
type Request struct {
	ID      string
	Version int64
}

// Ask asks to leave a case out, for a department of the caller that worked on it.
func (s *Service) Ask(ctx context.Context, r Request, reason, words string) error {
	_, err := s.Change(ctx, appeal.Step{ID: r.ID, Version: r.Version, Permission: PermAsk}, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		department, err := s.partOf(ctx, c)
		if err != nil {
			return appeal.Done{}, err
		}
		month := Month(c)
		rules, err := s.Rules(ctx, month)
		if err != nil {
			return appeal.Done{}, err
		}
		e := &Exclusion{
			ID: kernel.NewID(), Case: c.ID, Department: department, Reason: reason, Words: words, AskedBy: authz.From(ctx).ID, AskedAt: s.Clock.Now(),
		}
		if err := rules.ask(e, month, civil.Of(e.AskedAt.In(civil.Beijing))); err != nil {
			return appeal.Done{}, err
		}
		return done(EventAsked, actAsk, e, e.Label+"。"+e.Words), s.insert(ctx, e)
	})
	return err
}

func done(event string, act appeal.Act, e *Exclusion, words string) appeal.Done {
	return appeal.Done{Event: event, Entry: appeal.Entry{Act: act, Words: words}, Parts: []string{e.Department}}
}

// Decide approves or refuses the request that waits.
func (s *Service) Decide(ctx context.Context, r Request, yes bool, words string) error {
	_, err := s.Change(ctx, appeal.Step{ID: r.ID, Version: r.Version, Permission: PermDecide}, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		e, err := s.live(ctx, c.ID)
		if err != nil {
			return appeal.Done{}, err
		}
		related, err := s.related(ctx, e)
		if err != nil {
			return appeal.Done{}, err
		}
		was := e.State
		if err := e.decide(yes, authz.From(ctx).ID, related, words, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		act := actRefuse
		if yes {
			act = actApprove
		}
		return done(EventDecided, act, e, e.Note), s.save(ctx, e, was)
	})
	return err
}

// Withdraw takes a request back, or lets a case count again. The department that
// asked does so, or whoever decides and is not of it.
func (s *Service) Withdraw(ctx context.Context, r Request, words string) error {
	perm := PermAsk
	if !authz.Can(authz.From(ctx), PermAsk) {
		perm = PermDecide
	}
	_, err := s.Change(ctx, appeal.Step{ID: r.ID, Version: r.Version, Permission: perm}, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		e, err := s.live(ctx, c.ID)
		if err != nil {
			return appeal.Done{}, err
		}
		may, err := s.mayWithdraw(ctx, e)
		if err != nil {
			return appeal.Done{}, err
		}
		if !may {
			return appeal.Done{}, ErrPart
		}
		was := e.State
		if err := e.end(authz.From(ctx).ID, words, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		return done(EventWithdrawn, actWithdraw, e, words), s.save(ctx, e, was)
	})
	return err
}

// partOf returns the department of the caller, or one below it, that leads a case or
// helped with it. Who returned a case has no part in it.
func (s *Service) partOf(ctx context.Context, c *appeal.Case) (string, error) {
	mine, err := s.Departments.Subtree(ctx, authz.From(ctx).Department)
	if err != nil {
		return "", wrap(err, "find departments below")
	}
	parts, err := s.Parts(ctx, c.ID)
	if err != nil {
		return "", err
	}
	for _, p := range slices.Backward(parts[c.ID]) {
		if p.State != appeal.PartReturned && slices.Contains(mine, p.Department) {
			return p.Department, nil
		}
	}
	return "", ErrPart
}

// live returns the request of a case that waits or holds.
func (s *Service) live(ctx context.Context, id string) (*Exclusion, error) {
	list, err := s.ofCase(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, e := range slices.Backward(list) {
		if e.State == Asked || e.State == Approved {
			return e, nil
		}
	}
	return nil, ErrState
}

// related reports whether the caller belongs to a department whose rates the request
// moves, or to one below it. The body above departments is who they answer to.
func (s *Service) related(ctx context.Context, e *Exclusion) (bool, error) {
	own := authz.From(ctx).Department
	if own == "" {
		return false, nil
	}
	mine, err := s.Departments.Path(ctx, own)
	if err != nil {
		return false, wrap(err, "find departments above")
	}
	parts, err := s.Parts(ctx, e.Case)
	if err != nil {
		return false, err
	}
	moved := func(p *appeal.Part) bool {
		return p.State != appeal.PartReturned && slices.Contains(mine, p.Department)
	}
	return slices.Contains(mine, e.Department) || slices.ContainsFunc(parts[e.Case], moved), nil
}

// asks reports whether the caller acts for a department that asked.
func (s *Service) asks(ctx context.Context, e *Exclusion) (bool, error) {
	if !authz.Can(authz.From(ctx), PermAsk) {
		return false, nil
	}
	mine, err := s.Departments.Subtree(ctx, authz.From(ctx).Department)
	return slices.Contains(mine, e.Department), wrap(err, "find departments below")
}

func (s *Service) mayWithdraw(ctx context.Context, e *Exclusion) (bool, error) {
	own, err := s.asks(ctx, e)
	if own || err != nil || e.State != Approved || !authz.Can(authz.From(ctx), PermDecide) {
		return own, err
	}
	related, err := s.related(ctx, e)
	return !related, err
}
