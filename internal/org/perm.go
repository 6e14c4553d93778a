package org

import "github.com/yikou/yikou/internal/platform/authz"

// PermissionEdit lets its holder change departments and divisions.
const PermissionEdit authz.Permission = "org.edit"

// Permissions are the powers of this module.
var Permissions = []authz.Definition{
	{Permission: PermissionEdit, Label: "维护机构和区划", Power: authz.SystemPower},
}
