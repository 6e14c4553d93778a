package sorting

import "github.com/yikou/yikou/internal/appeal/reading"

// EventDrawn says that something of a case took effect by itself and was drawn for
// a person to check; its payload is Drawn.
const EventDrawn = "appeal.reading_drawn"

// Drawn names a case and the fields to check.
type Drawn struct {
	Case   string          `json:"case"`
	Fields []reading.Field `json:"fields"`
}
