package enterprise

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this module; those on contacts are in package contact. The two of a firm's own data belong to those
// who act for enterprises and reach theirs; the others to staff, with a reach
// over divisions.
const (
	PermRead       authz.Permission = "enterprise.read"
	PermRecordFact authz.Permission = "enterprise.fact.record"
	PermImport     authz.Permission = "enterprise.import"
	PermDictionary authz.Permission = "enterprise.dictionary.edit"
	PermExport     authz.Permission = "enterprise.export"
	PermOwnRead    authz.Permission = "enterprise.own.read"
	PermOwnDeclare authz.Permission = "enterprise.own.declare"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看企业库"},
	{Permission: PermRecordFact, Label: "登记核实过的企业事实"},
	{Permission: PermImport, Label: "导入企业和事实"},
	{Permission: PermDictionary, Label: "维护事实字典"},
	{Permission: PermExport, Label: "导出企业名单"},
	{Permission: PermOwnRead, Label: "查看本企业资料"},
	{Permission: PermOwnDeclare, Label: "申报本企业事实"},
}
