package library

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
)

// Catalogue is the measures as this package needs them.
type Catalogue interface {
	// PoliciesChanged says, inside the transaction that did it, that policies have
	// a new text: what is found by it is brought up to date.
	PoliciesChanged(ctx context.Context, policies []string) error
	// MeasuresOf lists the measures that rest on a policy, by title.
	MeasuresOf(ctx context.Context, policy string) ([]MeasureRef, error)
}

// Enterprises is the registry as this package needs it.
type Enterprises interface {
	// Trade returns an enterprise's industry and size class, "" for what is not
	// known, or an error of kind NotFound when the scope has none with that code.
	Trade(ctx context.Context, scope kernel.Scope, uscc string) (industry, size string, err error)
}
