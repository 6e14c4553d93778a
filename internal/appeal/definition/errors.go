package definition

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrForm     = errs.New(errs.Invalid, "appeal.definition_form", "口径没有提交，请按提示修改。")
	ErrNotFound = errs.New(errs.NotFound, "appeal.definition_not_found", "没有找到这份口径草案。请刷新后再看。")
	ErrStale    = errs.New(errs.Stale, "appeal.definition_stale", "这份口径草案刚刚被别人处理过。请刷新后再看。")
	ErrOvertake = errs.New(errs.Conflict, "appeal.definition_overtaken", "提出之后口径又有新的版本，这份草案已经过时。请退回，按现在的口径重新提出。")
	ErrBegun    = errs.New(errs.Conflict, "appeal.definition_begun", "草案要适用的月份已经开始，不能再核准。请退回，换一个月份重新提出。")
	ErrDecided  = errs.New(errs.Conflict, "appeal.definition_decided", "这份口径草案已经处理过了。")
	ErrSame     = errs.New(errs.Forbidden, "appeal.definition_same_person", "自己提出的口径要由另一位同事核准。")
)
