package exclusion

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this package. A department that worked on a case asks, another
// person of the centre or a leader decides.
const (
	PermAsk    authz.Permission = "appeal.exclusion.ask"
	PermDecide authz.Permission = "appeal.exclusion.decide"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermAsk, Label: "申请把诉求从三率中剔除"},
	{Permission: PermDecide, Label: "审核三率的剔除申请"},
}
