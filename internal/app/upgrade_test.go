package app_test

import (
	"bytes"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/migrations"
)

// releases are the databases of released programs.
const releases = "../../migrations/testdata/releases/"

// upgraded checks that the instance is of this program's schema, has kept its
// firms and its audit chain, and can be used.
func upgraded(t *testing.T, place instance) {
	t.Helper()
	require.Contains(t, string(place.command(t, "--json", "audit", "verify")), `"whole":true`)
	require.Equal(t, 3, registered(t, place))
	d, err := db.Open(t.Context(), place.database, db.Options{Readers: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close()) }()
	version, err := d.Version(t.Context())
	require.NoError(t, err)
	newest, err := db.Newest(migrations.Files)
	require.NoError(t, err)
	require.Equal(t, newest, version)
}

func TestAnUpgradeThatIsKilledGoesOnAtTheNextStart(t *testing.T) {
	t.Parallel()
	program, err := built()
	require.NoError(t, err)
	rounds := 6
	if soak() {
		rounds = 40
	}
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(3, 4))
			killed := 0
			for range rounds {
				place := instance{data: t.TempDir(), binary: program, database: dbtest.ReleaseURL(t, engine, releases+"0006")}
				for range 3 {
					cmd := place.process(t, "migrate")
					require.NoError(t, cmd.Start())
					<-time.After(time.Duration(random.IntN(250)) * time.Millisecond)
					_ = cmd.Process.Kill()
					if cmd.Wait() != nil {
						killed++
					}
				}
				place.command(t, "migrate")
				upgraded(t, place)
			}
			require.NotZero(t, killed)
			t.Logf("%d upgrades killed midway", killed)
		})
	}
}

func TestNodesThatStartAtOnceUpgradeOnce(t *testing.T) {
	t.Parallel()
	program, err := built()
	require.NoError(t, err)
	place := instance{data: t.TempDir(), binary: program, database: dbtest.ReleaseURL(t, db.Postgres, releases+"0006")}
	var group sync.WaitGroup
	nodes := make([]*exec.Cmd, 3)
	said := make([]bytes.Buffer, len(nodes))
	failures := make([]error, len(nodes))
	for n := range nodes {
		nodes[n] = place.process(t, "migrate")
		nodes[n].Stderr = &said[n]
		group.Go(func() { failures[n] = nodes[n].Run() })
	}
	group.Wait()
	for n := range nodes {
		require.NoError(t, failures[n], said[n].String())
	}
	upgraded(t, place)
}

func TestAnOlderProgramRefusesANewerDatabaseInWords(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			place := instance{data: t.TempDir(), database: dbtest.URL(t, engine)}
			d, err := db.Open(t.Context(), place.database, db.Options{Readers: 1})
			require.NoError(t, err)
			_, err = d.Exec(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, ?)`, true)
			require.NoError(t, err)
			require.NoError(t, d.Close())
			for _, command := range [][]string{{"migrate"}, {"backup", filepath.Join(t.TempDir(), "x")}, {"serve", "--listen", "127.0.0.1:0"}} {
				cmd := place.process(t, command...)
				var said bytes.Buffer
				cmd.Stderr = &said
				require.Error(t, cmd.Run())
				require.Contains(t, said.String(), "更新版本的程序", command)
			}
		})
	}
}
