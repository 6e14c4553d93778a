package staff

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrNotFound is returned for an account that is not there.
	ErrNotFound = errs.New(errs.NotFound, "account.staff_not_found", "没有这个账号。请返回账号列表重新选择。")
	// ErrStatus is returned for an act that the status of the account rules out.
	ErrStatus = errs.New(errs.Conflict, "account.staff_status", "账号现在的状态不允许这样做，没有改动。请刷新后查看。")
	// ErrStale is returned when somebody else was faster.
	ErrStale = errs.New(errs.Stale, "account.staff_stale", "您打开之后，这个账号已有变化，没有改动。请刷新后再办。")
	// ErrSelf is returned for keeping out oneself.
	ErrSelf = errs.New(errs.Conflict, "account.staff_self", "不能停用自己的账号，没有改动。请由另一位系统管理员办理。")
	// ErrReason is returned for a change without a reason.
	ErrReason = errs.New(errs.Invalid, "account.reason_missing", "请写明理由（2 到 200 个字），没有提交。").
			With(errs.Field{Path: "body.reason", Msg: "应为 2 到 200 个字"})
	// ErrCode is the one answer to an unknown login, a wrong code, a used one and an
	// old one.
	ErrCode = errs.New(errs.Unauthenticated, "account.reset_code", "账号或重置码不对，或重置码已用过、已过期，密码没有改动。请核对后再试，或请管理员重新办理。")
)
