// Package blob keeps files: uploads until they are dealt with, later whatever
// else does not belong in the database. A blob is written once and never
// changed; it is there completely or not at all, also after a power cut.
//
// The store is a folder. Several nodes share it: mount the same folder (NFS or
// any other shared file system with atomic rename) on every node. Nothing but
// the database and this folder holds state.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// The refusals of this package.
var (
	ErrNotFound = errs.New(errs.NotFound, "blob.not_found", "文件已不在了，它可能已过保存期。请重新上传。")
	ErrTooLarge = errs.New(errs.Invalid, "blob.too_large", "文件超过了允许的大小，没有保存。请分成几份再上传。")
)

// Store keeps blobs in a folder, which it never leaves. It is safe for
// concurrent use, also by several programs on one folder.
type Store struct {
	root  *os.Root
	limit int64
}

// unfinished is where blobs are written before they have a name.
const unfinished = "unfinished"

// Open returns the store in a folder, which it makes when missing. Limit is the
// largest blob in bytes.
func Open(dir string, limit int64) (*Store, error) {
	for _, own := range []string{unfinished, holds, deleted} {
		if err := os.MkdirAll(path.Join(dir, own), 0o750); err != nil {
			return nil, fmt.Errorf("create blob store: %w", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open blob store: %w", err)
	}
	return &Store{root: root, limit: limit}, nil
}

// Close releases the folder.
func (s *Store) Close() error { return s.root.Close() }

// Info says what was stored.
type Info struct {
	ID     string
	Size   int64
	SHA256 string
}

// Put stores what r delivers and returns when it is on disk. It fails with
// ErrTooLarge beyond the store's limit, and with r's own error; either way
// nothing is kept.
func (s *Store) Put(ctx context.Context, r io.Reader) (Info, error) {
	return s.put(ctx, kernel.NewID(), r)
}

// put stores what r delivers under an id.
func (s *Store) put(ctx context.Context, id string, r io.Reader) (info Info, err error) {
	temporary := path.Join(unfinished, kernel.NewID())
	file, err := s.root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return Info{}, fmt.Errorf("create blob: %w", err)
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = s.root.Remove(temporary)
		}
	}()
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(patient{ctx, r}, s.limit+1))
	if err != nil {
		return Info{}, fmt.Errorf("write blob: %w", err)
	}
	if size > s.limit {
		return Info{}, ErrTooLarge
	}
	if err = errors.Join(file.Sync(), file.Close()); err != nil {
		return Info{}, fmt.Errorf("keep blob: %w", err)
	}
	if err = s.publish(temporary, id); err != nil {
		return Info{}, err
	}
	return Info{ID: id, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

// publish gives a finished blob its name and writes the folders down.
func (s *Store) publish(temporary, id string) error {
	if err := s.root.Mkdir(folder(id), 0o750); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("create folder of blob: %w", err)
	}
	if err := s.root.Rename(temporary, place(id)); err != nil {
		return fmt.Errorf("name blob: %w", err)
	}
	for _, name := range []string{folder(id), "."} {
		dir, err := s.root.Open(name)
		if err != nil {
			return fmt.Errorf("keep name of blob: %w", err)
		}
		if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
			return fmt.Errorf("keep name of blob: %w", err)
		}
	}
	return nil
}

// folder spreads blobs over folders by the last two digits of their ids, which
// are random.
func folder(id string) string { return id[len(id)-2:] }

func place(id string) string { return path.Join(folder(id), id) }

// patient stops reading when the context ends.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// Open returns a blob for reading, which the caller closes, or ErrNotFound.
func (s *Store) Open(id string) (file *os.File, size int64, err error) {
	if !kernel.ValidID(id) {
		return nil, 0, ErrNotFound
	}
	file, err = s.root.Open(place(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ErrNotFound
	}
	if err != nil {
		return nil, 0, fmt.Errorf("open blob: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close()
		return nil, 0, fmt.Errorf("open blob: %w", err)
	}
	return file, info.Size(), nil
}

// Delete removes a blob; one that is not there is no error. While a Hold lasts
// the blob cannot be opened any more but stays on disk.
func (s *Store) Delete(id string) error {
	if !kernel.ValidID(id) {
		return nil
	}
	held, err := s.held()
	if err != nil {
		return err
	}
	remove := s.root.Remove
	if held {
		remove = func(name string) error { return s.root.Rename(name, path.Join(deleted, id)) }
	}
	if err := remove(place(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete blob: %w", err)
	}
	return nil
}

// Sweep removes what a crash left before that instant: unfinished blobs, holds
// that nobody will release, and what was deleted under them.
func (s *Store) Sweep(before time.Time) error {
	if err := s.sweep(unfinished, before); err != nil {
		return err
	}
	if err := s.sweep(holds, before); err != nil {
		return err
	}
	return s.forgetDeleted()
}

// sweep removes the entries of a folder that were last changed before an
// instant.
func (s *Store) sweep(folder string, before time.Time) error {
	return s.each(folder, func(e fs.DirEntry) error {
		info, err := e.Info()
		if err != nil || !info.ModTime().Before(before) {
			return nil //nolint:nilerr // gone meanwhile, or still needed
		}
		if err := s.root.Remove(path.Join(folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("sweep blobs: %w", err)
		}
		return nil
	})
}

// each calls fn for the entries of a folder.
func (s *Store) each(folder string, fn func(fs.DirEntry) error) error {
	dir, err := s.root.Open(folder)
	if err != nil {
		return fmt.Errorf("list blobs: %w", err)
	}
	defer func() { _ = dir.Close() }()
	for {
		entries, err := dir.ReadDir(100)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("list blobs: %w", err)
		}
		for _, e := range entries {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
}
