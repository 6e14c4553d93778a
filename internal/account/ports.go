package account

import "context"

// Enterprises is what this module needs of the registry: the names that a
// person sees for the enterprises they act for.
type Enterprises interface {
	// Names returns the name of each enterprise by its 统一社会信用代码; one that is
	// not registered is left out.
	Names(ctx context.Context, usccs []string) (map[string]string, error)
}

// Departments is what this module needs of the organisation.
type Departments interface {
	// ByCode returns the departments with these codes; a code that none has is
	// left out.
	ByCode(ctx context.Context, codes []string) (map[string]Department, error)
	// NamesOf returns the names that a department, found by its ID, is known by:
	// its own and that of the place it serves.
	NamesOf(ctx context.Context, id string) ([]string, error)
}

// Department is a department as far as this module is concerned.
type Department struct {
	ID string
	// Division is the code of the place that the department serves.
	Division string
}

// Sender sends a text to a mobile phone. Send returns when a carrier has taken
// the text over; it may be called twice for one text.
type Sender interface {
	Send(ctx context.Context, phone, text string) error
}

// Invitations says whether a phone that nobody here has may come in nevertheless.
type Invitations interface {
	// Admits reports whether the token is that of an open invitation which the
	// phone with this blind index may accept.
	Admits(ctx context.Context, token, phoneIndex string) (bool, error)
}
