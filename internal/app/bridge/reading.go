package bridge

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/standard/division"
)

// TownForReading is the place where the instance stands, as the reading of appeals
// needs it.
type TownForReading struct {
	Org  *org.Service
	Hung func() *place.Service
}

// Tree returns the divisions of the instance.
func (t TownForReading) Tree(ctx context.Context) (*division.Tree, error) { return t.Org.Tree(ctx) }

// Offices returns the departments that are open.
func (t TownForReading) Offices(ctx context.Context) ([]reading.Office, error) {
	chart, err := t.Org.Chart(ctx)
	if err != nil {
		return nil, err
	}
	var out []reading.Office
	for _, d := range chart.Walk() {
		if !d.Closed() {
			o := reading.Office{ID: d.ID, Code: d.Code, Name: d.Name, Division: d.Division}
			for _, up := range chart.Path(d.ID) {
				if up.ID != d.ID {
					o.Above = append(o.Above, up.ID)
				}
			}
			out = append(out, o)
		}
	}
	return out, nil
}

// Places returns the places that are open.
func (t TownForReading) Places(ctx context.Context) ([]reading.KnownPlace, error) {
	all, err := t.Hung().AllOpen(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]reading.KnownPlace, len(all))
	for i, p := range all {
		out[i] = reading.KnownPlace{Code: p.Code, Name: p.Name, Division: p.Division}
	}
	return out, nil
}
