package place

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this package.
const (
	// PermRead lets staff choose a place and see how often its code was scanned.
	PermRead authz.Permission = "appeal.place.read"
	// PermEdit lets staff add, change, close and print places.
	PermEdit authz.Permission = "appeal.place.edit"
)

// Permissions declares the permissions of this package to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看扫码反映的地点"},
	{Permission: PermEdit, Label: "维护扫码反映的地点，打印二维码"},
}
