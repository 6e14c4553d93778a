package figure

import "github.com/yikou/yikou/internal/platform/errs"

// ErrMonth is of a month that is none, or for which no definition is in force.
var ErrMonth = errs.New(errs.Invalid, "appeal.figure.month", "没有这个月份，或者这个月份还没有三率的定义。请另选月份。")
