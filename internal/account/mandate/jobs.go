package mandate

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/jobs"
)

// JobExpire closes invitations that nobody answered in time. It runs every
// ExpireEvery.
const JobExpire = "account.expire_invitations"

// ExpireEvery is how often JobExpire runs.
const ExpireEvery = time.Hour

// expireAtOnce is how many invitations one transaction closes. A guess.
const expireAtOnce = 200

// DefineJobs adds the jobs of this package to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobExpire, Label: "关闭过期的授权邀请", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Expire(ctx) },
	})
}

// Expire closes every invitation whose time is over.
func (s *Service) Expire(ctx context.Context) error {
	for {
		due, err := s.dueInvitations(ctx, s.Clock.Now(), expireAtOnce)
		if err != nil || len(due) == 0 {
			return err
		}
		err = s.DB.InTx(ctx, func(ctx context.Context) error {
			for _, id := range due {
				i, found, err := s.lockInvitation(ctx, id)
				if err != nil {
					return err
				}
				if !found || i.State != Open {
					continue // answered since the list was made
				}
				if err := s.step(ctx, i, Expire); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}
