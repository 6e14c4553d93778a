package staffing

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
)

// PeopleFilter narrows the list of people. Empty fields do not.
type PeopleFilter struct {
	Text   string
	Status org.PersonStatus
	// Department is the ID of the department, Below with all below it.
	Department string
	Below      bool
}

// departments returns the departments within reach that a filter lets through,
// nil for any.
func (at setting) departments(f PeopleFilter) []string {
	if f.Department == "" {
		return at.reach.IDs()
	}
	list := []string{}
	for _, d := range at.chart.Walk() {
		wanted := d.ID == f.Department || f.Below && at.chart.Under(d.ID, f.Department)
		if wanted && at.reach.Holds(d.ID) {
			list = append(list, d.ID)
		}
	}
	return list
}

// ListPeople returns a page of the people within the caller's reach.
func (s *Service) ListPeople(ctx context.Context, f PeopleFilter, page kernel.Page) (kernel.Rows[Card], error) {
	out := kernel.Rows[Card]{Items: []Card{}}
	at, err := s.look(ctx, org.PermissionRead)
	if err != nil {
		return out, err
	}
	people, err := s.People.List(ctx, org.PeopleFilter{Departments: at.departments(f), Text: f.Text, Status: f.Status}, page)
	if err != nil {
		return out, err
	}
	ids := make([]string, len(people.Items))
	for n, p := range people.Items {
		ids[n] = p.ID
	}
	held, err := s.heldBy(ctx, ids)
	if err != nil {
		return out, err
	}
	serves, err := s.servesBy(ctx, ids)
	if err != nil {
		return out, err
	}
	may := s.powers(ctx, at)
	for _, p := range people.Items {
		out.Items = append(out.Items, Card{Person: p, Held: held[p.ID], Serves: serves[p.ID], Can: may(p)})
	}
	out.Total, out.Next = people.Total, people.Next
	return out, nil
}

// powers returns what the caller may do with a person.
func (s *Service) powers(ctx context.Context, at setting) func(org.Person) []string {
	edit, handover := reachOf(ctx, at.chart, org.PermissionEdit), reachOf(ctx, at.chart, org.PermissionHandover)
	self := authz.From(ctx).ID
	return func(p org.Person) []string {
		can := []string{}
		if p.Status == org.PersonLeft {
			return can
		}
		if edit.Holds(p.Department) {
			can = append(can, "edit")
		}
		if handover.Holds(p.Department) && p.ID != self {
			can = append(can, "transfer", "leave")
		}
		return can
	}
}

// reachOf returns how far the caller's permission reaches, nowhere without it.
func reachOf(ctx context.Context, chart org.Chart, permission authz.Permission) org.Reach {
	scope, err := authz.Require(ctx, permission)
	if err != nil {
		return org.Reach{}
	}
	return chart.Within(scope)
}

// Person returns everything kept of somebody. It fails with ErrPersonUnknown.
func (s *Service) Person(ctx context.Context, id string) (File, error) {
	at, err := s.look(ctx, org.PermissionRead)
	if err != nil {
		return File{}, err
	}
	p, err := s.person(ctx, at, id)
	if err != nil {
		return File{}, err
	}
	f := File{Card: Card{Person: p, Can: s.powers(ctx, at)(p)}}
	if f.Held, err = s.openTenures(ctx, id); err != nil {
		return f, err
	}
	if f.History, err = s.history(ctx, id); err != nil {
		return f, err
	}
	if f.Services, err = s.assignmentsOf(ctx, id); err != nil {
		return f, err
	}
	for _, a := range f.Services {
		if a.Open() {
			f.Serves++
		}
	}
	handovers, err := s.listHandovers(ctx, id, at.reach.IDs(), kernel.Page{Limit: 50})
	f.Handovers = handovers.Items
	return f, err
}

// Posts returns the open posts of a department and who holds something there. It
// fails with org.ErrDepartmentUnknown.
func (s *Service) Posts(ctx context.Context, department string) ([]Post, []Tenure, []string, error) {
	at, err := s.look(ctx, org.PermissionRead)
	if err != nil {
		return nil, nil, nil, err
	}
	d, found := at.chart.Find(department)
	if !found || !at.reach.Holds(department) {
		return nil, nil, nil, org.ErrDepartmentUnknown
	}
	posts, err := s.postsOf(ctx, department)
	if err != nil {
		return nil, nil, nil, err
	}
	holders, err := s.heldIn(ctx, department)
	can := []string{}
	if !d.Closed() && reachOf(ctx, at.chart, org.PermissionEdit).Holds(department) {
		can = append(can, "edit")
	}
	return posts, holders, can, err
}

// ListServices returns a page of the open assignments within the caller's reach.
func (s *Service) ListServices(ctx context.Context, f ServiceFilter, page kernel.Page) (kernel.Rows[Assignment], error) {
	at, err := s.look(ctx, org.PermissionRead)
	if err != nil {
		return kernel.Rows[Assignment]{}, err
	}
	return s.listAssignments(ctx, f, at.reach.IDs(), page)
}

// Network returns the service network of a place, from the province down to it,
// with the people within the caller's reach. It fails with org.ErrDivisionUnknown.
func (s *Service) Network(ctx context.Context, division string) ([]Place, error) {
	at, err := s.look(ctx, org.PermissionRead)
	if err != nil {
		return nil, err
	}
	path, err := s.Org.Network(ctx, division)
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(path))
	for n, p := range path {
		codes[n] = p.Division.Code
	}
	people, err := s.assignmentsAt(ctx, codes)
	if err != nil {
		return nil, err
	}
	list := make([]Place, len(path))
	for n, p := range path {
		list[n] = Place{Network: p, People: []Assignment{}}
		for _, a := range people {
			if a.Division == p.Division.Code && at.reach.Holds(a.Department) {
				list[n].People = append(list[n].People, a)
			}
		}
	}
	return list, nil
}

// ListHandovers returns a page of the handovers within the caller's reach, the
// newest first.
func (s *Service) ListHandovers(ctx context.Context, page kernel.Page) (kernel.Rows[Handover], error) {
	at, err := s.look(ctx, org.PermissionHandover)
	if err != nil {
		return kernel.Rows[Handover]{}, err
	}
	return s.listHandovers(ctx, "", at.reach.IDs(), page)
}

// FindHandover returns one handover. It fails with ErrHandoverUnknown.
func (s *Service) FindHandover(ctx context.Context, id string) (Handover, error) {
	at, err := s.look(ctx, org.PermissionHandover)
	if err != nil {
		return Handover{}, err
	}
	list, err := s.handovers(ctx, `h.id = ?`, id)
	if err != nil {
		return Handover{}, err
	}
	if len(list) == 0 || !at.reach.Holds(list[0].Department) {
		return Handover{}, ErrHandoverUnknown
	}
	return list[0], nil
}

// Candidates returns a page of the people within the caller's reach who work,
// the person aside, each with what of the person's work they may take over. It
// fails with ErrPersonUnknown.
func (s *Service) Candidates(ctx context.Context, staff, text string, page kernel.Page) (kernel.Rows[Candidate], error) {
	out := kernel.Rows[Candidate]{Items: []Candidate{}}
	at, err := s.look(ctx, org.PermissionHandover)
	if err != nil {
		return out, err
	}
	if _, err := s.person(ctx, at, staff); err != nil {
		return out, err
	}
	items, _, err := s.openWork(ctx, staff)
	if err != nil {
		return out, err
	}
	able := at.able(items)
	people, err := s.People.List(ctx, org.PeopleFilter{Departments: able, Text: text, Status: org.PersonActive, Except: staff}, page)
	if err != nil {
		return out, err
	}
	for _, p := range people.Items {
		c := Candidate{Person: p, May: []string{}}
		for _, i := range items {
			if at.chart.MayHold(p.Department, i) {
				c.May = append(c.May, keyOf(i))
			}
		}
		out.Items = append(out.Items, c)
	}
	out.Total, out.Next = people.Total, people.Next
	return out, nil
}

// able returns the departments within reach whose people may hold at least one
// of the items.
func (at setting) able(items []org.WorkItem) []string {
	list := []string{}
	for _, d := range at.chart.Walk() {
		if at.reach.Holds(d.ID) && slices.ContainsFunc(items, func(i org.WorkItem) bool { return at.chart.MayHold(d.ID, i) }) {
			list = append(list, d.ID)
		}
	}
	return list
}
