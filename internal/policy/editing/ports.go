package editing

import (
	"context"

	"github.com/yikou/yikou/internal/policy/wording"
)

// Dictionary is the fact dictionary of the instance.
type Dictionary interface {
	FactKeys(ctx context.Context) ([]wording.FactKey, error)
}

// Documents are the policies that measures implement.
type Documents interface {
	// DocumentVersions returns the number of the newest version of each, by id.
	DocumentVersions(ctx context.Context) (map[string]int64, error)
	// DocumentsOf returns the newest version of those, as JSON, and its number, by
	// id; ones that do not exist are left out.
	DocumentsOf(ctx context.Context, ids []string) (bodies map[string]string, versions map[string]int64, err error)
}

// Divisions is the tree of divisions.
type Divisions interface {
	// DivisionNames returns what names divisions as the tree stands now.
	DivisionNames(ctx context.Context) (wording.Divisions, error)
}
