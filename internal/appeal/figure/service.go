package figure

import (
	"cmp"
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

// Service counts.
type Service struct {
	*appeal.Service
	// Divisions names divisions.
	Divisions Divisions
	// Exclusions tells why cases are left out.
	Exclusions *exclusion.Service
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

// Question says which rates somebody asks for. Month and Until are the first and the
// last month, both inclusive; an empty Month is this one, an empty Until is Month.
type Question struct {
	Month, Until string
	By           Group
	Side         Side
}

// Table is the three rates of a period.
type Table struct {
	Period Period
	// Definitions are those by which it was counted, the newest first.
	Definitions []Definition
	Whole       Row
	Rows        []Row
}

// answer is what a question comes to, in the sight of the caller.
type answer struct {
	period Period
	sight  appeal.Sight
	count  count
}

func (s *Service) answer(ctx context.Context, q Question) (a answer, err error) {
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return a, err
	}
	if a.sight, err = s.Sight(ctx, appeal.PermRead); err != nil {
		return a, err
	}
	a.count = count{group: q.By, side: q.Side.of(), now: s.Clock.Now().UnixMicro()}
	if a.period, err = s.period(q); err != nil {
		return a, err
	}
	all, err := s.Definitions(ctx)
	if err != nil {
		return a, err
	}
	spans, ok := a.period.Spans(all)
	if !ok {
		return a, ErrMonth
	}
	a.count.by(spans)
	if q.By == ByDepartment && scope.Reach != kernel.ReachAll {
		// Of other departments somebody of one sees only shared cases: no row of theirs
		// would be true.
		if a.count.own, err = s.Departments.Subtree(ctx, authz.From(ctx).Department); err != nil {
			return a, wrap(err, "find departments below")
		}
		a.count.own = append([]string{}, a.count.own...)
	}
	return a, nil
}

// period reads the months of a question.
func (s *Service) period(q Question) (Period, error) {
	from := MonthOf(s.Clock.Now())
	var err error
	if q.Month != "" {
		if from, err = ParseMonth(q.Month); err != nil {
			return Period{}, ErrMonth
		}
	}
	until := from
	if q.Until != "" {
		if until, err = ParseMonth(q.Until); err != nil {
			return Period{}, ErrMonth
		}
	}
	p, ok := NewPeriod(from, until)
	if !ok {
		return p, ErrMonth
	}
	return p, nil
}

// Rates returns the three rates of a period, by name: no order of merit.
func (s *Service) Rates(ctx context.Context, q Question) (t Table, err error) {
	a, err := s.answer(ctx, q)
	if err != nil {
		return t, err
	}
	cases, err := s.scores(ctx, a.sight, a.period)
	if err != nil {
		return t, err
	}
	t.Period = a.period
	for _, span := range slices.Backward(a.count.spans) {
		t.Definitions = append(t.Definitions, span.Definition)
	}
	t.Whole, t.Rows = a.count.table(cases)
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
	cases, err := s.scores(ctx, a.sight, a.period)
	if err != nil {
		return out, err
	}
	ids := a.count.behind(cases, n)
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
