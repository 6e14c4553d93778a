package monthly

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

// reader is who looks at issues.
type reader struct {
	id    string
	view  where
	cases appeal.Sight
	path  []string

	keeps, confirms, reports bool
}

// reader returns the caller, who needs a permission and PermRead.
func (s *Service) reader(ctx context.Context, perm authz.Permission) (r reader, err error) {
	if _, err := authz.Require(ctx, perm); err != nil {
		return r, err
	}
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return r, err
	}
	who := authz.From(ctx)
	r = reader{id: who.ID, keeps: authz.Can(who, PermKeep), confirms: authz.Can(who, PermConfirm), reports: authz.Can(who, PermReport)}
	if r.cases, err = s.Sight(ctx, PermRead); err != nil {
		return r, err
	}
	if who.Department != "" {
		if r.path, err = s.Departments.Path(ctx, who.Department); err != nil {
			return r, err
		}
	}
	r.view = standing(r.path)
	if scope.Reach == kernel.ReachAll {
		return r, nil
	}
	own := r.path
	if scope.Reach == kernel.ReachDepartmentSubtree && who.Department != "" {
		below, err := s.Departments.Subtree(ctx, who.Department)
		if err != nil {
			return r, err
		}
		own = append(slices.Clone(own), below...)
	}
	r.view = r.view.given(own)
	return r, nil
}

// leads reports whether the reader sits in the department that leads an issue, or
// below it.
func (r reader) leads(i *Issue) bool { return i.Lead != "" && slices.Contains(r.path, i.Lead) }

// takesPart reports whether he sits in one that leads it or helps.
func (r reader) takesPart(i *Issue) bool {
	return slices.ContainsFunc(r.path, i.takesPart)
}

// acts reports whether he acts for a department that takes part: his own, or any
// where his own leads.
func (r reader) acts(i *Issue, department string) bool {
	return r.leads(i) || slices.Contains(r.path, department) && i.takesPart(department)
}

// can are the acts that the reader may do.
func (r reader) can(i *Issue) []Act {
	may := map[Act]bool{
		ActChoose: r.keeps, ActDrop: r.keeps, ActFinish: r.keeps, ActReopen: r.keeps,
		ActConfirm: r.confirms && r.id != i.ProposedBy && r.id != i.ChosenBy, ActReturn: r.confirms,
		ActMeasure: r.reports && r.takesPart(i), ActReport: r.reports && r.takesPart(i),
	}
	acts := []Act{}
	for _, t := range Transitions() {
		if t.From == i.State && may[t.Act] {
			acts = append(acts, t.Act)
		}
	}
	return acts
}

// Shown is an issue as somebody sees it.
type Shown struct {
	*Issue
	Can []Act
	// Moves are the states that he may bring each measure to, by its id.
	Moves map[string][]MeasureState
	Late  bool
	Today civil.Date
	names names
}

// names are those of what some issues speak of.
type names struct {
	departments map[string]appeal.Department
	places      map[string]string
	people      map[string]string
}

// shown returns an issue as a reader sees it.
func (s *Service) shown(ctx context.Context, r reader, i *Issue) (*Shown, error) {
	list, err := s.showAll(ctx, r, []*Issue{i}, nil)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// showAll returns issues as a reader sees them, with the names of more people.
func (s *Service) showAll(ctx context.Context, r reader, list []*Issue, people []string) ([]*Shown, error) {
	var n names
	var err error
	if n.departments, err = s.Departments.All(ctx); err != nil {
		return nil, err
	}
	var places []string
	for _, i := range list {
		people = append(people, i.ProposedBy, i.ChosenBy)
		if i.Place != "" {
			places = append(places, i.Place)
		}
	}
	if n.places, err = s.Signals.PlaceNames(ctx, places); err != nil {
		return nil, err
	}
	if n.people, err = s.People.StaffNames(ctx, people); err != nil {
		return nil, err
	}
	out, today := make([]*Shown, len(list)), s.today()
	for k, i := range list {
		out[k] = &Shown{Issue: i, Can: r.can(i), Moves: map[string][]MeasureState{}, Late: i.Late(today), Today: today, names: n}
		for _, m := range i.Measures {
			if slices.Contains(out[k].Can, ActMeasure) && r.acts(i, m.Department) {
				out[k].Moves[m.ID] = MeasureTransitions()[m.State]
			}
		}
	}
	return out, nil
}

// Filter narrows a list of issues; an empty field does not.
type Filter struct {
	Month string
	State State
}

// List returns one page of the issues that the caller sees, the latest month first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (out kernel.Rows[*Shown], err error) {
	r, err := s.reader(ctx, PermRead)
	if err != nil {
		return out, err
	}
	w := r.view
	if f.Month != "" {
		w = w.and("month = ?", f.Month)
	}
	if f.State != "" {
		w = w.and("state = ?", string(f.State))
	}
	found, err := s.page(ctx, w, page)
	if err != nil {
		return out, err
	}
	out.Total, out.Next = found.Total, found.Next
	out.Items, err = s.showAll(ctx, r, found.Items, nil)
	return out, err
}

// Detail is everything about an issue.
type Detail struct {
	*Shown
	Steps []Step
	Effect
	// Basis is how many cases it stands on.
	Basis int64
}

// Get returns one issue that the caller sees.
func (s *Service) Get(ctx context.Context, id string) (d Detail, err error) {
	r, err := s.reader(ctx, PermRead)
	if err != nil {
		return d, err
	}
	i, err := s.load(ctx, id, r.view)
	if err != nil {
		return d, err
	}
	if d.Steps, err = s.steps(ctx, id); err != nil {
		return d, err
	}
	people := make([]string, len(d.Steps))
	for n, step := range d.Steps {
		people[n] = step.By
	}
	list, err := s.showAll(ctx, r, []*Issue{i}, people)
	if err != nil {
		return d, err
	}
	d.Shown = list[0]
	if d.Basis, err = s.Count(ctx, basis(r.cases, id)); err != nil {
		return d, err
	}
	d.Effect = weeksOf(i.BegunAt, d.Today)
	for n, w := range d.Weeks {
		if d.Weeks[n].Cases, err = s.Count(ctx, received(r.cases, i.Subject, Span{w.From, w.Until})); err != nil {
			return d, err
		}
	}
	d.sum()
	return d, nil
}

// Of returns the issues that a case in the caller's sight belongs to, as far as he
// sees them, the latest month first: those that stand on it, and those of its subject
// that somebody worked on when it came in and still does.
func (s *Service) Of(ctx context.Context, id string) ([]*Issue, error) {
	r, err := s.reader(ctx, PermRead)
	if err != nil {
		return nil, err
	}
	c, err := s.Find(ctx, PermRead, id)
	if err != nil {
		return nil, err
	}
	found, err := s.page(ctx, holding(r.view, c), kernel.Page{Limit: mostOfCase})
	return found.Items, err
}

// mostOfCase is how many issues are named beside a case. A guess: it is rarely two.
const mostOfCase = 5

// Part is which number of an issue is opened.
type Part string

// The numbers: what it stands on, the whole weeks before and after, and one week.
const (
	PartBasis  Part = "basis"
	PartBefore Part = "before"
	PartAfter  Part = "after"
	PartWeek   Part = "week"
)

// Behind returns one page of the cases behind a number of an issue, the newest first:
// as many as Get says. week is the first day of the week, where one is asked for.
func (s *Service) Behind(ctx context.Context, id string, part Part, week civil.Date, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
	r, err := s.reader(ctx, PermRead)
	if err != nil {
		return out, err
	}
	i, err := s.load(ctx, id, r.view)
	if err != nil {
		return out, err
	}
	e := weeksOf(i.BegunAt, s.today())
	var v appeal.Sight
	switch part {
	case PartBasis:
		v = basis(r.cases, id)
	case PartBefore:
		v = received(r.cases, i.Subject, e.SpanBefore())
	case PartAfter:
		v = received(r.cases, i.Subject, e.SpanAfter())
	case PartWeek:
		at := slices.IndexFunc(e.Weeks, func(w Week) bool { return w.From == week })
		if at < 0 {
			return out, ErrNotFound
		}
		v = received(r.cases, i.Subject, Span{e.Weeks[at].From, e.Weeks[at].Until})
	}
	if out.Total, err = s.Count(ctx, v); err != nil {
		return out, err
	}
	newest := db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}
	after, args, err := newest.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		v = v.And(after, args...)
	}
	out.Items, err = s.Cases(ctx, v, page.Limit+1)
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = newest.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, err
}

// KnownTo reports whether somebody of a department may be told of an issue.
func (s *Service) KnownTo(ctx context.Context, issue, department string) (bool, error) {
	var path []string
	if department != "" {
		var err error
		if path, err = s.Departments.Path(ctx, department); err != nil {
			return false, err
		}
	}
	return s.knows(ctx, issue, path)
}
