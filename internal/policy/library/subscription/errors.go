package subscription

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNothing = errs.New(errs.Invalid, "policy.subscription", "请至少填写行业、规模、关键词中的一项，没有保存。")
	ErrTwice   = errs.New(errs.Conflict, "policy.subscription_exists", "已经订阅过同样的内容，没有重复保存。")
	ErrMany    = errs.New(errs.Conflict, "policy.subscription_many", "一家企业最多订阅 20 项，没有保存。请先取消不需要的订阅。")
	ErrMissing = errs.New(errs.NotFound, "policy.subscription_not_found", "没有找到这项订阅，它可能已经取消。")
)
