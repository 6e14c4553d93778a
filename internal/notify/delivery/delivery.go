package delivery

import (
	"slices"
	"time"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
)

// State is where a delivery stands.
type State string

// The states.
const (
	Queued     State = "queued"
	Held       State = "held"
	Sending    State = "sending"
	Sent       State = "sent"
	Delivered  State = "delivered"
	Failed     State = "failed"
	Suppressed State = "suppressed"
	Expired    State = "expired"
)

// States lists the states in the order in which screens show them.
var States = []State{Queued, Held, Sending, Sent, Delivered, Failed, Suppressed, Expired}

// transitions is the table of what may follow what.
var transitions = map[State][]State{
	Queued:  {Held, Sending, Expired},
	Held:    {Queued, Sending, Expired},
	Sending: {Queued, Sent, Delivered, Failed},
	Sent:    {Delivered, Failed},
	Failed:  {Queued, Delivered},
	Expired: {Queued, Delivered},
}

// to reports whether a delivery in this state may go to the next.
func (s State) to(next State) bool { return slices.Contains(transitions[s], next) }

// pauses are how long a delivery waits after each temporary failure; after the
// last it has failed. Guesses: soon at first, within a working day in all.
var pauses = []time.Duration{
	30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour,
}

// lives are how long a message is worth sending. Guesses.
const (
	life         = 48 * time.Hour
	securityLife = 2 * time.Hour
)

// LifeOf returns how long a message of the group is worth sending.
func LifeOf(g template.Group) time.Duration {
	if g == template.Security {
		return securityLife
	}
	return life
}

// TakeOverAfter is how long a try may last before it counts as broken off: more
// than any channel waits.
const TakeOverAfter = 2 * time.Minute

// Words in Delivery.Failure that no channel gave.
const (
	failureExpired  = "expired"
	failureUnknown  = "unknown result"
	failureAttempts = "too many attempts"
)

// Delivery is one notice on its way through one channel.
type Delivery struct {
	ID              string
	Notice          string
	Reason          string
	Owner           string
	Channel         channel.Kind
	State           State
	TemplateVersion int64
	// Attempts is how many tries were begun.
	Attempts   int
	ProviderID string
	// Failure says why the last try did not succeed, without personal data.
	Failure   string
	CreatedAt time.Time
	// DueAt is when a try is next made, zero when none will be.
	DueAt, ExpiresAt                        time.Time
	SendingAt, SentAt, DeliveredAt, EndedAt time.Time
	Version                                 int64
}

// group is what the person switches the reason of the delivery with.
func (d *Delivery) group() template.Group {
	r, _ := template.Find(d.Reason)
	return r.Group
}

// quietable reports whether quiet hours concern the delivery.
func (d *Delivery) quietable() bool {
	return d.Channel != channel.InApp && d.group() != template.Security
}

// Begin decides at an instant whether a try is made now; the delivery changes
// accordingly. It reports false, and why by the state, when none is: the
// delivery was not waiting, has expired, is held for the quiet hours, or waits
// for its channel.
func (d *Delivery) Begin(now time.Time, quiet Quiet, pausedUntil time.Time) bool {
	if !d.State.to(Sending) || d.DueAt.IsZero() || now.Before(d.DueAt) {
		return false
	}
	if !now.Before(d.ExpiresAt) {
		d.End(Expired, failureExpired, now)
		return false
	}
	if until, holds := quiet.Ends(now); holds && d.quietable() {
		d.State, d.DueAt = Held, until
		// Nobody wanted it during the night, so the night does not count.
		if d.ExpiresAt.Before(until.Add(time.Hour)) {
			d.ExpiresAt = until.Add(time.Hour)
		}
		return false
	}
	if now.Before(pausedUntil) {
		d.State, d.DueAt = Queued, pausedUntil
		return false
	}
	d.State, d.SendingAt, d.DueAt = Sending, now, time.Time{}
	d.Attempts++
	return true
}

// Succeed notes that the other side has taken the message over.
func (d *Delivery) Succeed(r channel.Receipt, now time.Time) {
	d.State, d.SentAt, d.ProviderID, d.Failure = Sent, now, r.ProviderID, ""
	if r.Delivered {
		d.State, d.DeliveredAt, d.EndedAt = Delivered, now, now
	}
}

// Fail notes a failed try. Repeatable says that a second try is no second
// message.
func (d *Delivery) Fail(f *channel.Error, repeatable bool, now time.Time) {
	switch {
	case f.Class == channel.Rejected:
		d.End(Failed, f.Code, now)
	case f.Class == channel.Unknown && !repeatable:
		d.End(Failed, failureUnknown+": "+f.Code, now)
	case d.Attempts > len(pauses):
		d.End(Failed, failureAttempts+": "+f.Code, now)
	default:
		d.State, d.Failure = Queued, f.Code
		d.DueAt = now.Add(max(pauses[max(d.Attempts-1, 0)], f.Pause))
	}
}

// TakeOver deals with a try whose program died: what became of it is unknown.
func (d *Delivery) TakeOver(repeatable bool, now time.Time) {
	d.Fail(&channel.Error{Class: channel.Unknown, Code: "broken off"}, repeatable, now)
}

// End notes that no more try will be made.
func (d *Delivery) End(s State, failure string, now time.Time) {
	d.State, d.Failure, d.EndedAt, d.DueAt = s, failure, now, time.Time{}
}

// Ended reports whether the delivery has failed or expired, so that it can be sent
// Again.
func (d *Delivery) Ended() bool { return d.State == Failed || d.State == Expired }

// Again queues a delivery that has Ended once more, as new; false for any other.
func (d *Delivery) Again(now time.Time) bool {
	if !d.Ended() {
		return false
	}
	d.State, d.Attempts, d.DueAt, d.ExpiresAt, d.EndedAt = Queued, 0, now, now.Add(LifeOf(d.group())), time.Time{}
	return true
}

// Receipt notes what the other side says later. A receipt that does not fit what
// is known changes nothing, and it returns false.
func (d *Delivery) Receipt(delivered bool, failure string, now time.Time) bool {
	switch {
	case delivered && d.State.to(Delivered):
		d.End(Delivered, "", now)
		d.DeliveredAt = now
	case !delivered && d.State == Sent:
		d.End(Failed, failure, now)
	default:
		return false
	}
	return true
}
