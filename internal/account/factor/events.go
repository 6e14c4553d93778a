package factor

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
)

// Confirmed says that a member of staff has a second factor from now on.
type Confirmed struct {
	Staff string `json:"staff"`
}

// EventName returns the event's stable name.
func (Confirmed) EventName() string { return "account.factor_confirmed" }

// Removed says that a member of staff has no second factor any more. By is who
// removed it.
type Removed struct {
	Staff string `json:"staff"`
	By    string `json:"by"`
}

// EventName returns the event's stable name.
func (Removed) EventName() string { return "account.factor_removed" }

// RecoveryRenewed says that a member of staff has new recovery codes.
type RecoveryRenewed struct {
	Staff string `json:"staff"`
}

// EventName returns the event's stable name.
func (RecoveryRenewed) EventName() string { return "account.recovery_codes_renewed" }

// RecoveryUsed says that a recovery code was accepted, and how many are left.
type RecoveryUsed struct {
	Staff string `json:"staff"`
	Left  int    `json:"left"`
}

// EventName returns the event's stable name.
func (RecoveryUsed) EventName() string { return "account.recovery_code_used" }

func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, staff string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: "account_staff", Object: staff, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
