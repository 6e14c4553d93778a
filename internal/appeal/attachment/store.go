package attachment

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/stray"
)

// FileColumns are where this package names the files it keeps.
var FileColumns = []stray.Column{{Table: "appeal_file", Name: "blob"}}

func (s *Service) insertTicket(ctx context.Context, id string, at time.Time) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_ticket (id, made_at, case_id, digest) VALUES (?, ?, '', '')`, id, db.At(at))
	return wrap(err, "keep ticket")
}

// lockTicket returns what a ticket was used for. Nobody else can use it until the
// transaction ends.
func (s *Service) lockTicket(ctx context.Context, id string) (caseID, digest string, err error) {
	oldest := db.At(s.Clock.Now().Add(-looseAge))
	done, err := s.DB.Exec(ctx, `UPDATE appeal_ticket SET digest = digest WHERE id = ? AND made_at > ?`, id, oldest)
	if err != nil {
		return "", "", wrap(err, "lock ticket")
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return "", "", ErrTicket.Because(err)
	}
	return s.ticket(ctx, id)
}

// ticket returns what a ticket was used for, or ErrTicket.
func (s *Service) ticket(ctx context.Context, id string) (caseID, digest string, err error) {
	err = s.DB.QueryRow(ctx, `SELECT case_id, digest FROM appeal_ticket WHERE id = ? AND made_at > ?`, id, db.At(s.Clock.Now().Add(-looseAge))).Scan(&caseID, &digest)
	if db.IsNoRows(err) {
		return "", "", ErrTicket
	}
	return caseID, digest, wrap(err, "read ticket")
}

func (s *Service) useTicket(ctx context.Context, id, caseID, digest string) error {
	_, err := s.DB.Exec(ctx, `UPDATE appeal_ticket SET case_id = ?, digest = ? WHERE id = ?`, caseID, digest, id)
	return wrap(err, "use ticket")
}

func (s *Service) insertFile(ctx context.Context, f File) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_file (id, ticket, case_id, later, reply_id, media, picture, name, size, sha256, blob, at) VALUES (`+db.Placeholders(12)+`)`,
		f.ID, f.Ticket, f.Case, f.Later, f.Reply, f.Media.Type, f.Media.Picture, f.Name, f.Size, f.SHA256, f.Blob, db.At(f.At))
	return wrap(err, "keep file")
}

// takeFiles gives the files of a ticket to a case.
func (s *Service) takeFiles(ctx context.Context, ticket, caseID string, later bool) (int64, error) {
	done, err := s.DB.Exec(ctx, `UPDATE appeal_file SET case_id = ?, later = ? WHERE ticket = ? AND case_id = ''`, caseID, later, ticket)
	if err != nil {
		return 0, wrap(err, "take files")
	}
	return done.RowsAffected()
}

func (s *Service) dropFile(ctx context.Context, id string) (dropped bool, err error) {
	done, err := s.DB.Exec(ctx, `DELETE FROM appeal_file WHERE id = ? AND case_id = ''`, id)
	if err != nil {
		return false, wrap(err, "drop file")
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

func (s *Service) dropTickets(ctx context.Context, before time.Time) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM appeal_ticket WHERE made_at <= ?`, db.At(before))
	return wrap(err, "drop tickets")
}

const selectFile = `SELECT id, ticket, case_id, later, reply_id, media, picture, name, size, sha256, blob, at FROM appeal_file`

func (s *Service) files(ctx context.Context, where string, args ...any) ([]File, error) {
	rows, err := s.DB.Query(ctx, selectFile+where, args...)
	if err != nil {
		return nil, wrap(err, "list files")
	}
	defer func() { _ = rows.Close() }()
	list := []File{}
	for rows.Next() {
		var f File
		var at db.Time
		if err := rows.Scan(&f.ID, &f.Ticket, &f.Case, &f.Later, &f.Reply, &f.Media.Type, &f.Media.Picture, &f.Name, &f.Size, &f.SHA256, &f.Blob, &at); err != nil {
			return nil, wrap(err, "read file")
		}
		f.At = at.Time
		list = append(list, f)
	}
	return list, wrap(rows.Err(), "list files")
}

// looseOf returns the files of a ticket that no report has taken, or one of them.
func (s *Service) looseOf(ctx context.Context, ticket, id string) ([]File, error) {
	return s.files(ctx, ` WHERE ticket = ? AND case_id = '' AND (? = '' OR id = ?) ORDER BY id`, ticket, id, id)
}

// ofReporter returns what came with a case.
func (s *Service) ofReporter(ctx context.Context, caseID string) ([]File, error) {
	return s.files(ctx, ` WHERE case_id = ? AND reply_id = '' ORDER BY id`, caseID)
}

// ofReplies returns what was shown with the answers to a case.
func (s *Service) ofReplies(ctx context.Context, caseID string) ([]File, error) {
	return s.files(ctx, ` WHERE case_id = ? AND reply_id <> '' ORDER BY id`, caseID)
}

// ofCase returns one of the files of a case.
func (s *Service) ofCase(ctx context.Context, caseID, id string) ([]File, error) {
	return s.files(ctx, ` WHERE case_id = ? AND id = ?`, caseID, id)
}

// showFile gives one file that waits under a ticket to an answer.
func (s *Service) showFile(ctx context.Context, ticket, id, caseID, reply string) (shown bool, err error) {
	done, err := s.DB.Exec(ctx, `UPDATE appeal_file SET case_id = ?, reply_id = ? WHERE id = ? AND ticket = ? AND case_id = ''`, caseID, reply, id, ticket)
	if err != nil {
		return false, wrap(err, "show file")
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// dropShown removes a file from an answer.
func (s *Service) dropShown(ctx context.Context, reply, id string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM appeal_file WHERE reply_id = ? AND id = ?`, reply, id)
	return wrap(err, "drop file of an answer")
}

// looseSince returns the files that have waited since a moment.
func (s *Service) looseSince(ctx context.Context, moment time.Time) ([]File, error) {
	return s.files(ctx, ` WHERE case_id = '' AND at <= ?`, db.At(moment))
}

// loose returns how many bytes wait for a report.
func (s *Service) loose(ctx context.Context) (bytes int64, err error) {
	err = s.DB.QueryRow(ctx, `SELECT coalesce(sum(size), 0) FROM appeal_file WHERE case_id = ''`).Scan(&bytes)
	return bytes, wrap(err, "sum loose files")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
