package library

import "github.com/yikou/yikou/internal/platform/authz"

// permRead is asked for beside the package's own; package policy declares it.
const permRead authz.Permission = "policy.read"

// PermEdit lets staff write policies, publish and withdraw them, and keep the
// tree of themes.
const PermEdit authz.Permission = "policy.library.edit"

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermEdit, Label: "维护政策库"}}
