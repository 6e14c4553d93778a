package guide

import "github.com/yikou/yikou/internal/platform/authz"

// PermEdit lets staff make, change, close and print guides.
const PermEdit authz.Permission = "policy.guide.edit"

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermEdit, Label: "编制和印制扫码指南"}}
