package role

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Role is a named set of permissions.
type Role struct {
	Code string
	// Name is what people call it, in Chinese, 1 to 20 characters.
	Name   string
	Grants []Grant
}

// Grant is one permission with how far it reaches.
type Grant struct {
	Permission authz.Permission
	Reach      kernel.Reach
}

// mandatePrefix begins the codes of roles that say what a mandate for an
// enterprise lets its holder do. Staff never hold one.
const mandatePrefix = "mandate_"

// OfMandate reports whether the role belongs to mandates and not to staff.
func (r Role) OfMandate() bool { return strings.HasPrefix(r.Code, mandatePrefix) }

// Reaches returns the reach of each permission.
func (r Role) Reaches() map[string]kernel.Reach {
	reaches := make(map[string]kernel.Reach, len(r.Grants))
	for _, g := range r.Grants {
		widen(reaches, string(g.Permission), g.Reach)
	}
	return reaches
}

// Same reports whether two roles have the same name and grants, in any order.
func (r Role) Same(other Role) bool {
	return r.Name == other.Name && slices.Equal(sorted(r.Grants), sorted(other.Grants))
}

func sorted(grants []Grant) []Grant {
	return slices.SortedFunc(slices.Values(grants), func(a, b Grant) int {
		return strings.Compare(string(a.Permission), string(b.Permission))
	})
}

const maxName = 20

func cleanName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > maxName {
		return "", ErrName
	}
	return name, nil
}

// reachNames are the reaches as they are stored.
var reachNames = map[kernel.Reach]string{
	kernel.ReachOwn:               "own",
	kernel.ReachDepartment:        "department",
	kernel.ReachDepartmentSubtree: "department_subtree",
	kernel.ReachDivisionSubtree:   "division_subtree",
	kernel.ReachAll:               "all",
}

// ReachName returns the reach as it is stored and sent, "" for none.
func ReachName(reach kernel.Reach) string { return reachNames[reach] }

// ReachNamed returns the reach with the name, kernel.ReachNone for any other.
func ReachNamed(name string) kernel.Reach {
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

// Gains reports whether somebody who holds the roles held would, once the role
// was became the role next, hold anything they do not hold now.
func Gains(held []Role, was, next Role) bool {
	now := map[string]kernel.Reach{}
	mine := false
	for _, r := range held {
		mine = mine || r.Code == was.Code
		for p, reach := range r.Reaches() {
			widen(now, p, reach)
		}
	}
	if !mine {
		return false
	}
	for p, reach := range next.Reaches() {
		if reach > now[p] {
			return true
		}
	}
	return false
}
