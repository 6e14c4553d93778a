package bridge

import (
	"context"

	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
)

// FirmsForIntake is the registry as the ways in of appeals need it.
type FirmsForIntake struct{ Enterprises *enterprise.Service }

// Firm returns an enterprise in a scope.
func (f FirmsForIntake) Firm(ctx context.Context, scope kernel.Scope, uscc string) (intake.Firm, error) {
	p, err := f.Enterprises.FactsWithin(ctx, scope, uscc)
	if err != nil {
		return intake.Firm{}, err
	}
	out := intake.Firm{USCC: p.USCC, Name: p.Name}
	for _, fact := range p.Facts {
		if fact.Key == "division" {
			out.Division = fact.Value
		}
	}
	return out, nil
}

// ReportersForIntake are those who act for enterprises.
type ReportersForIntake struct{ Directory directory.Directory }

// Contact returns name and phone of an account.
func (r ReportersForIntake) Contact(ctx context.Context, account string) (name, phone string, err error) {
	e, err := r.Directory.Person(ctx, account)
	return e.Name, e.Phone, err
}
