package app

import (
	"context"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/roster"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
)

// peopleForOrg is the list of staff as the organisation needs it. It is filled
// after both modules exist.
type peopleForOrg struct{ roster *roster.Service }

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
func (p *peopleForOrg) List(ctx context.Context, f org.PeopleFilter, page kernel.Page) (kernel.Rows[org.Person], error) {
	found, err := p.roster.List(ctx, roster.Filter{
		Departments: f.Departments, Text: f.Text, Status: account.Status(f.Status), Except: f.Except,
	}, page)
	out := kernel.Rows[org.Person]{Items: make([]org.Person, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, m := range found.Items {
		out.Items[i] = personOf(m)
	}
	return out, err
}

// ByID returns people by their IDs.
func (p *peopleForOrg) ByID(ctx context.Context, ids []string) (map[string]org.Person, error) {
	return peopleBy(p.roster.ByID(ctx, ids))
}

// ByLogin returns people by their logins.
func (p *peopleForOrg) ByLogin(ctx context.Context, logins []string) (map[string]org.Person, error) {
	return peopleBy(p.roster.ByLogin(ctx, logins))
}

// Counts returns how many people belong to each department.
func (p *peopleForOrg) Counts(ctx context.Context) (map[string]int, error) {
	return p.roster.Counts(ctx)
}

// Create adds a person.
func (p *peopleForOrg) Create(ctx context.Context, n org.NewPerson) (string, error) {
	return p.roster.Create(ctx, n.Login, n.Name, n.Department, n.Division)
}

// Move puts a person into another department.
func (p *peopleForOrg) Move(ctx context.Context, id, department, division string) error {
	return p.roster.Move(ctx, id, department, division)
}

// Leave closes a person's account.
func (p *peopleForOrg) Leave(ctx context.Context, id string) error { return p.roster.Leave(ctx, id) }

// works are the modules that let people hold work, besides the posts and places
// of the organisation itself. A module with cases, plans or anything else that
// somebody answers for stands here.
func (a *App) works() []org.Work { return nil }
