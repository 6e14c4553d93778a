package place

// EventChanged says that a place was added, changed, closed or opened again.
const EventChanged = "appeal.place_changed"

// changedEvent names a place and its version.
type changedEvent struct {
	Place   string `json:"place"`
	Version int64  `json:"version"`
}
