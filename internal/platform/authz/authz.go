// Package authz decides what a principal may do. A permission names one power
// ("enterprise.read"); a role in the account module grants it with a reach; a
// use case asks Require for the scope in which it may act and passes that scope
// to its store, so that a row outside it does not exist.
package authz

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Permission names one power, as `module.verb` or `module.thing.verb`.
type Permission string

// Definition declares a permission to those who edit roles.
type Definition struct {
	Permission Permission
	// Label says in Chinese what the permission lets its holder do.
	Label string
	// Power is the group that the permission belongs to. One that says nothing
	// belongs to Business, so that a permission nobody thought about never falls
	// to an administrator.
	Power Power
}

// Power is a group of permissions that the separation of powers speaks of: the
// system, security and audit administrator are three persons, and none of them
// works with cases, money or the data of enterprises (GB/T 22239-2019, 8.1.4.2 d
// and 8.1.5.1 to 8.1.5.3).
type Power string

// The powers. The first three are closed: whoever holds a permission of one of
// them holds none of another and none of Business. Common goes with any.
const (
	SystemPower   Power = "system"
	SecurityPower Power = "security"
	AuditPower    Power = "audit"
	Business      Power = ""
	Common        Power = "common"
)

// Closed reports whether nobody may hold the power together with another.
func (p Power) Closed() bool { return p == SystemPower || p == SecurityPower || p == AuditPower }

// The two refusals of this package.
var (
	ErrUnauthenticated = errs.New(errs.Unauthenticated, "authz.unauthenticated", "请先登录，再继续办理。")
	ErrForbidden       = errs.New(errs.Forbidden, "authz.forbidden", "您没有办理这件事的权限。如确需办理，请联系本单位的系统管理员。")
)

type principalKey struct{}

// With returns a context in which p acts.
func With(ctx context.Context, p kernel.Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// From returns who acts in ctx; the zero Principal is a visitor.
func From(ctx context.Context) kernel.Principal {
	p, _ := ctx.Value(principalKey{}).(kernel.Principal)
	return p
}

// systemName stands on screens where the name of a person would.
const systemName = "系统"

// AsSystem returns a context in which the program itself acts: a job, a sweep,
// a command typed on the server. What names it in the audit chain ("import").
func AsSystem(ctx context.Context, what string) context.Context {
	return With(ctx, kernel.Principal{Kind: kernel.SystemPrincipal, ID: what, Name: systemName})
}

// Can reports whether p holds the permission with any reach. The program itself
// holds every permission.
func Can(p kernel.Principal, perm Permission) bool {
	return p.Kind == kernel.SystemPrincipal || p.Grants[string(perm)] != kernel.ReachNone
}

// Require returns the scope in which the principal of ctx may use perm. It
// fails with ErrUnauthenticated for a visitor and with ErrForbidden for a
// principal that does not hold perm.
func Require(ctx context.Context, perm Permission) (kernel.Scope, error) {
	p := From(ctx)
	switch {
	case p.Kind == "":
		return kernel.Scope{}, ErrUnauthenticated
	case p.Kind == kernel.SystemPrincipal:
		return kernel.Everything(), nil
	case !Can(p, perm):
		return kernel.Scope{}, ErrForbidden
	}
	enterprises := p.Enterprises
	if p.Powers != nil {
		enterprises = p.Powers[string(perm)]
	}
	return kernel.Scope{
		Reach:       p.Grants[string(perm)],
		Principal:   p.ID,
		Department:  p.Department,
		Division:    p.Division,
		Enterprises: enterprises,
	}, nil
}

// RequireAll refuses whoever may not use perm over everything: as Require does, and
// with ErrForbidden whoever's scope is narrower.
func RequireAll(ctx context.Context, perm Permission) error {
	scope, err := Require(ctx, perm)
	if err == nil && scope.Reach != kernel.ReachAll {
		err = ErrForbidden
	}
	return err
}

// Action is something that a screen offers on a row, and what it takes.
type Action struct {
	Name  string
	Needs Permission
}

// Allowed returns the names of the actions that the principal of ctx may do on
// one row, never nil. Within says whether the row lies in a scope; nil means that
// it lies in any. A row may rule out more by leaving actions away: what is
// answered here is who may, not whether the row's state lets anybody.
func Allowed(ctx context.Context, within func(kernel.Scope) bool, actions ...Action) []string {
	can := make([]string, 0, len(actions))
	for _, a := range actions {
		scope, err := Require(ctx, a.Needs)
		if err == nil && (within == nil || within(scope)) {
			can = append(can, a.Name)
		}
	}
	return can
}
