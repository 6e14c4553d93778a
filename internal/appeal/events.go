package appeal

// The events of this module; the payload of each is Happened.
const (
	EventReceived   = "appeal.received"
	EventAccepted   = "appeal.accepted"
	EventClassified = "appeal.classified"
	EventRefused    = "appeal.not_accepted"
	EventDispatched = "appeal.dispatched"
	EventTaken      = "appeal.taken"
	EventReturned   = "appeal.returned"
	EventAnswered   = "appeal.answered"
	EventReplied    = "appeal.replied"
	EventTakenBack  = "appeal.evidence_taken_back"
	EventSentBack   = "appeal.sent_back"
	EventApproved   = "appeal.approved"
	EventCalledBack = "appeal.called_back"
	EventClosed     = "appeal.closed"
	EventRedone     = "appeal.redone"
	EventReopened   = "appeal.reopened"
	EventWithdrawn  = "appeal.withdrawn"
	EventAdded      = "appeal.added"
	EventMerged     = "appeal.merged"
	EventUnmerged   = "appeal.unmerged"
	EventExtending  = "appeal.extension_asked"
	EventExtended   = "appeal.extension_decided"
	EventSuspended  = "appeal.suspended"
	EventResumed    = "appeal.resumed"
	EventSupervised = "appeal.supervised"
	EventNoted      = "appeal.noted"
	EventRated      = "appeal.rated"
)

// Happened says what happened to which case: ids and facts, nothing of a person.
type Happened struct {
	Case   string `json:"case"`
	Number string `json:"number"`
	State  State  `json:"state"`
	// Lead and LeadStaff are whose work the case is, Parts the departments that
	// this act concerns.
	Lead      string   `json:"lead,omitempty"`
	LeadStaff string   `json:"lead_staff,omitempty"`
	Parts     []string `json:"parts,omitempty"`
	// Account is the reporter's, USCC the enterprise.
	Account string `json:"account,omitempty"`
	USCC    string `json:"uscc,omitempty"`
	// Entry is what the timeline says of it.
	Entry   string  `json:"entry,omitempty"`
	Closing Closing `json:"closing,omitempty"`
	Granted *bool   `json:"granted,omitempty"`
}
