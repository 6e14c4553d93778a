package alarm

// The events of this package. The payload of the first two is Happened, that of
// EventRulesAsked, that thresholds wait for a second person, RulesAsked.
const (
	EventOpened     = "appeal.alarm_opened"
	EventAnswered   = "appeal.alarm_answered"
	EventRulesAsked = "appeal.alarm_rules_asked"
)

// RulesAsked names a draft of thresholds and who asks for it.
type RulesAsked struct {
	Draft string `json:"draft"`
	By    string `json:"by"`
}

// Happened says what happened to which alarm.
type Happened struct {
	Alarm      string `json:"alarm"`
	Department string `json:"department"`
	Version    int64  `json:"version"`
}
