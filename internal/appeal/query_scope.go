package appeal

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/inbox"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/division"
)

// Sight is which cases somebody sees, as a condition on appeal_case. Only this
// package makes one, and never of what a request says.
type Sight struct {
	condition string
	args      []any
	// columns says the same of the columns in memory, nil where it cannot be said.
	columns *inbox.Sight
	// shield is its part that hides cases from whom they complain of, nil for nobody.
	shield *Sight
}

// Everything is the sight of the program itself.
func Everything() Sight { return Sight{condition: "1 = 1"} }

// Sight returns which cases the principal of ctx sees by a permission. A case that
// complains of the principal's department, or of one above it, is not among them,
// whatever the permission reaches (12345 条例: 不得向被投诉人透露).
func (s *Service) Sight(ctx context.Context, perm authz.Permission) (Sight, error) {
	scope, err := authz.Require(ctx, perm)
	if err != nil {
		return Sight{}, err
	}
	who := authz.From(ctx)
	v, err := s.reached(ctx, scope)
	if err != nil || who.Kind != kernel.StaffPrincipal || who.Department == "" {
		return v, err
	}
	path, err := s.Departments.Path(ctx, who.Department)
	if err != nil || len(path) == 0 {
		return v, wrap(err, "find departments above")
	}
	shield, columns := Sight{condition: "accused NOT IN (" + db.Placeholders(len(path)) + ")", args: texts(path)}, v.columns
	v = v.And(shield.condition, shield.args...)
	if v.shield = &shield; columns != nil {
		columns.Shielded = path
		v.columns = columns
	}
	return v, nil
}

// reached is the part of sight that follows from the reach of a permission.
func (s *Service) reached(ctx context.Context, scope kernel.Scope) (Sight, error) {
	nothing := Sight{condition: "1 = 0", columns: &inbox.Sight{}}
	if authz.From(ctx).Kind == kernel.EnterprisePrincipal {
		if len(scope.Enterprises) == 0 {
			return nothing, nil
		}
		return Sight{
			condition: "uscc IN (" + db.Placeholders(len(scope.Enterprises)) + ") AND claimed = ? AND (confidential = ? OR account = ?)",
			args:      append(texts(scope.Enterprises), false, false, scope.Principal),
		}, nil
	}
	const parts = "id IN (SELECT case_id FROM appeal_part WHERE "
	switch scope.Reach {
	case kernel.ReachAll:
		return Sight{condition: "1 = 1", columns: &inbox.Sight{Reach: inbox.Everyone}}, nil
	case kernel.ReachOwn:
		return Sight{
			condition: parts + "staff = ?) OR recorded_by = ?", args: []any{scope.Principal, scope.Principal},
			columns: &inbox.Sight{Reach: inbox.Own, Staff: scope.Principal},
		}, nil
	case kernel.ReachDepartment:
		return Sight{
			condition: parts + "department = ?)", args: []any{scope.Department},
			columns: &inbox.Sight{Reach: inbox.OfDepartments, Departments: []string{scope.Department}},
		}, nil
	case kernel.ReachDepartmentSubtree:
		below, err := s.Departments.Subtree(ctx, scope.Department)
		if err != nil || len(below) == 0 {
			return nothing, wrap(err, "find departments below")
		}
		return Sight{
			condition: parts + "department IN (" + db.Placeholders(len(below)) + "))", args: texts(below),
			columns: &inbox.Sight{Reach: inbox.OfDepartments, Departments: below},
		}, nil
	case kernel.ReachDivisionSubtree:
		branch := division.Branch(scope.Division)
		if branch == "" {
			return nothing, nil
		}
		return Sight{
			condition: "division LIKE ? OR recorded_by = ?", args: []any{branch + "%", scope.Principal},
			columns: &inbox.Sight{Reach: inbox.OfDivision, Branch: branch, Staff: scope.Principal},
		}, nil
	}
	return nothing, nil
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, t := range list {
		out[i] = t
	}
	return out
}

// And adds a condition to a sight, which from then on is SQL only.
func (v Sight) And(where string, args ...any) Sight {
	return Sight{condition: "(" + v.condition + ") AND " + where, args: append(append([]any{}, v.args...), args...)}
}
