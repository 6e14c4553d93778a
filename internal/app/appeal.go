package app

import (
	"crypto/rand"

	"github.com/yikou/yikou/internal/app/bridge"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/seal"
)

// buildAppeals makes the modules that keep and handle appeals.
func (a *App) buildAppeals(sealer *seal.Sealer, people *bridge.PeopleForOrg) {
	a.Keeper = keeping.NewKeeper(keeping.Deps{DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Jobs: a.Jobs})
	a.Appeals = appeal.New(appeal.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Seal: sealer, Clocks: a.Keeper,
		Departments: bridge.DepartmentsForAppeal{Org: a.Org}, People: bridge.StaffForAppeal{Roster: people}, Enterprises: a.Enterprise,
	})
	a.held.Appeals = a.Appeals
	a.Exclusions = &exclusion.Service{Service: a.Appeals}
	a.Figures = &figure.Service{Service: a.Appeals, Divisions: bridge.TownForPlaces{Org: a.Org}, Exclusions: a.Exclusions, Exports: a.Disclosure}
	a.Disclosure.Serve(figure.ExportList, figure.Lists{Service: a.Figures})
	a.Exclusions.Rules = a.Figures.ExclusionRules
	a.Definitions = &definition.Service{Service: a.Figures}
	a.Signals = &signal.Service{Service: a.Appeals, Divisions: bridge.TownForPlaces{Org: a.Org}}
	a.Monthly = &monthly.Service{Service: a.Appeals, Signals: a.Signals}
	a.Alarms = &alarm.Service{Service: a.Appeals, Terms: a.Keeper}
	a.Attachments = attachment.New(attachment.Deps{DB: a.DB, Clock: a.Clock, Audit: a.Audit, Files: a.Files, Random: rand.Reader})
	a.Handling = &handling.Service{Service: a.Appeals, Reveals: bridge.RevealsForAppeal{Ledger: a.Disclosure}, Files: a.Attachments}
}
