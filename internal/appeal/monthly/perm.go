package monthly

import "github.com/yikou/yikou/internal/platform/authz"

// PermRead sees issues: whoever sees everything, all of them; others those that
// their department leads or helps with, once they were confirmed. PermKeep proposes,
// chooses and ends them for the centre, PermConfirm confirms as a leader, PermReport
// names measures and reports for a department.
const (
	PermRead    authz.Permission = "appeal.issue.read"
	PermKeep    authz.Permission = "appeal.issue.keep"
	PermConfirm authz.Permission = "appeal.issue.confirm"
	PermReport  authz.Permission = "appeal.issue.report"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看高频诉求"},
	{Permission: PermKeep, Label: "提出、选定和办结高频诉求"},
	{Permission: PermConfirm, Label: "确认选定的高频诉求"},
	{Permission: PermReport, Label: "代表部门填写高频诉求的措施和进展"},
}
