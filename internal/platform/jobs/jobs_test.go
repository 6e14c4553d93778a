package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/jobs"
)

const patience = 30 * time.Second

type note struct {
	Text string `json:"text"`
}

// options make a dead program noticed within about three seconds, and a slow machine no dead program.
func options() jobs.Options {
	return jobs.Options{
		Workers: 4, Beat: 400 * time.Millisecond,
		Backoff: func(int) time.Duration { return 10 * time.Millisecond },
	}
}

func newRunner(t *testing.T, d *db.DB, c clock.Clock, r *jobs.Registry) *jobs.Runner {
	t.Helper()
	level := slog.LevelError + 4
	if testing.Verbose() {
		level = slog.LevelWarn
	}
	logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	runner, err := jobs.New(d, c, logger, r, options())
	require.NoError(t, err)
	return runner
}

func start(t *testing.T, runner *jobs.Runner) {
	t.Helper()
	require.NoError(t, runner.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, runner.Stop(ctx))
	})
}

// end follows a task to its final state and returns everything seen.
func end(t *testing.T, runner *jobs.Runner, id string) []jobs.Task {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tasks, err := runner.Follow(ctx, id)
	require.NoError(t, err)
	var seen []jobs.Task
	for task := range tasks {
		seen = append(seen, task)
	}
	require.NotEmpty(t, seen)
	require.True(t, seen[len(seen)-1].State.Final(), "last seen: %+v", seen[len(seen)-1])
	return seen
}

func receive[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		require.Fail(t, "nothing came")
		panic("unreachable")
	}
}

func TestAJobOfAnUndoneTransactionNeverRunsAndOneOfACommittedRunsOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := make(chan string, 10)
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.note", Label: "记录", Work: func(_ context.Context, _ jobs.Job, n note) error {
			ran <- n.Text
			return nil
		}})
		runner := newRunner(t, d, clock.System(), r)
		start(t, runner)

		undone := errors.New("undone")
		var lost string
		require.ErrorIs(t, d.InTx(t.Context(), func(ctx context.Context) error {
			var err error
			lost, err = jobs.Insert(ctx, runner, "test.note", note{"undone"}, jobs.InsertOptions{})
			require.NoError(t, err)
			return undone
		}), undone)
		var kept string
		require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) (err error) {
			kept, err = jobs.Insert(ctx, runner, "test.note", note{"kept"}, jobs.InsertOptions{Owner: "u1", ResultURL: "/r"})
			return err
		}))
		last := end(t, runner, kept)
		task := last[len(last)-1]
		require.Equal(t, jobs.Done, task.State)
		require.Equal(t, "记录", task.Label)
		require.Equal(t, "u1", task.Owner)
		require.Equal(t, "/r", task.ResultURL)
		require.False(t, task.StartedAt.IsZero() || task.FinishedAt.IsZero() || task.CreatedAt.IsZero())
		_, err := runner.Get(t.Context(), lost)
		require.ErrorIs(t, err, jobs.ErrNotFound)
		require.Equal(t, "kept", receive(t, ran))
		require.Empty(t, ran)
	})
}

func TestAFailureIsTriedAgainUntilItSucceedsOrTheAttemptsAreUsedUp(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var flaky, hopeless atomic.Int64
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.flaky", Label: "时好时坏", Work: func(_ context.Context, job jobs.Job, _ note) error {
			if n := int(flaky.Add(1)); n != job.Failures+1 {
				return errs.Newf(errs.Invalid, "test.miscounted", "attempt %d after %d failures", n, job.Failures)
			}
			if job.Failures < 2 {
				return errors.New("not yet")
			}
			return nil
		}})
		jobs.Add(r, jobs.Definition[note]{Kind: "test.hopeless", Label: "没有希望", MaxAttempts: 3, Work: func(context.Context, jobs.Job, note) error {
			hopeless.Add(1)
			panic("always")
		}})
		runner := newRunner(t, d, clock.System(), r)
		start(t, runner)
		good, err := jobs.Insert(t.Context(), runner, "test.flaky", note{}, jobs.InsertOptions{})
		require.NoError(t, err)
		bad, err := jobs.Insert(t.Context(), runner, "test.hopeless", note{}, jobs.InsertOptions{})
		require.NoError(t, err)
		seen := end(t, runner, good)
		require.Equal(t, jobs.Done, seen[len(seen)-1].State)
		require.Empty(t, seen[len(seen)-1].ErrorMessage)
		require.EqualValues(t, 3, flaky.Load())
		seen = end(t, runner, bad)
		require.Equal(t, jobs.Failed, seen[len(seen)-1].State)
		require.Equal(t, "job.failed", seen[len(seen)-1].ErrorCode)
		require.Contains(t, seen[len(seen)-1].ErrorMessage, "没有希望")
		require.EqualValues(t, 3, hopeless.Load())
	})
}

func TestARefusalIsNotTriedAgainAndItsSentenceIsShown(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var calls atomic.Int64
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.refused", Label: "导入", Work: func(context.Context, jobs.Job, note) error {
			calls.Add(1)
			return errs.New(errs.Invalid, "import.header", "文件缺少“名称”一列，没有导入任何数据。")
		}})
		runner := newRunner(t, d, clock.System(), r)
		start(t, runner)
		id, err := jobs.Insert(t.Context(), runner, "test.refused", note{}, jobs.InsertOptions{})
		require.NoError(t, err)
		seen := end(t, runner, id)
		require.Equal(t, jobs.Failed, seen[len(seen)-1].State)
		require.Equal(t, "import.header", seen[len(seen)-1].ErrorCode)
		require.Equal(t, "文件缺少“名称”一列，没有导入任何数据。", seen[len(seen)-1].ErrorMessage)
		require.EqualValues(t, 1, calls.Load())
	})
}

func TestProgressIsFollowedWhileTheJobHoldsTheOnlyWriter(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, err := d.Exec(t.Context(), `CREATE TABLE probe (n bigint NOT NULL)`)
		require.NoError(t, err)
		seen := make(chan int64)
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.long", Label: "长事务", Work: func(ctx context.Context, _ jobs.Job, _ note) error {
			return d.InTx(ctx, func(ctx context.Context) error {
				if err := jobs.Fence(ctx); err != nil {
					return err
				}
				for i := range int64(5) {
					if _, err := d.Exec(ctx, `INSERT INTO probe (n) VALUES (?)`, i); err != nil {
						return err
					}
					jobs.Report(ctx, i+1, 5, "正在写入")
					for <-seen <= i { // wait, inside the transaction, until a follower has seen it
					}
				}
				return nil
			})
		}})
		runner := newRunner(t, d, clock.System(), r)
		start(t, runner)
		id, err := jobs.Insert(t.Context(), runner, "test.long", note{}, jobs.InsertOptions{})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		tasks, err := runner.Follow(ctx, id)
		require.NoError(t, err)
		var last jobs.Task
		for last = range tasks {
			if last.State == jobs.Running && last.Done > 0 {
				require.Equal(t, "正在写入", last.Note)
				seen <- last.Done
			}
		}
		require.Equal(t, jobs.Done, last.State)
		require.EqualValues(t, 5, last.Done)
		stored, err := runner.Get(t.Context(), id)
		require.NoError(t, err)
		require.EqualValues(t, 5, stored.Done)
		require.EqualValues(t, 5, stored.Total)
	})
}

func TestAFollowerInAnotherProgramSeesProgressAndEnd(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.Postgres)
	goOn := make(chan struct{})
	r := jobs.NewRegistry()
	jobs.Add(r, jobs.Definition[note]{Kind: "test.far", Label: "远处", Work: func(ctx context.Context, _ jobs.Job, _ note) error {
		jobs.Report(ctx, 7, 9, "")
		<-goOn
		return nil
	}})
	here, there := newRunner(t, d, clock.System(), r), newRunner(t, d, clock.System(), r)
	start(t, there)
	id, err := jobs.Insert(t.Context(), here, "test.far", note{}, jobs.InsertOptions{})
	require.NoError(t, err)
	tasks, err := here.Follow(t.Context(), id)
	require.NoError(t, err)
	for receive(t, tasks).Done != 7 {
	}
	close(goOn)
	for receive(t, tasks).State != jobs.Done {
	}
}

func TestAUniqueJobIsInsertedOnceWhileItIsAlive(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		goOn := make(chan struct{})
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.one", Label: "唯一", Work: func(context.Context, jobs.Job, note) error {
			<-goOn
			return nil
		}})
		runner := newRunner(t, d, clock.System(), r)
		start(t, runner)
		insert := func(unique string) string {
			id, err := jobs.Insert(t.Context(), runner, "test.one", note{}, jobs.InsertOptions{Unique: unique})
			require.NoError(t, err)
			return id
		}
		first := insert("a")
		require.Equal(t, first, insert("a"))
		require.NotEqual(t, first, insert("b"))
		close(goOn)
		end(t, runner, first)
		require.NotEqual(t, first, insert("a"))
	})
}

func TestARunningTaskIsCancelledByItsContextAndAQueuedOneAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		started := make(chan struct{}, 1)
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.endless", Label: "没完没了", Work: func(ctx context.Context, _ jobs.Job, _ note) error {
			started <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		}})
		runner := newRunner(t, d, clock.System(), r)
		start(t, runner)
		later, err := jobs.Insert(t.Context(), runner, "test.endless", note{}, jobs.InsertOptions{ScheduledAt: clock.System().Now().Add(time.Hour)})
		require.NoError(t, err)
		require.NoError(t, runner.Cancel(t.Context(), later))
		task, err := runner.Get(t.Context(), later)
		require.NoError(t, err)
		require.Equal(t, jobs.Cancelled, task.State)
		now, err := jobs.Insert(t.Context(), runner, "test.endless", note{}, jobs.InsertOptions{})
		require.NoError(t, err)
		receive(t, started)
		require.NoError(t, runner.Cancel(t.Context(), now))
		seen := end(t, runner, now)
		require.Equal(t, jobs.Cancelled, seen[len(seen)-1].State)
		require.ErrorIs(t, runner.Cancel(t.Context(), kernel.NewID()), jobs.ErrNotFound)
	})
}

func TestStopWaitsForRunningJobsAndReleasesThoseItMustCut(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		started, goOn := make(chan struct{}, 2), make(chan struct{})
		var attempts atomic.Int64
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.patient", Label: "等", Work: func(context.Context, jobs.Job, note) error {
			started <- struct{}{}
			<-goOn
			return nil
		}})
		jobs.Add(r, jobs.Definition[note]{Kind: "test.cut", Label: "断", MaxAttempts: 1, Work: func(ctx context.Context, job jobs.Job, _ note) error {
			if attempts.Add(1) > 1 {
				if job.Failures != 0 {
					return errs.New(errs.Invalid, "test.miscounted", "a stop counted as a failure")
				}
				return nil
			}
			started <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		}})
		first := newRunner(t, d, clock.System(), r)
		require.NoError(t, first.Start(t.Context()))
		waited, err := jobs.Insert(t.Context(), first, "test.patient", note{}, jobs.InsertOptions{})
		require.NoError(t, err)
		receive(t, started)
		stopped := make(chan error, 1)
		go func() { stopped <- first.Stop(context.Background()) }()
		require.Empty(t, stopped)
		close(goOn)
		require.NoError(t, receive(t, stopped))
		task, err := first.Get(t.Context(), waited)
		require.NoError(t, err)
		require.Equal(t, jobs.Done, task.State)

		second := newRunner(t, d, clock.System(), r)
		require.NoError(t, second.Start(t.Context()))
		cut, err := jobs.Insert(t.Context(), second, "test.cut", note{}, jobs.InsertOptions{})
		require.NoError(t, err)
		receive(t, started)
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		require.NoError(t, second.Stop(ended))
		task, err = second.Get(t.Context(), cut)
		require.NoError(t, err)
		require.Equal(t, jobs.Queued, task.State)

		third := newRunner(t, d, clock.System(), r)
		start(t, third)
		seen := end(t, third, cut)
		require.Equal(t, jobs.Done, seen[len(seen)-1].State)
	})
}

func TestTwoProgramsShareFiveHundredJobsEachDoneOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.Postgres)
	const n = 500
	_, err := d.Exec(t.Context(), `CREATE TABLE probe (text text NOT NULL, program bigint NOT NULL)`)
	require.NoError(t, err)
	var left sync.WaitGroup
	left.Add(n)
	program := func(number int) *jobs.Runner {
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.share", Label: "分担", Silent: number < 0, Work: func(ctx context.Context, _ jobs.Job, a note) error {
			_, err := d.Exec(ctx, `INSERT INTO probe (text, program) VALUES (?, ?)`, a.Text, number)
			left.Done()
			return err
		}})
		return newRunner(t, d, clock.System(), r)
	}
	one, two := program(1), program(2)
	for range n {
		_, err := jobs.Insert(t.Context(), one, "test.share", note{kernel.NewID()}, jobs.InsertOptions{})
		require.NoError(t, err)
	}
	start(t, one)
	start(t, two)
	left.Wait()
	var total, distinct, first, second int
	require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*), count(DISTINCT text),
		count(CASE WHEN program = 1 THEN 1 END), count(CASE WHEN program = 2 THEN 1 END) FROM probe`).Scan(&total, &distinct, &first, &second))
	require.Equal(t, n, total)
	require.Equal(t, n, distinct)
	require.Positive(t, first)
	require.Positive(t, second)
}

func TestAPeriodicJobRunsWhenTheClockSaysSoAndOnceForAllPrograms(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := make(chan struct{}, 100)
		c := clock.NewFixed(time.Date(2026, 2, 28, 16, 0, 0, 0, time.UTC))
		program := func() {
			r := jobs.NewRegistry()
			jobs.Add(r, jobs.Definition[struct{}]{Kind: "test.sweep", Label: "巡检", Silent: true, Work: func(context.Context, jobs.Job, struct{}) error {
				ran <- struct{}{}
				return nil
			}})
			runner := newRunner(t, d, c, r)
			runner.Periodic("test.sweep", time.Hour)
			start(t, runner)
		}
		program()
		if d.Engine() == db.Postgres {
			program()
		}
		receive(t, ran)
		c.Move(time.Hour)
		receive(t, ran)
		c.Move(-30 * 24 * time.Hour) // a clock set right does not stop the sweep for a month
		receive(t, ran)
		var queued int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM river_job`).Scan(&queued))
		require.Equal(t, 3, queued)
	})
}

func TestTasksAreListedByOwnerNewestFirstInPages(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.note", Label: "记录", Work: func(context.Context, jobs.Job, note) error { return nil }})
		runner := newRunner(t, d, clock.System(), r)
		var mine []string
		for i := range 5 {
			id, err := jobs.Insert(t.Context(), runner, "test.note", note{}, jobs.InsertOptions{Owner: "me"})
			require.NoError(t, err)
			mine = append([]string{id}, mine...)
			if i%2 == 0 {
				_, err = jobs.Insert(t.Context(), runner, "test.note", note{}, jobs.InsertOptions{Owner: "other"})
				require.NoError(t, err)
			}
		}
		var got []string
		page := kernel.Page{Limit: 2}
		for {
			rows, err := runner.List(t.Context(), "me", page)
			require.NoError(t, err)
			require.EqualValues(t, 5, rows.Total)
			for _, task := range rows.Items {
				got = append(got, task.ID)
			}
			if page.After = rows.Next; rows.Next == "" {
				break
			}
		}
		require.Equal(t, mine, got)
		all, err := runner.List(t.Context(), "", kernel.Page{})
		require.NoError(t, err)
		require.EqualValues(t, 8, all.Total)
	})
}

func TestArgumentsOfAnotherTypeAndUnknownKindsAreRefused(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	r := jobs.NewRegistry()
	jobs.Add(r, jobs.Definition[note]{Kind: "test.note", Label: "记录", Work: func(context.Context, jobs.Job, note) error { return nil }})
	runner := newRunner(t, d, clock.System(), r)
	_, err := jobs.Insert(t.Context(), runner, "test.note", 7, jobs.InsertOptions{})
	require.ErrorContains(t, err, "int")
	_, err = jobs.Insert(t.Context(), runner, "test.unknown", note{}, jobs.InsertOptions{})
	require.ErrorContains(t, err, "test.unknown")
}

func TestARunnerThatWasStoppedStartsAndStopsAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := make(chan string, 1)
		r := jobs.NewRegistry()
		jobs.Add(r, jobs.Definition[note]{Kind: "test.note", Label: "记事", Work: func(_ context.Context, _ jobs.Job, n note) error {
			ran <- n.Text
			return nil
		}})
		runner := newRunner(t, d, clock.System(), r)
		for _, text := range []string{"早上", "下午"} {
			require.NoError(t, runner.Start(t.Context()))
			require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error {
				_, err := jobs.Insert(ctx, runner, "test.note", note{Text: text}, jobs.InsertOptions{})
				return err
			}))
			require.Equal(t, text, receive(t, ran))
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			require.NoError(t, runner.Stop(ctx))
			cancel()
		}
	})
}
