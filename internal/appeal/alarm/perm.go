package alarm

import "github.com/yikou/yikou/internal/platform/authz"

// PermRead sees alarms; PermKeep opens, drops and concludes them for the centre;
// PermAnswer answers those about one's own department. PermSettle asks for other
// thresholds, PermAgree agrees to what somebody else asked for; both work only with a
// reach over everything: thresholds hold for every department.
const (
	PermRead   authz.Permission = "appeal.alarm.read"
	PermKeep   authz.Permission = "appeal.alarm.keep"
	PermAnswer authz.Permission = "appeal.alarm.answer"
	PermSettle authz.Permission = "appeal.alarm.settle"
	PermAgree  authz.Permission = "appeal.alarm.agree"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看防失真预警"},
	{Permission: PermKeep, Label: "核查防失真预警"},
	{Permission: PermAnswer, Label: "代表部门说明防失真预警"},
	{Permission: PermSettle, Label: "提出预警界线"},
	{Permission: PermAgree, Label: "核准预警界线"},
}
