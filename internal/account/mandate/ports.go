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
