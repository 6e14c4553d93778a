package app

import "github.com/yikou/yikou/internal/account"

// defineJobs is the table of what runs: each module's jobs, and what runs when
// nobody asks for it.
func (a *App) defineJobs() {
	a.Account.DefineJobs(a.registry)
	a.Enterprise.DefineJobs(a.registry)
	a.Policy.DefineJobs(a.registry)

	a.Jobs.Periodic(account.JobSweep, account.SweepEvery)
}
