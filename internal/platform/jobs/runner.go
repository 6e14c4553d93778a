package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs/queue"
)

// Options tune a Runner. The zero value takes the defaults.
type Options struct {
	// Workers is how many followed jobs run at once in this program, 4 by
	// default. Twice as many silent ones run beside them.
	Workers int
	// Beat is how often this program shows the others that it lives, 4 s by
	// default. One that has stood still for five beats is taken for dead. All
	// programs of one database need the same value.
	Beat time.Duration
	// Backoff is the pause before a job is tried again after so many failures
	// (1, 2, …). By default 1 s, 4 s, 16 s … up to 10 minutes.
	Backoff func(failures int) time.Duration
}

// Runner inserts, works and follows jobs. It is safe for concurrent use.
type Runner struct {
	db       *db.DB
	clock    clock.Clock
	logger   *slog.Logger
	registry *Registry
	options  Options
	driver   riverdriver.Driver[*sql.Tx]
	// inserter puts jobs into the queue; it never works any.
	inserter *river.Client[*sql.Tx]
	live     *hub
	runs     *runs
	seen     sightings // only of the watch loop

	mu       sync.Mutex
	worker   *river.Client[*sql.Tx] // set by Start
	periodic map[string]time.Duration
	stop     context.CancelFunc
	stopping chan struct{} // made by Start, closed when Stop begins
	loops    sync.WaitGroup
}

// New returns a runner on d that can insert at once and works after Start. The
// registry may be filled until then.
func New(d *db.DB, c clock.Clock, logger *slog.Logger, registry *Registry, o Options) (*Runner, error) {
	o.Workers = orDefault(o.Workers, 4)
	o.Beat = orDefault(o.Beat, 4*time.Second)
	if o.Backoff == nil {
		o.Backoff = backoff
	}
	driver := queue.Driver(d)
	inserter, err := river.NewClient(driver, &river.Config{Logger: quiet(logger)})
	if err != nil {
		return nil, fmt.Errorf("prepare job queue: %w", err)
	}
	return &Runner{
		db: d, clock: c, logger: logger, registry: registry, options: o, driver: driver, inserter: inserter,
		live: newHub(), runs: newRuns(), periodic: map[string]time.Duration{},
	}, nil
}

// backoff is the default pause after a failed attempt. A guess.
func backoff(failures int) time.Duration {
	pause := time.Second
	for i := 1; i < failures && pause < 10*time.Minute; i++ {
		pause *= 4
	}
	return min(pause, 10*time.Minute)
}

// The two queues of River's. Silent jobs have workers of their own.
const (
	taskQueue   = "task"
	silentQueue = "silent"
)

// Timing of River's own. It polls, because its database/sql driver cannot
// listen: a job starts at most pollInterval after its insertion is committed.
const (
	pollInterval  = 100 * time.Millisecond
	fetchCooldown = 10 * time.Millisecond
	// never is longer than any job: River must not rescue, see doc.go.
	never = 10 * 365 * 24 * time.Hour
)

// Start takes over the jobs of dead programs and begins to work. The context
// covers the start only: end the work with Stop. A runner starts once.
func (r *Runner) Start(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.worker != nil {
		return fmt.Errorf("jobs: started twice")
	}
	if r.db.Engine() == db.SQLite {
		if err := r.takeOverAll(ctx); err != nil {
			return err
		}
	}
	client, err := r.newWorker()
	if err != nil {
		return err
	}
	if _, err := r.beat(ctx, client.ID()); err != nil {
		return err
	}
	if err := r.plan(ctx); err != nil {
		return err
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	r.stopping = make(chan struct{})
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		stop()
		return fmt.Errorf("start job queue: %w", err)
	}
	r.worker, r.stop = client, stop
	r.loop(background, r.options.Beat, func(ctx context.Context) { r.watch(ctx, client.ID()) })
	r.loop(background, time.Second, r.storeProgress)
	r.loop(background, time.Second, r.cancelAsked)
	r.loop(background, time.Second, r.insertDue)
	r.loop(background, time.Hour, r.prune)
	return nil
}

func (r *Runner) newWorker() (*river.Client[*sql.Tx], error) {
	workers := river.NewWorkers()
	for _, e := range r.registry.entries() {
		river.AddWorkerArgs(workers, arguments{kind: e.kind}, river.Worker[arguments](&worker{runner: r, entry: e}))
	}
	config := &river.Config{
		Logger: quiet(r.logger), PollOnly: true, FetchPollInterval: pollInterval, FetchCooldown: fetchCooldown,
		JobTimeout: -1, RescueStuckJobsAfter: never, RetryPolicy: retryPolicy{r}, Workers: workers,
		CompletedJobRetentionPeriod: time.Hour, ReindexerSchedule: nightly{},
		Queues: map[string]river.QueueConfig{
			taskQueue: {MaxWorkers: r.options.Workers}, silentQueue: {MaxWorkers: 2 * r.options.Workers},
		},
	}
	config.Test.Time = utc{}
	client, err := river.NewClient(r.driver, config)
	if err != nil {
		return nil, fmt.Errorf("prepare job workers: %w", err)
	}
	return client, nil
}

// loop calls fn every interval until Stop.
func (r *Runner) loop(ctx context.Context, every time.Duration, fn func(context.Context)) {
	r.loops.Go(func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				fn(ctx)
			}
		}
	})
}

// stopGrace is how long cancelled jobs are waited for once Stop's own context
// has ended. A guess.
const stopGrace = 10 * time.Second

// Stop takes no more jobs and waits for those that run. When ctx ends first they
// are cancelled and waited for a little; an attempt cut short so runs again at
// the next start and does not count as a failure.
func (r *Runner) Stop(ctx context.Context) error {
	r.mu.Lock()
	client, stop := r.worker, r.stop
	r.worker, r.stop = nil, nil
	r.mu.Unlock()
	if client == nil {
		return nil
	}
	close(r.stopping)
	err := client.Stop(ctx)
	if err != nil {
		r.runs.cancelAll(errStopping)
		grace, done := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
		defer done()
		err = client.StopAndCancel(grace)
	}
	r.storeProgress(context.WithoutCancel(ctx))
	stop()
	r.loops.Wait()
	r.leave(context.WithoutCancel(ctx), client.ID())
	if err != nil {
		return fmt.Errorf("stop jobs: %w", err)
	}
	return nil
}

// quiet passes River's warnings and errors on and drops its chatter.
func quiet(logger *slog.Logger) *slog.Logger { return slog.New(warnings{logger.Handler()}) }

type warnings struct{ slog.Handler }

// Enabled reports whether a record is at least a warning.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

// WithAttrs returns the handler with attributes added.
func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

// WithGroup returns the handler with a group opened.
func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }

// utc hands River the time. River 0.31 asks for local time and its SQLite driver
// writes what it is given as text, so that in Beijing it would compare instants
// eight hours apart.
type utc struct{}

// NowUTC returns the time of the machine in UTC.
func (utc) NowUTC() time.Time { return clock.System().Now() }

// NowUTCOrNil returns nil: where River may choose, the database's time counts.
func (utc) NowUTCOrNil() *time.Time { return nil }

// nightly rebuilds River's indexes at two in the morning, Beijing time.
type nightly struct{}

// Next returns the next 02:00 in Beijing after t.
func (nightly) Next(t time.Time) time.Time {
	t = t.In(civil.Beijing)
	next := time.Date(t.Year(), t.Month(), t.Day(), 2, 0, 0, 0, civil.Beijing)
	if !next.After(t) {
		next = next.AddDate(0, 0, 1)
	}
	return next.UTC()
}
