package figure

import "github.com/yikou/yikou/internal/platform/authz"

// Permissions of the figures. Whoever may export also needs PermRead; the figures of
// single persons are a matter of those who lead them, and never leave in a file.
const (
	PermRead    authz.Permission = "appeal.figure.read"
	PermPersons authz.Permission = "appeal.figure.persons"
	PermExport  authz.Permission = "appeal.figure.export"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看督办看板和三率"},
	{Permission: PermPersons, Label: "查看经办人的三率"},
	{Permission: PermExport, Label: "导出三率"},
}
