package contact

import (
	"context"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
)

// Finder finds enterprises.
type Finder interface {
	// Within returns an enterprise in a scope, or an error of kind NotFound.
	Within(ctx context.Context, uscc string, scope kernel.Scope) (*record.Entity, error)
}

// Reason is why somebody wants a value in full.
type Reason struct{ Kind, Words string }

// Shown is what is about to be shown.
type Shown struct {
	USCC, Contact, Role string
	// Fields are name and phone, or one of them.
	Fields []string
}

// Ledger keeps who saw what.
type Ledger interface {
	// Reveal runs load in a transaction that also keeps what it shows, and returns
	// how often the caller may do so again today. When it fails, nothing may be
	// shown.
	Reveal(ctx context.Context, r Reason, load func(context.Context) (Shown, error)) (left int64, err error)
	// Left returns how often the caller may have something shown today.
	Left(ctx context.Context) (int64, error)
}
