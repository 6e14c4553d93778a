package life

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrIncomplete carries one field per thing that is missing.
	ErrIncomplete = errs.New(errs.Invalid, "policy.incomplete", "还不能提交或发布，草稿没有变动。请按提示补全后再试。")
	// ErrUnread carries one field per mistake in a draft that was sent.
	ErrUnread    = errs.New(errs.Invalid, "policy.draft_refused", "草稿里有写得不对的地方，没有保存。请按提示改正。")
	ErrNoDraft   = errs.New(errs.NotFound, "policy.no_draft", "这个事项现在没有草稿，可能已经发布或作废。请刷新后再看。")
	ErrDraftOpen = errs.New(errs.Conflict, "policy.draft_open", "这个事项已有一版正在起草或审核，没有另开新的一版。请先完成那一版。")
	// ErrChanged is returned to a reviewer who would publish what he has not seen.
	ErrChanged = errs.New(errs.Stale, "policy.review_stale", "您打开之后，这一版的内容又有修改，没有发布。请看过现在的内容再决定。")
	// ErrUnseen is returned to a reviewer who does not say what he has seen.
	ErrUnseen = errs.New(errs.Unseen, "policy.review_unseen", "发布时要写明看过的是哪一次的内容（If-Match），没有发布。请打开这一版看过后再发布。")
	// ErrInForce is returned to whoever would call off what is not ahead.
	ErrInForce   = errs.New(errs.Conflict, "policy.version_in_force", "只有还没有生效的一版可以单独撤销，没有变动。请刷新后再看；要停止整个事项，请用“停止”。")
	ErrFirstDay  = errs.New(errs.Invalid, "policy.first_day", "新的一版最早从今天起生效，没有发布。请改一个日期。")
	ErrNotAuthor = errs.New(errs.Forbidden, "policy.not_author", "只有起草或提交的人可以撤回，没有变动。请联系提交的人，或由审核人员退回。")
	ErrReason    = errs.New(errs.Invalid, "policy.reason", "请写明原因，没有变动。")
	ErrTitle     = errs.New(errs.Invalid, "policy.title", "请填写事项名称，没有新建。")
	ErrOtherID   = errs.New(errs.Invalid, "policy.other_id", "内容中的编号不是这个事项的，没有保存。请刷新后再改。")
)
