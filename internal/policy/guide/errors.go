package guide

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound   = errs.New(errs.NotFound, "policy.guide_not_found", "没有找到这份指南。请核对二维码或编号。")
	ErrStale      = errs.New(errs.Stale, "policy.guide_stale", "这份指南刚刚被别人改过，您的修改没有保存。请刷新后再改。")
	ErrForm       = errs.New(errs.Invalid, "policy.guide_form", "指南没有保存，请改正标出的内容。")
	ErrTransition = errs.New(errs.Conflict, "policy.guide_transition", "这份指南现在不能这样操作。请刷新后再看。")
	ErrClosed     = errs.New(errs.Conflict, "policy.guide_closed", "这份指南已停用，不能印制。请先恢复使用。")
	ErrEmpty      = errs.New(errs.Conflict, "policy.guide_empty", "这份指南里现在没有公开的事项，没有印制。请先调整条件或指定事项。")
	ErrOutdated   = errs.New(errs.Invalid, "policy.guide_outdated", "这次印制之后内容已有更新，或指南已停用，不能再按原编号下载。请重新印制。")
)
