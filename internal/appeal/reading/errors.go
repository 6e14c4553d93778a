package reading

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrEdition  = errs.New(errs.Invalid, "appeal.reading_edition", "门槛没有保存，请改正标出的内容。")
	ErrStale    = errs.New(errs.Stale, "appeal.reading_stale", "门槛刚刚被改过，这一次没有生效。请刷新后再看。")
	ErrDecision = errs.New(errs.Invalid, "appeal.reading_decision", "没有这个字段，判断没有保存。")
)
