package alarm

// The events of this package; the payload of each is Happened.
const (
	EventOpened   = "appeal.alarm_opened"
	EventAnswered = "appeal.alarm_answered"
)

// Happened says what happened to which alarm.
type Happened struct {
	Alarm      string `json:"alarm"`
	Department string `json:"department"`
	Version    int64  `json:"version"`
}
