package monthly

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
)

const (
	table        = "appeal_issue"
	measureTable = "appeal_issue_measure"
	stepTable    = "appeal_issue_step"
)

// SealedColumns are what this package keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: table, Name: "title", Stored: "title_sealed", ID: "id"},
	{Table: table, Name: "goal", Stored: "goal_sealed", ID: "id"},
	{Table: measureTable, Name: "words", Stored: "words_sealed", ID: "id"},
	{Table: stepTable, Name: "words", Stored: "words_sealed", ID: "id"},
}

// together is how many rows one statement writes.
const together = 200

// insert keeps a new issue with the cases that it stands on.
func (s *Service) insert(ctx context.Context, i *Issue, cases []string) error {
	box := s.Seal.Row(table, i.ID)
	title := box.Put("title", i.Title)
	if box.Err() != nil {
		return fmt.Errorf("seal issue: %w", box.Err())
	}
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_issue (id, month, title_sealed, topic, place_code, source, state, lead, goal_sealed, due, proposed_by, proposed_at, chosen_by, begun_at, ended_at, version)
		VALUES (`+db.Placeholders(16)+`)`,
		i.ID, i.Month, title, i.Topic, i.Place, string(i.Source), string(i.State), "", "", db.Date{}, i.ProposedBy, db.At(i.ProposedAt), "", db.Time{}, db.Time{}, i.Version)
	if err != nil {
		return fmt.Errorf("keep issue: %w", err)
	}
	for some := range slices.Chunk(cases, together) {
		args := make([]any, 0, 2*len(some))
		for _, id := range some {
			args = append(args, i.ID, id)
		}
		if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_issue_case (issue_id, case_id) VALUES `+db.PlaceholderRows(len(some), 2), args...); err != nil {
			return fmt.Errorf("keep cases of issue: %w", err)
		}
	}
	return nil
}

// save writes what may change of an issue itself. It fails with ErrStale when somebody
// else was faster.
func (s *Service) save(ctx context.Context, i *Issue) error {
	box := s.Seal.Row(table, i.ID)
	goal := box.Put("goal", i.Goal)
	if box.Err() != nil {
		return fmt.Errorf("seal goal: %w", box.Err())
	}
	done, err := s.DB.Exec(ctx, `UPDATE appeal_issue SET state = ?, lead = ?, goal_sealed = ?, due = ?, chosen_by = ?, begun_at = ?, ended_at = ?, version = version + 1 WHERE id = ? AND version = ?`,
		string(i.State), i.Lead, goal, db.Date{Date: i.Due}, i.ChosenBy, db.At(i.BegunAt), db.At(i.EndedAt), i.ID, i.Version)
	if err != nil {
		return fmt.Errorf("save issue: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return ErrStale.Because(err)
	}
	i.Version++
	return nil
}

// saveHelpers writes who helps.
func (s *Service) saveHelpers(ctx context.Context, i *Issue) error {
	if _, err := s.DB.Exec(ctx, `DELETE FROM appeal_issue_helper WHERE issue_id = ?`, i.ID); err != nil {
		return fmt.Errorf("clear helpers: %w", err)
	}
	for _, d := range i.With {
		if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_issue_helper (issue_id, department) VALUES (?, ?)`, i.ID, d); err != nil {
			return fmt.Errorf("keep helper: %w", err)
		}
	}
	return nil
}

func (s *Service) insertMeasure(ctx context.Context, issue string, m Measure) error {
	box := s.Seal.Row(measureTable, m.ID)
	text := box.Put("words", m.Words)
	if box.Err() != nil {
		return fmt.Errorf("seal measure: %w", box.Err())
	}
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_issue_measure (id, issue_id, department, words_sealed, due, state, done_on) VALUES (`+db.Placeholders(7)+`)`,
		m.ID, issue, m.Department, text, db.Date{Date: m.Due}, string(m.State), db.Date{Date: m.DoneOn})
	if err != nil {
		return fmt.Errorf("keep measure: %w", err)
	}
	return nil
}

// saveMeasure writes how far a measure is; the version of its issue guards it.
func (s *Service) saveMeasure(ctx context.Context, m Measure) error {
	if _, err := s.DB.Exec(ctx, `UPDATE appeal_issue_measure SET state = ?, done_on = ? WHERE id = ?`, string(m.State), db.Date{Date: m.DoneOn}, m.ID); err != nil {
		return fmt.Errorf("save measure: %w", err)
	}
	return nil
}

// Step is one thing that somebody did with an issue.
type Step struct {
	At    time.Time
	By    string
	Act   Act
	Words string
}

func (s *Service) insertStep(ctx context.Context, issue string, step Step) error {
	id := kernel.NewID()
	box := s.Seal.Row(stepTable, id)
	text := box.Put("words", step.Words)
	if box.Err() != nil {
		return fmt.Errorf("seal step: %w", box.Err())
	}
	if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_issue_step (id, issue_id, at, by_id, act, words_sealed) VALUES (`+db.Placeholders(6)+`)`,
		id, issue, db.At(step.At), step.By, string(step.Act), text); err != nil {
		return fmt.Errorf("keep step: %w", err)
	}
	return nil
}
