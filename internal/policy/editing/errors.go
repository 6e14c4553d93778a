package editing

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrUnreadable is returned for a definition that is no JSON object.
	ErrUnreadable = errs.New(errs.Invalid, "policy.definition_unreadable", "事项的内容读不出来，什么都没有改动。请刷新后再试。")
	// ErrNoBenefit is returned where there is no amount to work out.
	ErrNoBenefit = errs.New(errs.Invalid, "policy.no_benefit", "还没有写好奖补金额，算不出例子。请先填写享受内容。")
)
