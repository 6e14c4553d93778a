package reach

import (
	"context"
	"maps"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what the package needs.
type Deps struct {
	DB       *db.DB
	Clock    clock.Clock
	Audit    *audit.Log
	Bus      *events.Bus
	Jobs     *jobs.Runner
	Measures Measures
	Registry Registry
	People   People
	Letters  Letters
	// Subscribers are those of measures.
	Subscribers Subscribers
	// Claims is nil as long as nothing knows who has claimed a measure.
	Claims Claims
	// Daily is how many messages leave in a day at most, of both kinds.
	Daily int64
}

// Service holds the use cases. It is safe for concurrent use.
type Service struct {
	Deps
	store   store
	results storage.Store

	mu   sync.Mutex
	last *found
}

// New returns the service.
func New(d Deps) *Service {
	return &Service{Deps: d, store: store{d.DB}, results: storage.New(d.DB)}
}

func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// found is what a run came to, by measure; nil for one that it did not match. It is
// never changed once it is made.
type found struct {
	run  string
	byID map[string]*outcome
}

type outcome struct {
	matchrun.Text
	eligible, near *roaring.Bitmap
}

// listed is a measure in force with what a run found of it as it is in force.
type listed struct {
	*definition.Record
	*outcome
}

// current returns the last run and the measures of it that can be had, by title;
// false when nothing was matched yet.
func (s *Service) current(ctx context.Context) (matchrun.Run, []listed, bool, error) {
	run, any, err := s.results.LastOwnRun(ctx)
	if err != nil || !any {
		return run, nil, false, err
	}
	list, err := s.inForce(ctx, run)
	return run, list, true, err
}

// offered returns the measures that are in force and whose window is not over: what
// can be had now, or will be once it opens.
func (s *Service) offered(ctx context.Context) ([]*definition.Record, error) {
	published, err := s.Measures.Published(ctx)
	if err != nil {
		return nil, err
	}
	var list []*definition.Record
	for _, r := range published {
		if last := r.Window.To; last.IsZero() || !last.Before(s.today()) {
			list = append(list, r)
		}
	}
	return list, nil
}

// inForce returns the measures on offer that a run matched as they are in force.
func (s *Service) inForce(ctx context.Context, run matchrun.Run) ([]listed, error) {
	offered, err := s.offered(ctx)
	if err != nil {
		return nil, err
	}
	return s.matched(ctx, run, offered)
}

// matched returns those of the measures that a run matched in the same text, with
// what it found.
func (s *Service) matched(ctx context.Context, run matchrun.Run, records []*definition.Record) ([]listed, error) {
	f, err := s.found(ctx, run.ID, records)
	if err != nil {
		return nil, err
	}
	list := make([]listed, 0, len(records))
	for _, r := range records {
		if o := f.byID[r.ID]; o != nil && o.Text == textOf(r) {
			list = append(list, listed{r, o})
		}
	}
	return list, nil
}

func textOf(r *definition.Record) matchrun.Text {
	return matchrun.Text{Version: r.Version, Revision: r.Revision}
}

// found returns what a run came to for these measures, from memory if it was
// asked for last.
func (s *Service) found(ctx context.Context, run string, records []*definition.Record) (*found, error) {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	f := &found{run: run, byID: make(map[string]*outcome, len(records))}
	if last != nil && last.run == run {
		maps.Copy(f.byID, last.byID)
	}
	for _, r := range records {
		if _, known := f.byID[r.ID]; known {
			continue
		}
		o, err := s.results.Outcome(ctx, run, r.ID)
		switch {
		case errs.KindOf(err) == errs.NotFound:
			f.byID[r.ID] = nil
		case err != nil:
			return nil, err
		default:
			f.byID[r.ID] = &outcome{o.Text, o.Eligible, o.Near}
		}
	}
	s.mu.Lock()
	s.last = f
	s.mu.Unlock()
	return f, nil
}

// Opened writes down that an enterprise's handler looked at a measure. Only the
// first time counts, and nothing of the person is kept. It asks for no permission:
// whoever shows the page has asked.
func (s *Service) Opened(ctx context.Context, measure, uscc string, ordinal uint32) error {
	if authz.From(ctx).Kind != kernel.EnterprisePrincipal {
		return nil
	}
	before, err := s.store.hasOpened(ctx, measure, uscc)
	if err != nil || before {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		first, err := s.store.addOpened(ctx, measure, uscc, ordinal, s.Clock.Now())
		if err != nil || !first {
			return err
		}
		return s.store.put(ctx, markOpened, measure, true, ordinal)
	})
}
