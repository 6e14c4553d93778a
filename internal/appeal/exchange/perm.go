package exchange

import "github.com/yikou/yikou/internal/platform/authz"

// PermExport lets staff take lists of cases away, as far as it reaches.
const PermExport authz.Permission = "appeal.export"

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermExport, Label: "导出诉求列表"}}
