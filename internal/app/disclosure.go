package app

import (
	"github.com/yikou/yikou/internal/app/bridge"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/listing"
)

// buildDisclosure makes the ledger of disclosures, which the modules that are
// built after it fill in.
func (a *App) buildDisclosure(sealer *seal.Sealer) (err error) {
	a.readers, a.registered = &bridge.ReadersForDisclosure{Departments: a.Org}, &bridge.RegistryForDisclosure{}
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
	a.readers.Roles, a.registered.Enterprises = a.Roles, a.Enterprise
	a.Disclosure.Serve(enterprise.ExportList, enterprise.Lists{Service: a.Enterprise})
	a.Disclosure.Serve(policy.ExportResult, policy.Results{Service: a.Policy})
	a.Disclosure.Serve(listing.ExportList, listing.Lists{Service: a.Printing.Lists})
}
