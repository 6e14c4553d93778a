package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs/queue"
)

// Instance is what is backed up, or restored into.
type Instance struct {
	DB    *db.DB
	Files *blob.Store
	Clock clock.Clock
	// Program is this program's version.
	Program string
	// Keys is the fingerprint of the keys beside the instance.
	Keys string
	// Fleeting names tables that backups leave out because bringing them back
	// would do harm: sessions that have ended since, codes that were used.
	Fleeting []string
}

// Summary is what a finished backup or restore came to.
type Summary struct {
	Manifest Manifest `json:"manifest"`
	// Size is that of the file in bytes, SHA256 its sum.
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	// Broken says in Chinese where the audit chain of a restored instance does
	// not hold, empty when it is whole.
	Broken string `json:"audit_broken,omitempty"`
}

// Create writes a backup while the instance goes on working, reads the file
// again and compares every sum. The file has its name only once it is whole and
// on disk. It fails with ErrExists for a file that is there.
func Create(ctx context.Context, i Instance, path string) (Summary, error) {
	if _, err := os.Lstat(path); err == nil {
		return Summary{}, ErrExists
	}
	unfinished := path + ".unfinished"
	file, err := os.OpenFile(unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return Summary{}, fmt.Errorf("create backup: %w", err)
	}
	defer func() { _ = os.Remove(unfinished) }()
	err = i.write(ctx, file)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return Summary{}, fmt.Errorf("write backup: %w", err)
	}
	s, err := Verify(ctx, unfinished)
	if err != nil {
		return Summary{}, fmt.Errorf("what was written cannot be read again: %w", err)
	}
	if err := os.Link(unfinished, path); errors.Is(err, os.ErrExist) {
		return Summary{}, ErrExists
	} else if err != nil {
		if err := os.Rename(unfinished, path); err != nil { // a file system without links
			return Summary{}, fmt.Errorf("name backup: %w", err)
		}
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return Summary{}, fmt.Errorf("name backup: %w", err)
	}
	return s, errors.Join(folder.Sync(), folder.Close())
}

// write writes everything to w.
func (i Instance) write(ctx context.Context, w io.Writer) error {
	hold, err := i.Files.Hold() // before the snapshot: see blob.Hold
	if err != nil {
		return err
	}
	defer func() { _ = hold.Release() }()
	out, err := newArchive(w)
	if err != nil {
		return err
	}
	m := Manifest{Program: i.Program, Engine: string(i.DB.Engine()), At: i.Clock.Now().UTC(), Keys: i.Keys}
	err = i.DB.Snapshot(ctx, func(ctx context.Context) error { return i.writeRows(ctx, out, &m) })
	if err != nil {
		return err
	}
	if err := i.writeFiles(ctx, out, hold, &m); err != nil {
		return err
	}
	m.Parts = out.parts
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	if err := errors.Join(out.add(nameManifest, text), out.add(nameSum, []byte(hex.EncodeToString(sum[:])+"\n"))); err != nil {
		return err
	}
	return out.close()
}

func (i Instance) writeRows(ctx context.Context, out *archive, m *Manifest) (err error) {
	if m.Schema, err = i.DB.Version(ctx); err != nil {
		return err
	}
	const head = `SELECT seq, hash FROM audit_head WHERE id = 1`
	if err := i.DB.QueryRow(ctx, head).Scan(&m.Audit.Entries, &m.Audit.Head); err != nil {
		return fmt.Errorf("read end of audit chain: %w", err)
	}
	if m.Tables, err = i.tables(ctx); err != nil {
		return err
	}
	for n := range m.Tables {
		if err := i.writeTable(ctx, out, &m.Tables[n]); err != nil {
			return err
		}
	}
	parts := out.lines(dirQueue)
	err = queue.Export(ctx, i.DB, func(j queue.Job) error {
		line, err := json.Marshal(j)
		if err != nil {
			return err
		}
		m.Jobs++
		return parts.write(append(line, '\n'))
	})
	return errors.Join(err, parts.flush())
}

func (i Instance) writeTable(ctx context.Context, out *archive, t *Table) error {
	rows, err := i.DB.Query(ctx, `SELECT `+quotedNames(t.Columns)+` FROM `+quoted(t.Name))
	if err != nil {
		return fmt.Errorf("read table %s: %w", t.Name, err)
	}
	defer func() { _ = rows.Close() }()
	values, places := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for n := range values {
		places[n] = &values[n]
	}
	parts := out.lines(dirTables + t.Name + "/")
	var line []byte
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return fmt.Errorf("read table %s: %w", t.Name, err)
		}
		if line, err = encode(line[:0], t.Columns, values); err != nil {
			return fmt.Errorf("write table %s: %w", t.Name, err)
		}
		if err := parts.write(line); err != nil {
			return err
		}
		t.Rows++
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read table %s: %w", t.Name, err)
	}
	return parts.flush()
}

func (i Instance) writeFiles(ctx context.Context, out *archive, hold *blob.Hold, m *Manifest) error {
	ids, err := hold.List()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		file, size, err := hold.Open(id)
		if err != nil {
			return err
		}
		err = errors.Join(out.copy(dirFiles+id, size, file), file.Close())
		if err != nil {
			return err
		}
		m.Files++
		m.FileBytes += size
	}
	return nil
}
