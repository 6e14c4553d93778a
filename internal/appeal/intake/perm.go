package intake

import "github.com/yikou/yikou/internal/platform/authz"

// PermImport lets staff and other systems bring cases in from files.
const PermImport authz.Permission = "appeal.import"

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermImport, Label: "导入热线等外来诉求"}}
