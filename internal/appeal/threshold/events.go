package threshold

import "github.com/yikou/yikou/internal/appeal/reading"

// The events of this package.
const (
	// EventAsked says that thresholds wait for a second person; its payload is Asked.
	EventAsked = "appeal.threshold_asked"
	// EventSetBack says that a field went back to people by itself; its payload is
	// SetBack.
	EventSetBack = "appeal.threshold_set_back"
)

// Asked names a draft and who asks for it.
type Asked struct {
	Draft string `json:"draft"`
	By    string `json:"by"`
}

// SetBack names a field, the edition that took it back and why.
type SetBack struct {
	Field   reading.Field `json:"field"`
	Edition int64         `json:"edition"`
	Reason  string        `json:"reason"`
}
