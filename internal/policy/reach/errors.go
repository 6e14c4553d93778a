package reach

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotListed = errs.New(errs.NotFound, "policy.not_listed", "名单里没有这家企业和这项政策，可能已经不再符合条件。请刷新后再看。")
	ErrStep      = errs.New(errs.Invalid, "policy.reach_step", "没有这一步的名单。请重新选择。")
)
