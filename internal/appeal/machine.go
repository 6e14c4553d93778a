package appeal

import "slices"

// State is where a case stands (状态).
type State string

// The states.
const (
	Received     State = "received"
	Accepted     State = "accepted"
	Refused      State = "not_accepted"
	Dispatched   State = "dispatched"
	InHand       State = "in_hand"
	Replied      State = "replied"
	Read         State = "read"
	Closed       State = "closed"
	Merged       State = "merged"
	WithdrawnOff State = "withdrawn"
)

// States are all states in the order a case goes through them.
var States = []State{Received, Accepted, Dispatched, InHand, Replied, Read, Closed, Refused, WithdrawnOff, Merged}

var stateLabels = map[State]string{
	Received: "待受理", Accepted: "待派单", Refused: "不予受理", Dispatched: "待签收", InHand: "办理中", Replied: "待审核",
	Read: "待回访", Closed: "已办结", Merged: "已并单", WithdrawnOff: "已撤回",
}

// Label returns the state in Chinese, "" for one that does not exist.
func (s State) Label() string { return stateLabels[s] }

// Ended reports whether nobody has to do anything more with a case in this state.
func (s State) Ended() bool {
	return s == Closed || s == Refused || s == WithdrawnOff || s == Merged
}

// Act is what somebody does with a case.
type Act string

// The acts.
const (
	ActAccept    Act = "accept"
	ActClassify  Act = "classify"
	ActRefuse    Act = "refuse"
	ActDispatch  Act = "dispatch"
	ActTake      Act = "take"
	ActReturn    Act = "return"
	ActAnswer    Act = "answer" // of a co-handler, to the lead
	ActReply     Act = "reply"
	ActTakeBack  Act = "take_back" // what was shown with an answer, before it is read
	ActSendBack  Act = "send_back"
	ActApprove   Act = "approve"
	ActConfirm   Act = "confirm" // called back and content, or not reached
	ActRedo      Act = "redo"    // called back and not content
	ActReopen    Act = "reopen"
	ActWithdraw  Act = "withdraw"
	ActAdd       Act = "add"
	ActMerge     Act = "merge"
	ActUnmerge   Act = "unmerge"
	ActExtend    Act = "extend"  // ask for more time
	ActGrant     Act = "grant"   // grant it or not
	ActSuspend   Act = "suspend" // stop the clocks
	ActResume    Act = "resume"
	ActSupervise Act = "supervise"
	ActNote      Act = "note"
	ActRate      Act = "rate"
)

// Role is the part somebody plays towards one case.
type Role string

// The roles. Centre accepts and dispatches; Reader reads a reply as the second
// person; Caller calls the reporter back; Leader grants time and supervises.
const (
	Centre    Role = "centre"
	Lead      Role = "lead"
	CoHandler Role = "co_handler"
	Reader    Role = "reader"
	Caller    Role = "caller"
	Leader    Role = "leader"
	Reporter  Role = "reporter"
)

// Transition is one row of the table.
type Transition struct {
	From State
	Act  Act
	By   Role
	To   State
}

// working are the states in which a case is somebody's work and no reply waits.
var working = []State{Received, Accepted, Dispatched, InHand}

// live are the states that have not ended.
var live = []State{Received, Accepted, Dispatched, InHand, Replied, Read}

// Transitions returns the table of what can happen to a case. What is not in it
// does not exist.
func Transitions() []Transition {
	list := []Transition{
		{Received, ActAccept, Centre, Accepted},
		{Received, ActRefuse, Centre, Refused},
		{Accepted, ActRefuse, Centre, Refused},
		{Accepted, ActDispatch, Centre, Dispatched},
		{Dispatched, ActDispatch, Centre, Dispatched},
		{InHand, ActDispatch, Centre, Dispatched},
		{Dispatched, ActTake, Lead, InHand},
		{Dispatched, ActReturn, Lead, Accepted},
		{Dispatched, ActAnswer, CoHandler, Dispatched},
		{InHand, ActAnswer, CoHandler, InHand},
		{InHand, ActReply, Lead, Replied},
		{Accepted, ActReply, Centre, Replied},
		{Replied, ActTakeBack, Lead, Replied},
		{Replied, ActTakeBack, Centre, Replied}, // answered by the centre itself
		{Replied, ActSendBack, Reader, InHand},
		{Replied, ActSendBack, Reader, Accepted}, // answered by the centre itself
		{Replied, ActApprove, Reader, Read},
		{Read, ActConfirm, Caller, Closed},
		{Read, ActConfirm, Reporter, Closed},
		{Read, ActRedo, Caller, InHand},
		{Read, ActRedo, Reporter, InHand},
		{Read, ActRedo, Caller, Accepted},
		{Read, ActRedo, Reporter, Accepted},
		{Closed, ActReopen, Reporter, InHand},
		{Closed, ActReopen, Centre, InHand},
		{Closed, ActReopen, Reporter, Accepted},
		{Closed, ActReopen, Centre, Accepted},
		{Refused, ActReopen, Reporter, Received},
		{Refused, ActReopen, Centre, Received},
		{Closed, ActRate, Reporter, Closed},
		{Merged, ActApprove, Centre, Read}, // follows the case that the centre put it into
		{Merged, ActAdd, Reporter, Merged},
		{Refused, ActRate, Reporter, Refused},
		{InHand, ActExtend, Lead, InHand},
		{InHand, ActGrant, Leader, InHand},
		{Replied, ActNote, Lead, Replied},
	}
	for _, s := range working {
		list = append(list,
			Transition{s, ActClassify, Centre, s},
			Transition{s, ActWithdraw, Reporter, WithdrawnOff},
			Transition{s, ActMerge, Centre, Merged},
			Transition{Merged, ActUnmerge, Centre, s},
			Transition{Merged, ActUnmerge, Reporter, s},
			Transition{s, ActSuspend, Leader, s},
			Transition{s, ActResume, Leader, s},
		)
	}
	for _, s := range live {
		list = append(list,
			Transition{s, ActAdd, Reporter, s},
			Transition{s, ActSupervise, Leader, s},
			Transition{s, ActNote, Centre, s},
			Transition{s, ActNote, Leader, s},
		)
	}
	for _, s := range []State{Dispatched, InHand} {
		list = append(list, Transition{s, ActNote, Lead, s}, Transition{s, ActNote, CoHandler, s})
	}
	return list
}

// Allows reports whether the table lets a role do something in a state.
func Allows(from State, act Act, by Role) bool {
	return slices.ContainsFunc(Transitions(), func(t Transition) bool { return t.From == from && t.Act == act && t.By == by })
}

// move makes a transition. To says which of several a case takes; it fails with
// ErrState when the table has none.
func (c *Case) move(act Act, by Role, to State) error {
	if !slices.Contains(Transitions(), Transition{c.State, act, by, to}) {
		return stateError(c.State)
	}
	c.State = to
	return nil
}
