package reach

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// jobTell is the kind of the job that lists and tells what a run found.
const jobTell = "policy.reach"

// JobSweep goes on with what broke off or met the day's bound. It runs every
// SweepEvery.
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

// Sweep has the last run told as long as somebody is left to tell and the day has
// room, and asks for a run when a version has taken effect since that one.
func (s *Service) Sweep(ctx context.Context) error {
	ctx = authz.AsSystem(ctx, JobSweep)
	run, found, err := s.store.lastRun(ctx)
	if err != nil || !found {
		return err
	}
	behind, err := s.behind(ctx, run)
	if err != nil {
		return err
	}
	if behind {
		_, err := s.Measures.StartRun(ctx, civil.Date{})
		return err
	}
	done, err := s.store.told(ctx, run.ID)
	if err != nil || done {
		return err
	}
	sent, err := s.store.sent(ctx, s.today())
	if err != nil || sent >= s.Daily {
		return err
	}
	return s.queue(ctx, run.ID)
}

// behind reports whether a version has taken effect since the run's day that the
// run did not match.
func (s *Service) behind(ctx context.Context, run currentRun) (bool, error) {
	matched, err := s.store.versionsOf(ctx, run.ID)
	if err != nil {
		return false, err
	}
	published, err := s.Measures.Published(ctx)
	if err != nil {
		return false, err
	}
	for _, r := range published {
		if run.AsOf.Before(r.EffectiveFrom) && matched[r.ID] != r.Version {
			return true, nil
		}
	}
	return false, nil
}
