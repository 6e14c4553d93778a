package role

import "github.com/yikou/yikou/internal/platform/authz"

// The powers of this package.
const (
	// PermissionRead lets its holder see accounts, roles and what waits to be
	// confirmed. Two of the administrators need it, so it is Common.
	PermissionRead authz.Permission = "account.read"
	// PermissionEdit lets its holder propose changes of roles and of who holds them.
	PermissionEdit authz.Permission = "account.role.edit"
	// PermissionConfirm lets its holder confirm what another proposed.
	PermissionConfirm authz.Permission = "account.role.confirm"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermissionRead, Label: "查看账号、角色和待确认的变更", Power: authz.Common},
	{Permission: PermissionEdit, Label: "提出角色和授权的变更", Power: authz.SecurityPower},
	{Permission: PermissionConfirm, Label: "确认角色和授权的变更", Power: authz.SecurityPower},
}
