package guide

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/wording"
)

// Catalogue is the public measures of the instance; the policy module itself.
type Catalogue interface {
	// PublicMeasures lists the published measures.
	PublicMeasures(ctx context.Context, f policy.PublicFilter, page kernel.Page) (kernel.Rows[policy.Found], error)
}

// Divisions is the tree of divisions.
type Divisions interface {
	// DivisionNames returns what names divisions as the tree stands now.
	DivisionNames(ctx context.Context) (wording.Divisions, error)
}
