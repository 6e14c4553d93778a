package app

import (
	"context"
	"errors"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/oidc"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/stray"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/policy/reach"
)

// jobSweepLimits deletes counts of requests that no longer matter.
const jobSweepLimits = "ratelimit.sweep"

// jobRekey moves sealed values to the active key.
const jobRekey = "keys.rekey"

// jobCompact drops what the search index keeps of texts that are gone.
const jobCompact = "textsearch.compact"

// jobExpire writes down which proposals nobody decided in time.
const jobExpire = "account.expire_proposals"

// indexed are the kinds of documents in the search index.
var indexed = []string{policy.SearchKind, library.SearchKind}

// defineJobs is the table of what runs: each module's jobs, and what runs when
// nobody asks for it.
func (a *App) defineJobs(search *textsearch.Index) {
	a.Audit.DefineJobs(a.registry)
	a.Keeper.DefineJobs(a.registry)
	a.Account.DefineJobs(a.registry)
	a.Notify.DefineJobs(a.registry)
	a.Mandates.DefineJobs(a.registry)
	a.OIDC.DefineJobs(a.registry)
	a.Enterprise.DefineJobs(a.registry)
	a.Policy.DefineJobs(a.registry)
	a.Life.DefineJobs(a.registry)
	a.Reach.DefineJobs(a.registry)
	a.Library.DefineJobs(a.registry)
	a.Attachments.DefineJobs(a.registry)
	a.Exchange.DefineJobs(a.registry)
	a.Signals.DefineJobs(a.registry)
	a.Alarms.DefineJobs(a.registry)
	a.strays.DefineJobs(a.registry)
	a.defineCare(search)
	a.runPeriodically()
}

// defineCare defines the jobs that look after what no module owns.
func (a *App) defineCare(search *textsearch.Index) {
	jobs.Add(a.registry, jobs.Definition[struct{}]{
		Kind: jobCompact, Label: "整理搜索索引", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			var problems []error
			for _, kind := range indexed {
				_, err := search.Compact(ctx, kind)
				problems = append(problems, err)
			}
			return errors.Join(problems...)
		},
	})
	jobs.Add(a.registry, jobs.Definition[struct{}]{
		Kind: jobExpire, Label: "清理过期申请", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			return a.Proposals.Sweep(authz.AsSystem(ctx, jobExpire))
		},
	})
	jobs.Add(a.registry, jobs.Definition[struct{}]{
		Kind: jobSweepLimits, Label: "清理访问计数", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			if a.limiter == nil {
				return nil
			}
			return a.limiter.Sweep(ctx)
		},
	})
	jobs.Add(a.registry, jobs.Definition[struct{}]{
		Kind: jobRekey, Label: "换用新密钥", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			_, err := a.Rekey(ctx, func(int64) {})
			return err
		},
	})
}

// runPeriodically says what runs how often.
func (a *App) runPeriodically() {
	a.Jobs.Periodic(audit.JobAnchor, time.Hour) // the first of a day writes its anchor
	a.Jobs.Periodic(audit.JobCheck, 24*time.Hour)
	a.Jobs.Periodic(stray.JobSweep, stray.SweepEvery)
	a.Jobs.Periodic(keeping.JobSweep, keeping.SweepEvery)
	a.Jobs.Periodic(keeping.JobWatch, keeping.WatchEvery)
	a.Jobs.Periodic(jobRekey, time.Hour)
	a.Jobs.Periodic(jobExpire, time.Hour)
	a.Jobs.Periodic(jobSweepLimits, time.Hour)
	a.Jobs.Periodic(notify.JobSweep, notify.SweepEvery)
	a.Jobs.Periodic(notify.JobErase, notify.EraseEvery)
	a.Jobs.Periodic(reach.JobSweep, reach.SweepEvery)
	a.Jobs.Periodic(account.JobSweep, account.SweepEvery)
	a.Jobs.Periodic(mandate.JobExpire, mandate.ExpireEvery)
	a.Jobs.Periodic(oidc.JobSweep, oidc.SweepEvery)
	a.Jobs.Periodic(life.JobSweep, life.SweepEvery)
	a.Jobs.Periodic(library.JobTidy, library.TidyEvery)
	a.Jobs.Periodic(library.JobReview, library.ReviewEvery)
	a.Jobs.Periodic(library.JobLinks, library.LinksEvery)
	a.Jobs.Periodic(attachment.JobSweep, attachment.SweepEvery)
	a.Jobs.Periodic(exchange.JobSweep, exchange.SweepEvery)
	a.Jobs.Periodic(signal.JobLook, signal.LookEvery)
	a.Jobs.Periodic(alarm.JobLook, alarm.LookEvery)
	a.Jobs.Periodic(jobCompact, 24*time.Hour)
}

// linkClient is what looks at the source links of policies, nil unless the
// settings ask for it.
func (a *App) linkClient() *outbound.Client {
	if !a.Config.Jobs.CheckLinks {
		return nil
	}
	return outbound.New(outbound.Options{})
}
