package mandate

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
)

// Letters tells people what concerns them.
type Letters interface {
	// Invited tells whoever has a mobile number that a person, by ID, invites them to
	// act for an enterprise. It is part of the transaction of ctx.
	Invited(ctx context.Context, phone, uscc, inviter string) error
}

// Enterprises is what this package needs of the registry.
type Enterprises interface {
	// Names returns the name of each enterprise by its 统一社会信用代码; one that is
	// not registered is left out.
	Names(ctx context.Context, usccs []string) (map[string]string, error)
	// Within reports whether an enterprise is registered and lies in the scope.
	Within(ctx context.Context, scope kernel.Scope, uscc string) (bool, error)
}

// Reason is why somebody wants a value in full.
type Reason struct{ Kind, Words string }

// Shown is what is about to be shown: of whom, as what they act, which of name
// and phone.
type Shown struct {
	USCC, Person, Role string
	Fields             []string
}

// Ledger keeps who saw what.
type Ledger interface {
	// Reveal runs load in a transaction that also keeps what it shows, and returns
	// how often the caller may do so again today. When it fails, nothing may be
	// shown.
	Reveal(ctx context.Context, r Reason, load func(context.Context) (Shown, error)) (left int64, err error)
}
