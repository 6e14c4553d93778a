package monthly

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound = errs.New(errs.NotFound, "appeal.issue_not_found", "没有找到这个高频诉求，或者它不在您的范围内。请返回列表查看。")
	ErrMeasure  = errs.New(errs.NotFound, "appeal.issue_measure_not_found", "没有找到这条措施，请刷新后查看。")
	ErrStale    = errs.New(errs.Stale, "appeal.issue_stale", "您打开之后，这个高频诉求已有变化，没有保存。请刷新后再办。")
	ErrState    = errs.New(errs.Conflict, "appeal.issue_state", "现在不能做这一步，没有保存。请刷新后查看。")
	ErrOwn      = errs.New(errs.Forbidden, "appeal.issue_own", "提出和选定的人不能自己确认，请由另一位领导确认。")
	ErrForeign  = errs.New(errs.Forbidden, "appeal.issue_foreign", "只有牵头和配合的部门填写措施和进展，没有保存。")
	ErrOpen     = errs.New(errs.Conflict, "appeal.issue_open", "还有没做完的措施，或者还没有一条做完的措施，没有办结。")
	ErrTwice    = errs.New(errs.Conflict, "appeal.issue_twice", "这个月已经列入同一主题，没有重复列入。请在列表里查看。")
	ErrForm     = errs.New(errs.Invalid, "appeal.issue_form", "没有保存，请补充或更正标出的内容。")
	ErrSignal   = errs.New(errs.Invalid, "appeal.issue_signal", "这个信号可能已经过去，没有列入。请在诉求信号里重新查看，或者按主题列入。")
)
