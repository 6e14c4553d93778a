package jobs_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// victimEnv makes this test binary a program that works jobs until it is killed.
const victimEnv = "YIKOU_TEST_JOBS_VICTIM"

func TestMain(m *testing.M) {
	if url := os.Getenv(victimEnv); url != "" {
		if err := victim(url); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// victim starts a runner, says when its job has begun, and when it is allowed to
// go on tries to commit.
func victim(url string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, url, db.Options{Readers: 4})
	if err != nil {
		return err
	}
	input := bufio.NewScanner(os.Stdin)
	r := jobs.NewRegistry()
	jobs.Add(r, effect(d, "victim", func(context.Context) { fmt.Println("begun"); input.Scan() }, func(err error) {
		fmt.Println("ended", errors.Is(err, jobs.ErrFenced) || errors.Is(err, context.Canceled))
	}))
	runner, err := jobs.New(d, clock.System(), slog.New(slog.DiscardHandler), r, options())
	if err != nil {
		return err
	}
	if err := runner.Start(ctx); err != nil {
		return err
	}
	select {}
}

// effect is a job that has one effect, in a transaction. Nobody asks for the fence:
// it is there.
func effect(d *db.DB, who string, before func(context.Context), after func(error)) jobs.Definition[note] {
	return jobs.Definition[note]{Kind: "test.effect", Label: "效果", Work: func(ctx context.Context, _ jobs.Job, a note) error {
		before(ctx)
		err := d.InTx(context.WithoutCancel(ctx), func(ctx context.Context) error {
			_, err := d.Exec(ctx, `INSERT INTO probe (text, program) VALUES (?, ?)`, a.Text, who)
			return err
		})
		after(err)
		return err
	}}
}

type program struct {
	*exec.Cmd
	lines *bufio.Scanner
	goOn  func()
}

func runVictim(t *testing.T, url string) *program {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimEnv+"="+url)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return &program{Cmd: cmd, lines: bufio.NewScanner(out), goOn: func() { _, _ = in.Write([]byte("go\n")) }}
}

func (p *program) line(t *testing.T) string {
	t.Helper()
	require.True(t, p.lines.Scan(), "the program ended")
	return p.lines.Text()
}

func probe(t *testing.T, d *db.DB) {
	t.Helper()
	_, err := d.Exec(t.Context(), `CREATE TABLE probe (text text NOT NULL, program text NOT NULL)`)
	require.NoError(t, err)
}

func effects(t *testing.T, d *db.DB) (programs []string) {
	t.Helper()
	rows, err := d.Query(t.Context(), `SELECT program FROM probe`)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	for rows.Next() {
		var p string
		require.NoError(t, rows.Scan(&p))
		programs = append(programs, p)
	}
	require.NoError(t, rows.Err())
	return programs
}

func TestAJobWhoseProgramWasKilledRunsAgainInTheNextOne(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			url := dbtest.URL(t, engine)
			d, err := db.Open(t.Context(), url, db.Options{Readers: 4})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, d.Close()) })
			probe(t, d)
			r := jobs.NewRegistry()
			jobs.Add(r, effect(d, "heir", func(context.Context) {}, func(error) {}))
			heir := newRunner(t, d, clock.System(), r)
			id, err := jobs.Insert(t.Context(), heir, "test.effect", note{"a"}, jobs.InsertOptions{})
			require.NoError(t, err)

			p := runVictim(t, url)
			require.Equal(t, "begun", p.line(t))
			require.NoError(t, p.Process.Signal(syscall.SIGKILL))
			_ = p.Wait()
			task, err := heir.Get(t.Context(), id)
			require.NoError(t, err)
			require.Equal(t, jobs.Running, task.State)

			start(t, heir)
			seen := end(t, heir, id)
			require.Equal(t, jobs.Done, seen[len(seen)-1].State)
			require.Equal(t, []string{"heir"}, effects(t, d))
		})
	}
}

func TestAProgramStoppedAndContinuedCannotCommitWhatAnotherTookOver(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t, db.Postgres)
	d, err := db.Open(t.Context(), url, db.Options{Readers: 4})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	probe(t, d)
	r := jobs.NewRegistry()
	jobs.Add(r, effect(d, "heir", func(context.Context) {}, func(error) {}))
	heir := newRunner(t, d, clock.System(), r)
	id, err := jobs.Insert(t.Context(), heir, "test.effect", note{"a"}, jobs.InsertOptions{})
	require.NoError(t, err)

	p := runVictim(t, url)
	require.Equal(t, "begun", p.line(t))
	require.NoError(t, p.Process.Signal(syscall.SIGSTOP))
	start(t, heir)
	seen := end(t, heir, id)
	require.Equal(t, jobs.Done, seen[len(seen)-1].State)
	p.goOn()
	require.NoError(t, p.Process.Signal(syscall.SIGCONT))
	require.Equal(t, "ended true", p.line(t))
	require.Equal(t, []string{"heir"}, effects(t, d))
	task, err := heir.Get(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, jobs.Done, task.State)
}
