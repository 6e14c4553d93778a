package template

import "github.com/yikou/yikou/internal/platform/authz"

// PermEdit lets staff add, change and retire templates: those of the departments
// that it reaches, and the centre's where it reaches everything.
const PermEdit authz.Permission = "appeal.template"

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermEdit, Label: "维护答复模板"}}
