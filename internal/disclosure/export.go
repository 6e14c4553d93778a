package disclosure

import (
	"time"

	"github.com/RoaringBitmap/roaring/v2"
)

// State is where an export stands.
type State string

// The states of an export; refused and withdrawn are final.
const (
	StateNew       State = ""
	StateAsked     State = "asked"
	StateApproved  State = "approved"
	StateRefused   State = "refused"
	StateWithdrawn State = "withdrawn"
	StateTaken     State = "taken"
)

// Act is what is done with an export.
type Act string

// The acts.
const (
	ActAsk      Act = "ask"
	ActApprove  Act = "approve"
	ActRefuse   Act = "refuse"
	ActWithdraw Act = "withdraw"
	ActTake     Act = "take"
)

// transitions is the one table of what may happen to an export.
var transitions = map[State]map[Act]State{
	StateNew:      {ActAsk: StateAsked, ActTake: StateTaken},
	StateAsked:    {ActApprove: StateApproved, ActRefuse: StateRefused, ActWithdraw: StateWithdrawn},
	StateApproved: {ActTake: StateTaken, ActWithdraw: StateWithdrawn},
	StateTaken:    {ActTake: StateTaken},
}

// Export is one list that left, or is to leave, the program.
type Export struct {
	ID, Number, Kind, Title string
	Query, Filter           string
	Purpose, Note           string
	Rows                    int64
	State                   State
	AskedBy, AskedName      string
	Reader
	AskedAt                time.Time
	DecidedBy, DecidedName string
	DecidedAt              time.Time
	// ExpiresAt is until when it may be fetched; zero for one that was fetched at
	// once and cannot be fetched again.
	ExpiresAt time.Time
	TakenAt   time.Time
	Version   int64
	// Enterprises are the ordinals in it; it is not loaded with lists.
	Enterprises *roaring.Bitmap
}

// Expired reports whether the time to fetch an export is over.
func (e *Export) Expired(now time.Time) bool {
	return (e.State == StateApproved || e.State == StateTaken) && !now.Before(e.ExpiresAt)
}

// May reports whether an act is possible now for somebody: asking, fetching and
// withdrawing are the asker's, deciding is another's.
func (e *Export) May(act Act, who string, now time.Time) bool {
	if _, possible := transitions[e.State][act]; !possible || e.Expired(now) {
		return false
	}
	own := e.State == StateNew || e.AskedBy == who
	if act == ActApprove || act == ActRefuse {
		return !own
	}
	return own
}

// Do moves an export on. It fails with ErrOwnExport for an asker who decides
// himself, ErrExpired when the time to fetch it is over and ErrState for
// whatever the table does not have.
func (e *Export) Do(act Act, who string, now time.Time) error {
	next, possible := transitions[e.State][act]
	switch {
	case !possible:
		return ErrState
	case e.Expired(now):
		return ErrExpired
	case !e.May(act, who, now):
		return ErrOwnExport
	}
	e.State = next
	return nil
}
