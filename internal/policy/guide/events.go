package guide

// The events of this package.
const (
	// EventChanged says that a guide was made, changed, closed or opened again.
	EventChanged = "policy.guide_changed"
	// EventPrinted says that a guide got a new print.
	EventPrinted = "policy.guide_printed"
)

// changedEvent names a guide and its version.
type changedEvent struct {
	Guide   string `json:"guide"`
	Version int64  `json:"version"`
}

// printedEvent names a print.
type printedEvent struct {
	Guide  string `json:"guide"`
	Number int64  `json:"number"`
}
