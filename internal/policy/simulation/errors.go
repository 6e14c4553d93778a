package simulation

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrDraft carries one field for each place that cannot be read.
	ErrDraft = errs.New(errs.Invalid, "policy.draft_unreadable", "草案里有读不懂的地方，没有测算。请按提示改正。")
	// ErrEmpty is returned for a draft in which nothing is asked yet.
	ErrEmpty = errs.New(errs.Invalid, "policy.draft_empty", "草案里还没有条件，无从测算。写下第一个条件后就能看到结果。")
	// ErrClause is returned for a clause that is not there or has no one threshold.
	ErrClause = errs.New(errs.Invalid, "policy.threshold_clause", "这个条件没有可以移动的数值或日期。请另选一个条件。")
	// ErrRange is returned for a range of thresholds that cannot be.
	ErrRange = errs.New(errs.Invalid, "policy.threshold_range", "起点和终点应与条件的写法一致，起点在终点之前。请改正后再试。")
	// ErrDay is returned for a day that is none.
	ErrDay = errs.New(errs.Invalid, "policy.filter", "日期有误。请重新选择。")
)
