package exclusion

import "github.com/yikou/yikou/internal/platform/errs"

// Errors of this package.
var (
	ErrForm  = errs.New(errs.Invalid, "appeal.exclusion.form", "有几处没有填对，请按提示修改。")
	ErrLate  = errs.New(errs.Conflict, "appeal.exclusion.late", "已过申请剔除的最后一天，不能再申请。")
	ErrState = errs.New(errs.Conflict, "appeal.exclusion.state", "这件诉求的剔除申请刚刚有了变化，请刷新后再看。")
	ErrLive  = errs.New(errs.Conflict, "appeal.exclusion.live", "这件诉求已经申请过剔除，正在审核或者已经剔除。")
	ErrSelf  = errs.New(errs.Forbidden, "appeal.exclusion.self", "承办、协办这件诉求的部门和它们的下级不能审核，请由其他部门的人员审核。")
	ErrPart  = errs.New(errs.Forbidden, "appeal.exclusion.part", "只有承办或者协办这件诉求的部门可以申请或撤销。")
)
