package reach

import (
	"context"
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

// found is what a run came to, by measure. It is never changed once it is made.
type found struct {
	run    currentRun
	byID   map[string]outcome
	loaded map[string]int64 // which version of which measure was looked for
}

type outcome struct {
	version        int64
	eligible, near *roaring.Bitmap
}

// listed is a measure in force with what the last run found.
type listed struct {
	ID, Title string
	outcome
}

// current returns the last run and the measures of it that are in force in the
// version that was matched, by title; false when nothing was matched yet.
func (s *Service) current(ctx context.Context) (currentRun, []listed, bool, error) {
	run, any, err := s.store.lastRun(ctx)
	if err != nil || !any {
		return run, nil, false, err
	}
	list, err := s.inForce(ctx, run)
	return run, list, true, err
}

// inForce returns the measures in force that a run matched in the same version.
func (s *Service) inForce(ctx context.Context, run currentRun) ([]listed, error) {
	published, err := s.Measures.Published(ctx)
	if err != nil {
		return nil, err
	}
	versions := make(map[string]int64, len(published))
	for _, r := range published {
		versions[r.ID] = r.Version
	}
	f, err := s.found(ctx, run, versions)
	if err != nil {
		return nil, err
	}
	list := make([]listed, 0, len(published))
	for _, r := range published {
		if o, ok := f.byID[r.ID]; ok && o.version == r.Version {
			list = append(list, listed{ID: r.ID, Title: r.Title, outcome: o})
		}
	}
	return list, nil
}

// found returns what a run came to for these measures, from memory if it was
// asked for last.
func (s *Service) found(ctx context.Context, run currentRun, versions map[string]int64) (*found, error) {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	f := &found{run: run, byID: map[string]outcome{}, loaded: versions}
	for id, version := range versions {
		if last != nil && last.run.ID == run.ID && last.loaded[id] == version {
			if o, ok := last.byID[id]; ok {
				f.byID[id] = o
			}
			continue
		}
		o, err := s.results.Outcome(ctx, run.ID, id)
		if errs.KindOf(err) == errs.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		f.byID[id] = outcome{version: o.Version, eligible: o.Eligible, near: o.Near}
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
	return s.store.addOpened(ctx, measure, uscc, ordinal, s.Clock.Now())
}
