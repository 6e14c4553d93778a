package enterprise_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// bundle is the module on one database with everything it needs.
type bundle struct {
	*enterprise.Service
	db     *db.DB
	clock  *clock.Fixed
	audit  *audit.Log
	bus    *events.Bus
	runner *jobs.Runner
	jobs   *jobs.Registry
}

func setup(t testing.TB, d *db.DB) bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{})
	require.NoError(t, err)
	files, err := blob.Open(filepath.Join(t.TempDir(), "blobs"), 1<<30)
	require.NoError(t, err)
	t.Cleanup(func() { _ = files.Close() })
	b := bundle{db: d, clock: fixed, audit: audit.New(d, fixed), bus: events.NewBus(d, fixed, runner, registry), runner: runner, jobs: registry}
	b.Service = enterprise.New(enterprise.Deps{
		DB: d, Clock: fixed, Audit: b.audit, Bus: b.bus, Jobs: runner, Files: files, TempDir: t.TempDir(), Exports: gate{},
	})
	b.DefineJobs(registry)
	return b
}

func system(t testing.TB) context.Context { return authz.AsSystem(t.Context(), "test") }

func importText(t testing.TB, b bundle, csv string) enterprise.Report {
	t.Helper()
	report, err := b.ImportEnterprises(system(t), bytes.NewReader([]byte(csv)), int64(len(csv)), "名单.csv", nil)
	require.NoError(t, err)
	return report
}

func importFacts(t testing.TB, b bundle, csv string) enterprise.Report {
	t.Helper()
	report, err := b.ImportFacts(system(t), bytes.NewReader([]byte(csv)), int64(len(csv)), "事实.csv", nil)
	require.NoError(t, err)
	return report
}

// shared returns a file of the data that the project keeps beside the
// repository, and skips the test where there is none.
func shared(t testing.TB, name string) (*os.File, int64) {
	t.Helper()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	file, err := os.Open(filepath.Join(root, name))
	if err != nil {
		t.Skipf("SKIPPED: %s is not here, so nothing was tried on real data: %v", name, err)
	}
	t.Cleanup(func() { _ = file.Close() })
	info, err := file.Stat()
	require.NoError(t, err)
	return file, info.Size()
}

// gate lets every export out under one number.
type gate struct{}

func (gate) Take(_ context.Context, p *export.Prepared) (export.Ticket, error) {
	return export.Ticket{Number: "DC2026-000001", Who: "样例", Rows: p.Rows}, nil
}
