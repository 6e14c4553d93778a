package signal

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/jobs"
)

// JobLook names the job that looks through all cases, which runs every LookEvery.
const (
	JobLook   = "appeal_signal.look"
	LookEvery = time.Hour
)

// DefineJobs adds the package's job.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobLook, Label: "查找诉求信号", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.look(ctx) },
	})
}
