package bridge

import (
	"context"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/roster"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
)

// PeopleForOrg is the list of staff as the organisation needs it. It is filled
// after both modules exist.
type PeopleForOrg struct{ Roster *roster.Service }

func personOf(m roster.Member) org.Person {
	return org.Person{
		ID: m.ID, Login: m.Login, Name: m.Name, Department: m.Department, Division: m.Division,
		Status: org.PersonStatus(m.Status), CreatedAt: m.CreatedAt,
	}
}

func peopleBy(found map[string]roster.Member, err error) (map[string]org.Person, error) {
	people := make(map[string]org.Person, len(found))
	for key, m := range found {
		people[key] = personOf(m)
	}
	return people, err
}

// List returns a page of people.
func (p *PeopleForOrg) List(ctx context.Context, f org.PeopleFilter, page kernel.Page) (kernel.Rows[org.Person], error) {
	found, err := p.Roster.List(ctx, roster.Filter{
		Departments: f.Departments, Text: f.Text, Status: account.Status(f.Status), Except: f.Except,
	}, page)
	out := kernel.Rows[org.Person]{Items: make([]org.Person, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, m := range found.Items {
		out.Items[i] = personOf(m)
	}
	return out, err
}

// ByID returns people by their IDs.
func (p *PeopleForOrg) ByID(ctx context.Context, ids []string) (map[string]org.Person, error) {
	return peopleBy(p.Roster.ByID(ctx, ids))
}

// ByLogin returns people by their logins.
func (p *PeopleForOrg) ByLogin(ctx context.Context, logins []string) (map[string]org.Person, error) {
	return peopleBy(p.Roster.ByLogin(ctx, logins))
}

// Counts returns how many people belong to each department.
func (p *PeopleForOrg) Counts(ctx context.Context) (map[string]int, error) {
	return p.Roster.Counts(ctx)
}

// Create adds a person.
func (p *PeopleForOrg) Create(ctx context.Context, n org.NewPerson) (string, error) {
	return p.Roster.Create(ctx, n.Login, n.Name, n.Department, n.Division)
}

// Move puts a person into another department.
func (p *PeopleForOrg) Move(ctx context.Context, id, department, division string) error {
	return p.Roster.Move(ctx, id, department, division)
}

// Leave closes a person's account.
func (p *PeopleForOrg) Leave(ctx context.Context, id string) error { return p.Roster.Leave(ctx, id) }

// DepartmentsForStaff names departments by their IDs.
type DepartmentsForStaff struct{ Departments *org.Service }

// DepartmentNames returns the names of the departments with these IDs.
func (d DepartmentsForStaff) DepartmentNames(ctx context.Context, ids []string) (map[string]string, error) {
	found, err := d.Departments.DepartmentsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(found))
	for id, department := range found {
		names[id] = department.Name
	}
	return names, nil
}
