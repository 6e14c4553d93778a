package proposal

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
)

// Proposed says that somebody wants a change. What it is stands in the table.
type Proposed struct {
	Proposal string `json:"proposal"`
	Kind     Kind   `json:"kind"`
	Object   string `json:"object"`
}

// EventName returns the event's stable name.
func (Proposed) EventName() string { return "account.proposed" }

// Decided says how a proposal ended.
type Decided struct {
	Proposal string `json:"proposal"`
	Kind     Kind   `json:"kind"`
	Object   string `json:"object"`
	State    State  `json:"state"`
}

// EventName returns the event's stable name.
func (Decided) EventName() string { return "account.proposal_decided" }

// Declined says that somebody tried to decide what they may not.
type Declined struct {
	Proposal string `json:"proposal"`
	Code     string `json:"code"`
}

// EventName returns the event's stable name.
func (Declined) EventName() string { return "account.proposal_declined" }

func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, id string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: "account_proposal", Object: id, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
