package guide

import (
	"context"

	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/wording"
)

// Catalogue is the public measures of the instance; the policy module itself.
type Catalogue = listing.Published

// Divisions is the tree of divisions.
type Divisions interface {
	// DivisionNames returns what names divisions as the tree stands now.
	DivisionNames(ctx context.Context) (wording.Divisions, error)
}
