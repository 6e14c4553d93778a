package mandate

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrNotFound is returned for a mandate, an invitation or an enterprise that
	// is not there or not the caller's.
	ErrNotFound = errs.New(errs.NotFound, "account.mandate_not_found", "没有找到这条授权或邀请，可能已经变动。请刷新后再看。")
	// ErrOver is returned when a mandate that is over is to be changed.
	ErrOver = errs.New(errs.Conflict, "account.mandate_over", "这条授权已经结束，没有改动。")
	// ErrStale is returned when a mandate was changed since it was opened.
	ErrStale = errs.New(errs.Stale, "account.mandate_stale", "这条授权刚被改动过，没有保存。请刷新后再改。")
	// ErrPeriod is returned for an end that has passed or lies too far ahead.
	ErrPeriod = errs.New(errs.Invalid, "account.mandate_period", "截止日期应在明天到三年之内，没有保存。").
			With(errs.Field{Path: "body.ends_on", Msg: "应在明天到三年之内"})
	// ErrNotHandler is returned when a legal representative is to be ended or
	// changed by another than themselves and the office.
	ErrNotHandler = errs.New(errs.Forbidden, "account.mandate_not_handler", "法定代表人的身份不能在这里变更，没有改动。登记变更后请联系服务中心。")
	// ErrCrowd is returned when an enterprise has too many open invitations.
	ErrCrowd = errs.New(errs.Conflict, "account.invitation_crowd", "还没有回应的邀请太多，没有发出。请先撤回不用的邀请。")
	// ErrInvitation is the one answer to a token that is unknown, and to an
	// invitation that somebody else has answered.
	ErrInvitation = errs.New(errs.NotFound, "account.invitation_unknown", "这份邀请不存在或已失效。请联系邀请您的企业重新发一份。")
	// ErrExpired is returned for an invitation that nobody answered in time, or
	// whose sender no longer represents the enterprise.
	ErrExpired = errs.New(errs.Conflict, "account.invitation_expired", "这份邀请已过期，没有生效。请联系邀请您的企业重新发一份。")
	// ErrWithdrawn is returned for an invitation that was taken back.
	ErrWithdrawn = errs.New(errs.Conflict, "account.invitation_withdrawn", "企业已撤回这份邀请，没有生效。")
	// ErrAnswered is returned for an invitation that has been answered.
	ErrAnswered = errs.New(errs.Conflict, "account.invitation_answered", "这份邀请已经有了答复，不能再改。")
	// ErrWrongPhone is returned when the invitation names another phone.
	ErrWrongPhone = errs.New(errs.Forbidden, "account.invitation_phone", "这份邀请指定了另一个手机号，您现在的手机号不能接受。请用受邀的手机号登录。")
	// ErrNothing is returned when what was asked to be shown is not known.
	ErrNothing = errs.New(errs.Conflict, "account.mandate_unknown_person", "没有登记您要看的内容，没有显示，也没有计入今天的次数。")
	// ErrOwn is returned when who represents an enterprise accepts to act for it.
	ErrOwn = errs.New(errs.Conflict, "account.invitation_own", "您就是这家企业的法定代表人，不用再授权自己。")
)
