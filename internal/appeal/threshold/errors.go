package threshold

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrForm     = errs.New(errs.Invalid, "appeal.threshold_form", "门槛没有提交，请按提示修改。")
	ErrBar      = errs.New(errs.Invalid, "appeal.threshold_bar", "实测的一致率还不够，门槛没有生效。")
	ErrNotFound = errs.New(errs.NotFound, "appeal.threshold_not_found", "没有找到这份调整申请。请刷新后再看。")
	ErrStale    = errs.New(errs.Stale, "appeal.threshold_stale", "这份调整申请刚刚被别人处理过。请刷新后再看。")
	ErrOvertake = errs.New(errs.Conflict, "appeal.threshold_overtaken", "提出之后门槛又调整过，这份申请已经过时。请退回，按现在的门槛重新提出。")
	ErrDecided  = errs.New(errs.Conflict, "appeal.threshold_decided", "这份调整申请已经处理过了。")
	ErrSame     = errs.New(errs.Forbidden, "appeal.threshold_same_person", "自己提出的调整要由另一位同事核准。")
	ErrWords    = errs.New(errs.Invalid, "appeal.threshold_words", "请写明退回的理由（2 到 200 字）。")
)
