package attachment

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
)

// Deps is what the package needs.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	Audit  *audit.Log
	Files  *blob.Store
	Random io.Reader
}

// Service holds the use cases of files. It asks for no permission: a ticket is a
// secret of whoever drew it, and who sees a case is asked by whoever shows it.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{d} }

// Draw makes a ticket.
func (s *Service) Draw(ctx context.Context) (ticket string, err error) {
	random := make([]byte, 20)
	if _, err := io.ReadFull(s.Random, random); err != nil {
		return "", fmt.Errorf("draw ticket: %w", err)
	}
	ticket = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random)
	return ticket, s.DB.InTx(ctx, func(ctx context.Context) error { return s.insertTicket(ctx, digest(ticket), s.Clock.Now()) })
}

func digest(ticket string) string {
	sum := sha256.Sum256([]byte("appeal ticket " + ticket))
	return hex.EncodeToString(sum[:])
}

// Add keeps a file under a ticket. It fails with ErrTicket, ErrKind, ErrDamaged,
// ErrTooLarge, ErrTooMany and ErrFull; then nothing is kept.
func (s *Service) Add(ctx context.Context, ticket string, content io.Reader) (File, error) {
	data, err := read(content)
	if err != nil {
		return File{}, err
	}
	f := File{ID: kernel.NewID(), Ticket: digest(ticket), At: s.Clock.Now()}
	if f.Media, err = mediaOf(data); err != nil {
		return File{}, err
	}
	if data, err = strip(f.Media, data); err != nil {
		return File{}, err
	}
	// Asked before anything is written, and again once it counts.
	if used, _, err := s.ticket(ctx, f.Ticket); err != nil {
		return File{}, err
	} else if _, err = s.room(ctx, f, used); err != nil {
		return File{}, err
	}
	return s.keep(ctx, f, data, func(ctx context.Context) ([]File, error) {
		used, _, err := s.lockTicket(ctx, f.Ticket)
		if err != nil {
			return nil, err
		}
		return s.room(ctx, f, used)
	})
}

// read takes in what is uploaded. It fails with ErrTooLarge.
func read(content io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(content, MostBytes+1))
	if err == nil && len(data) > MostBytes {
		err = ErrTooLarge
	}
	return data, err
}

// keep writes a file, and its row unless room refuses; room returns what it lies
// beside.
func (s *Service) keep(ctx context.Context, f File, data []byte, room func(ctx context.Context) ([]File, error)) (File, error) {
	kept, err := s.Files.Put(ctx, bytes.NewReader(data))
	if err != nil {
		return File{}, err
	}
	f.Blob, f.Size, f.SHA256 = kept.ID, kept.Size, kept.SHA256
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		had, err := room(ctx)
		if err != nil {
			return err
		}
		f.Name = nameOf(f.Media, had)
		if err := s.insertFile(ctx, f); err != nil {
			return err
		}
		detail := map[string]any{"bytes": f.Size, "sha256": f.SHA256, "media": f.Media.Type}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.file_uploaded", ObjectKind: "appeal_file", Object: f.ID, Detail: detail})
	})
	if err != nil {
		_ = s.Files.Delete(kept.ID) // the sweep of stray files finds what stays
		return File{}, err
	}
	return f, nil
}

// room returns the files that wait under a ticket, unless it may have no more. Used is the
// case that it was used for.
func (s *Service) room(ctx context.Context, f File, used string) ([]File, error) {
	if used != "" {
		return nil, ErrTicket
	}
	had, err := s.looseOf(ctx, f.Ticket, "")
	if err != nil {
		return nil, err
	}
	if len(had) >= MostFiles {
		return nil, ErrTooMany
	}
	waiting, err := s.loose(ctx)
	if err != nil {
		return nil, err
	}
	if waiting+f.Size > mostLoose {
		return nil, ErrFull
	}
	return had, nil
}

// Remove takes a file off a ticket that no report has used yet. It fails with
// ErrNotFound.
func (s *Service) Remove(ctx context.Context, ticket, id string) error {
	return s.drop(ctx, digest(ticket), id)
}

// drop removes a file that waits under the digest of a ticket.
func (s *Service) drop(ctx context.Context, ticket, id string) error {
	found, err := s.looseOf(ctx, ticket, id)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return ErrNotFound
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		dropped, err := s.dropFile(ctx, id)
		if err != nil {
			return err
		}
		if !dropped {
			return ErrNotFound
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.file_removed", ObjectKind: "appeal_file", Object: id})
	})
	if err != nil {
		return err
	}
	return s.delete(found[0])
}

// Once runs make for a ticket that was not used yet and gives the files of the
// ticket to the case that it returns. For a used one it returns the case of the
// first time, with again, as long as sent (a digest of what came with it) is the
// same; else it fails with ErrUsed. Call it inside a transaction, or it opens one.
func (s *Service) Once(ctx context.Context, ticket, sent string, later bool, make func(ctx context.Context) (caseID string, err error)) (caseID string, again bool, err error) {
	err = s.DB.InShortTx(ctx, func(ctx context.Context) error {
		used, before, err := s.lockTicket(ctx, digest(ticket))
		if err != nil {
			return err
		}
		if used != "" {
			if before != sent {
				return ErrUsed
			}
			caseID, again = used, true
			return nil
		}
		if caseID, err = make(ctx); err != nil {
			return err
		}
		if err := s.useTicket(ctx, digest(ticket), caseID, sent); err != nil {
			return err
		}
		_, err = s.takeFiles(ctx, digest(ticket), caseID, later)
		return err
	})
	return caseID, again, err
}

// Loose returns the files that wait under a ticket.
func (s *Service) Loose(ctx context.Context, ticket string) ([]File, error) {
	return s.looseOf(ctx, digest(ticket), "")
}

// Of returns what the reporter of a case sent with it, the oldest first.
func (s *Service) Of(ctx context.Context, caseID string) ([]File, error) {
	if caseID == "" {
		return nil, nil
	}
	return s.ofReporter(ctx, caseID)
}

// Open opens a file of a case, its reporter's or one that was shown with an answer:
// whether that may be read yet is for the caller to ask. Close what it returns. It
// fails with ErrNotFound.
func (s *Service) Open(ctx context.Context, caseID, id string) (File, *os.File, error) {
	if caseID == "" {
		return File{}, nil, ErrNotFound
	}
	found, err := s.ofCase(ctx, caseID, id)
	if err != nil {
		return File{}, nil, err
	}
	if len(found) == 0 {
		return File{}, nil, ErrNotFound
	}
	content, _, err := s.Files.Open(found[0].Blob)
	if errors.Is(err, blob.ErrNotFound) {
		return File{}, nil, ErrNotFound
	}
	return found[0], content, err
}

// Sweep removes tickets and files that no report took within a day.
func (s *Service) Sweep(ctx context.Context) error {
	before := s.Clock.Now().Add(-looseAge)
	old, err := s.looseSince(ctx, before)
	if err != nil {
		return err
	}
	for _, f := range old {
		// A report may have taken it since it was listed.
		dropped, err := s.dropFile(ctx, f.ID)
		if err != nil {
			return err
		}
		if !dropped {
			continue
		}
		if err := s.delete(f); err != nil {
			return err
		}
	}
	return s.dropTickets(ctx, before)
}

func (s *Service) delete(f File) error {
	if err := s.Files.Delete(f.Blob); err != nil && !errors.Is(err, blob.ErrNotFound) {
		return err
	}
	return nil
}
