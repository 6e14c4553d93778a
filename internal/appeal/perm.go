package appeal

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this module. PermCentre accepts, classifies, dispatches,
// merges; PermHandle takes, answers, returns and replies for a department;
// PermReview reads replies as the second person; PermLead grants time, suspends
// and supervises; PermReveal sees who reported in full.
const (
	PermRead     authz.Permission = "appeal.read"
	PermCentre   authz.Permission = "appeal.dispatch"
	PermHandle   authz.Permission = "appeal.handle"
	PermReview   authz.Permission = "appeal.review"
	PermCallback authz.Permission = "appeal.callback"
	PermLead     authz.Permission = "appeal.lead"
	PermReveal   authz.Permission = "appeal.reveal"
	PermReceive  authz.Permission = "appeal.receive"
	PermOwn      authz.Permission = "appeal.own"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看诉求"},
	{Permission: PermCentre, Label: "受理、派单和并单"},
	{Permission: PermHandle, Label: "签收、办理和答复诉求"},
	{Permission: PermReview, Label: "审核诉求答复"},
	{Permission: PermCallback, Label: "回访反映人"},
	{Permission: PermLead, Label: "批准延期、中止计时和督办"},
	{Permission: PermReveal, Label: "查看反映人的完整姓名和电话"},
	{Permission: PermReceive, Label: "代企业和群众登记诉求"},
	{Permission: PermOwn, Label: "提交和查看本企业的诉求"},
}
