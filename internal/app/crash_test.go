package app_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// crashRows is how many rows the killed import has: enough that the kill comes
// while they are being written.
const crashRows = 40_000

func TestAnImportKilledMidwayLeavesNothingAndIsDoneAfterTheRestart(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			here := instance{data: t.TempDir(), database: dbtest.URL(t, engine)}
			var made struct{ Password string }
			require.NoError(t, json.Unmarshal(here.command(t, "--json", "staff", "create", "daoru", "--name", "周示例", "--role", "importer"), &made))
			var file bytes.Buffer
			require.NoError(t, demo.WriteEnterprises(&file, demo.Options{Enterprises: crashRows}))

			first := here.serve(t)
			c := first.login(t, "daoru", made.Password)
			var started struct{ ID, Job string }
			c.post("/imports?kind=enterprises&filename=register.csv", "application/octet-stream", bytes.NewReader(file.Bytes()), &started)
			midway := c.follow(started.Job, func(s task) bool { return s.Done > 0 || s.State != "queued" && s.State != "running" })
			require.Equal(t, "running", midway.State, "the import was over before it could be killed: %+v", midway)
			first.kill()
			require.Zero(t, registered(t, here), "rows of a killed import are visible")

			second := here.serve(t)
			c = second.login(t, "daoru", chosen(made.Password))
			end := c.follow(started.Job, func(s task) bool { return s.State == "done" || s.State == "failed" })
			require.Equal(t, "done", end.State, end.Note)
			require.Equal(t, crashRows, registered(t, here))
			var report struct {
				State             string
				Accepted, Created int
			}
			c.get("/imports/"+started.ID, &report)
			require.Equal(t, "done", report.State)
			require.Equal(t, crashRows, report.Created)

			second.kill()
			require.Contains(t, string(here.command(t, "--json", "audit", "verify")), `"whole":true`)
		})
	}
}

// registered counts the enterprises that a reader sees.
func registered(t *testing.T, here instance) int {
	t.Helper()
	d, err := db.Open(t.Context(), here.database, db.Options{Readers: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close()) }()
	var n int
	require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM enterprise_entity`).Scan(&n))
	return n
}
