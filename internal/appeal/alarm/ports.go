package alarm

import (
	"context"

	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// Terms tells what became of terms; keeping.Keeper has it.
type Terms interface {
	// Verdicts returns what became of the clocks with some names of cases of a kind,
	// the oldest first.
	Verdicts(ctx context.Context, kind string, names, ids []string) ([]keeping.Verdict, error)
}
