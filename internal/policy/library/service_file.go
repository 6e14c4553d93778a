package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/policy/library/attachment"
	"github.com/yikou/yikou/internal/policy/library/source"
)

// Read is what an uploaded document says, for the editor to look at before
// anything is saved, and the file itself, which a policy may name.
type Read struct {
	doctext.Document
	source.Guess
	File File
}

// Upload keeps a file that policies may name as an attachment. With read it also
// reads its text and refuses a document whose text cannot be had. A file that no
// policy names within a day is removed.
func (s *Service) Upload(ctx context.Context, filename string, content io.Reader, read bool) (Read, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return Read{}, err
	}
	data, err := io.ReadAll(io.LimitReader(content, int64(doctext.Standard().Bytes)+1))
	if err != nil {
		return Read{}, err
	}
	if len(data) > doctext.Standard().Bytes {
		return Read{}, doctext.ErrTooLarge
	}
	out := Read{File: File{ID: kernel.NewID(), By: authz.From(ctx).ID, At: s.Clock.Now()}}
	if read {
		if out.Document, err = s.read(ctx, filename, data); err != nil {
			return Read{}, err
		}
		out.Guess = source.Of(out.Text)
	}
	if out.File.Media, err = attachment.MediaOf(filename, data); err != nil {
		return Read{}, err
	}
	out.File.Name = attachment.Name(filename, out.File.Media)
	kept, err := s.Files.Put(ctx, bytes.NewReader(data))
	if err != nil {
		return Read{}, err
	}
	out.File.Blob, out.File.Size, out.File.SHA256 = kept.ID, kept.Size, kept.SHA256
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.SaveFile(ctx, out.File); err != nil {
			return err
		}
		detail := map[string]any{"bytes": kept.Size, "sha256": kept.SHA256, "media": out.File.Media}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.file_uploaded", ObjectKind: "policy_file", Object: out.File.ID, Detail: detail})
	})
	if err != nil {
		_ = s.Files.Delete(kept.ID) // the sweep of stray files finds what stays
		return Read{}, err
	}
	return out, nil
}

// read reads a document, a few at a time.
func (s *Service) read(ctx context.Context, filename string, data []byte) (doctext.Document, error) {
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return doctext.Document{}, ctx.Err()
	}
	return doctext.Extract(ctx, filename, data)
}

// Download opens an attachment of a policy for the desk. Close what it returns.
func (s *Service) Download(ctx context.Context, policy, file string) (File, *os.File, error) {
	if _, err := authz.Require(ctx, permRead); err != nil {
		return File{}, nil, err
	}
	return s.open(ctx, policy, file, false)
}

// PublicDownload opens an attachment of a published policy.
func (s *Service) PublicDownload(ctx context.Context, policy, file string) (File, *os.File, error) {
	return s.open(ctx, policy, file, true)
}

func (s *Service) open(ctx context.Context, policy, file string, public bool) (File, *os.File, error) {
	e, found, err := s.store.Entry(ctx, policy, s.today())
	if err != nil {
		return File{}, nil, err
	}
	if !found || public && e.State != Published {
		return File{}, nil, ErrFileMissing
	}
	d, err := s.load(ctx, policy)
	if err != nil {
		return File{}, nil, err
	}
	files, err := s.attached(ctx, &d)
	if err != nil {
		return File{}, nil, err
	}
	for _, f := range files {
		if f.ID != file {
			continue
		}
		content, _, err := s.Files.Open(f.Blob)
		if err != nil {
			return File{}, nil, fmt.Errorf("open attachment %s: %w", file, err)
		}
		return f, content, nil
	}
	return File{}, nil, ErrFileMissing
}

// looseAge is how long a file may wait for a policy to name it.
const looseAge = 24 * time.Hour

// sweepFiles removes files that no policy took.
func (s *Service) sweepFiles(ctx context.Context) error {
	loose, err := s.store.Loose(ctx, db.At(s.Clock.Now().Add(-looseAge)))
	if err != nil {
		return err
	}
	for _, f := range loose {
		// Somebody may have taken it since it was listed.
		dropped, err := s.store.DropFile(ctx, f.ID)
		if err != nil {
			return err
		}
		if !dropped {
			continue
		}
		if err := s.Files.Delete(f.Blob); err != nil && !errors.Is(err, blob.ErrNotFound) {
			return err
		}
	}
	return nil
}
