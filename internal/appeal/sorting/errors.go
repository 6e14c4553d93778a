package sorting

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrChecked  = errs.New(errs.Conflict, "appeal.sorting_checked", "这一项已经有人看过，不用再抽查。请刷新列表。")
	ErrDecision = errs.New(errs.Invalid, "appeal.sorting_decision", "没有保存。请按提示改正。")
)
