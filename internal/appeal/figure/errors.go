package figure

import "github.com/yikou/yikou/internal/platform/errs"

// ErrMonth is of a month that is none, or for which no definition is in force.
var ErrMonth = errs.New(errs.Invalid, "appeal.figure.month", "没有这个月份，或者这个月份还没有三率的定义。请另选月份。")

// ErrDepartment is of a department that there is not, or whose people the reader may
// not look at.
var ErrDepartment = errs.New(errs.Invalid, "appeal.figure.department", "没有这个部门，或者您不能查看它的经办人的三率。请另选部门。")

// ErrExportQuery is of a stored export that does not say what it is of.
var ErrExportQuery = errs.New(errs.Invalid, "appeal.figure.export_query", "没有写明要导出哪些三率。请从三率页面再导出一次。")
