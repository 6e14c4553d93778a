package policy

import (
	"context"
	"fmt"
	"sync"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/standard/civil"
)

// StartRun asks for a run over the whole registry as of a day, today if zero,
// and returns it with the task that a screen can follow. While a run as of that
// day waits or works, it is returned and no other is started: it may have read the
// catalogue before what the caller knows of, which package reach makes up for.
func (s *Service) StartRun(ctx context.Context, day civil.Date) (matchrun.Run, error) {
	if _, err := authz.Require(ctx, PermMatch); err != nil {
		return matchrun.Run{}, err
	}
	if day.IsZero() {
		day = s.today()
	}
	var run matchrun.Run
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		by := authz.From(ctx)
		run = matchrun.Run{ID: kernel.NewID(), AsOf: day, By: actor(ctx), RequestedAt: s.Clock.Now()}
		for unique := day.String(); run.Job == ""; {
			job, err := jobs.Insert(ctx, s.Jobs, matchJob, matchArgs{Run: run.ID}, jobs.InsertOptions{Owner: by.ID, Unique: unique, ResultURL: "/desk/measures"})
			if err != nil {
				return err
			}
			alive, found, err := s.store.RunOfJob(ctx, job)
			switch {
			case err != nil:
				return err
			case !found:
				run.Job = job
			case alive.FinishedAt.IsZero():
				run = alive
				return nil
			}
			unique = day.String() + " " + alive.ID // its job has found all it will find and is about to end
		}
		if err := s.store.AddRun(ctx, run, by.ID); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.match_requested", ObjectKind: "policy_match_run", Object: run.ID, Detail: map[string]string{"as_of": day.String()}})
	})
	return run, err
}

// Runs lists the runs, the newest first, with the state of each one's task.
func (s *Service) Runs(ctx context.Context, page kernel.Page) (kernel.Rows[matchrun.Run], error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return kernel.Rows[matchrun.Run]{}, err
	}
	rows, err := s.store.Runs(ctx, storage.Limited(page))
	if err != nil {
		return rows, err
	}
	for i := range rows.Items {
		r := &rows.Items[i]
		if !r.FinishedAt.IsZero() {
			r.State = string(jobs.Done)
			continue
		}
		task, err := s.Jobs.Get(ctx, r.Job)
		switch {
		case isNotFound(err):
			// The task is older than tasks are kept and never finished.
			r.State = string(jobs.Failed)
		case err != nil:
			return rows, err
		default:
			r.State = string(task.State)
		}
	}
	return rows, nil
}

// registry is the whole registry as columns in memory, kept by each node for
// itself and brought up to date by the marks of Enterprises.Each.
type registry struct {
	mu      sync.Mutex
	columns *bulk.Columns
	mark    int64
	kinds   string
}

// columns returns the registry as it stands, reading what has changed since the
// last call. A dictionary in which a key has changed its kind starts it anew.
func (s *Service) columns(ctx context.Context, kinds eligibility.Dictionary, progress func(done, total int64)) (*bulk.Columns, error) {
	r := &s.registry
	r.mu.Lock()
	defer r.mu.Unlock()
	columns, mark := r.columns, r.mark
	if shape := fmt.Sprint(kinds); columns == nil || r.kinds != shape {
		columns, mark, r.columns, r.kinds = bulk.NewColumns(kinds), 0, nil, shape
	}
	done := int64(0)
	mark, err := s.Enterprises.Each(ctx, mark, func(e *Enterprise, total int64) error {
		columns.Set(e.Ordinal, &e.Enterprise)
		if done++; done%5000 == 0 {
			progress(done, total)
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("read registry: %w", err)
	}
	r.columns, r.mark = columns, mark
	return columns, nil
}

// Refresh brings the columns in memory up to date, if there are any.
func (s *Service) refresh(ctx context.Context) error {
	s.registry.mu.Lock()
	loaded := s.registry.columns != nil
	s.registry.mu.Unlock()
	if !loaded {
		return nil
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return err
	}
	_, err = s.columns(ctx, words.kinds, func(int64, int64) {})
	return err
}

// match does a run. A run that is finished stays as it is, so doing it again
// after a crash is harmless.
func (s *Service) match(ctx context.Context, id string) error {
	ctx = authz.AsSystem(ctx, matchJob)
	run, err := s.store.Run(ctx, id)
	if err != nil || !run.FinishedAt.IsZero() {
		return err
	}
	started := s.Clock.Now()
	words, err := s.vocabulary(ctx)
	if err != nil {
		return err
	}
	c, err := s.settled(ctx, run.AsOf)
	if err != nil {
		return err
	}
	report := func(done, total int64, doing string) { jobs.Report(ctx, done, total, doing) }
	columns, err := s.columns(ctx, words.kinds, func(done, total int64) { report(done, total, "正在读取企业数据") })
	if err != nil {
		return err
	}
	outcomes, universe, err := matchrun.Decide(ctx, c.program, columns, s.loaded, report)
	if err != nil {
		return err
	}
	for i, r := range c.matched {
		outcomes[i].Text = matchrun.Text{Version: r.Version, Revision: r.Revision}
	}
	run.Seconds = s.Clock.Now().Sub(started).Seconds()
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		previous, any, err := s.store.LastRun(ctx)
		if err != nil {
			return err
		}
		if any {
			run.Previous = previous.ID
		}
		if err := s.store.FinishRun(ctx, run, universe, outcomes, s.Clock.Now()); err != nil {
			return err
		}
		if err := s.store.ForgetRuns(ctx, matchrun.Kept); err != nil {
			return err
		}
		done := matchedEvent{Run: run.ID, AsOf: run.AsOf.String(), Enterprises: int64(universe.GetCardinality()), Measures: len(outcomes)}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "policy.matched", ObjectKind: "policy_match_run", Object: run.ID, Detail: done}); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventMatched, done)
	})
}

// settled is the catalogue of a day that nobody changed while it was read: a text
// must not stand under a later revision than its own.
func (s *Service) settled(ctx context.Context, day civil.Date) (*catalogue, error) {
	for {
		c, err := s.catalogue(ctx, Moment{Day: day})
		if err != nil {
			return nil, err
		}
		if now, err := s.store.Revision(ctx); err != nil || now == c.revision {
			return c, err
		}
	}
}

// loaded is the registry as the pricing of results reads it.
func (s *Service) loaded(ctx context.Context, ordinals []uint32) (map[uint32]*eligibility.Enterprise, error) {
	list, err := s.Enterprises.Load(ctx, ordinals)
	at := make(map[uint32]*eligibility.Enterprise, len(list))
	for i := range list {
		at[list[i].Ordinal] = &list[i].Enterprise
	}
	return at, err
}
