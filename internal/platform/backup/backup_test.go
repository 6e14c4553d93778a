package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/backup"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/migrations"
)

var now = time.Date(2026, 3, 5, 1, 2, 3, 456789000, time.UTC)

type note struct{ Text string }

func instance(t *testing.T, d *db.DB) backup.Instance {
	t.Helper()
	files, err := blob.Open(t.TempDir(), 1<<20)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, files.Close()) })
	return backup.Instance{DB: d, Files: files, Clock: clock.NewFixed(now), Program: "test", Keys: "k", Fleeting: []string{"account_session"}}
}

func exec(t *testing.T, d *db.DB, query string, args ...any) {
	t.Helper()
	_, err := d.Exec(t.Context(), query, args...)
	require.NoError(t, err)
}

// fill puts a little of every sort of value into an instance, and returns the id
// of its file.
func fill(t *testing.T, i backup.Instance) string {
	t.Helper()
	ctx := authz.AsSystem(t.Context(), "test")
	awkward := "引号\"反斜线\\换行\n制表\t，逗号],{}'" + "\u2028"
	department := `INSERT INTO org_department (id, code, parent, name, short_name, division, level, duty, phone, address, position, created_at, updated_at, version)
		VALUES (?, ?, ?, ?, '', '', 1, ?, '', '', 9223372036854775807, ?, ?, -1)`
	exec(t, i.DB, department, "z-parent", "p", nil, "上级", awkward, db.At(now), db.At(now))
	exec(t, i.DB, department, "a-child", "c", "z-parent", "下级", "", db.At(now), db.At(now))
	exec(t, i.DB, `INSERT INTO textsearch_block (kind, block, lengths) VALUES (1, 1, ?)`, []byte{0, 1, 255, 10})
	exec(t, i.DB, `INSERT INTO policy_document (id, version) VALUES ('d', 1)`)
	exec(t, i.DB, `INSERT INTO enterprise_complete_source (key, source, as_of, recorded_at, recorded_by) VALUES ('k', 's', ?, ?, '')`, "0001-01-01", "0001-01-01T00:00:00.000000Z")
	exec(t, i.DB, `INSERT INTO enterprise_fact_key (key, label, kind, unit, periodic, help, options, created_at, updated_at) VALUES ('k', '', 'text', '', ?, '', '', ?, ?)`,
		true, db.At(now), db.At(now))
	exec(t, i.DB, `INSERT INTO policy_match_run (id, as_of, job, previous, enterprises, measures, seconds, requested_by, requested_name, requested_at) VALUES ('r', ?, '', '', 0, 0, ?, '', '', ?)`,
		"2026-02-28", 0.1+0.2, db.At(now))
	exec(t, i.DB, `INSERT INTO account_session (id, token_hash, kind, owner, created_at, last_seen_at, expires_at) VALUES ('s', 'h', 'staff', 'o', ?, ?, ?)`, db.At(now), db.At(now), db.At(now))
	log := audit.New(i.DB, clock.NewFixed(now))
	for n := range 3 {
		require.NoError(t, i.DB.InTx(ctx, func(ctx context.Context) error {
			return log.Record(ctx, audit.Entry{Action: "test.done", ObjectKind: "test", Object: fmt.Sprint(n), Detail: map[string]string{"w": awkward}})
		}))
	}
	queue(t, ctx, i)
	info, err := i.Files.Put(ctx, strings.NewReader("一个文件"))
	require.NoError(t, err)
	return info.ID
}

// queue leaves one job waiting, one running and one that has ended.
func queue(t *testing.T, ctx context.Context, i backup.Instance) {
	t.Helper()
	r := runner(t, i.DB, func(note) {})
	for _, name := range []string{"waiting", "running", "ended"} {
		id, err := jobs.Insert(ctx, r, "test.note", note{name}, jobs.InsertOptions{})
		require.NoError(t, err)
		switch name {
		case "running":
			exec(t, i.DB, `UPDATE river_job SET state = 'running', attempt = 1 WHERE id = (SELECT max(id) FROM river_job)`)
			exec(t, i.DB, `UPDATE job_task SET state = 'running' WHERE id = ?`, id)
		case "ended":
			exec(t, i.DB, `UPDATE river_job SET state = 'completed', finalized_at = created_at WHERE id = (SELECT max(id) FROM river_job)`)
			exec(t, i.DB, `UPDATE job_task SET state = 'done' WHERE id = ?`, id)
		}
	}
}

func runner(t *testing.T, d *db.DB, seen func(note)) *jobs.Runner {
	t.Helper()
	registry := jobs.NewRegistry()
	jobs.Add(registry, jobs.Definition[note]{Kind: "test.note", Label: "记事", Work: func(_ context.Context, _ jobs.Job, n note) error { seen(n); return nil }})
	r, err := jobs.New(d, clock.System(), slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	return r
}

// content returns every line of a backup's tables and queue, sorted, by folder.
func content(t *testing.T, path string) map[string][]string {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	plain, err := zstd.NewReader(file)
	require.NoError(t, err)
	defer plain.Close()
	archive, lines := tar.NewReader(plain), map[string][]string{}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		text, err := io.ReadAll(archive)
		require.NoError(t, err)
		if strings.HasSuffix(header.Name, ".jsonl") {
			folder := filepath.Dir(header.Name)
			lines[folder] = append(lines[folder], strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")...)
		}
	}
	for _, list := range lines {
		slices.Sort(list)
	}
	return lines
}

// made returns a backup of a filled instance, and the id of its file.
func made(t *testing.T, engine db.Engine) (path, file string) {
	t.Helper()
	i := instance(t, dbtest.Open(t, engine))
	file = fill(t, i)
	path = filepath.Join(t.TempDir(), "a.backup")
	s, err := backup.Create(t.Context(), i, path)
	require.NoError(t, err)
	require.EqualValues(t, 3, s.Manifest.Audit.Entries)
	require.EqualValues(t, 2, s.Manifest.Jobs)
	require.EqualValues(t, 1, s.Manifest.Files)
	return path, file
}

func TestWhatIsRestoredOnEitherEngineIsWhatWasBackedUpOnEither(t *testing.T) {
	t.Parallel()
	for _, from := range []db.Engine{db.SQLite, db.Postgres} {
		dbtest.Each(t, func(t *testing.T, d *db.DB) {
			path, file := made(t, from)
			there := instance(t, d)
			started := authz.AsSystem(t.Context(), "start") // what the program itself says when it starts gives way
			require.NoError(t, d.InTx(started, func(ctx context.Context) error {
				return audit.New(d, clock.NewFixed(now)).Record(ctx, audit.Entry{Action: "test.seeded", ObjectKind: "test"})
			}))
			s, err := backup.Restore(t.Context(), there, migrations.Files, path)
			require.NoError(t, err)
			require.Empty(t, s.Broken)
			require.NoError(t, backup.Ready(t.Context(), d))

			again := filepath.Join(t.TempDir(), "b.backup")
			_, err = backup.Create(t.Context(), there, again)
			require.NoError(t, err)
			want, got := content(t, path), content(t, again)
			require.Len(t, want["tables/audit_entry"], 3)
			require.Len(t, got["tables/audit_entry"], 4)
			for _, table := range []string{"tables/audit_entry", "tables/audit_head"} { // the restore notes itself
				delete(want, table)
				delete(got, table)
			}
			require.Contains(t, strings.Join(want["tables/job_task"], ""), `"running"`)
			for n, line := range want["tables/job_task"] { // whoever ran it does not live here
				want["tables/job_task"][n] = strings.NewReplacer(`"running"`, `"queued"`, `,1]`, `,2]`).Replace(line)
				if !strings.Contains(line, `"running"`) {
					want["tables/job_task"][n] = line
				}
			}
			require.NotContains(t, want, "tables/account_session")
			delete(want, "queue")
			delete(got, "queue")
			require.Equal(t, want, got)

			_, err = d.Exec(t.Context(), `DELETE FROM audit_entry`)
			require.ErrorContains(t, err, "audit entries are final", "the guards are back")

			kept, _, err := there.Files.Open(file)
			require.NoError(t, err)
			text, err := io.ReadAll(kept)
			require.NoError(t, err)
			require.NoError(t, kept.Close())
			require.Equal(t, "一个文件", string(text))
			require.ElementsMatch(t, []string{"waiting", "running"}, worked(t, d))
			_, err = backup.Restore(t.Context(), there, migrations.Files, path)
			require.ErrorIs(t, err, backup.ErrNotEmpty)
		})
	}
}

// worked runs the queue until nothing is alive and returns what was done.
func worked(t *testing.T, d *db.DB) []string {
	t.Helper()
	done := make(chan string, 10)
	r := runner(t, d, func(n note) { done <- n.Text })
	require.NoError(t, r.Start(t.Context()))
	names := []string{<-done, <-done}
	require.NoError(t, r.Stop(context.Background()))
	close(done)
	for name := range done {
		names = append(names, name)
	}
	return names
}

func unpack(compressed []byte) ([]byte, error) {
	r, err := zstd.NewReader(nil)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.DecodeAll(compressed, nil)
}

func TestADamagedOrTruncatedBackupIsRefusedWithItsPartAndNothingHasChanged(t *testing.T) {
	t.Parallel()
	path, _ := made(t, db.SQLite)
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	d := dbtest.Open(t, db.SQLite)
	empty := instance(t, d)
	refused := func(name string, bad []byte) {
		t.Helper()
		bent := filepath.Join(t.TempDir(), "bent")
		require.NoError(t, os.WriteFile(bent, bad, 0o600))
		_, err := backup.Restore(t.Context(), empty, migrations.Files, bent)
		require.Error(t, err, name)
		require.Regexp(t, "坏在“.+”|在“.+”这一部分之后缺|不是一口的备份文件", err.Error(), name)
		require.NoError(t, backup.Ready(t.Context(), d))
	}
	unpacked, err := unpack(whole)
	require.NoError(t, err)
	harmless := 0
	for n := 0; n < len(whole); n += 1 + len(whole)/60 {
		bad := bytes.Clone(whole)
		bad[n] ^= 0x10
		// A few bits of a compressed file say nothing: with or without them the
		// very same is unpacked, sums and all.
		if plain, err := unpack(bad); err == nil && bytes.Equal(plain, unpacked) {
			harmless++
		} else {
			refused(fmt.Sprint("byte ", n), bad)
		}
		refused(fmt.Sprint("cut at ", n), whole[:n])
	}
	require.Less(t, harmless, 3)
	refused("one byte short", whole[:len(whole)-1])
	refused("something behind it", append(bytes.Clone(whole), "more"...))
	var n int
	require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM org_department`).Scan(&n))
	require.Zero(t, n)
	_, err = backup.Restore(t.Context(), empty, migrations.Files, path)
	require.NoError(t, err)
}

// rewritten is a backup whose parts went through change, with sums left as they
// were: what a forger makes who can pack an archive.
func rewritten(t *testing.T, path string, change func(name string, text []byte) []byte) string {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	plain, err := zstd.NewReader(file)
	require.NoError(t, err)
	defer plain.Close()
	var out bytes.Buffer
	packed, err := zstd.NewWriter(&out)
	require.NoError(t, err)
	from, to := tar.NewReader(plain), tar.NewWriter(packed)
	for {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		text, err := io.ReadAll(from)
		require.NoError(t, err)
		if text = change(header.Name, text); text == nil {
			continue
		}
		header.Size = int64(len(text))
		require.NoError(t, to.WriteHeader(header))
		_, err = to.Write(text)
		require.NoError(t, err)
	}
	require.NoError(t, to.Close())
	require.NoError(t, packed.Close())
	name := filepath.Join(t.TempDir(), "rewritten")
	require.NoError(t, os.WriteFile(name, out.Bytes(), 0o600))
	return name
}

func TestAPartThatWasExchangedOrLeftOutIsNamed(t *testing.T) {
	t.Parallel()
	path, _ := made(t, db.SQLite)
	for _, part := range []string{"tables/org_department/000001.jsonl", "queue/000001.jsonl", "manifest.json"} {
		for name, change := range map[string]func([]byte) []byte{
			"exchanged": func(text []byte) []byte { return bytes.Replace(text, []byte("1"), []byte("2"), 1) },
			"left out":  func([]byte) []byte { return nil },
		} {
			bent := rewritten(t, path, func(n string, text []byte) []byte {
				if n == part {
					return change(text)
				}
				return text
			})
			_, err := backup.Verify(t.Context(), bent)
			require.ErrorContains(t, err, part, name)
		}
	}
}

func TestARestoreThatWasCutShortKeepsTheInstanceShutUntilItIsDoneAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		path, file := made(t, db.SQLite)
		there := instance(t, d)
		ctx, cancel := context.WithCancel(t.Context())
		there.Clock = cancelling{cancel} // asked for the time last of all: everything is loaded by then
		_, err := backup.Restore(ctx, there, migrations.Files, path)
		require.Error(t, err)
		require.ErrorIs(t, backup.Ready(t.Context(), d), backup.ErrUnfinished)
		var n int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM org_department`).Scan(&n))
		require.Zero(t, n)

		there.Clock = clock.NewFixed(now)
		_, err = backup.Restore(t.Context(), there, migrations.Files, path)
		require.NoError(t, err)
		require.NoError(t, backup.Ready(t.Context(), d))
		_, _, err = there.Files.Open(file)
		require.NoError(t, err)
	})
}

type cancelling struct{ cancel func() }

func (c cancelling) Now() time.Time { c.cancel(); return now }

func TestARestoreRefusesOtherKeysAndNewerBackupsAndUpgradesOlderOnes(t *testing.T) {
	t.Parallel()
	path, _ := made(t, db.SQLite)
	i := instance(t, dbtest.Open(t, db.SQLite))
	i.Keys = ""
	_, err := backup.Restore(t.Context(), i, migrations.Files, path)
	require.ErrorIs(t, err, backup.ErrNoKeys)
	i.Keys = "other"
	_, err = backup.Restore(t.Context(), i, migrations.Files, path)
	require.ErrorIs(t, err, backup.ErrKeys)
	i.Keys = "k"
	_, err = backup.Restore(t.Context(), i, db.Until(migrations.Files, 5), path)
	require.ErrorIs(t, err, backup.ErrNewer)

	newer := fstest.MapFS{"9999_test.sql": {Data: []byte("-- +goose Up\nCREATE TABLE org_newer (id text NOT NULL);\n")}}
	names, err := migrations.Files.ReadDir(".")
	require.NoError(t, err)
	for _, e := range names {
		text, err := migrations.Files.ReadFile(e.Name())
		require.NoError(t, err)
		newer[e.Name()] = &fstest.MapFile{Data: text}
	}
	blank, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "new.db"), db.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, blank.Close()) })
	there := instance(t, blank)
	_, err = backup.Restore(t.Context(), there, newer, path)
	require.NoError(t, err)
	version, err := blank.Version(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 9999, version)
	var n int
	require.NoError(t, blank.QueryRow(t.Context(), `SELECT count(*) FROM org_newer`).Scan(&n), "the upgrade has run")

	upgraded := instance(t, dbtest.Open(t, db.SQLite))
	require.NoError(t, upgraded.DB.Migrate(t.Context(), newer))
	_, err = backup.Restore(t.Context(), upgraded, newer, path)
	require.ErrorIs(t, err, backup.ErrOlder)
}

func TestARestoreGoesIntoNothingThatAnybodyHasWorkedIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		path, _ := made(t, db.SQLite)
		filed := instance(t, d)
		info, err := filed.Files.Put(t.Context(), strings.NewReader("x"))
		require.NoError(t, err)
		_, err = backup.Restore(t.Context(), filed, migrations.Files, path)
		require.ErrorIs(t, err, backup.ErrNotEmpty, "a file is there")
		kept, _, err := filed.Files.Open(info.ID)
		require.NoError(t, err)
		require.NoError(t, kept.Close())

		used := instance(t, d)
		require.NoError(t, d.InTx(authz.AsSystem(t.Context(), "test"), func(ctx context.Context) error {
			return audit.New(d, clock.NewFixed(now)).Record(ctx, audit.Entry{Action: "test.done", ObjectKind: "test"})
		}))
		_, err = backup.Restore(t.Context(), used, migrations.Files, path)
		require.ErrorIs(t, err, backup.ErrNotEmpty, "somebody has done something")
		var n int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry`).Scan(&n))
		require.Equal(t, 1, n)
		require.NoError(t, backup.Ready(t.Context(), d))
	})
}

func TestABackupNeverOverwritesAFileAndLeavesNoneWhenItFails(t *testing.T) {
	t.Parallel()
	i := instance(t, dbtest.Open(t, db.SQLite))
	dir := t.TempDir()
	path := filepath.Join(dir, "there")
	require.NoError(t, os.WriteFile(path, []byte("x"), 0o600))
	_, err := backup.Create(t.Context(), i, path)
	require.ErrorIs(t, err, backup.ErrExists)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = backup.Create(ctx, i, filepath.Join(dir, "failed"))
	require.Error(t, err)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestAFileDeletedWhileABackupRunsIsStillInIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files, err := blob.Open(dir, 1<<20)
	require.NoError(t, err)
	info, err := files.Put(t.Context(), strings.NewReader("x"))
	require.NoError(t, err)
	first, err := files.Hold()
	require.NoError(t, err)
	second, err := files.Hold()
	require.NoError(t, err)
	require.NoError(t, files.Delete(info.ID))
	_, _, err = files.Open(info.ID)
	require.ErrorIs(t, err, blob.ErrNotFound)
	ids, err := first.List()
	require.NoError(t, err)
	require.Equal(t, []string{info.ID}, ids)
	require.NoError(t, second.Release())
	file, _, err := first.Open(info.ID)
	require.NoError(t, err)
	require.NoError(t, file.Close())
	require.NoError(t, first.Release())
	_, _, err = first.Open(info.ID)
	require.ErrorIs(t, err, blob.ErrNotFound)
	abandoned, err := files.Hold()
	require.NoError(t, err)
	other, err := files.Put(t.Context(), strings.NewReader("y"))
	require.NoError(t, err)
	require.NoError(t, files.Delete(other.ID))
	require.NoError(t, files.Sweep(time.Now().Add(time.Hour)))
	_, _, err = abandoned.Open(other.ID)
	require.ErrorIs(t, err, blob.ErrNotFound, "a hold of a dead program ends with the sweep")
	require.True(t, kernel.ValidID(other.ID))
}
