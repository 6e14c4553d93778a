package app_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// The clients write all the time while backups are made. Each is restored into
// the other engine: whatever was acknowledged before the backup began is there,
// nothing is there by half, and what was queued is done.
func TestABackupUnderLoadRestoresToOneInstantOnTheOtherEngine(t *testing.T) {
	t.Parallel()
	others := map[db.Engine]db.Engine{db.SQLite: db.Postgres, db.Postgres: db.SQLite}
	for from, to := range others {
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			k := newKilling(t, from)
			ctx, cancel := context.WithCancel(t.Context())
			var group sync.WaitGroup
			for _, c := range k.clients {
				group.Go(func() { _ = k.drive(ctx, c) })
			}
			<-time.After(time.Second)
			k.mu.Lock()
			before := append([]ack(nil), k.fresh...)
			k.mu.Unlock()
			file := filepath.Join(t.TempDir(), "load.backup")
			k.place.command(t, "backup", file)
			<-time.After(200 * time.Millisecond)
			cancel()
			group.Wait()
			k.running.kill()
			require.NotEmpty(t, before)

			there := instance{data: t.TempDir(), binary: k.place.binary, database: dbtest.URL(t, to)}
			keys, err := os.ReadFile(filepath.Join(k.place.data, "keys.json"))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(there.data, "keys.json"), keys, 0o600))
			require.Contains(t, string(there.command(t, "restore", file)), "审计链都与备份一致")
			sessions := func(list []ack) (kept []ack) {
				for _, a := range list {
					if a.Flow != "session" { // nobody stays logged in
						kept = append(kept, a)
					}
				}
				return kept
			}
			k.place, k.fresh, k.all, k.restored = there, nil, sessions(before), true
			k.look(func(ctx context.Context, d *db.DB) {
				k.effects(ctx, d, k.all, false)
				found, err := broken(ctx, d)
				require.NoError(t, err)
				require.Empty(t, found)
				_, err = audit.New(d, clock.System()).Verify(ctx)
				require.NoError(t, err)
			})
			k.start()
			k.settle() // imports that were queued find their files
		})
	}
}
