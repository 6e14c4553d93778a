package library

import "context"

// Colleague is a member of staff who may keep policies.
type Colleague struct{ ID, Name string }

// Staff is the people of the office as this package needs them.
type Staff interface {
	// Keepers lists the active members of staff who hold PermEdit, by name.
	Keepers(ctx context.Context) ([]Colleague, error)
}

// Catalogue is the measures as this package needs them.
type Catalogue interface {
	// PoliciesChanged says, inside the transaction that did it, that policies have
	// a new text: what is found by it is brought up to date.
	PoliciesChanged(ctx context.Context, policies []string) error
	// MeasuresOf lists the measures that rest on a policy, by title.
	MeasuresOf(ctx context.Context, policy string) ([]MeasureRef, error)
}
