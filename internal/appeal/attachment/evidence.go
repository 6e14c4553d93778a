package attachment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
)

// Desk is where the answer to a case is written: its department, or the centre where
// that is empty. What shall be shown with the answer waits there.
type Desk struct{ Case, Department string }

// digest stands where a reporter's file has the digest of its ticket; no ticket has
// the same.
func (d Desk) digest() string {
	sum := sha256.Sum256([]byte("appeal answer " + d.Case + " " + d.Department))
	return hex.EncodeToString(sum[:])
}

// Lay keeps a photo, a voice note or a document that shall be shown with an answer.
// It fails with ErrDocument, ErrDamaged, ErrLocked, ErrActive, ErrTooLarge,
// ErrTooMany and ErrFull; then nothing is kept.
func (s *Service) Lay(ctx context.Context, d Desk, content io.Reader) (File, error) {
	data, err := read(content)
	if err != nil {
		return File{}, err
	}
	f := File{ID: kernel.NewID(), Ticket: d.digest(), At: s.Clock.Now()}
	if f.Media, err = evidenceOf(data); err != nil {
		return File{}, err
	}
	if f.Media.Document() {
		data, err = cleanPDF(ctx, data)
	} else {
		data, err = strip(f.Media, data)
	}
	if err != nil {
		return File{}, err
	}
	room := func(ctx context.Context) ([]File, error) { return s.room(ctx, f, "") }
	if _, err := room(ctx); err != nil {
		return File{}, err
	}
	return s.keep(ctx, f, data, room)
}

// Laid returns what waits to be shown with an answer.
func (s *Service) Laid(ctx context.Context, d Desk) ([]File, error) {
	return s.looseOf(ctx, d.digest(), "")
}

// PickUp removes what waits to be shown. It fails with ErrNotFound.
func (s *Service) PickUp(ctx context.Context, d Desk, id string) error {
	return s.drop(ctx, d.digest(), id)
}

// Show gives files that were laid to an answer. It fails with ErrNotFound for one
// that does not wait. Call it inside the transaction that hands the answer in.
func (s *Service) Show(ctx context.Context, d Desk, reply string, ids []string) error {
	if len(ids) > MostFiles {
		return ErrTooMany
	}
	for _, id := range ids {
		if shown, err := s.showFile(ctx, d.digest(), id, d.Case, reply); err != nil {
			return err
		} else if !shown {
			return ErrNotFound
		}
	}
	return nil
}

// Shown returns what was shown with the answers to a case, by their ids.
func (s *Service) Shown(ctx context.Context, caseID string) (map[string][]File, error) {
	found, err := s.ofReplies(ctx, caseID)
	out := map[string][]File{}
	for _, f := range found {
		out[f.Reply] = append(out[f.Reply], f)
	}
	return out, err
}

// TakeBack removes a file from an answer and returns it. It fails with ErrNotFound.
// Call it inside the transaction that asks whether the answer was read.
func (s *Service) TakeBack(ctx context.Context, caseID, reply, id string) (File, error) {
	shown, err := s.Shown(ctx, caseID)
	if err != nil {
		return File{}, err
	}
	at := slices.IndexFunc(shown[reply], func(f File) bool { return f.ID == id })
	if at < 0 {
		return File{}, ErrNotFound
	}
	f := shown[reply][at]
	if err := s.dropShown(ctx, reply, id); err != nil {
		return f, err
	}
	// The sweep of stray files finds what stays.
	s.DB.AfterCommit(ctx, func() { _ = s.delete(f) })
	return f, s.Audit.Record(ctx, audit.Entry{Action: "appeal.file_removed", ObjectKind: "appeal_file", Object: id})
}

// Share gives what was shown with an answer to the same answer to another case. The
// files themselves are kept once.
func (s *Service) Share(ctx context.Context, caseID, reply, toCase, toReply string) error {
	shown, err := s.Shown(ctx, caseID)
	for _, f := range shown[reply] {
		if err != nil {
			break
		}
		f.ID, f.Case, f.Reply = kernel.NewID(), toCase, toReply
		err = s.insertFile(ctx, f)
	}
	return err
}
