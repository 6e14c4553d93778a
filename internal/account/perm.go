package account

import (
	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/factor"
	"github.com/yikou/yikou/internal/platform/authz"
)

// The powers of this module.
const (
	PermissionStaffEdit   authz.Permission = "account.staff.edit"
	PermissionMandateEdit authz.Permission = "account.mandate.edit"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermissionStaffEdit, Label: "维护工作人员账号", Power: authz.SystemPower},
	{Permission: PermissionMandateEdit, Label: "维护企业授权"},
	{Permission: factor.PermissionSecure, Label: "设置自己的密码和两步验证（登录后人人都有）", Power: authz.Common},
	{Permission: device.PermissionSelf, Label: "管理自己的登录设备（登录后人人都有）", Power: authz.Common},
}
