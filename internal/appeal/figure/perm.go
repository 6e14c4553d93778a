package figure

import "github.com/yikou/yikou/internal/platform/authz"

// PermRead sees the board and the three rates.
const PermRead authz.Permission = "appeal.figure.read"

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看督办看板和三率"},
}
