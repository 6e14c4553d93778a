package reading

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrEdition  = errs.New(errs.Invalid, "appeal.reading_edition", "界线没有保存，请改正标出的内容。")
	ErrStale    = errs.New(errs.Stale, "appeal.reading_stale", "界线刚刚被别人改过，您的修改没有保存。请刷新后再改。")
	ErrDecision = errs.New(errs.Invalid, "appeal.reading_decision", "没有这个字段，判断没有保存。")
)
