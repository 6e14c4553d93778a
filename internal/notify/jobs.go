package notify

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// The jobs of this module.
const (
	jobDispatch = "notify.dispatch"
	jobSend     = "notify.send"
	jobCode     = "notify.send_code"
	// JobSweep wakes what is due and takes over what broke off. It runs every
	// SweepEvery.
	JobSweep = "notify.sweep"
	// JobErase empties old messages. It runs every EraseEvery.
	JobErase = "notify.erase"
)

// How often the periodic jobs run.
const (
	SweepEvery = 15 * time.Second
	EraseEvery = 24 * time.Hour
)

// sendTimeout is how long one try may take, the slowest channel's patience and a
// fetch of a token included. It is less than delivery.TakeOverAfter.
const sendTimeout = time.Minute

// reference names the row that a job is about.
type reference struct {
	ID string `json:"id"`
}

// DefineJobs adds the jobs of this module to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[reference]{
		Kind: jobDispatch, Label: "分发消息", Silent: true, Timeout: time.Minute, MaxAttempts: 20,
		Work: func(ctx context.Context, _ jobs.Job, in reference) error { return s.Dispatch(ctx, in.ID) },
	})
	jobs.Add(r, jobs.Definition[reference]{
		Kind: jobSend, Label: "发送消息", Silent: true, Timeout: sendTimeout,
		Work: func(ctx context.Context, _ jobs.Job, in reference) error { return s.Send(ctx, in.ID) },
	})
	jobs.Add(r, jobs.Definition[sealedCode]{
		Kind: jobCode, Label: "发送地址验证码", Silent: true, Timeout: sendTimeout, MaxAttempts: 3, Work: s.sendCode,
	})
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "唤醒待发消息", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Sweep(ctx) },
	})
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobErase, Label: "清除过期消息内容", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Erase(ctx) },
	})
}

// wakeAgain is how long a delivery that was woken is left to its job before the
// next sweep takes the job for lost.
const wakeAgain = 2 * time.Minute

// sweepLimit is how many deliveries one sweep wakes: more wait for the next.
const sweepLimit = 500

// wake queues a try of a delivery that is due, unless somebody just has.
func (s *Service) wake(ctx context.Context, id string) error {
	now := s.Clock.Now()
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		mine, err := s.postpone(ctx, id, now, now.Add(wakeAgain))
		if err != nil || !mine {
			return err
		}
		_, err = jobs.Insert(ctx, s.Jobs, jobSend, reference{id}, jobs.InsertOptions{})
		return err
	})
}

// Sweep queues a try of every delivery that is due, and deals with those whose
// program died during a try.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Clock.Now()
	broken, err := s.brokenOff(ctx, now.Add(-delivery.TakeOverAfter), sweepLimit)
	if err != nil {
		return err
	}
	for _, id := range broken {
		if err := s.takeOver(ctx, id); err != nil {
			return err
		}
	}
	due, err := s.wakeable(ctx, now, sweepLimit)
	if err != nil {
		return err
	}
	for _, id := range due {
		if err := s.wake(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// keepWords is how long the words and addresses of a delivery are kept: as long
// as logs are (网络安全法 art. 21: at least six months).
const keepWords = 180 * 24 * time.Hour

// keepGuests is how long the number of a guest is kept beside the delivery, which
// has its own: longer than a notice waits to be dispatched.
const keepGuests = 24 * time.Hour

// Erase empties what old deliveries said, and forgets guests and receipts too old
// to be played again.
func (s *Service) Erase(ctx context.Context) error {
	now := s.Clock.Now()
	if err := s.forgetReceipts(ctx, now.Add(-4*receiptWindow)); err != nil {
		return err
	}
	if err := s.forgetGuests(ctx, now.Add(-keepGuests)); err != nil {
		return err
	}
	return s.eraseWords(ctx, now.Add(-keepWords))
}
