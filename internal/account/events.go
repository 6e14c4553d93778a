package account

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
)

// LoggedIn says that somebody came in.
type LoggedIn struct {
	Kind    kernel.PrincipalKind `json:"kind"`
	Account string               `json:"account"`
	Session string               `json:"session"`
	Address string               `json:"address"`
}

// EventName returns the event's stable name.
func (LoggedIn) EventName() string { return "account.logged_in" }

// LoginFailed says that a guess was looked at and was wrong. Account is empty
// when nobody has the login or the phone; what was typed is not kept, because it
// is sometimes a password.
type LoginFailed struct {
	Kind    kernel.PrincipalKind `json:"kind"`
	Account string               `json:"account"`
	Address string               `json:"address"`
}

// EventName returns the event's stable name.
func (LoginFailed) EventName() string { return "account.login_failed" }

// LoggedOut says that somebody closed their session.
type LoggedOut struct {
	Kind    kernel.PrincipalKind `json:"kind"`
	Account string               `json:"account"`
	Session string               `json:"session"`
}

// EventName returns the event's stable name.
func (LoggedOut) EventName() string { return "account.logged_out" }

// SessionsClosed says that all sessions of somebody were closed for them.
type SessionsClosed struct {
	Account string `json:"account"`
}

// EventName returns the event's stable name.
func (SessionsClosed) EventName() string { return "account.sessions_closed" }

// StaffCreated says that a member of staff was added.
type StaffCreated struct {
	Staff string   `json:"staff"`
	Login string   `json:"login"`
	Roles []string `json:"roles"`
}

// EventName returns the event's stable name.
func (StaffCreated) EventName() string { return "account.staff_created" }

// PasswordSet says that a member of staff was given a new password.
type PasswordSet struct {
	Staff string `json:"staff"`
}

// EventName returns the event's stable name.
func (PasswordSet) EventName() string { return "account.password_set" }

// MandatesEnded says that a person no longer acts for an enterprise.
type MandatesEnded struct {
	Person string `json:"person"`
	USCC   string `json:"uscc"`
	Count  int    `json:"count"`
}

// EventName returns the event's stable name.
func (MandatesEnded) EventName() string { return "account.mandates_ended" }

// Imported says that an import changed something. What is staff or mandates.
type Imported struct {
	What string `json:"what"`
	Report
}

// EventName returns the event's stable name.
func (Imported) EventName() string { return "account.imported" }

// happened leaves an event in the audit chain and hands it to those who listen,
// both in the transaction of ctx.
func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, objectKind, object string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: objectKind, Object: object, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
