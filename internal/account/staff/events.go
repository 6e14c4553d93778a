package staff

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
)

// Suspended says that somebody was kept out, and that their sessions ended.
type Suspended struct {
	Staff string `json:"staff"`
}

// EventName returns the event's stable name.
func (Suspended) EventName() string { return "account.staff_suspended" }

// Resumed says that somebody may come in again.
type Resumed struct {
	Staff string `json:"staff"`
}

// EventName returns the event's stable name.
func (Resumed) EventName() string { return "account.staff_resumed" }

// ResetIssued says that a code for a new password was shown to who confirmed it.
type ResetIssued struct {
	Staff    string `json:"staff"`
	Proposal string `json:"proposal"`
}

// EventName returns the event's stable name.
func (ResetIssued) EventName() string { return "account.reset_issued" }

// ResetFailed says that a wrong code was tried. Staff is empty when nobody has
// the login.
type ResetFailed struct {
	Staff string `json:"staff"`
}

// EventName returns the event's stable name.
func (ResetFailed) EventName() string { return "account.reset_failed" }

func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, staff string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: "account_staff", Object: staff, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
