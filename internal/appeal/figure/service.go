package figure

import (
	"cmp"
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

// Service counts.
type Service struct {
	*appeal.Service
	// Terms are the clocks of the cases.
	Terms Terms
	// Divisions names divisions.
	Divisions Divisions
}

// Board returns what is due in the sight of the caller.
func (s *Service) Board(ctx context.Context) (b Board, err error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return b, err
	}
	boxes := map[appeal.Box][]appeal.Tally{}
	var staff []string
	for _, box := range columns {
		if boxes[box], err = s.Tally(ctx, box); err != nil {
			return b, err
		}
		for _, t := range boxes[box] {
			staff = append(staff, t.Staff)
		}
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return b, err
	}
	people, err := s.People.StaffNames(ctx, staff)
	if err != nil {
		return b, err
	}
	return assemble(boxes, departments, people), nil
}

// Question says which rates somebody asks for. An empty Month is this one.
type Question struct {
	Month string
	By    Group
	Side  Side
}

// Table is the three rates of a month.
type Table struct {
	Month      Month
	Definition Definition
	Whole      Row
	Rows       []Row
}

// answer is what a question comes to, in the sight of the caller.
type answer struct {
	month       Month
	definition  Definition
	sight       appeal.Sight
	rows, whole []Mark
}

func (s *Service) answer(ctx context.Context, q Question) (a answer, err error) {
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return a, err
	}
	if a.sight, err = s.Sight(ctx, appeal.PermRead); err != nil {
		return a, err
	}
	if a.month, a.definition, err = s.definitionOf(ctx, q.Month); err != nil {
		return a, err
	}
	from, to := a.month.Bounds()
	outlines, err := s.outlines(ctx, a.sight, from, to)
	if err != nil {
		return a, err
	}
	facts, err := s.facts(ctx, outlines)
	if err != nil {
		return a, err
	}
	a.rows, a.whole = a.definition.marks(facts, a.month, q.By, q.Side)
	if q.By == ByDepartment && scope.Reach != kernel.ReachAll {
		// Of other departments somebody of one sees only shared cases: no row of theirs
		// would be true.
		own, err := s.Departments.Subtree(ctx, authz.From(ctx).Department)
		if err != nil {
			return a, wrap(err, "find departments below")
		}
		a.rows = slices.DeleteFunc(a.rows, func(m Mark) bool { return !slices.Contains(own, m.Key) })
	}
	return a, nil
}

// definitionOf returns a month and the definition in force on its first day.
func (s *Service) definitionOf(ctx context.Context, month string) (m Month, d Definition, err error) {
	m = MonthOf(s.Clock.Now())
	if month != "" {
		if m, err = ParseMonth(month); err != nil {
			return m, d, ErrMonth
		}
	}
	all, err := s.Definitions(ctx)
	if err != nil {
		return m, d, err
	}
	d, ok := InForceOn(all, m.First())
	if !ok {
		return m, d, ErrMonth
	}
	return m, d, nil
}

// Rates returns the three rates of a month, by name: no order of merit.
func (s *Service) Rates(ctx context.Context, q Question) (t Table, err error) {
	a, err := s.answer(ctx, q)
	if err != nil {
		return t, err
	}
	t = Table{Month: a.month, Definition: a.definition, Rows: rowsOf(a.rows), Whole: Row{Rates: map[Rate]Tally{}}}
	if whole := rowsOf(a.whole); len(whole) > 0 {
		t.Whole = whole[0]
	}
	if err := s.name(ctx, q.By, t.Rows); err != nil {
		return t, err
	}
	slices.SortFunc(t.Rows, func(a, b Row) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key)) })
	return t, nil
}

func (s *Service) name(ctx context.Context, by Group, rows []Row) error {
	var departments map[string]appeal.Department
	var divisions map[string]string
	var err error
	switch by {
	case ByDepartment:
		departments, err = s.Departments.All(ctx)
	case ByDivision:
		codes := make([]string, len(rows))
		for i, r := range rows {
			codes[i] = r.Key
		}
		divisions, err = s.Divisions.DivisionNames(ctx, codes)
	}
	for i := range rows {
		r := &rows[i]
		switch by {
		case ByDepartment:
			r.Name = departments[r.Key].Name
		case ByDivision:
			r.Name = cmp.Or(divisions[r.Key], r.Key, "未写明区划")
		case ByChannel:
			r.Name = appeal.Channel(r.Key).Label()
		case ByKind:
			r.Name = appeal.Kind(r.Key).Label()
		}
	}
	return err
}

// Number names one number of the table: a row, a rate and its part. An empty Key is
// the whole.
type Number struct {
	Question
	Whole bool
	Key   string
	Rate  Rate
	Part  Part
}

// newest is the order of the lists.
func newest() db.Keyset { return db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true} }

// Behind returns one page of the cases behind a number, the newest first.
func (s *Service) Behind(ctx context.Context, n Number, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
	a, err := s.answer(ctx, n.Question)
	if err != nil {
		return out, err
	}
	marks, key := a.rows, n.Key
	if n.Whole {
		marks, key = a.whole, ""
	}
	ids := among(marks, key, n.Rate, n.Part)
	out.Total = int64(len(ids))
	_, args, err := newest().After(page.After)
	if err != nil {
		return out, err
	}
	if len(args) > 0 {
		after, _ := args[0].(string)
		ids = slices.DeleteFunc(ids, func(id string) bool { return id >= after })
	}
	if len(ids) > page.Limit {
		ids = ids[:page.Limit]
		out.Next = newest().Cursor(ids[page.Limit-1])
	}
	out.Items, err = s.among(ctx, a.sight, ids)
	return out, err
}
