package keeping

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what a Keeper needs.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Jobs  *jobs.Runner
}

// Keeper keeps clocks. It asks for no permission where a case is concerned: that
// is the business of the module that owns the case. It is safe for concurrent use.
type Keeper struct {
	Deps
	mu    sync.Mutex
	known *known
}

// NewKeeper returns a Keeper.
func NewKeeper(d Deps) *Keeper { return &Keeper{Deps: d} }

// known is what rarely changes: the calendar and the profiles. mark tells one
// committed state of them from any other.
type known struct {
	mark     string
	almanac  almanac
	profiles map[string][]Profile
}

// know returns calendar and profiles as they are now. One short query tells whether
// those at hand still hold.
func (k *Keeper) know(ctx context.Context) (*known, error) {
	mark, err := k.mark(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	have := k.known
	k.mu.Unlock()
	if have != nil && have.mark == mark {
		return have, nil
	}
	fresh := &known{mark: mark}
	if fresh.almanac, err = k.loadAlmanac(ctx); err != nil {
		return nil, err
	}
	if fresh.profiles, err = k.loadProfiles(ctx); err != nil {
		return nil, err
	}
	k.mu.Lock()
	k.known = fresh
	k.mu.Unlock()
	return fresh, nil
}

// Calendar returns the calendar as it is amended now.
func (k *Keeper) Calendar(ctx context.Context) (deadline.Calendar, error) {
	have, err := k.know(ctx)
	if err != nil {
		return nil, err
	}
	return have.almanac.now(), nil
}

// Start starts clocks, of any cases, in two statements. Codes without a profile are
// ErrProfile.
func (k *Keeper) Start(ctx context.Context, all ...New) ([]Clock, error) {
	if len(all) == 0 {
		return nil, nil
	}
	have, err := k.know(ctx)
	if err != nil {
		return nil, err
	}
	now := k.Clock.Now()
	clocks := make([]Clock, len(all))
	for i, n := range all {
		if n.At.IsZero() {
			n.At = now
		}
		profile, ok := inForce(have.profiles[n.Profile], civil.Of(n.At.In(civil.Beijing)))
		if !ok {
			return nil, ErrProfile
		}
		c := Clock{
			ID: kernel.NewID(), Case: n.Case, Name: n.Name, Holder: n.Holder, Profile: profile.ref(),
			Start: db.At(n.At).Time, Budget: profile.Budget, Version: 1, edition: have.almanac.latest(),
		}
		if n.Budget != (deadline.Budget{}) {
			c.Budget = n.Budget
		}
		if err := c.derive(have, now); err != nil {
			return nil, err
		}
		clocks[i] = c
	}
	err = k.DB.InTx(ctx, func(ctx context.Context) error { return k.insertClocks(ctx, clocks) })
	return clocks, err
}

// derive fills in everything that follows from the ledger.
func (c *Clock) derive(have *known, now time.Time) error {
	cal := have.almanac.now()
	if n := len(c.Entries); n > 0 && c.Entries[n-1].Kind == deadline.Stop {
		cal = have.almanac.under(c.edition) // a verdict does not move
	}
	p, err := deadline.Project(c.Start, c.Budget, c.Entries, cal, now)
	if err != nil {
		return err
	}
	c.take(p)
	return nil
}

func (c *Clock) take(p deadline.Projection) {
	c.Due, c.State, c.Stopped, c.Met, c.Rolled = p.Due, p.State, p.Stopped, p.Met, p.Rolled
	c.Until, c.Spent, c.Left, c.lines = p.Until, p.Spent, p.Left, p.Lines
	c.Rungs = append(p.Rungs, p.Chain...)
}

// runs reports whether rungs may call.
func (c *Clock) runs() bool { return c.State == deadline.Running || c.State == deadline.Expired }

// Of returns the clocks of cases of one kind, by the id of the case, each case's in
// the order in which they were started.
func (k *Keeper) Of(ctx context.Context, kind string, ids ...string) (map[string][]Clock, error) {
	found := map[string][]Clock{}
	if len(ids) == 0 {
		return found, nil
	}
	have, err := k.know(ctx)
	if err != nil {
		return nil, err
	}
	clocks, err := k.clocksOf(ctx, kind, ids)
	if err != nil {
		return nil, err
	}
	now := k.Clock.Now()
	for i := range clocks {
		c := &clocks[i]
		if err := c.complete(have, now); err != nil {
			return nil, err
		}
		found[c.Case.ID] = append(found[c.Case.ID], *c)
	}
	return found, nil
}

// complete fills in a clock that was loaded.
func (c *Clock) complete(have *known, now time.Time) error {
	for _, p := range have.profiles[c.Profile.Code] {
		if p.Version == int64(c.Profile.Version) {
			c.Profile = p.ref()
		}
	}
	if err := c.derive(have, now); err != nil {
		return fmt.Errorf("derive clock %s: %w", c.ID, err)
	}
	return nil
}

// Story tells what happened to each clock of a case, calendars included.
func (k *Keeper) Story(ctx context.Context, of Case) ([]Story, error) {
	found, err := k.Of(ctx, of.Kind, of.ID)
	if err != nil {
		return nil, err
	}
	clocks := found[of.ID]
	moves, err := k.movesOf(ctx, of)
	if err != nil {
		return nil, err
	}
	have, err := k.know(ctx)
	if err != nil {
		return nil, err
	}
	stories := make([]Story, len(clocks))
	for i, c := range clocks {
		stories[i] = Story{Clock: c, Lines: tell(c, moves[c.ID], have.almanac)}
	}
	return stories, nil
}
