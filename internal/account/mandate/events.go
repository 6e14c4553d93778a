package mandate

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/platform/audit"
)

// Started says that a person acts for an enterprise from now on.
type Started struct {
	Mandate    string              `json:"mandate"`
	Person     string              `json:"person"`
	USCC       string              `json:"uscc"`
	Role       account.MandateRole `json:"role"`
	Source     account.Source      `json:"source"`
	Matters    []account.Matter    `json:"matters"`
	EndsAt     time.Time           `json:"ends_at"`
	Invitation string              `json:"invitation,omitempty"`
}

// EventName returns the event's stable name.
func (Started) EventName() string { return "account.mandate_started" }

// Ended says that a person no longer acts for an enterprise. Reason is
// legal_representative, self, staff, replaced or provider: who ended it.
type Ended struct {
	Mandate string              `json:"mandate"`
	Person  string              `json:"person"`
	USCC    string              `json:"uscc"`
	Role    account.MandateRole `json:"role"`
	Reason  string              `json:"reason"`
}

// EventName returns the event's stable name.
func (Ended) EventName() string { return "account.mandate_ended" }

// Changed says that a mandate ends at another time than before. A zero Before
// means that it had no end.
type Changed struct {
	Mandate string    `json:"mandate"`
	Person  string    `json:"person"`
	USCC    string    `json:"uscc"`
	Before  time.Time `json:"before"`
	EndsAt  time.Time `json:"ends_at"`
}

// EventName returns the event's stable name.
func (Changed) EventName() string { return "account.mandate_changed" }

// Invited says that an invitation was made or left its open state.
type Invited struct {
	Invitation string           `json:"invitation"`
	USCC       string           `json:"uscc"`
	Matters    []account.Matter `json:"matters"`
	EndsAt     time.Time        `json:"ends_at"`
	State      State            `json:"state"`
	InvitedBy  string           `json:"invited_by"`
	DecidedBy  string           `json:"decided_by,omitempty"`
}

// invitationEvents names what happened by the state that came of it.
var invitationEvents = map[State]string{
	Open: "account.invitation_made", Accepted: "account.invitation_accepted", Declined: "account.invitation_declined",
	Withdrawn: "account.invitation_withdrawn", Expired: "account.invitation_expired",
}

// EventName returns the event's stable name.
func (i Invited) EventName() string { return invitationEvents[i.State] }

// happened leaves an event in the audit chain and hands it to those who listen,
// both in the transaction of ctx.
func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, objectKind, object string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: objectKind, Object: object, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}

func (s *Service) invitationHappened(ctx context.Context, i Invitation) error {
	return s.happened(ctx, Invited{
		Invitation: i.ID, USCC: i.USCC, Matters: i.Matters, EndsAt: i.EndsAt, State: i.State, InvitedBy: i.InvitedBy, DecidedBy: i.DecidedBy,
	}, "account_invitation", i.ID)
}

func (s *Service) ended(ctx context.Context, m account.Mandate, reason string) error {
	return s.happened(ctx, Ended{Mandate: m.ID, Person: m.Person, USCC: m.USCC, Role: m.Role, Reason: reason}, "account_mandate", m.ID)
}
