package app_test

import (
	"io"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/reading/specimen"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// besideFor is how long reports come in.
const besideFor = 15 * time.Second

// BenchmarkReceiveBesideItsWork measures the receiving of reports by the whole
// program while its own jobs read each case, sort it and tell who has to know, and
// how long those go on after the last report.
//
//	go test -run '^$' -bench ReceiveBesideItsWork -benchtime 1x -timeout 40m -v ./internal/app
func BenchmarkReceiveBesideItsWork(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		for _, rate := range []int{50, 200, 500} {
			b.Run(string(engine), func(b *testing.B) {
				for b.Loop() {
					benchBeside(b, engine, rate)
				}
			})
		}
	}
}

func benchBeside(b *testing.B, engine db.Engine, rate int) {
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level = b.TempDir(), dbtest.URL(b, engine), "error"
	a, err := app.New(b.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: os.Stderr, Clock: clock.System()})
	require.NoError(b, err)
	defer func() { require.NoError(b, a.Close()) }()
	texts := specimen.All()
	forms := make([]intake.Form, rate*int(besideFor/time.Second))
	for n := range forms {
		ticket, err := a.Attachments.Draw(b.Context())
		require.NoError(b, err)
		forms[n] = intake.Form{Ticket: ticket, Text: texts[n%len(texts)].Text, Name: "李样例", Phone: "13900002222"}
	}
	require.NoError(b, a.Jobs.Start(b.Context()))
	defer func() { require.NoError(b, a.Jobs.Stop(b.Context())) }()

	took := make([]time.Duration, len(forms))
	var group sync.WaitGroup
	beat := time.NewTicker(time.Second / time.Duration(rate))
	defer beat.Stop()
	started := time.Now()
	for n, form := range forms {
		due := started.Add(time.Duration(n) * time.Second / time.Duration(rate))
		for time.Now().Before(due) {
			<-beat.C
		}
		group.Go(func() {
			_, err := a.Intake.Report(b.Context(), form)
			if err != nil {
				b.Error(err)
			}
			took[n] = time.Since(due)
		})
	}
	group.Wait()
	received := time.Since(started)
	left := 1
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for ; left > 0; <-look.C {
		require.NoError(b, a.DB.QueryRow(b.Context(), unfinishedJobs).Scan(&left))
	}
	after := time.Since(started) - received
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[int(share*float64(len(took)-1))].Round(100 * time.Microsecond)
	}
	b.Logf("| %d | %s | %.0f/s | %v | %v | %v | %v |", rate, engine, float64(len(forms))/received.Seconds(), at(.5), at(.95), at(.99), after.Round(100*time.Millisecond))
}
