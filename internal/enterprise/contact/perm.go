package contact

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions on contacts. PermOwn belongs to those who act for enterprises.
const (
	PermEdit   authz.Permission = "enterprise.contact.edit"
	PermReveal authz.Permission = "enterprise.contact.reveal"
	PermOwn    authz.Permission = "enterprise.own.contact"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermEdit, Label: "维护企业联系人"},
	{Permission: PermReveal, Label: "查看企业联系人的完整姓名和电话，按电话查企业"},
	{Permission: PermOwn, Label: "维护本企业联系人"},
}
