package keeping

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this package.
const (
	PermRead    authz.Permission = "deadline.read"
	PermProfile authz.Permission = "deadline.profile.write"
	PermAmend   authz.Permission = "deadline.calendar.amend"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看时限和历书"},
	{Permission: PermProfile, Label: "修改时限"},
	{Permission: PermAmend, Label: "修订历书"},
}
