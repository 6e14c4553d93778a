package keeping

import "github.com/yikou/yikou/internal/platform/errs"

// What this package refuses; package deadline refuses what a ledger does not admit.
var (
	// ErrNotFound is returned for a clock that is not there.
	ErrNotFound = errs.New(errs.NotFound, "deadline.clock_not_found", "没有找到这项期限。请刷新后再看。")
	// ErrProfile is returned for a profile that is not there.
	ErrProfile = errs.New(errs.NotFound, "deadline.profile_not_found", "没有这种时限。请返回时限列表查看。")
	// ErrStale is returned for a change to what has changed meanwhile.
	ErrStale = errs.New(errs.Stale, "deadline.stale", "您打开之后，这里已有变化，没有保存。请刷新后再看。")
	// ErrFuture is returned for an entry that takes effect later than now.
	ErrFuture = errs.New(errs.Invalid, "deadline.future", "计时事项的时间不能晚于现在")
	// ErrVersion is returned for a version of a profile that makes no sense.
	ErrVersion = errs.New(errs.Invalid, "deadline.profile_version", "时限没有保存。请按提示修改。")
	// ErrAmendment is returned for an amendment of the calendar that makes no sense.
	ErrAmendment = errs.New(errs.Invalid, "deadline.amendment", "历书没有修改。请按提示补充。")
	// ErrYear is returned for a year that no calendar has.
	ErrYear = errs.New(errs.Invalid, "deadline.year", "年份应在 2000 至 2199 之间。")
	// ErrNoChange is returned for an amendment that changes no day.
	ErrNoChange = errs.New(errs.Invalid, "deadline.no_change", "所选日期的安排与现在相同，不用修改。")
)
