package handling

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
)

// Reason is why somebody wants to know who reported.
type Reason struct{ Kind, Words string }

// Reveals keeps who saw what.
type Reveals interface {
	// Reveal runs load in a transaction that also keeps what it shows, and returns
	// how often the caller may do so again today. When it fails, nothing may be
	// shown.
	Reveal(ctx context.Context, r Reason, load func(context.Context) (*appeal.Case, error)) (left int64, err error)
}

// Learner keeps what people make of proposals, in the transaction of the act.
type Learner interface {
	// Classified learns from what was corrected by hand; changed are the names that
	// appeal.Case.Classify returned.
	Classified(ctx context.Context, c *appeal.Case, changed []string) error
	// Dispatched learns from a case that was given to its lead.
	Dispatched(ctx context.Context, c *appeal.Case) error
}
