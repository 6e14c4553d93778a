package editing

import (
	"context"

	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/wording"
)

// Dictionary is the fact dictionary of the instance.
type Dictionary interface {
	FactKeys(ctx context.Context) ([]wording.FactKey, error)
}

// Shelf is the library of policies.
type Shelf interface {
	// Offered lists the entries whose title or number holds a text, at most so many,
	// the newest first; of an id that is not empty that one.
	Offered(ctx context.Context, text, id string, limit int) ([]*library.Entry, error)
}

// Documents are what the policies say that measures implement.
type Documents interface {
	// DocumentsOf returns the newest version of those, as JSON, and its number, by
	// id; ones that do not exist are left out.
	DocumentsOf(ctx context.Context, ids []string) (bodies map[string]string, versions map[string]int64, err error)
}

// Divisions is the tree of divisions.
type Divisions interface {
	// DivisionNames returns what names divisions as the tree stands now.
	DivisionNames(ctx context.Context) (wording.Divisions, error)
}
