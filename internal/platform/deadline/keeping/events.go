package keeping

import "time"

// The events of this package.
const (
	// EventRungReached says that a running clock has come to a rung; its payload is
	// RungReached.
	EventRungReached = "deadline.rung_reached"
	// EventMoved says that an amendment of the calendar moved a clock's due time or
	// its rungs; its payload is Moved, with OldDue the same as NewDue where only
	// rungs moved.
	EventMoved = "deadline.moved"
	// EventProfileSet says that a profile has a new version; its payload is
	// ProfileSet.
	EventProfileSet = "deadline.profile_set"
	// EventCalendarAmended says that days were set otherwise than published; its
	// payload is CalendarAmended.
	EventCalendarAmended = "deadline.calendar_amended"
	// EventCalendarMissing says that terms reach into a year whose days off are not
	// set; its payload is CalendarMissing.
	EventCalendarMissing = "deadline.calendar_missing"
)

// RungReached is the payload of EventRungReached.
type RungReached struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Clock   string `json:"clock"`
	Name    string `json:"name"`
	Holder  string `json:"holder"`
	Profile string `json:"profile"`
	// Rung is the share of the budget: 0.5, 0.75 or 1.
	Rung float64 `json:"rung"`
	// Level is 0 for who holds the clock and, after expiry, one more with each
	// working day: 1 the leader of the department, 2 the centre, 3 the mayor's
	// office.
	Level int       `json:"level"`
	At    time.Time `json:"at"`
	Due   time.Time `json:"due"`
}

// Moved is the payload of EventMoved.
type Moved struct {
	Kind    string    `json:"kind"`
	ID      string    `json:"id"`
	Clock   string    `json:"clock"`
	OldDue  time.Time `json:"old_due"`
	NewDue  time.Time `json:"new_due"`
	Edition int64     `json:"edition"`
	Reason  string    `json:"reason"`
}

// ProfileSet is the payload of EventProfileSet.
type ProfileSet struct {
	Code    string `json:"code"`
	Version int64  `json:"version"`
	Budget  string `json:"budget"`
	InForce string `json:"in_force"`
}

// CalendarAmended is the payload of EventCalendarAmended.
type CalendarAmended struct {
	Edition int64    `json:"edition"`
	Days    []string `json:"days"`
}

// CalendarMissing is the payload of EventCalendarMissing. Clocks counts those that
// run out in the year or later.
type CalendarMissing struct {
	Year   int   `json:"year"`
	Clocks int64 `json:"clocks"`
}
