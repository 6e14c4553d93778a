package policy

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/jobs"
)

// matchJob is the kind of the job that does a run.
const matchJob = "policy.match"

// matchArgs name the run that a job does.
type matchArgs struct {
	Run string `json:"run"`
}

// DefineJobs adds the module's jobs to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[matchArgs]{
		Kind: matchJob, Label: "匹配全部企业", Timeout: time.Hour,
		Work: func(ctx context.Context, _ jobs.Job, args matchArgs) error { return s.match(ctx, args.Run) },
	})
}
