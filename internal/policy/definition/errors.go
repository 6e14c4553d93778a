package definition

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals that have to do with what measures and policies say.
var (
	ErrMeasureNotFound = errs.New(errs.NotFound, "policy.measure_not_found", "没有找到这个事项，它可能已停止受理。请返回列表查看。")
	// ErrRefused carries one field per problem found in an import.
	ErrRefused = errs.New(errs.Invalid, "policy.import_refused", "文件里有错误，没有导入任何内容。请按提示改正后重新导入。")
	// ErrTransition is returned for a change of state that the table does not have.
	ErrTransition = errs.New(errs.Conflict, "policy.transition", "事项现在的状态不能这样变更，没有保存。请刷新后再看。")
	// ErrStale is returned to whoever would overwrite what he has not seen.
	ErrStale = errs.New(errs.Stale, "policy.draft_stale", "您打开之后，这份草稿已被他人修改或提交。您填写的没有保存，请刷新后再改。")
	// ErrOwnWork is returned to whoever would review what he wrote or submitted.
	ErrOwnWork = errs.New(errs.Forbidden, "policy.own_work", "自己起草或提交的内容要由别人审核，没有保存。请交给另一位审核人员。")
)
