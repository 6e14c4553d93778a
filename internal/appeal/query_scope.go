package appeal

import (
	"context"

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
	reach, args, err := s.reached(ctx, scope)
	if err != nil {
		return Sight{}, err
	}
	if who.Kind != kernel.StaffPrincipal {
		return Sight{condition: reach, args: args}, nil
	}
	if who.Department == "" {
		return Sight{condition: reach, args: args}, nil
	}
	path, err := s.Departments.Path(ctx, who.Department)
	if err != nil || len(path) == 0 {
		return Sight{condition: reach, args: args}, wrap(err, "find departments above")
	}
	return Sight{
		condition: "(" + reach + ") AND accused NOT IN (" + db.Placeholders(len(path)) + ")",
		args:      append(args, texts(path)...),
	}, nil
}

// reached is the part of sight that follows from the reach of a permission.
func (s *Service) reached(ctx context.Context, scope kernel.Scope) (where string, args []any, err error) {
	if authz.From(ctx).Kind == kernel.EnterprisePrincipal {
		if len(scope.Enterprises) == 0 {
			return "1 = 0", nil, nil
		}
		return "uscc IN (" + db.Placeholders(len(scope.Enterprises)) + ") AND claimed = ? AND (confidential = ? OR account = ?)",
			append(texts(scope.Enterprises), false, false, scope.Principal), nil
	}
	const parts = "id IN (SELECT case_id FROM appeal_part WHERE "
	switch scope.Reach {
	case kernel.ReachAll:
		return "1 = 1", nil, nil
	case kernel.ReachOwn:
		return parts + "staff = ?) OR recorded_by = ?", []any{scope.Principal, scope.Principal}, nil
	case kernel.ReachDepartment:
		return parts + "department = ?)", []any{scope.Department}, nil
	case kernel.ReachDepartmentSubtree:
		below, err := s.Departments.Subtree(ctx, scope.Department)
		if err != nil || len(below) == 0 {
			return "1 = 0", nil, wrap(err, "find departments below")
		}
		return parts + "department IN (" + db.Placeholders(len(below)) + "))", texts(below), nil
	case kernel.ReachDivisionSubtree:
		branch := division.Branch(scope.Division)
		if branch == "" {
			return "1 = 0", nil, nil
		}
		return "division LIKE ? OR recorded_by = ?", []any{branch + "%", scope.Principal}, nil
	}
	return "1 = 0", nil, nil
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, t := range list {
		out[i] = t
	}
	return out
}

// And adds a condition to a sight.
func (v Sight) And(where string, args ...any) Sight {
	return Sight{condition: "(" + v.condition + ") AND " + where, args: append(append([]any{}, v.args...), args...)}
}
