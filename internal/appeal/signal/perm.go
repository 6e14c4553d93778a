package signal

import "github.com/yikou/yikou/internal/platform/authz"

// PermRead sees what rises and what is alike, and has it looked through again. It
// shows cases across departments, so that it is of use to those who see them all.
const PermRead authz.Permission = "appeal.signal.read"

// Permissions declares it to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看诉求信号"},
}
