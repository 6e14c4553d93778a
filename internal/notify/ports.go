package notify

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
)

// Guest is the kind of a recipient who has no account here and can be reached by
// text alone: their Recipient.ID is a mobile number.
const Guest kernel.PrincipalKind = "guest"

// Recipient is a person who is told something.
type Recipient struct {
	// Kind is StaffPrincipal, EnterprisePrincipal or Guest.
	Kind kernel.PrincipalKind
	ID   string
}

// owner is how the tables name the person.
func (r Recipient) owner() string { return string(r.Kind) + ":" + r.ID }

// Valid reports whether it names somebody who can be told.
func (r Recipient) Valid() bool {
	if r.Kind == Guest {
		return mobile.MatchString(r.ID)
	}
	return (r.Kind == kernel.StaffPrincipal || r.Kind == kernel.EnterprisePrincipal) && r.ID != ""
}

// Contact is what this module needs to know of a person.
type Contact struct {
	Name string
	// Phone is a mobile number that the person has proved to hold, empty if none.
	Phone string
	// Active is false for somebody who has left: nothing is sent any more.
	Active bool
}

// People is what this module needs of the accounts.
type People interface {
	// Contact returns what is known of a person; the zero Contact for somebody
	// unknown.
	Contact(ctx context.Context, r Recipient) (Contact, error)
}
