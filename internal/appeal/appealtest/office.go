package appealtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Morning is when most tests begin: Monday 2 March 2026, 9:00 in Beijing.
func Morning() time.Time { return time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) }

// Office is the appeals of a town and what they stand on.
type Office struct {
	*appeal.Service
	// Fixed is the clock of all of it.
	Fixed    *clock.Fixed
	Keeper   *keeping.Keeper
	Jobs     *jobs.Runner
	Registry *jobs.Registry
	// Files keeps what comes with the cases.
	Files *attachment.Service
}

// New opens the appeals of a town. Two offices on one database, with one clock,
// are two nodes: they seal with the same keys.
func New(t testing.TB, d *db.DB, fixed *clock.Fixed, town Town) Office {
	t.Helper()
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	keys, err := seal.NewKeyring(map[string][]byte{"k1": bytes.Repeat([]byte{7}, 32)}, "k1", bytes.Repeat([]byte{9}, 32))
	require.NoError(t, err)
	log, bus := audit.New(d, fixed), events.NewBus(d, fixed, runner, registry)
	files, err := blob.Open(t.TempDir(), attachment.MostBytes)
	require.NoError(t, err)
	keeper := keeping.NewKeeper(keeping.Deps{DB: d, Clock: fixed, Audit: log, Bus: bus, Jobs: runner})
	keeper.DefineJobs(registry)
	return Office{
		Service: appeal.New(appeal.Deps{
			DB: d, Clock: fixed, Audit: log, Bus: bus, Seal: seal.New(keys), Clocks: keeper, Departments: town, People: town, Enterprises: town,
		}),
		Fixed: fixed, Keeper: keeper, Jobs: runner, Registry: registry,
		Files: attachment.New(attachment.Deps{DB: d, Clock: fixed, Audit: log, Files: files, Random: rand.Reader}),
	}
}

// Staff acts as a person of a department, who has permissions with one reach.
func Staff(t testing.TB, id, department string, reach kernel.Reach, permissions ...authz.Permission) context.Context {
	t.Helper()
	grants := make(map[string]kernel.Reach, len(permissions))
	for _, p := range permissions {
		grants[string(p)] = reach
	}
	return authz.With(t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: id, Name: id, Department: department, Session: "s", Grants: grants,
	})
}
