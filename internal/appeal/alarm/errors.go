package alarm

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound       = errs.New(errs.NotFound, "appeal.alarm_not_found", "没有找到这条预警，或者它不在您的范围内。请返回列表查看。")
	ErrStale          = errs.New(errs.Stale, "appeal.alarm_stale", "您打开之后，这条预警已有变化，没有保存。请刷新后再办。")
	ErrState          = errs.New(errs.Conflict, "appeal.alarm_state", "这条预警现在不能做这一步，没有保存。请刷新后查看。")
	ErrEarly          = errs.New(errs.Conflict, "appeal.alarm_early", "部门还没有说明，也没有到说明的期限，没有下结论。")
	ErrOwn            = errs.New(errs.Forbidden, "appeal.alarm_own", "这条预警关系到您自己的部门，由其他同事核查，没有办理。")
	ErrForeign        = errs.New(errs.Forbidden, "appeal.alarm_foreign", "这条预警不是您的部门的，由该部门负责人说明。")
	ErrWords          = errs.New(errs.Invalid, "appeal.alarm_words", "没有保存，请补充说明。")
	ErrDraftForm      = errs.New(errs.Invalid, "appeal.alarm_rules_form", "界线没有提交，请按提示修改。")
	ErrDraftNotFound  = errs.New(errs.NotFound, "appeal.alarm_rules_not_found", "没有找到这份调整申请。请刷新后再看。")
	ErrDraftStale     = errs.New(errs.Stale, "appeal.alarm_rules_stale", "这份调整申请刚刚被别人处理过。请刷新后再看。")
	ErrDraftOvertaken = errs.New(errs.Conflict, "appeal.alarm_rules_overtaken", "提出之后界线又调整过，这份申请已经过时。请退回，按现在的界线重新提出。")
	ErrDraftDecided   = errs.New(errs.Conflict, "appeal.alarm_rules_decided", "这份调整申请已经处理过了。")
	ErrDraftOwn       = errs.New(errs.Forbidden, "appeal.alarm_rules_same_person", "自己提出的调整要由另一位同事核准。")
)
