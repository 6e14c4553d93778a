package policy

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this module.
const (
	// PermRead lets staff read measures, results of runs and the verdicts of the
	// enterprises in their scope.
	PermRead authz.Permission = "policy.read"
	// PermImport lets staff import policies and measures.
	PermImport authz.Permission = "policy.import"
	// PermEdit lets staff write measures: create them, edit drafts, submit them for
	// review, take them back and drop them.
	PermEdit authz.Permission = "policy.edit"
	// PermReview lets staff decide over submitted drafts and over what is
	// published: return, publish, suspend, resume and withdraw.
	PermReview authz.Permission = "policy.review"
	// PermMatch lets staff start a run over the whole registry.
	PermMatch authz.Permission = "policy.match"
	// PermSimulate lets staff try a draft over the whole registry.
	PermSimulate authz.Permission = "policy.simulate"
	// PermExport lets staff export the enterprises of a result.
	PermExport authz.Permission = "policy.export"
	// PermMy lets the handler of an enterprise read that enterprise's verdicts.
	PermMy authz.Permission = "policy.my"
)

// Permissions declares the permissions of this module to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查看政策事项和匹配结果"},
	{Permission: PermImport, Label: "导入政策和事项"},
	{Permission: PermEdit, Label: "起草和提交政策事项"},
	{Permission: PermReview, Label: "审核、发布和停止政策事项"},
	{Permission: PermMatch, Label: "对全部企业运行匹配"},
	{Permission: PermSimulate, Label: "测算事项草案"},
	{Permission: PermExport, Label: "导出匹配结果"},
	{Permission: PermMy, Label: "查看本企业可享受的政策"},
}
