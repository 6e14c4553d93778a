package alarm

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/jobs"
)

// JobLook names the job that looks for alarms, which runs every LookEvery.
const (
	JobLook   = "appeal_alarm.look"
	LookEvery = 24 * time.Hour
)

// DefineJobs adds the package's job.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobLook, Label: "查找失真预警", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Look(ctx) },
	})
}
