package disclosure

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this module. Approving does not let anybody approve what he
// asked for himself.
const (
	PermExports authz.Permission = "export.read"
	PermApprove authz.Permission = "export.approve"
	PermOwnRead authz.Permission = "disclosure.own.read"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermExports, Label: "申请和下载导出"},
	{Permission: PermApprove, Label: "审批同事的导出"},
	{Permission: PermOwnRead, Label: "查看谁看过本企业的数据"},
}
