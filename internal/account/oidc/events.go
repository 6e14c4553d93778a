package oidc

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
)

// Linked says that a subject of a provider now stands for somebody. By is self,
// login or first: the person, the login claim, or the first log-in of a person of
// enterprises.
type Linked struct {
	Identity string               `json:"identity"`
	Provider string               `json:"provider"`
	Kind     kernel.PrincipalKind `json:"kind"`
	Owner    string               `json:"owner"`
	By       string               `json:"by"`
}

// EventName returns the event's stable name.
func (Linked) EventName() string { return "account.identity_linked" }

// Unlinked says that a subject of a provider no longer stands for somebody.
type Unlinked struct {
	Provider string               `json:"provider"`
	Kind     kernel.PrincipalKind `json:"kind"`
	Owner    string               `json:"owner"`
}

// EventName returns the event's stable name.
func (Unlinked) EventName() string { return "account.identity_unlinked" }

// Used says that somebody proved their identity at a provider.
type Used struct {
	Identity string               `json:"identity"`
	Provider string               `json:"provider"`
	Kind     kernel.PrincipalKind `json:"kind"`
	Owner    string               `json:"owner"`
	Address  string               `json:"address"`
}

// EventName returns the event's stable name.
func (Used) EventName() string { return "account.identity_used" }

// Refused says that a log-in at a provider failed. Reason is provider, state,
// expired, browser, mixed_up, denied, exchange, token, nonce, claims, unlinked,
// taken or closed.
type Refused struct {
	Provider string               `json:"provider"`
	Kind     kernel.PrincipalKind `json:"kind"`
	Reason   string               `json:"reason"`
	Address  string               `json:"address"`
}

// EventName returns the event's stable name.
func (Refused) EventName() string { return "account.oidc_refused" }

// happened leaves an event in the audit chain and hands it to those who listen,
// both in the transaction of ctx.
func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, objectKind, object string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: objectKind, Object: object, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
