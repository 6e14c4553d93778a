package enterprise

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this module. PermMy belongs to those who act for
// enterprises and reaches theirs; the others to staff, with a reach over
// divisions.
const (
	PermRead       authz.Permission = "enterprise.read"
	PermRecordFact authz.Permission = "enterprise.fact.record"
	PermImport     authz.Permission = "enterprise.import"
	PermExport     authz.Permission = "enterprise.export"
	PermMy         authz.Permission = "enterprise.my"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看企业库"},
	{Permission: PermRecordFact, Label: "登记核实过的企业事实和联系人"},
	{Permission: PermImport, Label: "导入企业和事实、维护事实字典"},
	{Permission: PermExport, Label: "导出企业名单"},
	{Permission: PermMy, Label: "查看和申报本企业资料"},
}
