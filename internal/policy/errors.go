package policy

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this module.
var (
	ErrMeasureNotFound    = errs.New(errs.NotFound, "policy.measure_not_found", "没有找到这个事项，它可能已停止受理。请返回列表查看。")
	ErrEnterpriseNotFound = errs.New(errs.NotFound, "policy.enterprise_not_found", "没有找到这家企业。请核对统一社会信用代码。")
	ErrRunNotFound        = errs.New(errs.NotFound, "policy.run_not_found", "没有找到这次匹配，或者它还没有完成。请在匹配记录里查看。")
	ErrNoRun              = errs.New(errs.NotFound, "policy.no_run", "还没有匹配结果。请先运行一次匹配。")
	// ErrRefused carries one field per problem found in an import.
	ErrRefused = errs.New(errs.Invalid, "policy.import_refused", "文件里有错误，没有导入任何内容。请按提示改正后重新导入。")
	// ErrTransition is returned for a change of state that the table does not have.
	ErrTransition = errs.New(errs.Conflict, "policy.transition", "事项现在的状态不能这样变更，没有保存。请刷新后再看。")
	ErrFilter     = errs.New(errs.Invalid, "policy.filter", "筛选条件有误。请重新选择。")
)
