package life

import (
	"context"

	"github.com/yikou/yikou/internal/policy/definition"
)

// Catalogue reads measures as the policy module keeps them. Its methods ask for no
// permission and see what the transaction of the context has written.
type Catalogue interface {
	// Record returns one version of a measure; 0 is the one that today is judged by.
	Record(ctx context.Context, measure string, number int64) (*definition.Record, error)
	// Records returns every measure with the version that today is judged by.
	Records(ctx context.Context) ([]*definition.Record, error)
	// Decode reads a draft as it was sent.
	Decode(ctx context.Context, text []byte) (definition.Measure, error)
	// Gaps lists all that keeps a version from being published.
	Gaps(ctx context.Context, r *definition.Record) ([]definition.Gap, error)
	// Index makes a measure findable by this version of it.
	Index(ctx context.Context, r *definition.Record) error
}
