package role

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
)

// Seeded says that roles were brought to what the program ships. HeldBack are
// those that were left alone, because somebody would hold two powers through them.
type Seeded struct {
	Roles    []string `json:"roles"`
	HeldBack []string `json:"held_back,omitempty"`
}

// EventName returns the event's stable name.
func (Seeded) EventName() string { return "account.roles_seeded" }

// Changed says that a role has a new version, by a confirmed proposal.
type Changed struct {
	Role     string `json:"role"`
	Version  int64  `json:"version"`
	Proposal string `json:"proposal"`
}

// EventName returns the event's stable name.
func (Changed) EventName() string { return "account.role_changed" }

func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, object string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: "account_role", Object: object, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
