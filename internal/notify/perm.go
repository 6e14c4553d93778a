package notify

import "github.com/yikou/yikou/internal/platform/authz"

// The powers of this module.
const (
	PermMy             authz.Permission = "notify.my"
	PermTemplateEdit   authz.Permission = "notify.template.edit"
	PermDeliveryRead   authz.Permission = "notify.delivery.read"
	PermDeliveryResend authz.Permission = "notify.delivery.resend"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermMy, Label: "查看自己的消息", Power: authz.Common},
	{Permission: PermTemplateEdit, Label: "维护消息模板", Power: authz.SystemPower},
	{Permission: PermDeliveryRead, Label: "查看消息发送情况", Power: authz.SystemPower},
	{Permission: PermDeliveryResend, Label: "重新发送消息", Power: authz.SystemPower},
}
