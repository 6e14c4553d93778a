package opendata

import (
	"context"

	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/wording"
)

// Catalogue is the public measures of the instance; the policy module itself.
type Catalogue = listing.Published

// Words says conditions and benefits; the lists of measures do.
type Words interface {
	Words(ctx context.Context) (*wording.Words, error)
}
