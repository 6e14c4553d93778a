package disclosure

import "github.com/yikou/yikou/internal/platform/errs"

// What this module refuses.
var (
	// ErrReason is returned for a reason or purpose that says too little.
	ErrReason = errs.New(errs.Invalid, "disclosure.reason", "还没有写清楚原因，没有显示任何内容。请按提示补充。")
	// ErrPurpose is returned for a purpose or note that says too little.
	ErrPurpose = errs.New(errs.Invalid, "disclosure.purpose", "说明不符合要求，没有提交。请按提示补充。")
	// ErrCap is returned for whoever had data shown too often today.
	ErrCap = errs.New(errs.TooMany, "disclosure.cap", "您今天查看完整信息的次数已经用完，没有显示任何内容，安全管理员会收到提醒。明天可以继续；如急需，请同事协助。")
	// ErrApproval is returned for an export that another person must approve.
	ErrApproval = errs.New(errs.Conflict, "disclosure.approval_needed", "这份名单的行数较多，需要另一位有审批权限的同事同意后才能导出。请填写用途提交申请，已选的条件不会丢失。")
	// ErrNotFound is returned for an export that is not there or not one's own.
	ErrNotFound = errs.New(errs.NotFound, "disclosure.export_not_found", "没有找到这份导出。请返回导出列表查看。")
	// ErrKind is returned for an export of a list that cannot be asked for.
	ErrKind = errs.New(errs.Invalid, "disclosure.export_kind", "没有这一种名单，没有提交申请。请从名单页面重新导出。")
	// ErrState is returned for an act that an export does not admit.
	ErrState = errs.New(errs.Conflict, "disclosure.export_state", "这份导出已经处理过，不能再做这一步。请刷新后查看。")
	// ErrOwnExport is returned for who decides on his own export, or touches
	// another's.
	ErrOwnExport = errs.New(errs.Forbidden, "disclosure.export_own", "自己的导出申请要由另一位同事审批，同事的导出只能由本人下载或撤回。")
	// ErrExpired is returned for an export that was not fetched in time.
	ErrExpired = errs.New(errs.Conflict, "disclosure.export_expired", "这份导出已过下载期限，不能再下载。如仍需要，请重新申请。")
	// ErrEnterprise is returned for an enterprise that the caller does not act for.
	ErrEnterprise = errs.New(errs.NotFound, "disclosure.enterprise_not_found", "没有找到这家企业，或者您没有它的授权。请返回选择企业。")
	// ErrStale is returned for a decision on an export that has changed.
	ErrStale = errs.New(errs.Stale, "disclosure.stale", "您打开之后，这份申请已有变化，没有保存您的操作。请刷新后再看。")
)
