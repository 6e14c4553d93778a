package alarm

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound = errs.New(errs.NotFound, "appeal.alarm_not_found", "没有找到这条预警，或者它不在您的范围内。请返回列表查看。")
	ErrStale    = errs.New(errs.Stale, "appeal.alarm_stale", "您打开之后，这条预警已有变化，没有保存。请刷新后再办。")
	ErrState    = errs.New(errs.Conflict, "appeal.alarm_state", "这条预警现在不能做这一步，没有保存。请刷新后查看。")
	ErrEarly    = errs.New(errs.Conflict, "appeal.alarm_early", "部门还没有说明，也没有到说明的期限，没有下结论。")
	ErrOwn      = errs.New(errs.Forbidden, "appeal.alarm_own", "这条预警关系到您自己的部门，由其他同事核查，没有办理。")
	ErrForeign  = errs.New(errs.Forbidden, "appeal.alarm_foreign", "这条预警不是您的部门的，由该部门负责人说明。")
	ErrWords    = errs.New(errs.Invalid, "appeal.alarm_words", "没有保存，请补充说明。")
)
