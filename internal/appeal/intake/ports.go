package intake

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
)

// Firm is an enterprise as this package needs it.
type Firm struct {
	USCC, Name string
	// Division is the code of where it lies, empty when nobody knows.
	Division string
}

// Firms is the registry.
type Firms interface {
	// Firm returns an enterprise in a scope, or an error of kind NotFound.
	Firm(ctx context.Context, scope kernel.Scope, uscc string) (Firm, error)
}

// Reporters are those who act for enterprises.
type Reporters interface {
	// Contact returns name and phone of an account, empty for one that is gone.
	Contact(ctx context.Context, account string) (name, phone string, err error)
}
