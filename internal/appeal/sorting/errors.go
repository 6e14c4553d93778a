package sorting

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrDecision = errs.New(errs.Invalid, "appeal.sorting_decision", "没有保存。请按提示改正。")
)
