package oidc

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/jobs"
)

// JobSweep deletes log-ins that nobody came back from. It runs every SweepEvery.
const JobSweep = "account.sweep_federation"

// SweepEvery is how often JobSweep runs.
const SweepEvery = time.Hour

// DefineJobs adds the jobs of this package to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "清理没有完成的统一身份认证登录", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.sweepFlows(ctx, s.Clock.Now()) },
	})
}
