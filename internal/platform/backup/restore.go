package backup

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs/queue"
)

// ActionRestored is the audit entry of a restore, ActionCreated of a backup.
const (
	ActionRestored = "operations.restored"
	ActionCreated  = "operations.backed_up"
)

// Record is what the audit chain keeps of a backup or restore.
type Record struct {
	File   string `json:"file"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Rows   int64  `json:"rows"`
	Jobs   int64  `json:"jobs"`
	Files  int64  `json:"files"`
	Schema int64  `json:"schema"`
	// Verified says that every part was read again and agreed with its sum.
	Verified bool `json:"verified"`
}

// record puts a summary into the audit chain, within the context's transaction.
func (i Instance) record(ctx context.Context, action, name string, s Summary) error {
	return audit.New(i.DB, i.Clock).Record(ctx, audit.Entry{Action: action, ObjectKind: "backup", Object: s.SHA256, Detail: Record{
		File: path.Base(name), Bytes: s.Size, SHA256: s.SHA256, Rows: s.Manifest.Rows(), Jobs: s.Manifest.Jobs,
		Files: s.Manifest.Files, Schema: s.Manifest.Schema, Verified: true,
	}})
}

// RecordCreated notes in the audit chain that a backup was made and verified.
func RecordCreated(ctx context.Context, i Instance, name string, s Summary) error {
	return i.DB.InTx(ctx, func(ctx context.Context) error { return i.record(ctx, ActionCreated, name, s) })
}

// Restore reads a backup into an instance that is still empty: one that was
// never opened, or in which nothing but the program's own start has happened.
// It checks the whole file first, and afterwards that the rows are as many as
// the backup says and the audit chain is whole; the schema of an older backup is
// then brought up to date. Migrations are the program's.
func Restore(ctx context.Context, i Instance, migrations fs.FS, name string) (Summary, error) {
	s, err := Verify(ctx, name)
	if err != nil {
		return Summary{}, err
	}
	if err := i.fit(ctx, migrations, s.Manifest); err != nil {
		return Summary{}, err
	}
	if err := mark(ctx, i.DB); err != nil {
		return Summary{}, err
	}
	tables := func(ctx context.Context) error { return queue.Migrate(ctx, i.DB) }
	if err := i.DB.Migrate(ctx, db.Until(migrations, s.Manifest.Schema), tables); err != nil {
		return Summary{}, err
	}
	err = i.DB.InTx(ctx, func(ctx context.Context) error {
		if err := unguarded(ctx, i.DB, func() error { return i.load(ctx, name, s.Manifest) }); err != nil {
			return err
		}
		if s.Broken, err = i.agree(ctx, s.Manifest); err != nil {
			return err
		}
		if err := i.record(ctx, ActionRestored, name, s); err != nil {
			return err
		}
		return unmark(ctx, i.DB)
	})
	if err != nil {
		return Summary{}, fmt.Errorf("restore: %w", err)
	}
	return s, i.DB.Migrate(ctx, migrations, tables)
}

// fit refuses what cannot be restored here, before anything changes.
func (i Instance) fit(ctx context.Context, migrations fs.FS, m Manifest) error {
	newest, err := db.Newest(migrations)
	if err != nil {
		return err
	}
	if m.Schema > newest {
		return ErrNewer
	}
	switch i.Keys {
	case "":
		return ErrNoKeys
	case m.Keys:
	default:
		return ErrKeys
	}
	unfinished, err := marked(ctx, i.DB)
	if err != nil {
		return err
	}
	version, err := i.DB.Version(ctx)
	if err != nil {
		return err
	}
	if files, err := i.Files.List(); err != nil || len(files) > 0 && !unfinished {
		return orNotEmpty(err)
	}
	if version > 0 {
		var entries int64
		const others = `SELECT count(*) FROM audit_entry WHERE NOT (actor_kind = 'system' AND actor = 'start')`
		if err := i.DB.QueryRow(ctx, others).Scan(&entries); err != nil || entries > 0 {
			return orNotEmpty(err)
		}
	}
	if version > m.Schema {
		return ErrOlder
	}
	return nil
}

func orNotEmpty(err error) error {
	if err != nil {
		return err
	}
	return ErrNotEmpty
}

// load empties the tables and fills them, the queue and the folder of files.
func (i Instance) load(ctx context.Context, name string, m Manifest) error {
	tables, err := i.prepare(ctx, m)
	if err != nil {
		return err
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	l := &loader{instance: i, tables: tables, parts: m.Parts}
	if err := walk(ctx, bufio.NewReaderSize(file, 1<<20), func(name string, size int64, r io.Reader) error {
		return l.part(ctx, name, size, r)
	}); err != nil {
		return err
	}
	if err := l.finish(ctx); err != nil {
		return err
	}
	return queue.Requeue(ctx, i.DB)
}

// prepare empties every table and returns those of the backup by name. A backup
// whose tables are not those of its schema is refused.
func (i Instance) prepare(ctx context.Context, m Manifest) (map[string]Table, error) {
	here, err := i.tables(ctx)
	if err != nil {
		return nil, err
	}
	tables := map[string]Table{}
	for _, t := range m.Tables {
		tables[t.Name] = t
	}
	if len(here) != len(tables) {
		return nil, damaged(nameManifest)
	}
	for _, t := range here {
		if len(tables[t.Name].Columns) != len(t.Columns) {
			return nil, damaged(nameManifest)
		}
		for _, c := range tables[t.Name].Columns {
			if !slices.Contains(t.Columns, c) {
				return nil, damaged(nameManifest)
			}
		}
		if _, err := i.DB.Exec(ctx, `DELETE FROM `+quoted(t.Name)); err != nil {
			return nil, fmt.Errorf("empty table %s: %w", t.Name, err)
		}
	}
	return tables, queue.Clear(ctx, i.DB)
}

// agree compares what is there now with what the backup says. A chain that was
// broken when the backup was made is no reason to lose everything else: where it
// breaks is returned.
func (i Instance) agree(ctx context.Context, m Manifest) (broken string, err error) {
	for _, t := range m.Tables {
		var n int64
		if err := i.DB.QueryRow(ctx, `SELECT count(*) FROM `+quoted(t.Name)).Scan(&n); err != nil {
			return "", fmt.Errorf("count table %s: %w", t.Name, err)
		}
		if n != t.Rows {
			return "", damaged(dirTables + t.Name)
		}
	}
	entries, err := audit.New(i.DB, i.Clock).Verify(ctx)
	if gap, ok := errors.AsType[*audit.Broken](err); ok {
		return gap.Error(), nil
	}
	if err == nil && entries != m.Audit.Entries {
		err = damaged(dirTables + "audit_entry")
	}
	return "", err
}

// loader puts parts where they belong.
type loader struct {
	instance Instance
	tables   map[string]Table
	parts    []Part
	next     int
	rows     *inserter
}

// part deals with the next part, which must be the one the manifest names.
func (l *loader) part(ctx context.Context, name string, size int64, r io.Reader) error {
	if name == nameManifest || name == nameSum {
		return nil
	}
	if l.next >= len(l.parts) || l.parts[l.next].Name != name || l.parts[l.next].Size != size {
		return damaged(name)
	}
	want := l.parts[l.next]
	l.next++
	if id, ok := strings.CutPrefix(name, dirFiles); ok {
		info, err := l.instance.Files.PutBack(ctx, id, r)
		if err == nil && info.SHA256 != want.SHA256 {
			return damaged(name)
		}
		return err
	}
	if size > 1<<30 {
		return damaged(name)
	}
	content := make([]byte, size)
	if _, err := io.ReadFull(r, content); err != nil {
		return err
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != want.SHA256 {
		return damaged(name)
	}
	if table, ok := strings.CutPrefix(path.Dir(name)+"/", dirTables); ok && table != "" {
		return l.table(ctx, strings.TrimSuffix(table, "/"), name, content)
	}
	if strings.HasPrefix(name, dirQueue) {
		return l.queue(ctx, name, content)
	}
	return nil
}

func (l *loader) table(ctx context.Context, table, name string, content []byte) error {
	t, known := l.tables[table]
	if !known {
		return damaged(name)
	}
	if l.rows == nil || l.rows.table.Name != table {
		if err := l.finish(ctx); err != nil {
			return err
		}
		l.rows = newInserter(l.instance.DB, t)
	}
	for line := range bytes.Lines(content) {
		if err := l.rows.add(ctx, bytes.TrimSuffix(line, []byte("\n"))); err != nil {
			return err
		}
	}
	return nil
}

// finish writes the rows that were not enough for a statement.
func (l *loader) finish(ctx context.Context) error {
	if l.rows == nil {
		return nil
	}
	err := l.rows.close(ctx)
	l.rows = nil
	return err
}

func (l *loader) queue(ctx context.Context, name string, content []byte) error {
	for line := range bytes.Lines(content) {
		var j queue.Job
		if json.Unmarshal(line, &j) != nil {
			return damaged(name)
		}
		if err := queue.Import(ctx, l.instance.DB, j); err != nil {
			return err
		}
	}
	return nil
}
