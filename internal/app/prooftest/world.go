package prooftest

import (
	"context"
	"net/http"
)

// Object is a planted object: the values that requests and lists know it by. Its
// "id" is what a list shows unless the row of the list says otherwise.
type Object map[string]string

// World is the instance under proof with everything planted in it.
type World interface {
	// Address is where the instance serves, without a path.
	Address() string
	// Operations returns every operation of the live route table.
	Operations() []Operation
	// Roles returns everybody who may act, visitors included.
	Roles() []string
	// Relations returns the relations that each kind of object is planted in.
	Relations() map[string][]string
	// Session returns the cookies of a role, none for a visitor; a fresh session
	// is nobody else's.
	Session(ctx context.Context, role string, fresh bool) ([]*http.Cookie, error)
	// Renew gives a role another session and its first password, after a call that
	// ended the one or changed the other.
	Renew(ctx context.Context, role string) error
	// Plant returns the object of a kind that stands in a relation to a viewer,
	// always the same one unless fresh. The kind "viewer" is the role itself.
	Plant(ctx context.Context, kind, relation, viewer string, fresh bool) (Object, error)
}

// Operation is one operation as the machinery needs to know it. Path is whole.
type Operation struct {
	ID, Method, Path string
	// Query names its parameters in the query that take a text, Filters those that
	// can be left out.
	Query, Filters []string
}
