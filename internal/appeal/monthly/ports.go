package monthly

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/signal"
)

// Signals is what the package needs of the signals; signal.Service has it.
type Signals interface {
	// Basis returns what a signal stands on for the caller, or signal.ErrNotFound.
	Basis(ctx context.Context, id string) (signal.Basis, error)
	// PlaceNames returns the names of places by their codes.
	PlaceNames(ctx context.Context, codes []string) (map[string]string, error)
}
