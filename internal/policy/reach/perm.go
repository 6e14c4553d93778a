package reach

import "github.com/yikou/yikou/internal/platform/authz"

// PermReach lets staff mark the enterprises in their scope that they called on to
// bring a measure to the door. Lists and funnels need policy.PermRead.
const PermReach authz.Permission = "policy.reach"

// Permissions declares the permission of this package to those who edit roles.
var Permissions = []authz.Definition{{Permission: PermReach, Label: "登记政策上门"}}
