package alarm

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
)

const table = "appeal_alarm"

// SealedColumns are what this package keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: table, Name: "answer", Stored: "answer_sealed", ID: "id"},
	{Table: table, Name: "verdict", Stored: "verdict_sealed", ID: "id"},
}

func (s *Service) sealed(id, column, words string) (string, error) {
	if words == "" {
		return "", nil
	}
	return s.Seal.Seal(seal.Place{Table: table, Column: column, Row: id}, words)
}

func (s *Service) opened(id, column, sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	return s.Seal.Open(seal.Place{Table: table, Column: column, Row: id}, sealed)
}

// Raise keeps an alarm that is new, or the cases of one that nobody has looked at
// yet; others stay as they are.
func (s *Service) Raise(ctx context.Context, a *Alarm, cases []string) error {
	err := s.DB.QueryRow(ctx, `INSERT INTO appeal_alarm (id, kind, department, month, definition, state, share, others, raised_at, opened_by, answered_by, answer_sealed, ended_by, verdict_sealed, version)
		VALUES (`+db.Placeholders(15)+`) ON CONFLICT (kind, department, month) DO UPDATE SET share = excluded.share, others = excluded.others, definition = excluded.definition
		WHERE appeal_alarm.state = 'raised' RETURNING id`,
		a.ID, string(a.Kind), a.Department, a.Month, a.Definition, string(a.State), a.Share, a.Others, db.At(a.RaisedAt), "", "", "", "", "", a.Version).Scan(&a.ID)
	if db.IsNoRows(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("raise alarm: %w", err)
	}
	if _, err := s.DB.Exec(ctx, `DELETE FROM appeal_alarm_member WHERE alarm_id = ?`, a.ID); err != nil {
		return fmt.Errorf("clear cases of alarm: %w", err)
	}
	for some := range slices.Chunk(cases, together) {
		args := make([]any, 0, 2*len(some))
		for _, id := range some {
			args = append(args, a.ID, id)
		}
		if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_alarm_member (alarm_id, case_id) VALUES `+db.PlaceholderRows(len(some), 2), args...); err != nil {
			return fmt.Errorf("keep cases of alarm: %w", err)
		}
	}
	return nil
}

// save writes what may change of an alarm. It fails with ErrStale when somebody else
// was faster.
func (s *Service) save(ctx context.Context, a *Alarm) error {
	answer, err := s.sealed(a.ID, "answer", a.Answer)
	if err != nil {
		return fmt.Errorf("seal answer: %w", err)
	}
	verdict, err := s.sealed(a.ID, "verdict", a.Verdict)
	if err != nil {
		return fmt.Errorf("seal verdict: %w", err)
	}
	done, err := s.DB.Exec(ctx, `UPDATE appeal_alarm SET state = ?, opened_at = ?, opened_by = ?, answered_at = ?, answered_by = ?, answer_sealed = ?, ended_at = ?, ended_by = ?,
		verdict_sealed = ?, version = version + 1 WHERE id = ? AND version = ?`,
		string(a.State), db.At(a.OpenedAt), a.OpenedBy, db.At(a.AnsweredAt), a.AnsweredBy, answer, db.At(a.EndedAt), a.EndedBy, verdict, a.ID, a.Version)
	if err != nil {
		return fmt.Errorf("save alarm: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return ErrStale.Because(err)
	}
	a.Version++
	return nil
}

const columns = `SELECT id, kind, department, month, definition, state, share, others, raised_at, opened_at, opened_by, answered_at, answered_by, answer_sealed, ended_at, ended_by, verdict_sealed, version FROM appeal_alarm`

func (s *Service) scan(row func(...any) error) (*Alarm, error) {
	a := &Alarm{}
	var raised, open, answered, ended db.Time
	var answer, verdict string
	if err := row(&a.ID, &a.Kind, &a.Department, &a.Month, &a.Definition, &a.State, &a.Share, &a.Others, &raised, &open, &a.OpenedBy, &answered, &a.AnsweredBy, &answer,
		&ended, &a.EndedBy, &verdict, &a.Version); err != nil {
		return nil, err
	}
	a.RaisedAt, a.OpenedAt, a.AnsweredAt, a.EndedAt = raised.Time, open.Time, answered.Time, ended.Time
	var err error
	if a.Answer, err = s.opened(a.ID, "answer", answer); err != nil {
		return nil, fmt.Errorf("open answer: %w", err)
	}
	if a.Verdict, err = s.opened(a.ID, "verdict", verdict); err != nil {
		return nil, fmt.Errorf("open verdict: %w", err)
	}
	return a, nil
}

func (s *Service) load(ctx context.Context, id string) (*Alarm, error) {
	a, err := s.scan(s.DB.QueryRow(ctx, columns+` WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load alarm: %w", err)
	}
	return a, nil
}

// definitions returns every definition.
func (s *Service) definitions(ctx context.Context) (all []Definition, err error) {
	err = s.each(ctx, `SELECT version, in_force, source, rules FROM appeal_alarm_definition ORDER BY version`, nil, func(scan func(...any) error) error {
		var d Definition
		var since db.Date
		var rules string
		if err := scan(&d.Version, &since, &d.Source, &rules); err != nil {
			return err
		}
		d.InForce = since.Date
		if err := json.Unmarshal([]byte(rules), &d.Rules); err != nil {
			return err
		}
		all = append(all, d)
		return nil
	})
	return all, err
}
