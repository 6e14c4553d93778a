package org

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/kernel"
)

// People is what this module needs of those who keep staff accounts. It asks
// for no permission: this module has asked for its own before.
type People interface {
	// List returns a page of the people that a filter lets through, in order of
	// their logins.
	List(ctx context.Context, f PeopleFilter, page kernel.Page) (kernel.Rows[Person], error)
	// ByID returns people by their IDs; one that is not there is left out.
	ByID(ctx context.Context, ids []string) (map[string]Person, error)
	// ByLogin returns people by their logins; one that is not there is left out.
	ByLogin(ctx context.Context, logins []string) (map[string]Person, error)
	// Counts returns how many people who have not left belong to each department.
	Counts(ctx context.Context) (map[string]int, error)
	// Create adds a person who cannot come in until a password is set for them,
	// and returns the ID. Its refusals are sentences about login and name.
	Create(ctx context.Context, p NewPerson) (string, error)
	// Move puts a person into another department.
	Move(ctx context.Context, id, department, division string) error
	// Leave closes the person's account and every session of theirs.
	Leave(ctx context.Context, id string) error
}

// PersonStatus says whether a person works here.
type PersonStatus string

// The statuses. PersonSuspended works here and may not come in for now.
const (
	PersonActive    PersonStatus = "active"
	PersonSuspended PersonStatus = "suspended"
	PersonLeft      PersonStatus = "left"
)

// Person is a member of staff as far as this module is concerned.
type Person struct {
	ID, Login, Name string
	// Department is the ID of the department, empty for none. Of one who has left
	// it is the last.
	Department string
	// Division is the code of the place the person works for.
	Division  string
	Status    PersonStatus
	CreatedAt time.Time
}

// NewPerson is a person to be taken on.
type NewPerson struct{ Login, Name, Department, Division string }

// PeopleFilter narrows the list of people. Empty fields do not.
type PeopleFilter struct {
	// Departments are the IDs of departments to which people must belong; nil
	// means any, and an empty list nobody.
	Departments []string
	// Text stands somewhere in the name or the login.
	Text   string
	Status PersonStatus
	// Except is the ID of one person to leave out.
	Except string
}

// Work is what one module lets people hold: cases, plans, assignments. A person
// cannot leave while something of it is open.
type Work interface {
	// Open returns what the person holds.
	Open(ctx context.Context, staff string) ([]WorkItem, error)
	// HandOver gives items that Open returned to another person, in the
	// transaction of ctx. Who may receive them has been checked. An empty to means
	// that nobody takes over; only items that may lapse come with it.
	HandOver(ctx context.Context, from, to string, items []WorkItem) error
}

// WorkItem is one thing that a person holds. Kind and ID together name it.
type WorkItem struct {
	Kind, ID string
	// Label is what people call it.
	Label string
	// Division limits who may hold it to departments that serve the place or one
	// around it, Department to the department and those above and below it.
	Division, Department string
	// MayLapse says that nobody need take it over: a post can stay vacant.
	MayLapse bool
}
