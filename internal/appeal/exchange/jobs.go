package exchange

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/jobs"
)

// The jobs of this package.
const (
	jobSend = "appeal_exchange.send"
	// JobSweep tries what is due again and clears away what is old. It runs every
	// SweepEvery.
	JobSweep   = "appeal_exchange.sweep"
	SweepEvery = 15 * time.Second
)

// keptFor is how long messages are remembered, so that one that comes again is known
// and one that was lost can be sent again. A guess; no sender tries for so long.
const keptFor = 30 * 24 * time.Hour

// reference names the delivery that a job is about.
type reference struct {
	ID string `json:"id"`
}

// DefineJobs adds the jobs of this package to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[reference]{
		Kind: jobSend, Label: "推送到对接系统", Silent: true, Timeout: time.Minute,
		Work: func(ctx context.Context, _ jobs.Job, in reference) error { return s.Try(ctx, in.ID) },
	})
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "补发到对接系统", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Sweep(ctx) },
	})
}

// Sweep has every delivery tried that is due, and forgets what is older than a
// month.
func (s *Service) Sweep(ctx context.Context) error {
	due, err := s.dueDeliveries(ctx, s.Clock.Now())
	if err != nil {
		return err
	}
	for _, id := range due {
		if err := s.wake(ctx, id); err != nil {
			return err
		}
	}
	return s.forget(ctx, s.Clock.Now().Add(-keptFor))
}
