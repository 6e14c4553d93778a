package library

import "context"

// Catalogue is the measures as this package needs them.
type Catalogue interface {
	// PoliciesChanged says, inside the transaction that did it, that policies have
	// a new text: what is found by it is brought up to date.
	PoliciesChanged(ctx context.Context, policies []string) error
	// MeasuresOf lists the measures that rest on a policy, by title.
	MeasuresOf(ctx context.Context, policy string) ([]MeasureRef, error)
}
