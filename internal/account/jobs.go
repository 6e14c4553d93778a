package account

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// The jobs of this module.
const (
	// JobSendCode sends one one-time code. Its arguments are sealed.
	JobSendCode = "account.send_code"
	// JobSweep deletes sessions, codes and counted guesses that are over. It runs
	// every SweepEvery.
	JobSweep = "account.sweep"
)

// SweepEvery is how often JobSweep runs.
const SweepEvery = time.Hour

// sealedMessage is what the queue keeps of a text.
type sealedMessage struct {
	Sealed string `json:"sealed"`
}

// message is a one-time code on its way. Phone is empty when nobody here has the
// number: then the job does everything but send.
type message struct {
	Phone     string    `json:"phone"`
	Code      string    `json:"code"`
	ExpiresAt time.Time `json:"expires_at"`
}

// DefineJobs adds the jobs of this module to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[sealedMessage]{
		Kind: JobSendCode, Label: "发送验证码", Silent: true, Timeout: 30 * time.Second, MaxAttempts: 3, Work: s.sendCode,
	})
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "清理过期会话", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return s.Sweep(ctx) },
	})
}

// Sweep deletes sessions, codes and counted guesses that nobody can use any more.
func (s *Service) Sweep(ctx context.Context) error { return s.sweep(ctx, s.Clock.Now()) }

// dispatchCode puts the text into the queue, in the transaction of ctx.
func (s *Service) dispatchCode(ctx context.Context, phone, code string, known bool, expiresAt time.Time) error {
	m := message{Phone: phone, Code: code, ExpiresAt: expiresAt}
	if !known {
		m.Phone = ""
	}
	plain, err := json.Marshal(m)
	if err != nil {
		return wrap(err, "write message")
	}
	sealed, err := s.Seal.Seal(messagePlace, string(plain))
	if err != nil {
		return wrap(err, "seal message")
	}
	_, err = jobs.Insert(ctx, s.Jobs, JobSendCode, sealedMessage{sealed}, jobs.InsertOptions{})
	return err
}

func (s *Service) sendCode(ctx context.Context, _ jobs.Job, in sealedMessage) error {
	plain, err := s.Seal.Open(messagePlace, in.Sealed)
	if err != nil {
		return wrap(err, "open message")
	}
	var m message
	if err := json.Unmarshal([]byte(plain), &m); err != nil {
		return wrap(err, "read message")
	}
	if m.Phone == "" || !s.Clock.Now().Before(m.ExpiresAt) {
		return nil
	}
	text := fmt.Sprintf("验证码 %s，%s内有效。如非本人操作，请忽略。", m.Code, secret.InWords(s.Config.Codes.Life))
	return wrap(s.Sender.Send(ctx, m.Phone, text), "send one-time code")
}
