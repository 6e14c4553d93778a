package exchange

import (
	"context"
	"io"
	"log/slog"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// Taker takes what other systems hand over; intake.Service has it.
type Taker interface {
	// TakeLine takes a case in the form of a line of a file.
	TakeLine(ctx context.Context, system string, text []byte) (*appeal.Case, error)
	// ActFor and RateFor do what the reporter of a case asks for.
	ActFor(ctx context.Context, c *appeal.Case, d intake.Deed) error
	RateFor(ctx context.Context, c *appeal.Case, r appeal.Rating) error
}

// Service holds the use cases of the package. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	// Exports counts what leaves.
	Exports export.Gate
	Taker   Taker
	Jobs    *jobs.Runner
	Random  io.Reader
	Log     *slog.Logger
	// Allow lists hosts as `host:port` that partners may have in closed networks;
	// they are called without TLS as well. Out calls them and public ones.
	Allow []string
	Out   *outbound.Client
}

// plain reports whether an address may be called without TLS.
func (s *Service) plain(endpoint string) bool {
	host, err := outbound.HostPort(endpoint)
	return err == nil && slices.Contains(s.Allow, host)
}
