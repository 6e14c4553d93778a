package mandate

import (
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/standard/civil"
)

// State is where an invitation stands.
type State string

// The states of an invitation.
const (
	Open      State = "open"
	Accepted  State = "accepted"
	Declined  State = "declined"
	Withdrawn State = "withdrawn"
	Expired   State = "expired"
)

// Step is what can happen to an invitation.
type Step string

// The steps of an invitation.
const (
	Accept   Step = "accept"
	Decline  Step = "decline"
	Withdraw Step = "withdraw"
	Expire   Step = "expire"
)

// steps is the table of transitions; what is not in it does not exist.
var steps = map[State]map[Step]State{
	Open: {Accept: Accepted, Decline: Declined, Withdraw: Withdrawn, Expire: Expired},
}

// InvitationLife is how long an invitation can be answered.
const InvitationLife = 3 * 24 * time.Hour

// LongestYears is how far ahead a mandate may end. A guess.
const LongestYears = 3

// mostOpen is how many invitations of one enterprise may wait for an answer. A
// guess.
const mostOpen = 200

// Invitation asks somebody to act for an enterprise.
type Invitation struct {
	ID      string
	USCC    string
	Matters []account.Matter
	// EndsAt ends the mandate, ExpiresAt the invitation; neither is included.
	EndsAt, ExpiresAt time.Time
	// PhoneIndex is the blind index of the only phone that may accept, empty for
	// any; PhoneTail its last four digits.
	PhoneIndex, PhoneTail string
	// Replaces is the mandate that ends when this one starts, empty for none.
	Replaces  string
	InvitedBy string
	State     State
	CreatedAt time.Time
	// DecidedAt and DecidedBy say when it left the open state and by whom.
	DecidedAt time.Time
	DecidedBy string
	// Mandate is what came of it, empty unless accepted.
	Mandate string
	Version int64
}

// StateAt returns the state at an instant: an open invitation is expired once
// its time is over, whether or not the sweep has passed.
func (i Invitation) StateAt(now time.Time) State {
	if i.State == Open && !now.Before(i.ExpiresAt) {
		return Expired
	}
	return i.State
}

// take returns the invitation after a step. It fails with ErrExpired,
// ErrWithdrawn or ErrAnswered when the step does not exist.
func (i Invitation) take(step Step, by string, now time.Time) (Invitation, error) {
	from := i.StateAt(now)
	if step == Expire && from == Expired {
		from = i.State
	}
	next, exists := steps[from][step]
	if !exists {
		return i, refusalOf(from)
	}
	i.State, i.DecidedAt, i.DecidedBy = next, now, by
	return i, nil
}

func refusalOf(state State) error {
	switch state {
	case Expired:
		return ErrExpired
	case Withdrawn:
		return ErrWithdrawn
	default:
		return ErrAnswered
	}
}

// admits reports whether the phone with this index may accept at the instant.
func (i Invitation) admits(phoneIndex string, now time.Time) bool {
	return i.StateAt(now) == Open && (i.PhoneIndex == "" || i.PhoneIndex == phoneIndex)
}

// endOf returns the end of a mandate whose last day is given, in Beijing. It
// fails with ErrPeriod for a day that is not ahead or too far.
func endOf(last civil.Date, now time.Time) (time.Time, error) {
	today := civil.Of(now.In(civil.Beijing))
	if !last.After(today) || last.After(today.AddYears(LongestYears)) {
		return time.Time{}, ErrPeriod
	}
	return last.AddDays(1).Time(civil.Beijing), nil
}
