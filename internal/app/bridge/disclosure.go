package bridge

import (
	"context"
	"errors"
	"strings"

	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/org"
)

// ReadersForDisclosure says what members of staff are. It is filled after the
// modules exist.
type ReadersForDisclosure struct {
	Departments *org.Service
	Roles       *role.Service
}

// Reader names department and roles.
func (r *ReadersForDisclosure) Reader(ctx context.Context, staff, department string) (disclosure.Reader, error) {
	reader := disclosure.Reader{Department: department}
	found, err := r.Departments.DepartmentsByID(ctx, []string{department})
	if err != nil {
		return reader, err
	}
	reader.DepartmentName = found[department].Name
	held, err := r.Roles.OfStaff(ctx, staff)
	names := make([]string, len(held))
	for i, one := range held {
		names[i] = one.Name
	}
	reader.Post = strings.Join(names, "、")
	return reader, err
}

// RegistryForDisclosure numbers enterprises. It is filled after both modules
// exist.
type RegistryForDisclosure struct{ Enterprises *enterprise.Service }

// Ordinal returns the ordinal of an enterprise, 0 where there is none.
func (r *RegistryForDisclosure) Ordinal(ctx context.Context, uscc string) (uint32, error) {
	n, err := r.Enterprises.Ordinal(ctx, uscc)
	if errors.Is(err, enterprise.ErrNotFound) {
		return 0, nil
	}
	return n, err
}

// LedgerForContacts is the ledger of disclosures as contacts need it.
type LedgerForContacts struct{ Ledger *disclosure.Service }

// Reveal keeps what load shows.
func (l LedgerForContacts) Reveal(ctx context.Context, r contact.Reason, load func(context.Context) (contact.Shown, error)) (int64, error) {
	return l.Ledger.Reveal(ctx, disclosure.Reason{Kind: disclosure.ReasonKind(r.Kind), Words: r.Words}, func(ctx context.Context) (disclosure.Shown, error) {
		shown, err := load(ctx)
		return disclosure.Shown{USCC: shown.USCC, Kind: disclosure.KindContact, Object: shown.Contact, Role: shown.Role, Fields: shown.Fields}, err
	})
}

// Left returns how often the caller may have something shown today.
func (l LedgerForContacts) Left(ctx context.Context) (int64, error) { return l.Ledger.Left(ctx) }

// LedgerForMandates is the ledger of disclosures as mandates need it.
type LedgerForMandates struct{ Ledger *disclosure.Service }

// Reveal keeps what load shows.
func (l LedgerForMandates) Reveal(ctx context.Context, r mandate.Reason, load func(context.Context) (mandate.Shown, error)) (int64, error) {
	return l.Ledger.Reveal(ctx, disclosure.Reason{Kind: disclosure.ReasonKind(r.Kind), Words: r.Words}, func(ctx context.Context) (disclosure.Shown, error) {
		shown, err := load(ctx)
		return disclosure.Shown{USCC: shown.USCC, Kind: disclosure.KindPerson, Object: shown.Person, Role: shown.Role, Fields: shown.Fields}, err
	})
}
