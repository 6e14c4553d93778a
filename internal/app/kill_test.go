package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// kills is how often the program is killed on each engine.
func kills() int {
	if soak() {
		return 1000
	}
	return 60
}

// killClients is how many clients write at once.
const killClients = 4

// killing is one instance that is killed again and again, and the clients that
// write to it.
type killing struct {
	t       *testing.T
	engine  db.Engine
	place   instance
	running *server
	clients []*killClient
	log     *os.File
	tally   tally
	serial  atomic.Int64
	mu      sync.Mutex
	fresh   []ack // since the last check
	all     []ack
	starts  []time.Duration
	// restored says that the instance came out of a backup.
	restored bool
}

// newKilling makes a small office and logs its clients in.
func newKilling(t *testing.T, engine db.Engine) *killing {
	t.Helper()
	program, err := built()
	require.NoError(t, err)
	k := &killing{
		t: t, engine: engine, place: instance{data: t.TempDir(), database: dbtest.URL(t, engine), binary: program},
		tally: tally{acked: map[string]int{}, refused: map[string]string{}},
	}
	k.log, err = os.Create(filepath.Join(t.TempDir(), "acknowledged"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, k.log.Close()) })
	firms := furnish(t, k.place)
	k.start()
	for n := range killClients {
		c := &killClient{
			http: &http.Client{Timeout: patience}, address: k.running.address + "/api/v1", firms: firms,
			random: rand.New(rand.NewPCG(7, uint64(n))), next: func() int { return int(k.serial.Add(1)) },
		}
		_, err := c.login(t.Context())
		require.NoError(t, err)
		k.clients = append(k.clients, c)
	}
	return k
}

// furnish gives an instance firms, a dictionary, a measure and somebody who may
// write, and returns the firms' codes.
func furnish(t *testing.T, place instance) []string {
	t.Helper()
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level = place.data, place.database, "error"
	a, err := app.New(t.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: os.Stderr, Clock: clock.System()})
	require.NoError(t, err)
	defer func() { require.NoError(t, a.Close()) }()
	ctx := authz.AsSystem(t.Context(), "test")
	text := "name,uscc\n"
	var firms []string
	for n := range uint32(20) {
		firms = append(firms, firmCode(t, n+1))
		text += fmt.Sprintf("望渚%d示例有限公司,%s\n", n, firms[n])
	}
	_, err = a.Enterprise.ImportEnterprises(ctx, strings.NewReader(text), int64(len(text)), "名册.csv", nil)
	require.NoError(t, err)
	_, err = a.Policy.ImportPolicies(ctx, strings.NewReader(proofPolicies))
	require.NoError(t, err)
	_, err = a.Policy.ImportMeasures(ctx, strings.NewReader("["+proofMeasure("growth", "dept-a")+"]"))
	require.NoError(t, err)
	_, err = a.Account.ImportStaff(ctx, []account.NewStaff{{Login: "writer", Name: "周示例", Password: worldPassword, Roles: []string{"importer", "policy_editor"}}})
	require.NoError(t, err)
	return firms
}

// start starts the program and waits until it is ready.
func (k *killing) start() {
	k.t.Helper()
	started := time.Now()
	k.running = k.place.serve(k.t)
	for {
		response, err := http.Get(k.running.address + "/readyz")
		if err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				break
			}
		}
		require.Less(k.t, time.Since(started), patience)
	}
	k.starts = append(k.starts, time.Since(started))
	for _, c := range k.clients {
		c.address = k.running.address + "/api/v1"
	}
}

// look opens the database beside the program, and closes it again: were it held
// open, the program would never have to recover it.
func (k *killing) look(fn func(ctx context.Context, d *db.DB)) {
	k.t.Helper()
	d, err := db.Open(k.t.Context(), k.place.database, db.Options{Readers: 2})
	require.NoError(k.t, err)
	defer func() { require.NoError(k.t, d.Close()) }()
	fn(k.t.Context(), d)
}

// acknowledge writes an acknowledged write to the clients' log and to disk.
func (k *killing) acknowledge(a ack) error {
	line, err := json.Marshal(a)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, err := k.log.Write(append(line, '\n')); err != nil {
		return err
	}
	if err := k.log.Sync(); err != nil {
		return err
	}
	k.fresh = append(k.fresh, a)
	k.tally.done(a.Flow)
	return nil
}

// drive writes until the program is gone.
func (k *killing) drive(ctx context.Context, c *killClient) error {
	var chosen []flow
	for _, f := range flows {
		for range f.weight {
			chosen = append(chosen, f)
		}
	}
	for ctx.Err() == nil {
		f := chosen[c.random.IntN(len(chosen))]
		key := fmt.Sprintf("k%d", c.number())
		note, err := f.do(ctx, c, key)
		if refused, ok := errors.AsType[*refusal](err); ok {
			k.tally.refuse(f.name, refused)
			continue
		}
		if err != nil { // the program is gone, or there is nothing to do
			<-time.After(5 * time.Millisecond)
			continue
		}
		if err := k.acknowledge(ack{f.name, key, note}); err != nil {
			return err
		}
	}
	return nil
}

// round lets the clients write until the program is killed after a while.
func (k *killing) round(after time.Duration) {
	k.t.Helper()
	ctx, cancel := context.WithCancel(k.t.Context())
	var group sync.WaitGroup
	problems := make(chan error, len(k.clients))
	for _, c := range k.clients {
		group.Go(func() { problems <- k.drive(ctx, c) })
	}
	<-time.After(after)
	k.running.kill()
	cancel()
	group.Wait()
	for range k.clients {
		require.NoError(k.t, <-problems)
	}
}

// effects checks that every acknowledged write has come to pass once. Those of
// jobs are counted when the queue is empty.
func (k *killing) effects(ctx context.Context, d *db.DB, list []ack, late bool) {
	k.t.Helper()
	for _, a := range list {
		f := flows[slices.IndexFunc(flows, func(f flow) bool { return f.name == a.Flow })]
		if f.late && !late {
			continue
		}
		var n int
		require.NoError(k.t, d.QueryRow(ctx, f.count, f.args(a)...).Scan(&n))
		require.Equal(k.t, 1, n, "acknowledged %+v: %d effects", a, n)
	}
}

// check looks at what one kill has left.
func (k *killing) check() {
	k.t.Helper()
	k.look(func(ctx context.Context, d *db.DB) {
		// A log-in that was cut short counts as a wrong one; so many shut the door.
		_, err := d.Exec(ctx, `DELETE FROM account_attempt`)
		require.NoError(k.t, err)
		k.effects(ctx, d, k.fresh, false)
		found, err := broken(ctx, d)
		require.NoError(k.t, err)
		require.Empty(k.t, found)
	})
	k.all = append(k.all, k.fresh...)
	k.fresh = nil
}

// rest waits until the queue is empty. On PostgreSQL the jobs of a program that
// died rest until its lease is over, so that few die often, and it only pauses.
func (k *killing) rest() {
	k.t.Helper()
	if k.engine == db.Postgres {
		<-time.After(700 * time.Millisecond)
		return
	}
	k.look(func(ctx context.Context, d *db.DB) { k.emptied(ctx, d) })
}

// emptied waits until the queue is empty.
func (k *killing) emptied(ctx context.Context, d *db.DB) {
	k.t.Helper()
	deadline := time.Now().Add(patience)
	for n := 1; n > 0; <-time.After(50 * time.Millisecond) {
		require.NoError(k.t, d.QueryRow(ctx, unfinishedJobs).Scan(&n))
		require.True(k.t, time.Now().Before(deadline), "%d jobs do not end", n)
	}
}

// settle waits until the queue is empty and checks everything once more.
func (k *killing) settle() {
	k.t.Helper()
	k.look(func(ctx context.Context, d *db.DB) {
		k.emptied(ctx, d)
		k.effects(ctx, d, k.all, true)
		found, err := broken(ctx, d)
		require.NoError(k.t, err)
		require.Empty(k.t, found)
		var failed string
		require.NoError(k.t, d.QueryRow(ctx, badly).Scan(&failed))
		require.Empty(k.t, failed, "a task did not end well")
		if !k.restored { // a backup leaves out jobs that have ended
			delivered(k.t, ctx, d)
		}
		_, err = audit.New(d, clock.System()).Verify(ctx)
		require.NoError(k.t, err)
	})
}

// delivered checks that each event was delivered to each of its subscribers:
// there is one job a subscriber, and it was completed.
func delivered(t *testing.T, ctx context.Context, d *db.DB) {
	t.Helper()
	query := `SELECT json_extract(args, '$.args.event') || ' ' || json_extract(args, '$.args.subscriber'), state FROM river_job WHERE kind = 'events.deliver'`
	if d.Engine() == db.Postgres {
		query = `SELECT (args->'args'->>'event') || ' ' || (args->'args'->>'subscriber'), state::text FROM river_job WHERE kind = 'events.deliver'`
	}
	rows, err := d.Query(ctx, query)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	seen := map[string]int{}
	for rows.Next() {
		var delivery, state string
		require.NoError(t, rows.Scan(&delivery, &state))
		require.Equal(t, "completed", state)
		seen[delivery]++
	}
	require.NoError(t, rows.Err())
	ids, err := d.Query(ctx, `SELECT id FROM event_log WHERE name IN ('enterprise.imported', 'enterprise.facts_recorded')`)
	require.NoError(t, err)
	defer func() { require.NoError(t, ids.Close()) }()
	for ids.Next() {
		var id string
		require.NoError(t, ids.Scan(&id))
		require.Equal(t, 1, seen[id+" policy.columns"], "event %s", id)
	}
	require.NoError(t, ids.Err())
}

func TestKillingTheProgramLosesNothingAcknowledgedAndDoesNothingTwice(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			k := newKilling(t, engine)
			moments := rand.New(rand.NewPCG(1, 2))
			for n := range kills() {
				after := time.Duration(5+moments.IntN(300)) * time.Millisecond
				if n%5 == 4 { // a job whose program dies six times under it is given up: let all end
					k.rest()
				}
				k.round(after)
				k.start()
				k.check()
			}
			// On a machine too busy for some write to be acknowledged between two kills,
			// longer rounds follow until each was.
			for n := 0; n < 20 && k.tally.lacks() != ""; n++ {
				k.rest()
				k.round(2 * time.Second)
				k.start()
				k.check()
			}
			k.settle()
			require.Empty(t, k.tally.lacks(), "never acknowledged: %v", k.tally.refused)
			slices.Sort(k.starts)
			n := len(k.starts)
			t.Logf("%d kills in %s, %d writes acknowledged and checked: %v; refused: %v; ready p50 %s, p99 %s, longest %s", kills(), time.Since(began).Round(time.Second), len(k.all),
				k.tally.acked, len(k.tally.refused), k.starts[n/2].Round(time.Millisecond), k.starts[n*99/100].Round(time.Millisecond), k.starts[n-1].Round(time.Millisecond))
		})
	}
}
