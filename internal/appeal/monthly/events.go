package monthly

// The events of this package; the payload of each is Happened.
const (
	EventChosen    = "appeal.issue_chosen"
	EventConfirmed = "appeal.issue_confirmed"
	EventReturned  = "appeal.issue_returned"
	EventReported  = "appeal.issue_reported"
	EventEnded     = "appeal.issue_ended"
	EventReopened  = "appeal.issue_reopened"
)

// Happened says what happened to which issue, and whom it concerns.
type Happened struct {
	Issue string `json:"issue"`
	// Departments lead it and help, the lead first; empty before it was chosen.
	Departments []string `json:"departments"`
	// Begun says that it was confirmed once: before, departments know nothing of it.
	Begun bool `json:"begun"`
	// Proposer and Chooser are who put it on the list and who chose it.
	Proposer string `json:"proposer"`
	Chooser  string `json:"chooser"`
}
