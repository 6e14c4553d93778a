package enterprise

// The events of this module.
const (
	// EventImported says that a file was applied; its payload is Imported.
	EventImported = "enterprise.imported"
	// EventFactsRecorded says that facts of one enterprise were recorded one by
	// one; its payload is FactsRecorded.
	EventFactsRecorded = "enterprise.facts_recorded"
)

// Imported is the payload of EventImported.
type Imported struct {
	Import  string `json:"import"`
	Kind    string `json:"kind"`
	Created int64  `json:"created"`
	Updated int64  `json:"updated"`
}

// FactsRecorded is the payload of EventFactsRecorded.
type FactsRecorded struct {
	USCC string   `json:"uscc"`
	Keys []string `json:"keys"`
}
