package opendata

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

// Words says conditions and benefits; the lists of measures do.
type Words interface {
	Words(ctx context.Context) (*wording.Words, error)
}
