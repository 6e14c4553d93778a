package editing

import (
	"context"

	"github.com/yikou/yikou/internal/policy/wording"
)

// Dictionary is the fact dictionary of the instance.
type Dictionary interface {
	FactKeys(ctx context.Context) ([]wording.FactKey, error)
}

// Divisions is the tree of divisions.
type Divisions interface {
	// DivisionNames returns what names divisions as the tree stands now.
	DivisionNames(ctx context.Context) (wording.Divisions, error)
}
