package monthly

import (
	"context"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

// where narrows a list of issues; only this file makes one, of its own words.
type where struct {
	condition string
	args      []any
}

func (w where) and(condition string, args ...any) where {
	return where{condition: w.condition + " AND " + condition, args: append(append([]any{}, w.args...), args...)}
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, t := range list {
		out[i] = t
	}
	return out
}

// standing are the issues that a department may know of: path is the department and
// those above it, empty for somebody who sits in none. See the package about the
// unit complained of.
func standing(path []string) where {
	if len(path) == 0 {
		return where{condition: "1 = 1"}
	}
	const cases = `FROM appeal_issue_case m JOIN appeal_case c ON c.id = m.case_id WHERE m.issue_id = appeal_issue.id AND c.accused `
	in := `IN (` + db.Placeholders(len(path)) + `)`
	return where{
		condition: `(NOT EXISTS (SELECT 1 ` + cases + in + `) OR source <> 'alike' AND (SELECT count(*) ` + cases + `NOT ` + in + `) >= ?)`,
		args:      append(append(texts(path), texts(path)...), LeastOthers),
	}
}

// given are the issues that some departments lead or help with, once confirmed.
func (w where) given(departments []string) where {
	if len(departments) == 0 {
		return w.and("1 = 0")
	}
	in := `IN (` + db.Placeholders(len(departments)) + `)`
	return w.and(`begun_at IS NOT NULL AND (lead `+in+` OR EXISTS (SELECT 1 FROM appeal_issue_helper h WHERE h.issue_id = appeal_issue.id AND h.department `+in+`))`,
		append(texts(departments), texts(departments)...)...)
}

func (s *Service) each(ctx context.Context, query string, args []any, take func(scan func(...any) error) error) error {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("list: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return fmt.Errorf("read row: %w", err)
		}
	}
	return rows.Err()
}

const columns = `SELECT id, month, title_sealed, topic, place_code, source, state, lead, goal_sealed, due, proposed_by, proposed_at, chosen_by, begun_at, ended_at, version FROM appeal_issue`

func (s *Service) scan(row func(...any) error) (*Issue, error) {
	i := &Issue{}
	var title, goal string
	var due db.Date
	var proposed, begun, ended db.Time
	if err := row(&i.ID, &i.Month, &title, &i.Topic, &i.Place, &i.Source, &i.State, &i.Lead, &goal, &due, &i.ProposedBy, &proposed, &i.ChosenBy, &begun, &ended, &i.Version); err != nil {
		return nil, err
	}
	i.Due, i.ProposedAt, i.BegunAt, i.EndedAt = due.Date, proposed.Time, begun.Time, ended.Time
	box := s.Seal.Row(table, i.ID)
	box.Take("title", title, &i.Title)
	box.Take("goal", goal, &i.Goal)
	return i, box.Err()
}

// load returns an issue among those of a view, or ErrNotFound.
func (s *Service) load(ctx context.Context, id string, w where) (*Issue, error) {
	w = w.and("id = ?", id)
	i, err := s.scan(s.DB.QueryRow(ctx, columns+` WHERE `+w.condition, w.args...).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load issue: %w", err)
	}
	return i, s.fill(ctx, i)
}

// fill reads the helpers and measures of issues.
func (s *Service) fill(ctx context.Context, list ...*Issue) error {
	if len(list) == 0 {
		return nil
	}
	byID, ids := map[string]*Issue{}, make([]any, len(list))
	for n, i := range list {
		byID[i.ID], ids[n] = i, i.ID
	}
	in := `IN (` + db.Placeholders(len(ids)) + `)`
	err := s.each(ctx, `SELECT issue_id, department FROM appeal_issue_helper WHERE issue_id `+in+` ORDER BY issue_id, department`, ids, func(scan func(...any) error) error {
		var id, department string
		if err := scan(&id, &department); err != nil {
			return err
		}
		byID[id].With = append(byID[id].With, department)
		return nil
	})
	if err != nil {
		return err
	}
	return s.each(ctx, `SELECT id, issue_id, department, words_sealed, due, state, done_on FROM appeal_issue_measure WHERE issue_id `+in+` ORDER BY id`, ids, func(scan func(...any) error) error {
		var m Measure
		var id, text string
		var due, done db.Date
		if err := scan(&m.ID, &id, &m.Department, &text, &due, &m.State, &done); err != nil {
			return err
		}
		m.Due, m.DoneOn = due.Date, done.Date
		box := s.Seal.Row(measureTable, m.ID)
		box.Take("words", text, &m.Words)
		byID[id].Measures = append(byID[id].Measures, m)
		return box.Err()
	})
}

func (s *Service) steps(ctx context.Context, issue string) (list []Step, err error) {
	err = s.each(ctx, `SELECT id, at, by_id, act, words_sealed FROM appeal_issue_step WHERE issue_id = ? ORDER BY id`, []any{issue}, func(scan func(...any) error) error {
		var step Step
		var id, text string
		var at db.Time
		if err := scan(&id, &at, &step.By, &step.Act, &text); err != nil {
			return err
		}
		step.At = at.Time
		box := s.Seal.Row(stepTable, id)
		box.Take("words", text, &step.Words)
		list = append(list, step)
		return box.Err()
	})
	return list, err
}

func issueOrder() db.Keyset {
	return db.Keyset{Columns: []db.Column{{SQL: "month"}, {SQL: "id"}}, Desc: true}
}

// page returns one page of issues, the latest month first, and how many there are.
func (s *Service) page(ctx context.Context, w where, page kernel.Page) (out kernel.Rows[*Issue], err error) {
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM appeal_issue WHERE `+w.condition, w.args...).Scan(&out.Total); err != nil {
		return out, fmt.Errorf("count issues: %w", err)
	}
	after, args, err := issueOrder().After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		w = w.and(after, args...)
	}
	err = s.each(ctx, columns+` WHERE `+w.condition+issueOrder().OrderBy()+` LIMIT ?`, append(append([]any{}, w.args...), page.Limit+1), func(scan func(...any) error) error {
		i, err := s.scan(scan)
		out.Items = append(out.Items, i)
		return err
	})
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		last := out.Items[page.Limit-1]
		out.Next = issueOrder().Cursor(last.Month, last.ID)
	}
	if err != nil {
		return out, err
	}
	return out, s.fill(ctx, out.Items...)
}

// twice reports whether an issue of the same subject stands in the list of a month,
// among those of a view.
func (s *Service) twice(ctx context.Context, i *Issue, w where) (bool, error) {
	w = w.and(`month = ? AND topic = ? AND place_code = ? AND state <> 'dropped'`, i.Month, i.Topic, i.Place)
	var n int
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM appeal_issue WHERE `+w.condition, w.args...).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look for the same issue: %w", err)
	}
	return n > 0, nil
}

// knows reports whether a department may know of an issue.
func (s *Service) knows(ctx context.Context, issue string, path []string) (bool, error) {
	w := standing(path).and("id = ?", issue)
	var n int
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM appeal_issue WHERE `+w.condition, w.args...).Scan(&n); err != nil {
		return false, fmt.Errorf("look whether a department may know: %w", err)
	}
	return n > 0, nil
}

// basis narrows a sight to the cases that an issue stands on.
func basis(v appeal.Sight, issue string) appeal.Sight {
	return v.And(`id IN (SELECT case_id FROM appeal_issue_case WHERE issue_id = ?)`, issue)
}

// holding narrows a list of issues to those that a case belongs to.
func holding(w where, c *appeal.Case) where {
	codes := []any{c.Topic}
	for code := c.Topic; strings.Contains(code, "."); {
		code = code[:strings.LastIndexByte(code, '.')]
		codes = append(codes, code)
	}
	subject := `state = 'in_hand' AND begun_at <= ? AND topic IN (` + db.Placeholders(len(codes)) + `) AND place_code IN ('', ?)`
	args := append(append([]any{c.ID, db.At(c.ReceivedAt)}, codes...), c.PlaceCode)
	return w.and(`state <> 'dropped' AND (id IN (SELECT issue_id FROM appeal_issue_case WHERE case_id = ?) OR `+subject+`)`, args...)
}

// received narrows a sight to the cases of a subject that came in on some days.
func received(v appeal.Sight, of Subject, days Span) appeal.Sight {
	codes := []any{of.Topic}
	for _, t := range topic.Default().All() {
		if strings.HasPrefix(t.Code, of.Topic+".") {
			codes = append(codes, t.Code)
		}
	}
	v = v.And(`topic IN (`+db.Placeholders(len(codes))+`)`, codes...)
	if of.Place != "" {
		v = v.And(`place_code = ?`, of.Place)
	}
	return v.And(`received_at >= ? AND received_at < ?`, db.At(days.From.Time(civil.Beijing)), db.At(days.Until.AddDays(1).Time(civil.Beijing)))
}
