package stray

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// Column is a text column that holds ids of files, as the module that owns it
// declares it.
type Column struct{ Table, Name string }

// Sweeper removes files that no column names.
type Sweeper struct {
	db      *db.DB
	files   *blob.Store
	clock   clock.Clock
	log     *slog.Logger
	columns []Column
}

// JobSweep names the job that sweeps, which runs every SweepEvery.
const (
	JobSweep   = "files.sweep"
	SweepEvery = 24 * time.Hour
)

// rest is how old a file must be before it is looked at. A day is longer than any
// upload and the transaction after it.
const rest = 24 * time.Hour

// identifier is what a column may be called: the names go into statements.
var identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// New returns a Sweeper. The columns are all that name files: what another one
// names would be removed. It fails when a name is not a plain identifier.
func New(d *db.DB, files *blob.Store, c clock.Clock, log *slog.Logger, columns []Column) (*Sweeper, error) {
	for _, named := range columns {
		if !identifier.MatchString(named.Table) || !identifier.MatchString(named.Name) {
			return nil, fmt.Errorf("stray: %q is not the name of a column", named.Table+"."+named.Name)
		}
	}
	return &Sweeper{db: d, files: files, clock: c, log: log, columns: columns}, nil
}

// DefineJobs adds the job that sweeps.
func (s *Sweeper) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[struct{}]{
		Kind: JobSweep, Label: "清理无主文件", Silent: true,
		Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error {
			removed, err := s.Sweep(ctx)
			if removed > 0 {
				s.log.InfoContext(ctx, "files that no row names were removed", "count", removed)
			}
			return err
		},
	})
}

// Sweep removes the files that no row names a day after they were stored, and
// returns how many those were.
func (s *Sweeper) Sweep(ctx context.Context) (removed int, err error) {
	ids, err := s.files.StoredBefore(s.clock.Now().Add(-rest))
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		named, err := s.named(ctx, id)
		if err != nil {
			return removed, err
		}
		if named {
			continue
		}
		if err := s.files.Delete(id); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}
