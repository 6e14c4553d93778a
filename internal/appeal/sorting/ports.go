package sorting

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/reading"
)

// Watcher looks at how good what took effect was whenever a person checked some of
// it; package threshold has it.
type Watcher interface {
	// Watch is called inside the transaction in which a check of a field was kept.
	Watch(ctx context.Context, f reading.Field) error
}
