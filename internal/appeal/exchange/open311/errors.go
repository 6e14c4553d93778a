package open311

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrKey is the one answer to whatever is not proved: no key, a wrong one, one of
	// a partner that is off.
	ErrKey     = errs.New(errs.Forbidden, "appeal.open311_key", "api_key 缺少、不对或已停用。")
	ErrService = errs.New(errs.NotFound, "appeal.open311_service", "没有这个 service_code。")
	ErrRequest = errs.New(errs.NotFound, "appeal.open311_request", "没有这个 service_request_id，或者不能查看。")
	ErrForm    = errs.New(errs.Invalid, "appeal.open311_form", "请求不符合要求，没有办理。")

	ErrStale = errs.New(errs.Stale, "appeal.open311_stale", "您打开之后，这里已有变化，没有保存。请刷新后再改。")
	ErrShut  = errs.New(errs.Conflict, "appeal.open311_shut", "这个对接系统没有开通 Open311，不用停用。")
)
