package definition

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this package. Both work only with a reach over everything: a
// definition holds for every case.
const (
	// PermDraft sees all versions, and drafts another.
	PermDraft authz.Permission = "appeal.definition.draft"
	// PermApprove approves what somebody else drafted.
	PermApprove authz.Permission = "appeal.definition.approve"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermDraft, Label: "查看和提出三率口径"},
	{Permission: PermApprove, Label: "核准三率口径"},
}
