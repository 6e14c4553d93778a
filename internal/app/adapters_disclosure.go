package app

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
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/policy"
)

// readersForDisclosure says what members of staff are. It is filled after the
// modules exist.
type readersForDisclosure struct {
	departments *org.Service
	roles       *role.Service
}

// Reader names department and roles.
func (r *readersForDisclosure) Reader(ctx context.Context, staff, department string) (disclosure.Reader, error) {
	reader := disclosure.Reader{Department: department}
	found, err := r.departments.DepartmentsByID(ctx, []string{department})
	if err != nil {
		return reader, err
	}
	reader.DepartmentName = found[department].Name
	held, err := r.roles.OfStaff(ctx, staff)
	names := make([]string, len(held))
	for i, one := range held {
		names[i] = one.Name
	}
	reader.Post = strings.Join(names, "、")
	return reader, err
}

// registryForDisclosure numbers enterprises. It is filled after both modules
// exist.
type registryForDisclosure struct{ enterprises *enterprise.Service }

// Ordinal returns the ordinal of an enterprise, 0 where there is none.
func (r *registryForDisclosure) Ordinal(ctx context.Context, uscc string) (uint32, error) {
	n, err := r.enterprises.Ordinal(ctx, uscc)
	if errors.Is(err, enterprise.ErrNotFound) {
		return 0, nil
	}
	return n, err
}

// ledgerForContacts is the ledger of disclosures as contacts need it.
type ledgerForContacts struct{ ledger *disclosure.Service }

// Reveal keeps what load shows.
func (l ledgerForContacts) Reveal(ctx context.Context, r contact.Reason, load func(context.Context) (contact.Shown, error)) (int64, error) {
	return l.ledger.Reveal(ctx, disclosure.Reason{Kind: disclosure.ReasonKind(r.Kind), Words: r.Words}, func(ctx context.Context) (disclosure.Shown, error) {
		shown, err := load(ctx)
		return disclosure.Shown{USCC: shown.USCC, Kind: disclosure.KindContact, Object: shown.Contact, Role: shown.Role, Fields: shown.Fields}, err
	})
}

// Left returns how often the caller may have something shown today.
func (l ledgerForContacts) Left(ctx context.Context) (int64, error) { return l.ledger.Left(ctx) }

// ledgerForMandates is the ledger of disclosures as mandates need it.
type ledgerForMandates struct{ ledger *disclosure.Service }

// Reveal keeps what load shows.
func (l ledgerForMandates) Reveal(ctx context.Context, r mandate.Reason, load func(context.Context) (mandate.Shown, error)) (int64, error) {
	return l.ledger.Reveal(ctx, disclosure.Reason{Kind: disclosure.ReasonKind(r.Kind), Words: r.Words}, func(ctx context.Context) (disclosure.Shown, error) {
		shown, err := load(ctx)
		return disclosure.Shown{USCC: shown.USCC, Kind: disclosure.KindPerson, Object: shown.Person, Role: shown.Role, Fields: shown.Fields}, err
	})
}

// buildDisclosure makes the ledger of disclosures, which the modules that are
// built after it fill in.
func (a *App) buildDisclosure(sealer *seal.Sealer) (err error) {
	a.readers, a.registered = &readersForDisclosure{departments: a.Org}, &registryForDisclosure{}
	a.Disclosure, err = disclosure.New(disclosure.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Seal: sealer, Readers: a.readers, Registry: a.registered,
		Config: disclosure.Config{
			ViewsPerDay: int64(a.Config.Privacy.ViewsPerDay), ExportRows: int64(a.Config.Privacy.ExportRows), ExportTime: a.Config.Privacy.ExportTime,
		},
	})
	return err
}

// joinDisclosure tells the ledger of the modules that it serves.
func (a *App) joinDisclosure() {
	a.readers.roles, a.registered.enterprises = a.Roles, a.Enterprise
	a.Disclosure.Serve(enterprise.ExportList, enterprise.Lists{Service: a.Enterprise})
	a.Disclosure.Serve(policy.ExportResult, policy.Results{Service: a.Policy})
}
