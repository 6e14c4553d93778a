package attachment

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/jobs"
)

// JobSweep names the job that removes what no report took, which runs every
// SweepEvery.
const (
	JobSweep   = "appeal.sweep_files"
	SweepEvery = time.Hour
)

// DefineJobs adds the package's job.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "清理未提交的照片和录音", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Sweep(ctx) },
	})
}
