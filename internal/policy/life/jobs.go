package life

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy/definition"
)

// JobSweep writes down what a day has brought: versions that were superseded or
// have expired.
const JobSweep = "policy.life"

// SweepEvery is how often: once an hour, so that the first of a day comes soon
// after midnight.
const SweepEvery = time.Hour

// DefineJobs adds the package's job to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "更新事项状态", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			_, err := s.Sweep(authz.AsSystem(ctx, JobSweep))
			return err
		},
	})
}

// Sweep writes the steps that are due for every measure and returns how many there
// were. A second run finds none; one that was missed is made up for.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	records, err := s.Catalogue.Records(ctx)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, r := range records {
		if len(definition.Due(r.Versions, r.Ends(), s.today())) == 0 {
			continue
		}
		err = s.DB.InTx(ctx, func(ctx context.Context) error {
			if err := s.store.Lock(ctx); err != nil {
				return err
			}
			n, err := s.catchUp(ctx, r.ID)
			done += n
			return err
		})
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

func (s *Service) due(ctx context.Context, measure string) ([]definition.LifeStep, error) {
	r, err := s.Catalogue.Record(ctx, measure, 0)
	if err != nil {
		return nil, err
	}
	return definition.Due(r.Versions, r.Ends(), s.today()), nil
}

// catchUp writes the steps of a measure that are due and returns how many there
// were.
func (s *Service) catchUp(ctx context.Context, measure string) (int, error) {
	ctx = authz.AsSystem(ctx, JobSweep) // the day did it, whoever acts now
	due, err := s.due(ctx, measure)
	if err != nil {
		return 0, err
	}
	for _, step := range due {
		if err := s.take(ctx, "policy.version_"+string(step.To), measure, step); err != nil {
			return 0, err
		}
	}
	if len(due) == 0 {
		return 0, nil
	}
	r, err := s.Catalogue.Record(ctx, measure, 0)
	if err != nil {
		return 0, err
	}
	return len(due), s.Catalogue.Index(ctx, r)
}
