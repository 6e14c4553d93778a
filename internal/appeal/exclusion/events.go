package exclusion

import "github.com/yikou/yikou/internal/appeal"

// What the timeline of a case calls the steps. None of them changes where the case
// stands.
const (
	actAsk      appeal.Act = "ask_exclusion"
	actApprove  appeal.Act = "exclude"
	actRefuse   appeal.Act = "refuse_exclusion"
	actWithdraw appeal.Act = "include"
)

// The events of this package; the payload of each is appeal.Happened, its Parts the
// department that asked.
const (
	EventAsked     = "appeal.exclusion_asked"
	EventDecided   = "appeal.exclusion_decided"
	EventWithdrawn = "appeal.exclusion_withdrawn"
)
