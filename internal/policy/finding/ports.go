package finding

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy"
)

// Catalogue is the public measures of the instance; the policy module itself.
type Catalogue interface {
	// PublicMeasures lists the published measures.
	PublicMeasures(ctx context.Context, f policy.PublicFilter, page kernel.Page) (kernel.Rows[policy.Found], error)
	// PublicTitles names all published measures.
	PublicTitles(ctx context.Context) ([]policy.Title, error)
}
