package keeping

import (
	"time"

	"github.com/yikou/yikou/internal/platform/deadline"
)

// Case names what a clock belongs to: an appeal, a permit. Kind is the module's
// word for it, such as "appeal".
type Case struct {
	Kind, ID string
}

// New is a clock to start.
type New struct {
	Case
	// Name is the module's word for the clock, such as "response".
	Name string
	// Holder is who answers for it: the id of a department or a person, as the
	// module names them.
	Holder string
	// Profile is the code of the profile; the version in force on the day of At
	// counts.
	Profile string
	// Budget takes the place of the profile's where it is not zero, for what a
	// document sets otherwise.
	Budget deadline.Budget
	// At is when it starts; now when zero.
	At time.Time
}

// ProfileRef is the profile that a clock was started with.
type ProfileRef struct {
	Code, Label, Source string
	Side                Side
	Version             int
}

// Side tells the State's promise from the law's term.
type Side string

// The sides.
const (
	Promise   Side = "promise"
	Statutory Side = "statutory"
)

// Clock is one clock as it stands now.
type Clock struct {
	ID string
	Case
	Name, Holder string
	Profile      ProfileRef
	Start        time.Time
	Budget       deadline.Budget
	Due          time.Time
	State        deadline.State
	Stopped      time.Time
	Met          bool
	Rolled       bool
	// Until is the expected end of a suspension that goes on.
	Until time.Time
	// Spent is the share of the budget that is spent, Left what is left in words.
	Spent   float64
	Left    string
	Rungs   []deadline.Rung
	Entries []deadline.Entry
	Version int64

	edition int64
	stored  time.Time // the due time as it is stored
	lines   []deadline.Line
}

// Mark says when, why and by whom an entry was made. At is now when zero.
type Mark struct {
	At        time.Time
	Basis, By string
	// Until is the expected end of a suspension.
	Until time.Time
}

// Story is a clock and what happened to it, one sentence each, in order.
type Story struct {
	Clock Clock
	Lines []deadline.Line
}
