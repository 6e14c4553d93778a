package definition

// EventDrafted says that a draft waits for a second person; its payload is Drafted.
const EventDrafted = "appeal.definition_drafted"

// Drafted says which, and who drafted it.
type Drafted struct {
	Draft string `json:"draft"`
	By    string `json:"by"`
}
