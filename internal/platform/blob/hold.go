package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/kernel"
)

// Folders of a store that hold no blobs by their names: the marks of holds, and
// what was deleted under them.
const (
	holds   = "holds"
	deleted = "deleted"
)

// Hold keeps every blob readable that is there now, whoever deletes it, until it
// is released. A backup takes one before it looks at the database: whatever the
// database names then is still there when the files' turn comes.
type Hold struct {
	store *Store
	mark  string
}

// Hold begins a hold. Every program on the folder heeds it.
func (s *Store) Hold() (*Hold, error) {
	mark := path.Join(holds, kernel.NewID())
	file, err := s.root.OpenFile(mark, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return nil, fmt.Errorf("hold blobs: %w", err)
	}
	return &Hold{store: s, mark: mark}, file.Close()
}

// Release ends the hold. The last one to end removes what was deleted meanwhile.
func (h *Hold) Release() error {
	if err := h.store.root.Remove(h.mark); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("release blobs: %w", err)
	}
	return h.store.forgetDeleted()
}

// List returns the ids of all held blobs in order.
func (h *Hold) List() ([]string, error) {
	ids, err := h.store.List()
	if err != nil {
		return nil, err
	}
	err = h.store.each(deleted, func(e fs.DirEntry) error {
		if kernel.ValidID(e.Name()) {
			ids = append(ids, e.Name())
		}
		return nil
	})
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// Open returns a held blob for reading, which the caller closes, or ErrNotFound.
func (h *Hold) Open(id string) (file *os.File, size int64, err error) {
	file, size, err = h.store.Open(id)
	if !errors.Is(err, ErrNotFound) {
		return file, size, err
	}
	file, err = h.store.root.Open(path.Join(deleted, id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ErrNotFound
	}
	if err != nil {
		return nil, 0, fmt.Errorf("open held blob: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close()
		return nil, 0, fmt.Errorf("open held blob: %w", err)
	}
	return file, info.Size(), nil
}

// List returns the ids of all blobs in order.
func (s *Store) List() ([]string, error) {
	return s.list(func(fs.DirEntry) bool { return true })
}

// StoredBefore returns the ids of the blobs that were stored before an instant.
func (s *Store) StoredBefore(before time.Time) ([]string, error) {
	return s.list(func(e fs.DirEntry) bool {
		info, err := e.Info()
		return err == nil && info.ModTime().Before(before)
	})
}

func (s *Store) list(wanted func(fs.DirEntry) bool) ([]string, error) {
	var ids []string
	err := s.each(".", func(outer fs.DirEntry) error {
		if !outer.IsDir() || len(outer.Name()) != 2 {
			return nil
		}
		return s.each(outer.Name(), func(e fs.DirEntry) error {
			if kernel.ValidID(e.Name()) && wanted(e) {
				ids = append(ids, e.Name())
			}
			return nil
		})
	})
	slices.Sort(ids)
	return ids, err
}

// PutBack stores a blob under the id it had, which a restore does. A blob that
// is already there is replaced.
func (s *Store) PutBack(ctx context.Context, id string, r io.Reader) (Info, error) {
	if !kernel.ValidID(id) {
		return Info{}, ErrNotFound
	}
	return s.put(ctx, id, r)
}

// held reports whether anybody holds the blobs.
func (s *Store) held() (bool, error) {
	found := false
	err := s.each(holds, func(fs.DirEntry) error { found = true; return nil })
	return found, err
}

// forgetDeleted removes what was deleted under holds, once there is none.
func (s *Store) forgetDeleted() error {
	if held, err := s.held(); err != nil || held {
		return err
	}
	return s.each(deleted, func(e fs.DirEntry) error {
		if err := s.root.Remove(path.Join(deleted, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete held blob: %w", err)
		}
		return nil
	})
}
