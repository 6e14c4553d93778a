package library

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions that this package asks for beside its own; they are declared by
// package policy.
const (
	permRead authz.Permission = "policy.read"
	permMy   authz.Permission = "policy.my"
)

// PermEdit lets staff write policies, publish and withdraw them, and keep the
// tree of themes.
const PermEdit authz.Permission = "policy.library.edit"

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermEdit, Label: "维护政策库"}}
