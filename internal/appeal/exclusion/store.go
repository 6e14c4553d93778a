package exclusion

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
)

const table = "appeal_exclusion"

// SealedColumns are what this package keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: table, Name: "words", Stored: "words_sealed", ID: "id"},
	{Table: table, Name: "note", Stored: "note_sealed", ID: "id"},
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func (s *Service) sealed(id, column, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	return s.Seal.Seal(seal.Place{Table: table, Column: column, Row: id}, text)
}

func (s *Service) opened(id, column, stored string) (string, error) {
	if stored == "" {
		return "", nil
	}
	return s.Seal.Open(seal.Place{Table: table, Column: column, Row: id}, stored)
}

// insert keeps a new request. It fails with ErrLive where one of the case waits or
// holds.
func (s *Service) insert(ctx context.Context, e *Exclusion) error {
	words, err := s.sealed(e.ID, "words", e.Words)
	if err != nil {
		return wrap(err, "seal words")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_exclusion (id, case_id, department, reason, label, words_sealed, asked_by, asked_at, state,
		decided_by, decided_at, note_sealed, withdrawn_by, withdrawn_at) VALUES (`+db.Placeholders(14)+`)`,
		e.ID, e.Case, e.Department, e.Reason, e.Label, words, e.AskedBy, db.At(e.AskedAt), string(e.State), "", db.Time{}, "", "", db.Time{})
	if name, broken := db.UniqueViolation(err); broken && name == "appeal_exclusion_case_id_key" {
		return ErrLive
	}
	return wrap(err, "insert exclusion")
}

// save writes what became of a request that stood in a state. It fails with ErrState
// when it no longer does.
func (s *Service) save(ctx context.Context, e *Exclusion, was State) error {
	note, err := s.sealed(e.ID, "note", e.Note)
	if err != nil {
		return wrap(err, "seal note")
	}
	done, err := s.DB.Exec(ctx, `UPDATE appeal_exclusion SET state = ?, decided_by = ?, decided_at = ?, note_sealed = ?, withdrawn_by = ?, withdrawn_at = ?
		WHERE id = ? AND state = ?`,
		string(e.State), e.DecidedBy, db.At(e.DecidedAt), note, e.WithdrawnBy, db.At(e.WithdrawnAt), e.ID, string(was))
	if err != nil {
		return wrap(err, "save exclusion")
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return ErrState
	}
	return nil
}

const columns = `id, case_id, department, reason, label, words_sealed, asked_by, asked_at, state, decided_by, decided_at, note_sealed, withdrawn_by, withdrawn_at`

func (s *Service) list(ctx context.Context, query string, args ...any) (out []*Exclusion, err error) {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap(err, "list exclusions")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var e Exclusion
		var asked, decided, withdrawn db.Time
		var words, note string
		if err := rows.Scan(&e.ID, &e.Case, &e.Department, &e.Reason, &e.Label, &words, &e.AskedBy, &asked, &e.State, &e.DecidedBy, &decided, &note,
			&e.WithdrawnBy, &withdrawn); err != nil {
			return nil, wrap(err, "read exclusion")
		}
		e.AskedAt, e.DecidedAt, e.WithdrawnAt = asked.Time, decided.Time, withdrawn.Time
		if e.Words, err = s.opened(e.ID, "words", words); err != nil {
			return nil, wrap(err, "open words")
		}
		if e.Note, err = s.opened(e.ID, "note", note); err != nil {
			return nil, wrap(err, "open note")
		}
		out = append(out, &e)
	}
	return out, wrap(rows.Err(), "list exclusions")
}

// ofCase returns the requests of a case, the oldest first.
func (s *Service) ofCase(ctx context.Context, id string) ([]*Exclusion, error) {
	return s.list(ctx, `SELECT `+columns+` FROM appeal_exclusion WHERE case_id = ? ORDER BY id`, id)
}

// inState returns by case the last request in a state.
func (s *Service) inState(ctx context.Context, state State, ids []string) (map[string]*Exclusion, error) {
	out := map[string]*Exclusion{}
	if len(ids) == 0 {
		return out, nil
	}
	args := []any{string(state)}
	for _, id := range ids {
		args = append(args, id)
	}
	found, err := s.list(ctx, `SELECT `+columns+` FROM appeal_exclusion WHERE state = ? AND case_id IN (`+db.Placeholders(len(ids))+`) ORDER BY id`, args...)
	for _, e := range found {
		out[e.Case] = e
	}
	return out, err
}

// newest is the order of the lists.
func newest() db.Keyset { return db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true} }

// page returns one page of the cases of a sight with a request in a state, the newest
// first.
func (s *Service) page(ctx context.Context, v appeal.Sight, state State, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
	v = v.And(`id IN (SELECT case_id FROM appeal_exclusion WHERE state = ?)`, string(state))
	if out.Total, err = s.Count(ctx, v); err != nil {
		return out, err
	}
	after, args, err := newest().After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		v = v.And(after, args...)
	}
	if out.Items, err = s.Cases(ctx, v, page.Limit+1); err != nil || len(out.Items) <= page.Limit {
		return out, err
	}
	out.Items = out.Items[:page.Limit]
	out.Next = newest().Cursor(out.Items[page.Limit-1].ID)
	return out, nil
}
