package reach

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/standard/civil"
)

// jobTell is the kind of the job that lists and tells what a run found.
const jobTell = "policy.reach"

// JobSweep asks for the run of the day and goes on with what broke off or met the
// day's bound. It runs every SweepEvery.
const JobSweep = "policy.reach_sweep"

// SweepEvery is how often JobSweep runs.
const SweepEvery = 15 * time.Minute

// tellArgs name the run that a job tells.
type tellArgs struct {
	Run string `json:"run"`
}

// DefineJobs adds the package's jobs to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[tellArgs]{
		Kind: jobTell, Label: "通知符合条件的企业", Timeout: time.Hour,
		Work: func(ctx context.Context, _ jobs.Job, args tellArgs) error { return s.Tell(ctx, args.Run) },
	})
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "继续通知企业", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Sweep(ctx) },
	})
}

// Sweep asks for a run when one is due, and otherwise has the last one told as long
// as somebody is left to tell and the day has room.
func (s *Service) Sweep(ctx context.Context) error {
	ctx = authz.AsSystem(ctx, JobSweep)
	if due, err := s.catchUp(ctx); err != nil || due {
		return err
	}
	run, found, err := s.results.LastOwnRun(ctx)
	if err != nil || !found {
		return err
	}
	done, err := s.store.finished(ctx, run.ID)
	if err != nil || done {
		return err
	}
	sent, err := s.store.sent(ctx, s.today())
	if err != nil || sent >= s.Daily {
		return err
	}
	return s.queue(ctx, run.ID)
}

// catchUp asks for a run when one is due, and reports whether it was: the first of a
// day, because facts have come and gone, and one after a run that is behind. While a
// run of the day is alive no other is made, whichever node asks.
func (s *Service) catchUp(ctx context.Context) (due bool, err error) {
	run, found, err := s.results.LastOwnRun(ctx)
	if err != nil {
		return false, err
	}
	if due, err = s.behind(ctx, run); err != nil {
		return false, err
	}
	if due = due || found && run.AsOf.Before(s.today()); due {
		_, err = s.Measures.StartRun(ctx, civil.Date{})
	}
	return due, err
}

// behind reports whether a run did not match a measure on offer as it is in force:
// it was published or resumed since the run read it, or its day has come.
func (s *Service) behind(ctx context.Context, run matchrun.Run) (bool, error) {
	texts, err := s.results.Matched(ctx, run.ID)
	if err != nil {
		return false, err
	}
	offered, err := s.offered(ctx)
	return slices.ContainsFunc(offered, func(r *definition.Record) bool { return texts[r.ID] != textOf(r) }), err
}
