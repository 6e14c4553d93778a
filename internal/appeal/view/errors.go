package view

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound = errs.New(errs.NotFound, "appeal.view_not_found", "没有找到这个视图，可能已经删除。")
	ErrForm     = errs.New(errs.Invalid, "appeal.view_form", "视图没有保存，请改正标出的内容。")
	ErrFull     = errs.New(errs.Conflict, "appeal.view_full", "您已经存了 20 个视图，没有再保存。请先删除不用的。")
	ErrAlone    = errs.New(errs.Conflict, "appeal.view_alone", "您不属于任何部门，不能共享视图，没有保存。")
	ErrForeign  = errs.New(errs.Forbidden, "appeal.view_foreign", "这个视图是同事共享的，由存它的人或本部门负责人删除。")
)
