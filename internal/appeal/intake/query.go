package intake

import (
	"github.com/yikou/yikou/internal/appeal"
)

// ofEnterprise narrows a sight to one enterprise, and to cases that go on.
func ofEnterprise(v appeal.Sight, uscc string, open bool) appeal.Sight {
	v = v.And(`uscc = ?`, uscc)
	if open {
		v = v.And(`state NOT IN ('closed', 'not_accepted', 'withdrawn')`)
	}
	return v
}

// before narrows a sight to cases that came before one.
func before(v appeal.Sight, id string) appeal.Sight { return v.And(`id < ?`, id) }
