package library

// The events of this package.
const (
	// EventChanged says that policies were written, published or withdrawn.
	EventChanged = "policy.library_changed"
	// EventReviewDue says that somebody should look at a policy again.
	EventReviewDue = "policy.review_due"
)

type changedEvent struct {
	Policies []string `json:"policies"`
}
