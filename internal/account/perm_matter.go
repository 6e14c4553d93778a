package account

import (
	"slices"

	"github.com/yikou/yikou/internal/platform/authz"
)

// Matters says which permissions each matter covers. A permission that stands
// under none is not limited by matters.
type Matters map[Matter][]authz.Permission

// limits reports whether the table keeps a permission from a mandate that covers
// these matters.
func (t Matters) limits(covered []Matter, permission authz.Permission) bool {
	if slices.Contains(covered, EveryMatter) {
		return false
	}
	limited := false
	for matter, permissions := range t {
		if slices.Contains(permissions, permission) {
			if slices.Contains(covered, matter) {
				return false
			}
			limited = true
		}
	}
	return limited
}
