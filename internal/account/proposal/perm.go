package proposal

import (
	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/platform/authz"
)

// PermissionConfirmReset lets its holder confirm that somebody gets a new
// password, and see the code for it.
const PermissionConfirmReset authz.Permission = "account.reset.confirm"

// Permissions declares it to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermissionConfirmReset, Label: "确认密码重置并转交重置码", Power: authz.SecurityPower},
}

// needs says what proposing and deciding each kind takes.
var needs = map[Kind]struct{ propose, decide authz.Permission }{
	RoleChange:    {role.PermissionEdit, role.PermissionConfirm},
	StaffRoles:    {role.PermissionEdit, role.PermissionConfirm},
	PasswordReset: {account.PermissionStaffEdit, PermissionConfirmReset},
}
