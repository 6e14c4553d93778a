package place

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound   = errs.New(errs.NotFound, "appeal.place_not_found", "没有找到这个地点。请核对二维码或编号。")
	ErrStale      = errs.New(errs.Stale, "appeal.place_stale", "这个地点刚刚被别人改过，您的修改没有保存。请刷新后再改。")
	ErrForm       = errs.New(errs.Invalid, "appeal.place_form", "地点没有保存，请改正标出的内容。")
	ErrTransition = errs.New(errs.Conflict, "appeal.place_transition", "这个地点现在不能这样操作。请刷新后再看。")
	ErrClosed     = errs.New(errs.Conflict, "appeal.place_closed", "这个地点已停用，不能打印二维码。请先恢复使用。")
)
