package kernel

import "slices"

// PrincipalKind says what sort of actor a principal is.
type PrincipalKind string

// The kinds of principal. A system principal is the program itself: a job, a
// sweep, or a command on the server's own command line.
const (
	StaffPrincipal      PrincipalKind = "staff"
	EnterprisePrincipal PrincipalKind = "enterprise"
	SystemPrincipal     PrincipalKind = "system"
)

// Principal is who acts: a member of staff, a handler of enterprises, or the
// program itself. The zero Principal is a visitor who may do nothing but what
// the public list allows.
type Principal struct {
	Kind       PrincipalKind
	ID         string
	Name       string
	Department string
	Division   string
	// Enterprises holds the 统一社会信用代码 of every enterprise that this
	// principal has a mandate for today.
	Enterprises []string
	// Grants maps each permission held to the widest scope it is held with.
	Grants map[string]Reach
	// Powers maps each permission held to the enterprises it is held for: of two
	// mandates one may cover every matter and the other a single one. Nil means
	// that each permission is held for every one of Enterprises.
	Powers map[string][]string
	// Session identifies the session, empty for a system principal.
	Session string
}

// ActsFor reports whether the principal has a mandate for the enterprise.
func (p Principal) ActsFor(uscc string) bool {
	return slices.Contains(p.Enterprises, uscc)
}

// Reach is how far a permission reaches, from the narrowest to the widest.
type Reach int

// The reaches, in ascending order of width.
const (
	ReachNone Reach = iota
	ReachOwn
	ReachDepartment
	ReachDepartmentSubtree
	ReachDivisionSubtree
	ReachAll
)

// Scope is what one use of a permission may touch: a reach, resolved for the
// principal that holds it. A store turns it into a WHERE clause; a row outside
// it does not exist.
type Scope struct {
	Reach       Reach
	Principal   string
	Department  string
	Division    string
	Enterprises []string
}

// Everything is the scope without limits, held by the program itself.
func Everything() Scope { return Scope{Reach: ReachAll} }
