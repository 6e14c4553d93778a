package exchange

import (
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/export"
)

// Service holds the use cases of the package. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	// Exports counts what leaves.
	Exports export.Gate
}
