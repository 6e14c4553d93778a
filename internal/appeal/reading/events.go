package reading

// EventEditionAdded says that other thresholds hold from now on.
const EventEditionAdded = "appeal.reading_edition_added"

// editionEvent names an edition.
type editionEvent struct {
	Version int64 `json:"version"`
}
