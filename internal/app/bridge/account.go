package bridge

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/errs"
)

// DepartmentsForAccount finds departments by their codes.
type DepartmentsForAccount struct{ Departments *org.Service }

// ByCode returns the open departments with these codes.
func (d DepartmentsForAccount) ByCode(ctx context.Context, codes []string) (map[string]account.Department, error) {
	found, err := d.Departments.DepartmentsByCode(ctx, codes)
	if err != nil {
		return nil, err
	}
	list := make(map[string]account.Department, len(found))
	for code, department := range found {
		if department.Closed() {
			continue
		}
		list[code] = account.Department{ID: department.ID, Division: department.Division}
	}
	return list, nil
}

// NamesOf returns the department's name, and those of the places around it.
func (d DepartmentsForAccount) NamesOf(ctx context.Context, id string) ([]string, error) {
	found, err := d.Departments.DepartmentsByID(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	department, known := found[id]
	if !known {
		return nil, nil
	}
	tree, err := d.Departments.Tree(ctx)
	if err != nil {
		return nil, err
	}
	names := []string{department.Name}
	for _, level := range tree.Path(department.Division) {
		names = append(names, level.Name, strings.TrimRight(level.Name, "省市区县镇乡街道"))
	}
	return names, nil
}

// EnterprisesForAccount names enterprises.
type EnterprisesForAccount struct{ Enterprises *enterprise.Service }

// Names returns the names of enterprises by their codes.
func (e EnterprisesForAccount) Names(ctx context.Context, usccs []string) (map[string]string, error) {
	return e.Enterprises.NamesByUSCC(ctx, usccs)
}

// Within reports whether an enterprise is registered and lies in the scope.
func (e EnterprisesForAccount) Within(ctx context.Context, scope kernel.Scope, uscc string) (bool, error) {
	_, err := e.Enterprises.FactsWithin(ctx, scope, uscc)
	if errs.KindOf(err) == errs.NotFound {
		return false, nil
	}
	return err == nil, err
}

// InvitationsForAccount asks for invitations. It is filled after both packages
// exist.
type InvitationsForAccount struct{ Mandates *mandate.Service }

// Admits reports whether an invitation lets an unknown phone in.
func (i *InvitationsForAccount) Admits(ctx context.Context, token, phoneIndex string) (bool, error) {
	return i.Mandates.Admits(ctx, token, phoneIndex)
}
