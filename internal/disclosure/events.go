package disclosure

// The events of this module.
const (
	// EventViewed says that data of an enterprise's person was shown in full; its
	// payload is Viewed.
	EventViewed = "disclosure.viewed"
	// EventCapReached says that somebody wanted more shown than a day admits, once
	// a day; its payload is CapReached.
	EventCapReached = "disclosure.cap_reached"
	// EventExportAsked says that an export waits for approval; its payload is
	// ExportAsked.
	EventExportAsked = "disclosure.export_asked"
	// EventExportDecided says that an export was approved or refused; its payload
	// is ExportDecided.
	EventExportDecided = "disclosure.export_decided"
)

// Viewed is the payload of EventViewed.
type Viewed struct {
	View       string   `json:"view"`
	USCC       string   `json:"uscc"`
	Fields     []string `json:"fields"`
	ReasonKind string   `json:"reason_kind"`
	Department string   `json:"department"`
}

// CapReached is the payload of EventCapReached.
type CapReached struct {
	Viewer string `json:"viewer"`
	// Day is the day in Beijing, Cap how many times it admits.
	Day string `json:"day"`
	Cap int64  `json:"cap"`
}

// ExportAsked is the payload of EventExportAsked.
type ExportAsked struct {
	Export     string `json:"export"`
	Number     string `json:"number"`
	Rows       int64  `json:"rows"`
	AskedBy    string `json:"asked_by"`
	Department string `json:"department"`
}

// ExportDecided is the payload of EventExportDecided.
type ExportDecided struct {
	Export   string `json:"export"`
	Number   string `json:"number"`
	Approved bool   `json:"approved"`
	AskedBy  string `json:"asked_by"`
}
