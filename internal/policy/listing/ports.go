package listing

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/wording"
)

// Catalogue is the measures of the instance; the policy module itself.
type Catalogue interface {
	Published
	// PublicMeasure returns the page of a published measure.
	PublicMeasure(ctx context.Context, id string) (*policy.Detail, error)
	// MeasureVersion returns the page of one version for those who may read it.
	MeasureVersion(ctx context.Context, id string, number int64) (*policy.Detail, error)
	// Measures lists measures of every state for those who may read them.
	Measures(ctx context.Context, f policy.MeasureFilter, page kernel.Page) (kernel.Rows[policy.Listed], error)
}

// Dictionary is the fact dictionary of the instance.
type Dictionary interface {
	FactKeys(ctx context.Context) ([]wording.FactKey, error)
}

// Divisions is the tree of divisions.
type Divisions interface {
	// DivisionNames returns what names divisions as the tree stands now.
	DivisionNames(ctx context.Context) (wording.Divisions, error)
}
