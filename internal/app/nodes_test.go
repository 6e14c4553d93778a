package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// beat is that of the nodes under proof: one that has stood still for seven is
// taken for dead.
const beat = 200 * time.Millisecond

// backlog is how many jobs are due: imports, whose effects can be counted, and
// events on their way.
func backlog() (imports, events int) {
	if soak() {
		return 2000, 8000
	}
	return 250, 1750
}

// said is what a node logs.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write keeps the text.
func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

// String returns what was logged so far.
func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func (s *said) count(what string) int { return strings.Count(s.String(), what) }

// due queues imports of one fact each, from the n-th on, and events.
func due(t *testing.T, place instance, from, imports, events int) {
	t.Helper()
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level = place.data, place.database, "error"
	a, err := app.New(t.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: os.Stderr, Clock: clock.System()})
	require.NoError(t, err)
	defer func() { require.NoError(t, a.Close()) }()
	ctx := authz.AsSystem(t.Context(), "test")
	for n := from; n < from+imports; n++ {
		text := fmt.Sprintf("uscc,key,period,value,as_of,source,tier,from,to,evidence\n%s,revenue,2025,%d,2026-03-31,来源%d,T1,,,due%d\n", firmCode(t, uint32(n%20)+1), n, n, n)
		_, _, err := a.Enterprise.Upload(ctx, enterprise.ImportKind("facts"), "事实.csv", strings.NewReader(text))
		require.NoError(t, err)
	}
	require.NoError(t, a.DB.InTx(ctx, func(ctx context.Context) error {
		for range events {
			if err := a.Bus.Publish(ctx, enterprise.EventFactsRecorded, map[string]string{}); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestNodesThatAreStoppedPastTheirLeaseDoNothingTwice(t *testing.T) {
	t.Parallel()
	program, err := built()
	require.NoError(t, err)
	began := time.Now()
	place := instance{data: t.TempDir(), binary: program, database: dbtest.URL(t, db.Postgres)}
	settings := filepath.Join(place.data, "nodes.yaml")
	require.NoError(t, os.WriteFile(settings, fmt.Appendf(nil, "jobs: {beat: %s}\n", beat), 0o600))
	furnish(t, place)
	imports, events := backlog()
	due(t, place, 0, imports, events)

	logs := &said{}
	stopped := place
	// A transaction of a stopped node is ended by the database.
	stopped.database = withSetting(t, place.database, "idle_in_transaction_session_timeout", "1000")
	var nodes []*server
	for range 3 {
		nodes = append(nodes, stopped.serveTo(t, logs, "--config", settings))
	}
	d, err := db.Open(t.Context(), place.database, db.Options{Readers: 2})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	left, stops := 1, 0
	for deadline := time.Now().Add(patience); left > 0 || logs.count("stale commit refused") == 0; stops++ {
		require.True(t, time.Now().Before(deadline), "%d jobs left, %d stale commits seen in %d stops:\n%s", left, logs.count("stale commit refused"), stops, logs)
		if left == 0 { // not seen yet: more work, more stops
			due(t, place, imports, 100, 0)
			imports += 100
		}
		node := nodes[stops%len(nodes)]
		<-time.After(time.Duration(100+37*(stops%5)) * time.Millisecond)
		require.NoError(t, node.cmd.Process.Signal(syscall.SIGSTOP))
		<-time.After(9 * beat)
		require.NoError(t, node.cmd.Process.Signal(syscall.SIGCONT))
		require.NoError(t, d.QueryRow(t.Context(), unfinishedJobs).Scan(&left))
	}
	var once, facts, audited int
	require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*), count(DISTINCT evidence) FROM enterprise_fact WHERE evidence LIKE 'due%'`).Scan(&facts, &once))
	require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE action = 'enterprise.imported' AND object IN (SELECT id FROM enterprise_import WHERE kind = 'facts')`).Scan(&audited))
	require.Equal(t, imports, audited, "imports that came to pass")
	require.Equal(t, facts, once, "a fact was stored twice")
	var done int
	require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM enterprise_import WHERE kind = 'facts' AND state = 'done'`).Scan(&done))
	require.Equal(t, imports, done)
	found, err := broken(t.Context(), d)
	require.NoError(t, err)
	require.Equal(t, []string{fmt.Sprint("enterprise: a recorded fact is told once: ", events)}, found, "the events were made up, nothing else")
	delivered(t, t.Context(), d)
	t.Logf("%d imports and %d deliveries on three nodes in %s, %d stops past the lease: %d stale commits refused, %d attempts taken over, %d transactions of stopped nodes ended",
		imports, events, time.Since(began).Round(time.Second), stops, logs.count("stale commit refused"), logs.count("attempt was taken over"), logs.count("57P05")+logs.count("25P03"))
}

// withSetting adds a setting of the session to a database's address.
func withSetting(t *testing.T, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	query := u.Query()
	query.Set(name, value)
	u.RawQuery = query.Encode()
	return u.String()
}
