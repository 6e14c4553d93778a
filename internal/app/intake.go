package app

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/yikou/yikou/internal/app/bridge"
	"github.com/yikou/yikou/internal/appeal/beside"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/appeal/template"
	"github.com/yikou/yikou/internal/appeal/view"
	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/platform/paper"
	screens "github.com/yikou/yikou/web"
)

// places makes what keeps the places where QR codes for reporting hang.
func (a *App) places() *place.Service {
	return place.New(place.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Random: rand.Reader, Town: bridge.TownForPlaces{Org: a.Org},
		Press: paper.NewPress(screens.Dist()), Instance: a.place(), PublicURL: strings.TrimSuffix(a.Config.Server.PublicURL, "/"),
	})
}

// buildIntake makes the ways in of appeals, and what stands beside one. The modules that it asks are there.
func (a *App) buildIntake() {
	a.Intake = &intake.Service{
		Service: a.Appeals, Files: a.Attachments, Places: a.Places,
		Firms: bridge.FirmsForIntake{Enterprises: a.Enterprise}, Reporters: bridge.ReportersForIntake{Directory: a.people},
	}
	a.Templates = &template.Service{Service: a.Appeals}
	a.Views = &view.Service{Service: a.Appeals}
	a.Beside = &beside.Service{
		Service: a.Appeals, Verdicts: bridge.VerdictsForAppeal{Policy: a.Policy},
		Shelf: bridge.ShelfForAppeal{Policy: a.Policy, Library: a.Library, Leaves: a.Printing.Guides},
	}
}

// demoPlaces hangs the QR codes of the demo city.
func (a *App) demoPlaces(ctx context.Context) error {
	all := demo.Places()
	var codes []string
	for _, p := range all {
		codes = append(codes, p.Department)
	}
	departments, err := a.Org.DepartmentsByCode(ctx, codes)
	if err != nil {
		return err
	}
	for _, p := range all {
		form := place.Form{Name: p.Name, Kind: place.Kind(p.Kind), Division: p.Division, Address: p.Address, Department: departments[p.Department].ID}
		if err := a.Places.AddAs(ctx, p.Code, form); err != nil {
			return err
		}
	}
	return nil
}
