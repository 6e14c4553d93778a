package mandate

import "github.com/yikou/yikou/internal/platform/authz"

// PermOwn is the power of a legal representative over who acts for the
// enterprise. No handler holds it.
const PermOwn authz.Permission = "account.mandate.own"

// PermReveal lets staff see name and phone of who acts for an enterprise in full,
// each time with a reason.
const PermReveal authz.Permission = "account.mandate.reveal"

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermOwn, Label: "管理本企业的办事人员"},
	{Permission: PermReveal, Label: "查看企业办事人员的完整姓名和电话"},
}
