package reach

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotListed  = errs.New(errs.NotFound, "policy.not_listed", "名单里没有这家企业和这项政策，可能已经不再符合条件。请刷新后再看。")
	ErrNotMatched = errs.New(errs.NotFound, "policy.reach_not_matched", "这个事项没有在施行，或者还没有按现行的版本匹配过。发布或恢复后会自动匹配，请稍后再看。")
	ErrNotYours   = errs.New(errs.Conflict, "policy.reach_not_yours", "这次上门是别人登记的，没有取消。只能取消自己登记的上门。")
	ErrStep       = errs.New(errs.Invalid, "policy.reach_step", "没有这一步的名单。请重新选择。")
)
