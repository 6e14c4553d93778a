package exchange

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this package.
const (
	// PermExport lets staff take lists of cases away, as far as it reaches.
	PermExport authz.Permission = "appeal.export"
	// PermPartners lets staff agree with other systems on what is exchanged. It shows
	// no case.
	PermPartners authz.Permission = "appeal.partner.edit"
)

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermExport, Label: "导出诉求列表"},
	{Permission: PermPartners, Label: "管理诉求的对接系统", Power: authz.SystemPower},
}
