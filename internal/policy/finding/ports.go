package finding

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/library"
)

// Catalogue is the public measures of the instance; the policy module itself.
type Catalogue interface {
	// PublicMeasures lists the published measures.
	PublicMeasures(ctx context.Context, f policy.PublicFilter, page kernel.Page) (kernel.Rows[policy.Found], error)
	// PublicTitles names all published measures.
	PublicTitles(ctx context.Context) ([]policy.Title, error)
}

// Library is the public policies of the instance.
type Library interface {
	// PublicList returns the published policies that a text finds, best first, with
	// their texts.
	PublicList(ctx context.Context, f library.Filter, page kernel.Page) (kernel.Rows[library.Listed], error)
	// PublicTitles names all published policies.
	PublicTitles(ctx context.Context) ([]library.Titled, error)
}
