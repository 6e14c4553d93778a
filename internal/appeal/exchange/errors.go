package exchange

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrExportQuery = errs.New(errs.Invalid, "appeal.export_query", "导出的条件不对，没有导出。请回到诉求列表重新筛选。")
	ErrTooManyRows = errs.New(errs.Invalid, "appeal.export_rows", "一张工作表放不下这么多诉求，没有导出。请缩小筛选范围后分批导出。")

	ErrTerms    = errs.New(errs.Invalid, "appeal.partner_terms", "对接系统没有保存，请改正标出的内容。")
	ErrPartner  = errs.New(errs.NotFound, "appeal.partner_not_found", "没有找到这个对接系统。请返回列表查看。")
	ErrCode     = errs.New(errs.Conflict, "appeal.partner_code", "这个代码已有别的对接系统在用，没有保存。请换一个代码。")
	ErrStale    = errs.New(errs.Stale, "appeal.partner_stale", "您打开之后，这个对接系统已有变化，没有保存。请刷新后再改。")
	ErrOff      = errs.New(errs.Conflict, "appeal.partner_off", "这个对接系统已停用，或没有接收网址，没有发送。")
	ErrDelivery = errs.New(errs.NotFound, "appeal.delivery_not_found", "没有找到这次推送。请返回列表查看。")
	ErrWaiting  = errs.New(errs.Conflict, "appeal.delivery_waiting", "这次推送正在等着发送，没有重复安排。")

	// ErrUnproved is the one answer to whatever is not proved: an unknown partner, a
	// wrong signature, another time.
	ErrUnproved = errs.New(errs.Unauthenticated, "appeal.exchange_unproved", "签名不对、已过期，或没有这个对接系统，没有接收。")
	ErrReused   = errs.New(errs.Conflict, "appeal.exchange_reused", "这个消息编号已用于另一条内容，没有接收。请为每条消息使用新的编号。")
	ErrMessage  = errs.New(errs.Invalid, "appeal.exchange_message", "消息内容不符合要求，没有接收。请按提示修改。")
	ErrNoCase   = errs.New(errs.NotFound, "appeal.exchange_case", "没有您转来的这件诉求。请核对编号。")
)
