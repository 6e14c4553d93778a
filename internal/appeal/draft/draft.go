package draft

import (
	"time"

	"github.com/yikou/yikou/internal/kernel"
)

// State is what has become of a draft.
type State string

// The states of a draft. Only a pending one goes on, and each step is the last.
const (
	Pending   State = "pending"
	Approved  State = "approved"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

var stateLabels = map[State]string{Pending: "等待核准", Approved: "已核准", Refused: "已退回", Withdrawn: "已撤回"}

// Label returns the state in Chinese.
func (s State) Label() string { return stateLabels[s] }

// Act is what somebody does with a draft.
type Act string

// The acts.
const (
	Approve  Act = "approve"
	Refuse   Act = "refuse"
	Withdraw Act = "withdraw"
)

// Transition is one row of the table: what is not in it does not exist.
type Transition struct {
	From State
	Act  Act
	To   State
}

// Transitions returns the table of what can happen to a draft.
func Transitions() []Transition {
	return []Transition{
		{Pending, Approve, Approved},
		{Pending, Refuse, Refused},
		{Pending, Withdraw, Withdrawn},
	}
}

// Draft is what all drafts have, whatever they ask for.
type Draft struct {
	ID string
	// Base is the latest edition when it was asked for.
	Base  int64
	State State
	// Reason says why it was asked for.
	Reason string
	At     time.Time
	// By asked, Decided approved, refused or withdrew.
	ByID, ByName           string
	DecidedAt              time.Time
	DecidedID, DecidedName string
	// Words say why it was refused.
	Words string
	// Edition is what came of it, 0 for nothing.
	Edition int64
	// Version is that of the draft, for whoever changes it.
	Version int64
}

// Asked returns a draft that somebody asks for now. Its Base is the caller's to set.
func Asked(reason string, by kernel.Principal, at time.Time) Draft {
	return Draft{ID: kernel.NewID(), State: Pending, Reason: reason, At: at, ByID: by.ID, ByName: by.Name, Version: 1}
}

// Refusals are what one kind of drafts answers to whoever may not decide.
type Refusals struct {
	// Decided says that a draft has gone on already, Own that nobody approves what he
	// asked for himself, Overtaken that another edition came meanwhile.
	Decided, Own, Overtaken error
}

func (d *Draft) decide(act Act, by kernel.Principal, at time.Time, say Refusals) error {
	for _, t := range Transitions() {
		if t.From == d.State && t.Act == act {
			d.State, d.DecidedAt, d.DecidedID, d.DecidedName = t.To, at, by.ID, by.Name
			return nil
		}
	}
	return say.Decided
}

// Approve makes the next edition of a draft, which nobody does with his own. Latest is
// the latest edition there is. It changes nothing where it fails.
func (d *Draft) Approve(latest int64, by kernel.Principal, at time.Time, say Refusals) error {
	switch {
	case d.State != Pending:
		return say.Decided
	case d.ByID == by.ID:
		return say.Own
	case d.Base != latest:
		return say.Overtaken
	}
	d.Edition = latest + 1
	return d.decide(Approve, by, at, say)
}

// Refuse sends a draft back; the caller has looked at the words.
func (d *Draft) Refuse(words string, by kernel.Principal, at time.Time, say Refusals) error {
	if err := d.decide(Refuse, by, at, say); err != nil {
		return err
	}
	d.Words = words
	return nil
}

// Withdraw takes a draft back; whoever may ask may do so.
func (d *Draft) Withdraw(by kernel.Principal, at time.Time, say Refusals) error {
	return d.decide(Withdraw, by, at, say)
}

// Can names what somebody may do with a draft, never nil: whoever may ask withdraws,
// whoever may agree approves what another asked for, and refuses.
func (d *Draft) Can(who string, asks, agrees bool) []string {
	may := map[Act]bool{Approve: agrees && d.ByID != who, Refuse: agrees, Withdraw: asks}
	can := []string{}
	for _, t := range Transitions() {
		if t.From == d.State && may[t.Act] {
			can = append(can, string(t.Act))
		}
	}
	return can
}
