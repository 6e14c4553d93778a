package account

import (
	"errors"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Role is a named set of permissions.
type Role struct {
	Code string
	// Name is what people call it, in Chinese.
	Name   string
	Grants []Grant
}

// Grant is one permission with how far it reaches.
type Grant struct {
	Permission authz.Permission
	Reach      kernel.Reach
}

// reachNames are the reaches as they are stored.
var reachNames = map[kernel.Reach]string{
	kernel.ReachOwn:               "own",
	kernel.ReachDepartment:        "department",
	kernel.ReachDepartmentSubtree: "department_subtree",
	kernel.ReachDivisionSubtree:   "division_subtree",
	kernel.ReachAll:               "all",
}

func reachNamed(name string) kernel.Reach {
	for reach, n := range reachNames {
		if n == name {
			return reach
		}
	}
	return kernel.ReachNone
}

// widen adds a grant to what a principal holds: the widest reach wins.
func widen(grants map[string]kernel.Reach, permission string, reach kernel.Reach) {
	if reach > grants[permission] {
		grants[permission] = reach
	}
}

// checkRoles returns what is wrong with roles that the program ships: a
// permission that no module defines, or a role or grant that stands twice.
func checkRoles(roles []Role, defined []authz.Definition) error {
	known := make(map[authz.Permission]bool, len(defined))
	for _, d := range defined {
		known[d.Permission] = true
	}
	var problems []error
	codes := map[string]bool{}
	for _, r := range roles {
		if codes[r.Code] {
			problems = append(problems, fmt.Errorf("role %s stands twice", r.Code))
		}
		codes[r.Code] = true
		granted := map[authz.Permission]bool{}
		for _, g := range r.Grants {
			switch {
			case !known[g.Permission]:
				problems = append(problems, fmt.Errorf("role %s grants %s, which no module defines", r.Code, g.Permission))
			case reachNames[g.Reach] == "":
				problems = append(problems, fmt.Errorf("role %s grants %s without a reach", r.Code, g.Permission))
			case granted[g.Permission]:
				problems = append(problems, fmt.Errorf("role %s grants %s twice", r.Code, g.Permission))
			}
			granted[g.Permission] = true
		}
	}
	return errors.Join(problems...)
}
