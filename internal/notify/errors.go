package notify

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this module.
var (
	// ErrNotFound is returned for a notice or delivery that the caller cannot see.
	ErrNotFound = errs.New(errs.NotFound, "notify.not_found", "没有找到这条消息，它可能已过保存期。请返回列表查看。")
	// ErrTemplateUnknown is returned for a reason or channel without a template.
	ErrTemplateUnknown = errs.New(errs.NotFound, "notify.template_unknown", "没有这个模板。请返回列表重新选择。")
	// ErrStale is returned when somebody else has changed what the caller saw.
	ErrStale = errs.New(errs.Stale, "notify.stale", "您打开之后，内容已被修改。您填写的没有保存，请刷新后再改。")
	// ErrChoices is returned, with fields, for choices that cannot be kept.
	ErrChoices = errs.New(errs.Invalid, "notify.choices_invalid", "有选项不符合要求，没有保存。请按提示修改。")
	// ErrAddress is returned for an address that cannot be one of its channel.
	ErrAddress = errs.New(errs.Invalid, "notify.address_invalid", "这个地址不对，没有保存。请核对后再填。")
	// ErrChannelOff is returned for a channel that this instance has not set up.
	ErrChannelOff = errs.New(errs.Unavailable, "notify.channel_off", "本系统还没有接通这个渠道。请换一个，或与服务中心联系。")
	// ErrCodeTooSoon is returned when a code was sent a moment ago, or too many
	// were today.
	ErrCodeTooSoon = errs.New(errs.TooMany, "notify.code_too_soon", "验证码发得太频繁，没有再发。请稍后再试。")
	// ErrCode is returned for a wrong, old or used code, whichever it is.
	ErrCode = errs.New(errs.Invalid, "notify.code_wrong", "验证码不对或已失效，地址没有启用。请核对，或重新获取。")
	// ErrResend is returned for a delivery that has not failed.
	ErrResend = errs.New(errs.Conflict, "notify.not_failed", "这条消息没有失败，不需要重新发送。请刷新后查看。")
	errDay    = errs.New(errs.Invalid, "notify.day_invalid", "日期不对，没有查询。请按年-月-日填写。").With(errs.Field{Path: "query.day", Msg: "没有这一天。"})
	// ErrReceipt is returned for a receipt whose signature or time is wrong.
	ErrReceipt = errs.New(errs.Unauthenticated, "notify.receipt_refused", "回执的签名或时间不对，没有采用。")
	// ErrTest is returned when a test message did not leave.
	ErrTest = errs.New(errs.Unavailable, "notify.test_failed", "试发没有成功。请核对渠道设置和地址后再试。")
)
