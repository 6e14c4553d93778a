package org

import "github.com/yikou/yikou/internal/platform/authz"

// The powers of this module. Their reach is over departments: one's own, the
// subtree under it, those that serve a place in one's division.
const (
	// PermissionRead lets its holder see departments, posts, people and the
	// service network.
	PermissionRead authz.Permission = "org.read"
	// PermissionEdit lets its holder change departments, posts, divisions and the
	// service network, and take people on.
	PermissionEdit authz.Permission = "org.edit"
	// PermissionHandover lets its holder move people and let them go.
	PermissionHandover authz.Permission = "org.handover"
)

// Permissions are the powers of this module.
var Permissions = []authz.Definition{
	{Permission: PermissionRead, Label: "查看机构和人员", Power: authz.Common},
	{Permission: PermissionEdit, Label: "维护机构和区划", Power: authz.SystemPower},
	{Permission: PermissionHandover, Label: "办理调动、离任和交接", Power: authz.SystemPower},
}
