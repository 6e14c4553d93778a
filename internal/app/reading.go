package app

import (
	"context"
	"path/filepath"

	"github.com/yikou/yikou/internal/app/bridge"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/sorting"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/seal"
)

// ModelFolder is where an office puts models of its own.
func ModelFolder(c config.Config) string { return filepath.Join(c.Data, "models") }

// buildReading makes what reads appeals and what puts that to work. A model that cannot be used is said in the
// log and the shipped one works in its place: an office is not to stand still for
// a proposal.
func (a *App) buildReading(ctx context.Context, sealer *seal.Sealer) {
	models, err := reading.Open(ModelFolder(a.Config))
	if err != nil {
		a.Log.ErrorContext(ctx, "a model of the office cannot be used", "folder", ModelFolder(a.Config), "error", err)
	}
	a.Reading = reading.New(reading.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Seal: sealer, Models: models, Home: a.place(), Permission: appeal.PermCentre,
		Town: bridge.TownForReading{Org: a.Org, Hung: func() *place.Service { return a.Places }},
	})
	a.Thresholds = &threshold.Service{Service: a.Reading}
	a.Sorting = &sorting.Service{Service: a.Appeals, Reading: a.Reading, Watcher: a.Thresholds}
	a.Handling.Learner = a.Sorting
}
