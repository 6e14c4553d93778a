package mandate

import "github.com/yikou/yikou/internal/platform/authz"

// PermOwn is the power of a legal representative over who acts for the
// enterprise. No handler holds it.
const PermOwn authz.Permission = "account.mandate.own"

// Permissions declares it to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermOwn, Label: "管理本企业的办事人员"}}
