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
	"github.com/yikou/yikou/internal/platform/export"
)

// Service counts.
type Service struct {
	*appeal.Service
	// Divisions names divisions.
	Divisions Divisions
	// Exclusions tells why cases are left out.
	Exclusions *exclusion.Service
	// Exports lets the table out as a file.
	Exports export.Gate
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
	// Department is whose people are looked at, of ByPerson only.
	Department string
}

// permission is what a question needs.
func (q Question) permission() authz.Permission {
	if q.By == ByPerson {
		return PermPersons
	}
	return PermRead
}

// Table is the three rates of a period.
type Table struct {
	Period Period
	// Definitions are those by which it was counted, the newest first.
	Definitions []Definition
	Whole       Row
	Rows        []Row
}

// answer is what a question comes to.
type answer struct {
	period Period
	sight  appeal.Sight
	count  count
}

// answer prepares to count what a question asks: the rows within the reach of one
// permission, the cases within that of another.
func (s *Service) answer(ctx context.Context, q Question, rows, cases authz.Permission) (a answer, err error) {
	scope, err := authz.Require(ctx, rows)
	if err != nil {
		return a, err
	}
	if a.sight, err = s.Sight(ctx, cases); err != nil {
		return a, err
	}
	a.count = count{group: q.By, side: q.Side.of(), department: q.Department, now: s.Clock.Now().UnixMicro()}
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
	if (q.By == ByDepartment || q.By == ByPerson) && scope.Reach != kernel.ReachAll {
		// Of other departments somebody of one sees only shared cases: no row of theirs
		// would be true.
		if a.count.own, err = s.below(ctx); err != nil {
			return a, err
		}
		if q.By == ByPerson && !slices.Contains(a.count.own, q.Department) {
			return a, ErrDepartment
		}
	}
	return a, nil
}

// below returns the caller's department and those below it, none if he has none.
func (s *Service) below(ctx context.Context) ([]string, error) {
	own := []string{}
	if department := authz.From(ctx).Department; department != "" {
		found, err := s.Departments.Subtree(ctx, department)
		return append(own, found...), wrap(err, "find departments below")
	}
	return own, nil
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
	return s.rates(ctx, q, q.permission(), appeal.PermRead)
}

func (s *Service) rates(ctx context.Context, q Question, rows, seen authz.Permission) (t Table, err error) {
	a, err := s.answer(ctx, q, rows, seen)
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
	var divisions, people map[string]string
	var err error
	switch by {
	case ByDepartment:
		departments, err = s.Departments.All(ctx)
	case ByDivision:
		divisions, err = s.Divisions.DivisionNames(ctx, keysOf(rows))
	case ByPerson:
		people, err = s.People.StaffNames(ctx, keysOf(rows))
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
		case ByPerson:
			r.Name = cmp.Or(people[r.Key], "没有签收人")
		}
	}
	return err
}

func keysOf(rows []Row) []string {
	keys := make([]string, len(rows))
	for i, r := range rows {
		keys[i] = r.Key
	}
	return keys
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
	a, err := s.answer(ctx, n.Question, n.permission(), appeal.PermRead)
	if err != nil {
		return out, err
	}
	return s.counted(ctx, a, n, page)
}

// counted returns one page of the cases that a number counts.
func (s *Service) counted(ctx context.Context, a answer, n Number, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
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
