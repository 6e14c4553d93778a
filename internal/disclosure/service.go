package disclosure

import (
	"errors"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Config is how much may be shown and taken.
type Config struct {
	// ViewsPerDay is how often a person may have data shown in full on one day.
	ViewsPerDay int64
	// ExportRows is how many rows leave without approval.
	ExportRows int64
	// ExportTime is how long an approved export may be fetched.
	ExportTime time.Duration
}

// DefaultConfig returns the settings of an instance that sets none. The numbers
// of views and hours are guesses; 1,000 rows is the promise of the product.
func DefaultConfig() Config {
	return Config{ViewsPerDay: 30, ExportRows: 1000, ExportTime: 24 * time.Hour}
}

// Validate returns what cannot work.
func (c Config) Validate() error {
	if c.ViewsPerDay < 1 || c.ExportRows < 1 || c.ExportTime < time.Minute {
		return errors.New("disclosure: views a day and export rows are at least 1, the time to fetch an export a minute")
	}
	return nil
}

// Deps is what the module needs.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Seal  *seal.Sealer
	// Readers says what members of staff are.
	Readers Readers
	// Registry numbers enterprises.
	Registry Registry
	Config   Config
}

// Service is the use cases of the module. It is an export.Gate.
type Service struct {
	Deps
	sources map[string]export.Source
}

// New returns the service.
func New(d Deps) (*Service, error) {
	if err := d.Config.Validate(); err != nil {
		return nil, err
	}
	return &Service{Deps: d, sources: map[string]export.Source{}}, nil
}

// Serve says where exports of a kind are made. Call it before the first request.
func (s *Service) Serve(kind string, source export.Source) { s.sources[kind] = source }

// today is the day in Beijing.
func (s *Service) today() string { return civil.Of(s.Clock.Now().In(civil.Beijing)).String() }

// channelOf says by what a principal reads.
func channelOf(p kernel.Principal) string {
	switch {
	case p.Kind == kernel.SystemPrincipal:
		return ChannelCommand
	case p.Session == "":
		return ChannelToken
	}
	return ChannelScreen
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
